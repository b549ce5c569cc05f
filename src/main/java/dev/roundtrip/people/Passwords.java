package dev.roundtrip.people;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** Passwords of people, kept by bcrypt. Checked as they are typed: not cut, not folded, not trimmed. */
final class Passwords {
    /** Costs about 150 ms: slow for who guesses, bearable for who signs in. */
    private static final int STRENGTH = 11;
    /** More than these bcrypt would silently pass over. */
    static final int MOST_BYTES = 72;

    static final int FEWEST_CHARACTERS = 8;

    /** Compared against when nobody has the login, so that the answer takes as long. */
    private static final String NOBODY = BCrypt.hashpw("nobody", BCrypt.gensalt(STRENGTH));

    private Passwords() {}

    /** @throws IllegalArgumentException when it is too short or too long */
    static String hash(String password) {
        if (password.codePointCount(0, password.length()) < FEWEST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "password: at least " + FEWEST_CHARACTERS + " characters; a sentence is fine");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new IllegalArgumentException("password: at most " + MOST_BYTES + " bytes");
        }
        return BCrypt.hashpw(password, BCrypt.gensalt(STRENGTH));
    }

    static boolean matches(String password, @Nullable String hash) {
        if (password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return false;
        }
        var matches = BCrypt.checkpw(password, hash == null ? NOBODY : hash);
        return hash != null && matches;
    }
}
