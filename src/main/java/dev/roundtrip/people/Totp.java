package dev.roundtrip.people;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes that come with time, RFC 6238: SHA-1, a step of 30 s, six digits, which is what every app for it knows. */
final class Totp {
    private static final int SECONDS = 30;
    private static final int DIGITS = 1_000_000;
    /** As long as what SHA-1 makes. */
    private static final int SECRET_BYTES = 20;
    /** Of clocks that are off: one step before and one after. */
    private static final int AROUND = 1;

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Totp() {}

    /** 160 random bits in base32, as apps take it. */
    static String secret() {
        var bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return base32(bytes);
    }

    /**
     * The step whose code it is.
     *
     * @param after that step and those before are over
     */
    static OptionalLong step(String secret, String code, Instant now, long after) {
        var at = now.getEpochSecond() / SECONDS;
        var found = OptionalLong.empty();
        for (long step = at - AROUND; step <= at + AROUND; step++) {
            // All of them are looked at: which one it was takes no other time.
            if (Digest.same(code(secret, step), code) && step > after && found.isEmpty()) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    static String code(String secret, Instant at) {
        return code(secret, at.getEpochSecond() / SECONDS);
    }

    private static String code(String secret, long step) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(bytes(secret), "HmacSHA1"));
            var made = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            var number = ByteBuffer.wrap(made).getInt(made[made.length - 1] & 0xf) & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%06d", number % DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA1", e);
        }
    }

    /** Of whole groups of five bytes, which need no padding. */
    static String base32(byte[] bytes) {
        var text = new StringBuilder();
        long bits = 0;
        int count = 0;
        for (byte one : bytes) {
            bits = bits << 8 | (one & 0xff);
            for (count += 8; count >= 5; count -= 5) {
                text.append(ALPHABET.charAt((int) (bits >> (count - 5)) & 31));
            }
        }
        return text.toString();
    }

    private static byte[] bytes(String base32) {
        var bytes = ByteBuffer.allocate(base32.length() * 5 / 8);
        long bits = 0;
        int count = 0;
        for (int i = 0; i < base32.length(); i++) {
            bits = bits << 5 | ALPHABET.indexOf(base32.charAt(i));
            count += 5;
            if (count >= 8) {
                count -= 8;
                bytes.put((byte) (bits >> count));
            }
        }
        return bytes.array();
    }
}
