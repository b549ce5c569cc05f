package dev.roundtrip.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals secrets before they are kept: AES-256-GCM, a fresh nonce each, bound to the record they belong to, so that a sealed value moved
 * to another record does not open there.
 */
public final class Vault {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY = 32;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private Vault(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * The vault of a desk.
     *
     * @param base64 the key as the operator gave it; null takes the file {@code key} in {@code data}, made at the first start and
     *     readable by its owner alone
     * @throws StoreRefused when the key cannot be read, or is not 32 bytes in base64
     */
    public static Vault open(@Nullable String base64, Path data) {
        return new Vault(base64 != null ? decoded(base64, "--key-file or ROUNDTRIP_KEY") : fromFile(data));
    }

    private static byte[] fromFile(Path data) {
        var file = data.resolve("key");
        try {
            OwnFiles.folder(data);
            return decoded(OwnFiles.kept(file, Vault::fresh).strip(), file.toString());
        } catch (IOException e) {
            throw new StoreRefused("the key in %s cannot be used: %s".formatted(file, SoleHolder.reason(e)), e);
        }
    }

    private static String fresh() {
        var key = new byte[KEY];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key) + "\n";
    }

    private static byte[] decoded(String base64, String where) {
        try {
            var key = Base64.getDecoder().decode(base64);
            if (key.length == KEY) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            throw new StoreRefused(
                    "the key in %s is not base64; make one with: openssl rand -base64 32".formatted(where), e);
        }
        throw new StoreRefused(
                "the key in %s is not 32 bytes long; make one with: openssl rand -base64 32".formatted(where));
    }

    /** @param record whose secret it is, for example {@code callout:17:auth} */
    public String seal(String secret, String record) {
        try {
            var nonce = new byte[NONCE];
            random.nextBytes(nonce);
            var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, record);
            var locked = cipher.doFinal(secret.getBytes(StandardCharsets.UTF_8));
            var all = Arrays.copyOf(nonce, NONCE + locked.length);
            System.arraycopy(locked, 0, all, NONCE, locked.length);
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the secret of " + record + " could not be sealed", e);
        }
    }

    /** @throws StoreRefused when it was sealed with another key, for another record, or was altered */
    public String open(String locked, String record) {
        try {
            var all = Base64.getDecoder().decode(locked);
            var cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE), record);
            return new String(cipher.doFinal(all, NONCE, all.length - NONCE), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new StoreRefused(
                    "the secret of %s does not open with this key; start with the key that it was kept with"
                            .formatted(record),
                    e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String record) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(record.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
