package dev.roundtrip.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try of a delivery. It is on disk before its bytes leave.
 *
 * @param number 1 is the first
 * @param status what the far end answered, where there is such a number
 * @param address the address that was dialled
 * @param detail JSON of the courier's own: what was sent and answered, how long each part took
 */
public record Attempt(
        String deliveryId,
        int number,
        Instant startedAt,
        @Nullable Instant endedAt,
        Result result,
        @Nullable Integer status,
        @Nullable String error,
        @Nullable String address,
        @Nullable String detail) {

    /** How it ended. */
    public enum Result {
        RUNNING("running"),
        SUCCESS("success"),
        FAILURE("failure"),
        /** the process died while it ran: it may have arrived or not */
        UNKNOWN("unknown");

        private final String word;

        Result(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        static Result of(String word) {
            for (var result : values()) {
                if (result.word.equals(word)) {
                    return result;
                }
            }
            throw new IllegalArgumentException("attempt outcome \"" + word + "\"");
        }
    }
}
