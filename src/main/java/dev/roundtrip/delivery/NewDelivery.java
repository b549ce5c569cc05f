package dev.roundtrip.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A promise to be kept.
 *
 * @param id from {@link DeliveryId}
 * @param orderKey deliveries of one key go out one after the other
 * @param place and in this order; ascending
 * @param first whether it is sure that there is no other of its key, so that nobody needs to look
 * @param givenUp why it is given up at once, without an attempt; null for all that can be tried
 * @param replayOf the ended one whose request it carries once more; null for all others
 */
public record NewDelivery(
        String id,
        String lane,
        String laneName,
        long subjectId,
        String subjectName,
        String orderKey,
        long place,
        boolean first,
        String load,
        @Nullable String givenUp,
        @Nullable String replayOf) {
    public NewDelivery(
            String id,
            String lane,
            String laneName,
            long subjectId,
            String subjectName,
            String orderKey,
            long place,
            boolean first,
            String load,
            @Nullable String givenUp) {
        this(id, lane, laneName, subjectId, subjectName, orderKey, place, first, load, givenUp, null);
    }

    /** As it is once it is kept. */
    Delivery as(DeliveryState state, int attempts, Instant createdAt, @Nullable Instant dueAt) {
        return new Delivery(
                id,
                lane,
                laneName,
                subjectId,
                subjectName,
                orderKey,
                state,
                attempts,
                createdAt,
                dueAt,
                null,
                null,
                null,
                load);
    }
}
