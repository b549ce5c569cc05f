package dev.roundtrip.api;

import java.time.Clock;
import java.time.Duration;

/** Counts the requests of the last rolling hour, in steps of ten seconds. Of this node, and since its start. */
final class RequestCount {
    static final Duration FRAME = Duration.ofHours(1);
    private static final int STEP_SECONDS = 10;
    private static final int STEPS = (int) FRAME.toSeconds() / STEP_SECONDS;

    private final Clock clock;
    private final int limit;
    private final int[] counts = new int[STEPS];
    private long newest;
    private int total;

    /** @param limit most requests in an hour; 0 for no limit */
    RequestCount(Clock clock, int limit) {
        this.clock = clock;
        this.limit = limit;
        this.newest = step();
    }

    /**
     * Counts one more.
     *
     * @return 0 when it is within the limit, else the seconds until there is room again; it is then not counted
     */
    synchronized long add() {
        forward();
        if (limit > 0 && total >= limit) {
            return secondsUntilRoom();
        }
        counts[index(newest)]++;
        total++;
        return 0;
    }

    synchronized int total() {
        forward();
        return total;
    }

    int limit() {
        return limit;
    }

    private void forward() {
        var now = step();
        for (int i = 0; newest < now && i < STEPS; i++) {
            newest++;
            total -= counts[index(newest)];
            counts[index(newest)] = 0;
        }
        newest = Math.max(newest, now);
    }

    private long secondsUntilRoom() {
        for (var step = newest - STEPS + 1; step <= newest; step++) {
            if (counts[index(step)] > 0) {
                return Math.max(
                        1, (step + STEPS) * STEP_SECONDS - clock.instant().getEpochSecond());
            }
        }
        return 1;
    }

    private long step() {
        return Math.floorDiv(clock.instant().getEpochSecond(), STEP_SECONDS);
    }

    private static int index(long step) {
        return (int) Math.floorMod(step, (long) STEPS);
    }
}
