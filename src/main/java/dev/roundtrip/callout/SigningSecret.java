package dev.roundtrip.callout;

import dev.roundtrip.outbound.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret that signs requests: {@code whsec_} and the Base64 of 24 to 64 bytes. It does not show itself. */
record SigningSecret(SecretKeySpec key) {
    private static final String PREFIX = "whsec_";
    private static final int FEWEST = 24;
    private static final int MOST = 64;
    private static final String ALGORITHM = "HmacSHA256";
    private static final String ADVICE =
            "; a signing secret is whsec_ and the Base64 of 24 to 64 bytes, as made by: echo \"whsec_$(openssl rand -base64 32)\"";

    /** @throws IllegalArgumentException saying what is wrong with it, without a character of it */
    static SigningSecret of(String text) {
        var lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith("whsk_") || lower.startsWith("whpk_")) {
            throw new IllegalArgumentException(
                    "is a key of asymmetric signatures (v1a), which the desk does not make" + ADVICE);
        }
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("does not begin with whsec_" + ADVICE);
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            // Without the cause, whose message shows a character.
            throw new IllegalArgumentException("is not Base64 behind its whsec_" + ADVICE);
        }
        if (bytes.length < FEWEST || bytes.length > MOST) {
            throw new IllegalArgumentException("holds %d bytes".formatted(bytes.length) + ADVICE);
        }
        return new SigningSecret(new SecretKeySpec(bytes, ALGORITHM));
    }

    /**
     * All that sign for a callout, the newest first.
     *
     * @throws IllegalArgumentException when one is missing: with fewer signatures a far end might take a request for a forged one
     */
    static List<SigningSecret> of(Callout callout, Secrets secrets) {
        var all = new ArrayList<SigningSecret>();
        for (int i = 0; i < callout.signatures(); i++) {
            var secret = secrets.signing(i);
            if (secret == null) {
                throw new IllegalArgumentException("sign.secrets[%d], which signs it, is missing".formatted(i));
            }
            all.add(of(secret));
        }
        return all;
    }

    /** {@code v1,BASE64}: the signature of one request. */
    String sign(String id, String timestamp, Bytes body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    byte[] bytes() {
        return key.getEncoded();
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
