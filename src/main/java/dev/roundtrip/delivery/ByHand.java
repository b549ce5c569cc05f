package dev.roundtrip.delivery;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that was done to a delivery by hand.
 *
 * @param actor whose doing it was, by name
 */
public record ByHand(Instant at, What what, String actor) {
    /** What can be done. */
    public enum What {
        RETRY,
        CANCEL,
        REPLAY;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
