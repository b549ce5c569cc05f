package dev.roundtrip.web;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An app for one-time codes, as somebody has it who never saw this desk's code. */
final class AppCodes {
    private AppCodes() {}

    /** @param secret in base32, as a page shows it */
    static String shown(String secret, Instant at) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key(secret.replace(" ", "")), "HmacSHA1"));
            var step = at.getEpochSecond() / 30;
            var made = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            var number = ByteBuffer.wrap(made).getInt(made[19] & 0xf) & Integer.MAX_VALUE;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] key(String base32) {
        var bits = new StringBuilder();
        for (int i = 0; i < base32.length(); i++) {
            var five = Integer.toBinaryString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(base32.charAt(i)));
            bits.append("0".repeat(5 - five.length())).append(five);
        }
        var key = new byte[20];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
        }
        return key;
    }
}
