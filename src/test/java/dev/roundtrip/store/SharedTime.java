package dev.roundtrip.store;

import dev.roundtrip.testing.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A database's time, and machines whose own watches are off; all of them go when told. */
public final class SharedTime {
    private final TestClock database = TestClock.atNoon();
    private final Instant began = database.instant();
    private final List<AgreedClock> machines = new ArrayList<>();

    /** What a node on such a machine takes for the time. */
    public Clock onMachine(Duration off) {
        var clock = new AgreedClock(
                ZoneOffset.UTC,
                () -> Duration.between(began, database.instant()).plus(off).toNanos(),
                database::millis);
        clock.readOff();
        machines.add(clock);
        return clock;
    }

    /** The database's. */
    public Instant now() {
        return database.instant();
    }

    public void pass(Duration time) {
        database.pass(time);
    }

    public void isReadOff() {
        machines.forEach(AgreedClock::readOff);
    }
}
