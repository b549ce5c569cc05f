package dev.roundtrip.people;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * Passwords of people, kept by Argon2id. Checked as they are typed: not cut, not folded, not trimmed. Those that were kept by bcrypt are
 * still accepted, until their people sign in.
 */
final class Passwords {
    static final int FEWEST_CHARACTERS = 8;
    /** More than a password manager makes; so that nobody has the desk hash a book. */
    static final int MOST_CHARACTERS = 256;

    /** 46 MiB in one pass, about as slow as one can bear who signs in; two at once, which bounds the memory that sign-ins take. */
    static final Passwords KEPT = new Passwords(new Argon2id(46 * 1024, 1, 2));

    /** More than these bcrypt would silently pass over. */
    private static final int MOST_BYTES_OF_BCRYPT = 72;

    private final Argon2id argon2id;
    /** Compared against when nobody has the login, so that the answer takes as long. */
    private final String nobodys;

    Passwords(Argon2id argon2id) {
        this.argon2id = argon2id;
        this.nobodys = argon2id.hash(Digest.random());
    }

    static boolean isTooShort(String password) {
        return characters(password) < FEWEST_CHARACTERS;
    }

    static boolean isTooLong(String password) {
        return characters(password) > MOST_CHARACTERS;
    }

    private static int characters(String password) {
        return password.codePointCount(0, password.length());
    }

    /** @throws IllegalArgumentException when it is too short, too long, or no text */
    String hash(String password) {
        if (isTooShort(password)) {
            throw new IllegalArgumentException(
                    "password: at least " + FEWEST_CHARACTERS + " characters; a sentence is fine");
        }
        if (isTooLong(password)) {
            throw new IllegalArgumentException("password: at most " + MOST_CHARACTERS + " characters");
        }
        if (!isText(password)) {
            throw new IllegalArgumentException("password: half a character stands in it");
        }
        return argon2id.hash(password);
    }

    /** @param hash null where there is none */
    boolean matches(String password, @Nullable String hash) {
        if (password.isEmpty() || isTooLong(password) || !isText(password)) {
            return isNobodys("none"); // neither a book nor half a character is hashed
        }
        if (hash == null) {
            return isNobodys(password);
        }
        if (Argon2id.made(hash)) {
            return argon2id.matches(password, hash);
        }
        return password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES_OF_BCRYPT
                ? isNobodys(password)
                : BCrypt.checkpw(password, hash);
    }

    /** Never, which takes as long to find as if it were somebody's. */
    private boolean isNobodys(String password) {
        return argon2id.matches(password, nobodys);
    }

    /** Whether one that is made now is harder to guess. */
    boolean isOutdated(String hash) {
        return argon2id.isOutdated(hash);
    }

    /** Half a character has no bytes: it would be taken for another. */
    static boolean isText(String password) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(password);
    }
}
