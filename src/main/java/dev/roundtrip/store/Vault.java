package dev.roundtrip.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals secrets before they are kept: AES-256-GCM, a fresh nonce each, bound to the record they belong to, so that a sealed value moved
 * to another record does not open there. A sealed value is {@code KEY.BASE64}: the id of its key, then nonce and ciphertext; without an id
 * it is from before keys had one.
 *
 * <p>Of several keys all open. Which of them seals is agreed on in the store, for not all nodes learn of a new one at the same time. A key
 * that is taken out of its file opens until the process ends: what was read before may be sealed with it.
 */
public final class Vault {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final KeyFile file;
    private final @Nullable Store store;
    private final SecureRandom random = new SecureRandom();
    private volatile KeyRing ring;

    private Vault(KeyFile file, @Nullable Store store) {
        this.file = file;
        this.store = store;
        this.ring = file.read();
    }

    /**
     * One that agrees with nobody: the newest key seals.
     *
     * @param source where the keys lie; null takes the file {@code key} in {@code data}, made at the first start and readable by its owner
     *     alone
     * @throws StoreRefused when a key cannot be read, or is not 32 bytes in base64
     */
    public static Vault open(@Nullable KeySource source, Path data) {
        return new Vault(KeyFile.of(source, data), null);
    }

    /** The vault of a desk: what it seals is to be kept in the same write. */
    public static Vault open(@Nullable KeySource source, Path data, Store store) {
        return new Vault(KeyFile.of(source, data), store);
    }

    KeyFile file() {
        return file;
    }

    KeyRing ring() {
        return ring;
    }

    /**
     * Learns what is new in the file.
     *
     * @return what it holds now
     * @throws StoreRefused when it cannot be read any more; all stays as it was
     */
    synchronized KeyRing reread() {
        var now = file.read();
        ring = now.and(ring);
        return now;
    }

    /** @param record whose secret it is, for example {@code callout:17:auth} */
    public String seal(String secret, String record) {
        return seal(secret, record, sealing());
    }

    private String sealing() {
        var agreed = store == null ? null : SealingKey.held(store);
        return agreed == null ? ring.newest() : agreed;
    }

    String seal(String secret, String record, String keyId) {
        var key = key(keyId);
        if (key == null) {
            throw new StoreRefused(
                    "the secret of %s cannot be kept: secrets are sealed with key %s, which this node does not have"
                            .formatted(record, keyId));
        }
        try {
            var nonce = new byte[NONCE];
            random.nextBytes(nonce);
            var cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, record);
            var locked = cipher.doFinal(secret.getBytes(StandardCharsets.UTF_8));
            var all = Arrays.copyOf(nonce, NONCE + locked.length);
            System.arraycopy(locked, 0, all, NONCE, locked.length);
            return keyId + "." + Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the secret of " + record + " could not be sealed", e);
        }
    }

    /** @throws StoreRefused when it was sealed with another key, for another record, or was altered */
    public String open(String locked, String record) {
        Exception why = null;
        for (var key : keysFor(locked)) {
            try {
                var all = Base64.getDecoder().decode(locked.substring(locked.indexOf('.') + 1));
                var cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(all, NONCE), record);
                return new String(cipher.doFinal(all, NONCE, all.length - NONCE), StandardCharsets.UTF_8);
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                why = e;
            }
        }
        var words = "the secret of %s does not open with this key; start with the key that it was kept with"
                .formatted(record);
        throw why == null ? new StoreRefused(words) : new StoreRefused(words, why);
    }

    private List<SecretKeySpec> keysFor(String locked) {
        var id = keyOf(locked);
        if (id == null) {
            return ring.keys();
        }
        var key = key(id);
        return key == null ? List.of() : List.of(key);
    }

    /** Of a key that is not known the file may tell by now. */
    private @Nullable SecretKeySpec key(String id) {
        if (ring.key(id) == null) {
            try {
                reread();
            } catch (StoreRefused e) {
                return null; // that the key is missing is told by whoever asked for it
            }
        }
        return ring.key(id);
    }

    /** Which key it says that it was sealed with; null where it says none. */
    static @Nullable String keyOf(String locked) {
        var dot = locked.indexOf('.');
        return dot < 0 ? null : locked.substring(0, dot);
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String record)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(record.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
