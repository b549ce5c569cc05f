package dev.roundtrip.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a desk has, the newest first, each known by an id that tells nothing of it. They do not show themselves.
 */
final class KeyRing {
    private static final int KEY = 32;
    private static final int ID = 4;

    private final Map<String, SecretKeySpec> byId;

    private KeyRing(Map<String, SecretKeySpec> byId) {
        this.byId = byId;
    }

    /**
     * @param text keys in base64, commas or ends of lines between them
     * @throws StoreRefused when one of them is none, or there is none
     */
    static KeyRing of(String text, String where) {
        var keys = new LinkedHashMap<String, SecretKeySpec>();
        for (var base64 : text.strip().split("\\s*[\\r\\n,]\\s*", -1)) {
            var key = decoded(base64, where);
            keys.put(id(key), new SecretKeySpec(key, "AES"));
        }
        return new KeyRing(keys);
    }

    static String fresh() {
        var key = new byte[KEY];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
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

    private static String id(byte[] key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(key);
            return HexFormat.of().formatHex(digest, 0, ID);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    String newest() {
        return byId.keySet().iterator().next();
    }

    /** The newest first. */
    List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    @Nullable
    SecretKeySpec key(String id) {
        return byId.get(id);
    }

    List<SecretKeySpec> keys() {
        return new ArrayList<>(byId.values());
    }

    /** These, and behind them those of {@code older} that are not among them. */
    KeyRing and(KeyRing older) {
        var all = new LinkedHashMap<>(byId);
        older.byId.forEach(all::putIfAbsent);
        return new KeyRing(all);
    }

    KeyRing without(Set<String> ids) {
        var left = new LinkedHashMap<>(byId);
        left.keySet().removeAll(ids);
        return new KeyRing(left);
    }

    /** As it stands in a key file. */
    String text() {
        return byId.values().stream()
                .map(key -> Base64.getEncoder().encodeToString(key.getEncoded()) + "\n")
                .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return "KeyRing" + byId.keySet();
    }
}
