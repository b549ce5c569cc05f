package dev.roundtrip.notify;

import dev.roundtrip.delivery.RetryPolicy;
import java.time.Duration;

/**
 * How long a mail waits for its next attempt. A server that is started anew is back in minutes, one that is mended in hours, and whoever
 * set a wrong password finds it on Monday. Pure.
 */
final class MailPatience {
    /** Three days in all, as mail servers among each other have it. */
    static final RetryPolicy RETRY = new RetryPolicy(Duration.ofSeconds(60), 100);

    private static final int QUICK = 10;
    private static final int STEADY = 30;

    private MailPatience() {}

    /** @param attempt the number of the one that failed, 1 is the first */
    static Duration after(int attempt) {
        return attempt <= QUICK ? RETRY.every() : attempt <= STEADY ? Duration.ofMinutes(5) : Duration.ofHours(1);
    }

    static boolean isOver(int attempt) {
        return attempt >= RETRY.attempts();
    }
}
