package dev.roundtrip.store;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One number in the store that is new whenever the configuration is: rules, callouts, fields, people.
 *
 * <p>Drawn at random, not counted: a number that was rolled back can then never be met again with other content behind it.
 *
 * <p>It is looked at many times for every ticket, so it is not read anew each time: a group of writes reads it once, and sees its own
 * changes at once. Outside of writes an embedded store, which nobody else writes, remembers it; on a shared one another node's change is
 * seen within half a second.
 */
public final class Revision {
    private static final Duration SHARED_FRESHNESS = Duration.ofMillis(500);

    private final JdbcClient jdbc;
    private final boolean shared;
    private final LongSupplier nanoTime;
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

    private record Known(long number, long readAt) {}

    /**
     * @param shared whether other processes may write the store too
     * @param nanoTime as {@link System#nanoTime} tells it
     */
    Revision(JdbcClient jdbc, boolean shared, LongSupplier nanoTime) {
        this.jdbc = jdbc;
        this.shared = shared;
        this.nanoTime = nanoTime;
    }

    /** The number as this thread's transaction sees it. */
    public long current() {
        var writer = Writer.current();
        if (writer != null) {
            return writer.session().revision(this::read);
        }
        var last = known.get();
        if (last != null && !(shared && nanoTime.getAsLong() - last.readAt() > SHARED_FRESHNESS.toNanos())) {
            return last.number();
        }
        // Stamped before it is read: it may be older than it says, never younger.
        var now = nanoTime.getAsLong();
        var fresh = new Known(read(), now);
        // Not over what was committed here while it was read.
        known.compareAndSet(last, fresh);
        return fresh.number();
    }

    /** To be called within the write that changes configuration. */
    public void bump() {
        var writer = Writer.current();
        if (writer == null) {
            throw new IllegalStateException("only inside store.write");
        }
        var number = ThreadLocalRandom.current().nextLong();
        jdbc.sql("update revision set number = :number where id = 1")
                .param("number", number)
                .update();
        writer.session().revised(number);
        writer.session().afterCommit(() -> known.set(new Known(number, nanoTime.getAsLong())));
    }

    /** Within a write: nobody else changes the configuration until that ends, and what others changed before counts. */
    public void hold() {
        var writer = Writer.current();
        if (writer == null) {
            throw new IllegalStateException("only inside store.write");
        }
        if (shared) {
            writer.session()
                    .revised(jdbc.sql("select number from revision where id = 1 for update")
                            .query(Long.class)
                            .single());
        }
    }

    private long read() {
        return jdbc.sql("select number from revision where id = 1")
                .query(Long.class)
                .single();
    }

    /** What {@code load} gives, loaded anew after each change of the configuration. */
    public <T> Cached<T> cached(Supplier<T> load) {
        return new Cached<>(this, load);
    }

    /** A value that follows the configuration. */
    public static final class Cached<T> implements Supplier<T> {
        private final Revision revision;
        private final Supplier<T> load;
        private volatile @Nullable Held<T> held;

        private record Held<T>(long revision, T value) {}

        private Cached(Revision revision, Supplier<T> load) {
            this.revision = revision;
            this.load = load;
        }

        @Override
        public T get() {
            return at(revision.current());
        }

        /** The same, when the caller has just asked for the number. */
        public T at(long current) {
            var last = held;
            if (last == null || last.revision() != current) {
                last = new Held<>(current, load.get());
                held = last;
            }
            return last.value();
        }
    }
}
