package dev.roundtrip.web;

import dev.roundtrip.people.Person;
import java.time.Instant;
import org.springframework.security.core.AuthenticationException;

/** Login and password were right; a code is wanted too. */
final class SecondFactorWanted extends AuthenticationException {
    private final HalfSignedIn half;

    /** @param began before the password was looked at */
    SecondFactorWanted(Person person, Instant began) {
        super("a code is wanted too");
        this.half = new HalfSignedIn(person.id(), began);
    }

    HalfSignedIn half() {
        return half;
    }
}
