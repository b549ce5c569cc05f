package dev.roundtrip.trouble;

import dev.roundtrip.delivery.DeliveryState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that has failed at least once.
 *
 * @param failedAt its last failure
 * @param endedAt null as long as it is tried, or held
 * @param error the last one, or why it has ended; in words a person can act on
 * @param told whether a message has told how it ended
 */
record Failing(
        String deliveryId,
        long ticketId,
        String ticketNumber,
        DeliveryState state,
        Instant failedAt,
        @Nullable Instant endedAt,
        String error,
        boolean told) {

    boolean isOpen() {
        return endedAt == null;
    }

    boolean isGivenUp() {
        return state == DeliveryState.GIVEN_UP;
    }

    /** Given up, and nobody has heard of it. */
    boolean isSilent() {
        return isGivenUp() && !told;
    }
}
