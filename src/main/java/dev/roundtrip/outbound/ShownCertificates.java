package dev.roundtrip.outbound;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Until when the certificates hold that far ends have shown at their last handshake, and that were found good. */
final class ShownCertificates {
    private final Map<String, Instant> ends = new ConcurrentHashMap<>();

    void shown(OutboundUrl by, X509Certificate own) {
        ends.put(by.hostHeader(), own.getNotAfter().toInstant());
    }

    Map<String, Instant> ends() {
        return Map.copyOf(ends);
    }
}
