package dev.roundtrip.store;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The database's watch, read off now and then; in between it goes on with what this machine counts. The machine's own watch has no say: it
 * may be minutes off, and somebody may put it right amid the work.
 */
final class AgreedClock extends Clock {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ZoneId zone;
    private final LongSupplier nanoTime;
    private final LongSupplier databaseMillis;
    private final AtomicLong ahead;

    /**
     * @param nanoTime as {@link System#nanoTime} tells it
     * @param databaseMillis asks the database for its time, in milliseconds since 1970
     */
    AgreedClock(ZoneId zone, LongSupplier nanoTime, LongSupplier databaseMillis) {
        this(zone, nanoTime, databaseMillis, new AtomicLong());
    }

    private AgreedClock(ZoneId zone, LongSupplier nanoTime, LongSupplier databaseMillis, AtomicLong ahead) {
        this.zone = zone;
        this.nanoTime = nanoTime;
        this.databaseMillis = databaseMillis;
        this.ahead = ahead;
    }

    /** Reads the database's watch; the way there and back took as long each, as far as anybody knows. */
    void readOff() {
        long asked = nanoTime.getAsLong();
        long theirs = TimeUnit.MILLISECONDS.toNanos(databaseMillis.getAsLong());
        long told = nanoTime.getAsLong();
        ahead.set(theirs - (asked + (told - asked) / 2));
    }

    @Override
    public Instant instant() {
        long nanos = nanoTime.getAsLong() + ahead.get(); // since 1970: good until 2262
        return Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId wanted) {
        return new AgreedClock(wanted, nanoTime, databaseMillis, ahead);
    }
}
