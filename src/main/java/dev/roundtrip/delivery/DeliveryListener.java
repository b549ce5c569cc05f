package dev.roundtrip.delivery;

import java.time.Instant;

/**
 * Hears what comes of deliveries, within the transaction that keeps it: what it writes is there with the outcome, or neither is. A floor
 * above implements it.
 */
public interface DeliveryListener {
    /** Hears nothing. */
    DeliveryListener DEAF = news -> {};

    /**
     * What came of an attempt, or of a delivery without one. Of a fault of its own it undoes the outcome too, so it does next to nothing
     * for what went well.
     */
    void heard(News news);

    /**
     * @param delivery as it was before
     * @param state what it is from now on
     * @param error why the attempt failed, or why it has ended; empty for what was delivered
     */
    record News(Delivery delivery, DeliveryState state, String error, Instant at) {
        /** Nothing follows any more. */
        public boolean isEnd() {
            return state.isEnd();
        }
    }
}
