package dev.roundtrip.store;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The database's watch, read off now and then; in between it goes on with this machine's. So the nodes' own may differ by minutes. */
final class AgreedClock extends Clock {
    private final Clock own;
    private final LongSupplier databaseMillis;
    private final AtomicLong ahead;

    /** @param databaseMillis asks the database for its time, in milliseconds since 1970 */
    AgreedClock(Clock own, LongSupplier databaseMillis) {
        this(own, databaseMillis, new AtomicLong());
    }

    private AgreedClock(Clock own, LongSupplier databaseMillis, AtomicLong ahead) {
        this.own = own;
        this.databaseMillis = databaseMillis;
        this.ahead = ahead;
    }

    /** Reads the database's watch; the way there and back took as long each, as far as anybody knows. */
    void readOff() {
        long asked = own.millis();
        long theirs = databaseMillis.getAsLong();
        long told = own.millis();
        ahead.set(theirs - (asked + (told - asked) / 2));
    }

    @Override
    public Instant instant() {
        return own.instant().plusMillis(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return own.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new AgreedClock(own.withZone(zone), databaseMillis, ahead);
    }
}
