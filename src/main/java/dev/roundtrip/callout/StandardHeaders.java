package dev.roundtrip.callout;

import dev.roundtrip.outbound.Bytes;
import dev.roundtrip.outbound.OutboundRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What every request carries, so that a receiver can tell repeats. */
final class StandardHeaders {
    /** Says that a person sends it to see what comes back. */
    static final String TEST = "X-Roundtrip-Test";

    private static final Set<String> OURS =
            Set.of("webhook-id", "webhook-timestamp", "webhook-signature", "x-roundtrip-attempt", "x-roundtrip-test");

    private StandardHeaders() {}

    static boolean isReserved(String name) {
        return OURS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a request has a header of that name in any case, so that another would be a second one. */
    static boolean isWritten(String name) {
        return isReserved(name) || name.equalsIgnoreCase("User-Agent") || name.equalsIgnoreCase("Content-Type");
    }

    /**
     * @param deliveryId the same in all attempts, so that a receiver can tell a repeat
     * @param signers none signs nothing
     * @param body as it goes out, empty where there is none
     */
    static List<OutboundRequest.Header> of(
            String deliveryId, int attempt, Instant now, List<SigningSecret> signers, Bytes body) {
        var timestamp = Long.toString(now.getEpochSecond());
        var headers = new ArrayList<OutboundRequest.Header>();
        headers.add(new OutboundRequest.Header("webhook-id", deliveryId));
        headers.add(new OutboundRequest.Header("webhook-timestamp", timestamp));
        if (!signers.isEmpty()) {
            headers.add(new OutboundRequest.Header(
                    "webhook-signature", Signature.header(signers, deliveryId, timestamp, body)));
        }
        headers.add(new OutboundRequest.Header("X-Roundtrip-Attempt", Integer.toString(attempt)));
        return headers;
    }
}
