package dev.roundtrip.delivery;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something promised, and how far it has come.
 *
 * @param lane deliveries of one lane share a target and its limit
 * @param laneName what people call it; kept when the lane is gone
 * @param subjectId what it is about, by id and by name
 * @param orderKey those of one key go out one after the other
 * @param attempts how many were begun
 * @param dueAt time of the next attempt of a waiting one, end of the lease of a running one
 * @param heldFor what a held one waits for; null for all others
 * @param error why it failed last, or was given up, in words
 * @param load what the courier needs to carry it
 */
public record Delivery(
        String id,
        String lane,
        String laneName,
        long subjectId,
        String subjectName,
        String orderKey,
        DeliveryState state,
        int attempts,
        Instant createdAt,
        @Nullable Instant dueAt,
        @Nullable Instant endedAt,
        @Nullable HeldFor heldFor,
        @Nullable String error,
        String load) {
    /** Of a running one. */
    Instant leaseEnd() {
        return Objects.requireNonNull(dueAt, "a running delivery has a lease");
    }
}
