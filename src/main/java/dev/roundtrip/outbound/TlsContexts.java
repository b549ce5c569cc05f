package dev.roundtrip.outbound;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** A context for each profile, so that no TLS session outlives a change of trust. The least recently used goes first. */
final class TlsContexts {
    private static final int MOST = 1000;

    private final Map<TlsProfile, SSLContext> contexts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TlsProfile, SSLContext> eldest) {
            return size() > MOST;
        }
    };

    synchronized SSLContext of(TlsProfile profile) {
        return contexts.computeIfAbsent(profile, TlsProfile::context);
    }
}
