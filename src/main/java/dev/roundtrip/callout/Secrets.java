package dev.roundtrip.callout;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one callout in clear: its authentication's under {@link #AUTH}, those that sign under {@code sign.0} and
 * {@code sign.1}, the key of its certificate under {@code tls.key}, named ones under {@code secret.NAME}. They do not show themselves.
 */
public final class Secrets {
    public static final String AUTH = "auth";
    public static final String SIGNING = "sign.";
    public static final String TLS_KEY = "tls.key";
    public static final String NAMED = "secret.";

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

    /** The same, with those that sign requests, the newest first. */
    public Secrets withSigning(List<String> newestFirst) {
        var all = this;
        for (int i = 0; i < newestFirst.size(); i++) {
            all = all.with(SIGNING + i, newestFirst.get(i));
        }
        return all;
    }

    /** The same, with the private key of its certificate, in PEM. */
    public Secrets withTlsKey(String pem) {
        return with(TLS_KEY, pem);
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

    /** Under which names a callout's secrets are looked for; what is kept under another is of no use to it. */
    static Set<String> namesFor(Callout callout) {
        var names = new TreeSet<String>();
        if (callout.authentication().needsSecret()) {
            names.add(AUTH);
        }
        for (int i = 0; i < callout.signatures(); i++) {
            names.add(SIGNING + i);
        }
        if (callout.certificate() != null) {
            names.add(TLS_KEY);
        }
        callout.secretNames().forEach(name -> names.add(NAMED + name));
        return names;
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

    /** @param place 0 is the newest */
    @Nullable
    String signing(int place) {
        return byName.get(SIGNING + place);
    }

    @Nullable
    String tlsKey() {
        return byName.get(TLS_KEY);
    }

    /** Those that a far end knows or gets to know, and may send back. */
    List<String> sharedWithTheFarEnd() {
        return byName.entrySet().stream()
                .filter(secret -> !secret.getKey().equals(TLS_KEY))
                .map(Map.Entry::getValue)
                .toList();
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
