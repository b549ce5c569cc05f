package dev.roundtrip.outbound;

import java.time.Duration;

/** By when something has to be over that began when this was made. Several exchanges may share one. */
public final class Deadline {
    private final long startedAt = System.nanoTime();
    private final Duration length;

    private Deadline(Duration length) {
        this.length = length;
    }

    public static Deadline within(Duration length) {
        return new Deadline(length);
    }

    public Duration length() {
        return length;
    }

    /** How long there is still; 0 when it has passed. */
    public long nanosLeft() {
        return Math.max(0, length.toNanos() - (System.nanoTime() - startedAt));
    }

    public boolean hasPassed() {
        return nanosLeft() == 0;
    }

    /** {@code 30 s}, or {@code 300 ms}. */
    public String words() {
        return length.toMillisPart() == 0 ? length.toSeconds() + " s" : length.toMillis() + " ms";
    }
}
