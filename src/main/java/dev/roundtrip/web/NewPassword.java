package dev.roundtrip.web;

import dev.roundtrip.people.People;
import dev.roundtrip.people.WeakPasswords;
import java.util.Collection;
import java.util.Optional;

/** What a page has against a password that somebody wants to have. */
final class NewPassword {
    private NewPassword() {}

    /**
     * The key of what to say; empty for one that will do.
     *
     * @param own words that everybody at this desk knows
     */
    static Optional<String> mistake(String password, Collection<String> own) {
        if (password.codePointCount(0, password.length()) < People.PASSWORD_CHARACTERS) {
            return Optional.of("setup.password.short");
        }
        if (password.codePointCount(0, password.length()) > People.MOST_PASSWORD_CHARACTERS) {
            return Optional.of("setup.password.long");
        }
        return WeakPasswords.fault(password, own).map(fault -> "setup.password.weak");
    }
}
