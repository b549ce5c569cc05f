package dev.roundtrip.callout;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one callout in clear: its authentication's under {@link #AUTH}, named ones under {@code secret.NAME}. They do not show
 * themselves.
 */
public final class Secrets {
    public static final String AUTH = "auth";
    private static final String NAMED = "secret.";

    private final Map<String, String> byName;

    private Secrets(Map<String, String> byName) {
        this.byName = Map.copyOf(byName);
    }

    public static Secrets none() {
        return new Secrets(Map.of());
    }

    static Secrets of(Map<String, String> byName) {
        return new Secrets(byName);
    }

    /** The same, with the authentication's secret: a password, token or value. */
    public Secrets withAuth(String secret) {
        return with(AUTH, secret);
    }

    /** The same, with one that templates call {@code {{secret.NAME}}}; names without case. */
    public Secrets withNamed(String name, String secret) {
        return with(NAMED + name.strip().toLowerCase(Locale.ROOT), secret);
    }

    /** All of these, and those: of two of one name the later. */
    Secrets and(Secrets later) {
        var all = new TreeMap<>(byName);
        all.putAll(later.byName);
        return new Secrets(all);
    }

    private Secrets with(String key, String secret) {
        var all = new TreeMap<>(byName);
        all.put(key, secret);
        return new Secrets(all);
    }

    @Nullable
    String auth() {
        return byName.get(AUTH);
    }

    @Nullable
    String named(String name) {
        return byName.get(NAMED + name.toLowerCase(Locale.ROOT));
    }

    Map<String, String> byName() {
        return byName;
    }

    @Override
    public String toString() {
        return "Secrets" + byName.keySet();
    }
}
