package dev.roundtrip.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a lane did in the last hours, and what is still to do.
 *
 * @param delivered attempts that were taken, by the hour in which they began, the earliest first
 * @param failed those that failed, or whose outcome is unknown
 * @param waiting deliveries that wait for their time
 * @param next when the first of them is due; null when none waits
 * @param held deliveries that wait for a person, or for the lane to be switched on
 */
public record LaneDay(
        List<Integer> delivered,
        List<Integer> failed,
        int waiting,
        @Nullable Instant next,
        int held) {
    public static final int HOURS = 24;

    public LaneDay {
        delivered = List.copyOf(delivered);
        failed = List.copyOf(failed);
    }
}
