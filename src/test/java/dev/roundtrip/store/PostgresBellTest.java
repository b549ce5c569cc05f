package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.TestDatabase;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process rings, and the others that share the database hear it. */
class PostgresBellTest {
    private static final int LONG = 20; // seconds that no run should come near

    private final Store here;
    private final Store there;
    private final Semaphore heardHere = new Semaphore(0);
    private final Semaphore heardThere = new Semaphore(0);

    PostgresBellTest(@TempDir Path folder) {
        var database = TestDatabase.POSTGRES.fresh(folder);
        here = Store.open(database);
        there = Store.open(database);
    }

    /** Each is told once when it begins to listen: it may have missed what came before. */
    @BeforeEach
    void bothListen() throws InterruptedException {
        here.bell().whenRung(heardHere::release);
        there.bell().whenRung(heardThere::release);
        awaitHeard(heardHere);
        awaitHeard(heardThere);
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    @Test
    void wakesTheOthersAndNotItself() throws InterruptedException {
        here.bell().ring();
        awaitHeard(heardThere);

        there.bell().ring();
        awaitHeard(heardHere);

        // It has heard its own by now: notifications come in the order of their commits.
        assertThat(heardHere.availablePermits()).isZero();
    }

    @Test
    void manyRingsWithinAMomentAreFew() throws InterruptedException {
        for (int i = 0; i < 10_000; i++) {
            here.bell().ring();
        }
        here.close(); // which rings a last time, if it has to

        awaitHeard(heardThere);
        there.bell().ring();
        assertThat(heardThere.availablePermits()).isLessThan(100);
    }

    @Test
    void whatIsRungRightBeforeTheEndIsHeard() throws InterruptedException {
        here.bell().ring();
        awaitHeard(heardThere);
        here.bell().ring();
        here.close();

        awaitHeard(heardThere);
    }

    @Test
    void listensAgainWhenItsConnectionIsLostAndThenLooksOnce() throws InterruptedException {
        here.jdbc().sql("""
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and query = 'listen roundtrip'""").query((rs, n) -> rs.getBoolean(1)).list();
        awaitHeard(heardThere);

        here.bell().ring();
        awaitHeard(heardThere);
    }

    @Test
    void aStoreThatNobodySharesIsSilent(@TempDir Path folder) {
        try (var alone = Store.open(TestDatabase.SQLITE.fresh(folder))) {
            assertThat(alone.bell()).isSameAs(Bell.SILENT);
        }
    }

    private static void awaitHeard(Semaphore heard) throws InterruptedException {
        assertThat(heard.tryAcquire(LONG, TimeUnit.SECONDS)).as("it was heard").isTrue();
    }
}
