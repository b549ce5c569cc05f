package dev.roundtrip.delivery;

import java.time.Duration;

/**
 * How often, and how far apart, a delivery is tried again.
 *
 * @param every from the end of an attempt to the start of the next; 1 s to 24 h
 * @param times how many attempts follow the first; 0 to 100
 */
public record RetryPolicy(Duration every, int times) {
    /** The original's: every 60 seconds, up to 10 times, 11 attempts in all. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(Duration.ofSeconds(60), 10);

    public RetryPolicy {
        if (every.compareTo(Duration.ofSeconds(1)) < 0 || every.compareTo(Duration.ofHours(24)) > 0) {
            throw new IllegalArgumentException("retry every " + every + ": 1 s to 24 h");
        }
        if (times < 0 || times > 100) {
            throw new IllegalArgumentException("retry " + times + " times: 0 to 100");
        }
    }

    /** Attempts in all. */
    public int attempts() {
        return times + 1;
    }
}
