package dev.roundtrip.delivery;

import java.time.Duration;

/**
 * How a lane is run, as it stands now: a change helps what is already waiting.
 *
 * @param concurrency most attempts at once; 1 to 100
 * @param timeout longest that an attempt can take
 * @param open whether anything goes out; what waits in a shut lane is held
 */
public record LanePolicy(RetryPolicy retry, int concurrency, Duration timeout, AfterCrash afterCrash, boolean open) {
    public LanePolicy {
        if (concurrency < 1 || concurrency > 100) {
            throw new IllegalArgumentException("concurrency " + concurrency + ": 1 to 100");
        }
    }
}
