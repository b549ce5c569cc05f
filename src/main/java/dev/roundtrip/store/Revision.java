package dev.roundtrip.store;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One number in the store that is new whenever the configuration is: rules, callouts, fields, people.
 *
 * <p>Drawn at random, not counted: a number that was rolled back can then never be met again with other content behind it. It
 * is read with every use, so that all nodes, and the inside of a transaction, see what they should.
 */
public final class Revision {
    private final JdbcClient jdbc;

    Revision(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The number as this thread's transaction sees it. */
    public long current() {
        return jdbc.sql("select number from revision where id = 1")
                .query(Long.class)
                .single();
    }

    /** To be called within the write that changes configuration. */
    public void bump() {
        jdbc.sql("update revision set number = :number where id = 1")
                .param("number", ThreadLocalRandom.current().nextLong())
                .update();
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

        /** The same, when the caller has just read the number. */
        public T at(long current) {
            var known = held;
            if (known == null || known.revision() != current) {
                known = new Held<>(current, load.get());
                held = known;
            }
            return known.value();
        }
    }
}
