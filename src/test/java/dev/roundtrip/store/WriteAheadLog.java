package dev.roundtrip.store;

import dev.roundtrip.testing.Patience;
import java.time.Duration;

/** SQLite's log of what was written last, seen from outside. */
record WriteAheadLog(Store store) implements Patience.Doer {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Without moving any of it. */
    Checkpoints.Log state() {
        return store.jdbc()
                .sql("pragma wal_checkpoint(noop)")
                .query((row, n) -> new Checkpoints.Log(row.getInt("log"), row.getInt("checkpointed")))
                .single();
    }

    /** Until all is in the database file. One that is too short to be moved has begun anew meanwhile. */
    void awaitMoved() {
        Patience.until(
                "the log is moved", SOON, () -> state().moved() == state().pages() || state().pages() < 1_000, this);
    }

    @Override
    public boolean isRunning() {
        return true;
    }

    @Override
    public String news() {
        return state().toString();
    }
}
