package dev.roundtrip.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still until told. */
public final class TestClock extends Clock {
    private volatile Instant now;

    private TestClock(Instant now) {
        this.now = now;
    }

    /** Noon in London on a Wednesday in November. */
    public static TestClock atNoon() {
        return new TestClock(Instant.parse("2026-11-25T12:00:00Z"));
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    public void goTo(Instant time) {
        now = time;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
