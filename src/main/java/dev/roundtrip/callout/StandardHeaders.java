package dev.roundtrip.callout;

import dev.roundtrip.outbound.OutboundRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What every request carries, so that a receiver can tell repeats. */
final class StandardHeaders {
    private static final Set<String> OURS =
            Set.of("webhook-id", "webhook-timestamp", "webhook-signature", "x-roundtrip-attempt");

    private StandardHeaders() {}

    static boolean isReserved(String name) {
        return OURS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a request has a header of that name in any case, so that another would be a second one. */
    static boolean isWritten(String name) {
        return isReserved(name) || name.equalsIgnoreCase("User-Agent") || name.equalsIgnoreCase("Content-Type");
    }

    /** @param deliveryId the same in all attempts, so that a receiver can tell a repeat */
    static List<OutboundRequest.Header> of(String deliveryId, int attempt, Instant now) {
        return List.of(
                new OutboundRequest.Header("webhook-id", deliveryId),
                new OutboundRequest.Header("webhook-timestamp", Long.toString(now.getEpochSecond())),
                new OutboundRequest.Header("X-Roundtrip-Attempt", Integer.toString(attempt)));
    }
}
