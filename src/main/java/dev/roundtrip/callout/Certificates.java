package dev.roundtrip.callout;

import dev.roundtrip.outbound.OutboundClient;
import dev.roundtrip.outbound.TlsProfile;
import dev.roundtrip.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where you go for the certificates that callouts rest on.
 *
 * <p>What targets show is noted by each process at the handshake, in memory, and kept by {@link #keep} when it is another one than before:
 * so no delivery waits for it, and a crash loses what the next handshake shows again.
 */
public final class Certificates {
    private final Store store;
    private final Clock clock;
    private final OutboundClient client;
    private final Callouts callouts;
    private final TargetCertificateTable table;
    private Map<String, Instant> kept = Map.of();

    public Certificates(Store store, Clock clock, OutboundClient client, Callouts callouts) {
        this.store = store;
        this.clock = clock;
        this.client = client;
        this.callouts = callouts;
        this.table = new TargetCertificateTable(store);
    }

    /** Keeps what targets have shown this process since it was last asked to, where that is new. */
    public synchronized void keep() {
        var shown = client.certificateEnds();
        var fresh = new HashMap<>(shown);
        kept.forEach(fresh::remove);
        if (!fresh.isEmpty()) {
            store.write(() -> {
                fresh.forEach((host, notAfter) -> table.shown(host, notAfter, clock.instant()));
                return null;
            });
        }
        kept = shown;
    }

    /** Of all active callouts, as far as they are known: a target that was never called has shown nothing yet. */
    public List<CertificateEnd> ends() {
        var targets = table.all();
        return callouts.all().stream()
                .filter(Callout::active)
                .flatMap(callout -> Stream.concat(ofTargets(callout, targets), ofItsOwn(callout)))
                .toList();
    }

    private static Stream<CertificateEnd> ofTargets(Callout callout, Map<String, Instant> shown) {
        return CalloutCheck.called(callout).values().stream()
                .filter(url -> url.scheme().equals("https"))
                .map(url -> url.hostHeader())
                .filter(shown::containsKey)
                .distinct()
                .map(host -> new CertificateEnd(
                        callout, CertificateEnd.Whose.TARGET, host, shown.getOrDefault(host, Instant.MAX)));
    }

    private static Stream<CertificateEnd> ofItsOwn(Callout callout) {
        return TlsProfile.endings(callout.ca(), callout.certificate()).stream()
                .map(one -> new CertificateEnd(
                        callout,
                        one.setting().equals("tls.ca") ? CertificateEnd.Whose.AUTHORITY : CertificateEnd.Whose.OWN,
                        one.subject(),
                        one.notAfter()));
    }
}
