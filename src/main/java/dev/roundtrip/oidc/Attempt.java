package dev.roundtrip.oidc;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/**
 * A sign-in that a browser began, kept in its session until the answer comes. None of it is guessed: 256 random bits each.
 *
 * @param verifier of PKCE, RFC 7636
 */
public record Attempt(String state, String nonce, String verifier, Instant began) implements Serializable {
    private static final SecureRandom RANDOM = new SecureRandom();

    static Attempt at(Instant now) {
        return new Attempt(random(), random(), random(), now);
    }

    private static String random() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    boolean isOf(String said) {
        return MessageDigest.isEqual(state.getBytes(StandardCharsets.UTF_8), said.getBytes(StandardCharsets.UTF_8));
    }

    String challenge() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Without what must stay between browser session and provider. */
    @Override
    public String toString() {
        return "an attempt of " + began;
    }
}
