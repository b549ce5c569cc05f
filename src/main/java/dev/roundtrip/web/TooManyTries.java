package dev.roundtrip.web;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** The password was not even looked at: too many wrong ones came before. */
final class TooManyTries extends AuthenticationException {
    private final Duration wait;

    /** @param wait until the next try is looked at */
    TooManyTries(Duration wait) {
        super("too many tries, wait " + wait);
        this.wait = wait;
    }

    Duration untilNext() {
        return wait;
    }

    /** Rounded up, so that nobody comes back too early. */
    long minutes() {
        return Math.max(1, (wait.toSeconds() + 59) / 60);
    }
}
