package dev.roundtrip.people;

import java.util.Objects;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Argon2id, with a salt of its own for each hash. Each run takes its memory, so only so many run at a time and the others wait their turn.
 *
 * <p>Hashes tell what they cost: those of another cost are still checked, and are found to be outdated where they cost less.
 */
final class Argon2id {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;

    private final Argon2PasswordEncoder encoder;
    private final Turns turns;

    /**
     * @param kibibytes of memory that one run takes
     * @param passes over that memory
     * @param atOnce how many may run at a time
     */
    Argon2id(int kibibytes, int passes, int atOnce) {
        this.encoder = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, kibibytes, passes);
        this.turns = new Turns(atOnce);
    }

    static boolean made(String hash) {
        return hash.startsWith("$argon2id$");
    }

    String hash(String password) {
        return turns.take(() -> Objects.requireNonNull(encoder.encode(password)));
    }

    boolean matches(String password, String hash) {
        return turns.take(() -> encoder.matches(password, hash));
    }

    /** Whether it costs less to guess than one that is made now. */
    boolean isOutdated(String hash) {
        return !made(hash) || encoder.upgradeEncoding(hash);
    }
}
