package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Questions that nobody measured are given up in the end, and make nobody wait but each other. */
@OnBothDatabases
class SearchersTest {
    private static final Duration A_MOMENT = Duration.ofMillis(50);

    private final Database database;
    private final Store store;

    SearchersTest(TestDatabase kind, @TempDir Path folder) {
        database = kind.fresh(folder);
        store = Store.open(database);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aSearchThatTakesTooLongIsGivenUpAndTheNextOneIsAnswered() {
        try (var searchers = Searchers.of(database, A_MOMENT)) {
            assertThatThrownBy(() -> searchers.ask(SearchersTest::countForEver))
                    .isInstanceOf(SearchTookTooLong.class)
                    .hasMessageContaining("took longer than");

            assertThat(searchers.ask(SearchersTest::one)).isEqualTo(1);
        }
    }

    @Test
    void itsTimeBeginsAnewWithEachSearch() {
        try (var searchers = Searchers.of(database, A_MOMENT)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> searchers.ask(SearchersTest::countForEver))
                        .isInstanceOf(SearchTookTooLong.class);
            }

            assertThat(searchers.ask(SearchersTest::one)).isEqualTo(1);
        }
    }

    @Test
    void asManyAsThereMayBeLeaveTheOtherReadersAlone() throws Exception {
        var begun = new CountDownLatch(Searchers.MOST_AT_ONCE);
        var end = new CountDownLatch(1);
        var searches = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Searchers.MOST_AT_ONCE; i++) {
                searches.add(threads.submit(() -> store.search(jdbc -> {
                    begun.countDown();
                    awaited(end);
                    return one(jdbc);
                })));
            }
            try {
                begun.await();

                assertThat(one(store.jdbc())).isEqualTo(1);
                assertThat(store.write(() -> store.next("tickets"))).isEqualTo(1);
            } finally {
                end.countDown();
            }
        }

        for (var search : searches) {
            assertThat(search.get()).isEqualTo(1);
        }
    }

    @Test
    void withinAWriteASearchSeesWhatWasWritten() {
        long found = store.write(() -> {
            store.next("tickets");
            return store.search(jdbc -> jdbc.sql("select count(*) from counter where name = 'tickets'")
                    .query(Long.class)
                    .single());
        });

        assertThat(found).isEqualTo(1);
    }

    @Test
    void noSearchWrites() {
        assertThatThrownBy(() -> store.search(jdbc -> jdbc.sql("update revision set beat = beat + 1 where id = 1")
                        .update()))
                .isInstanceOf(DataAccessException.class);
    }

    /** Else the plan of the sixth time would be one for all values. */
    @Test
    void howeverOftenItIsAskedAQuestionIsPlannedForItsValues() {
        if (store.dialect() != Dialect.POSTGRES) {
            return; // SQLite compiles each of them anew
        }
        for (int i = 0; i < 10; i++) {
            store.search(jdbc -> jdbc.sql("select count(*) from ticket where id > :from")
                    .param("from", 7)
                    .query(Long.class)
                    .single());
        }

        long kept = store.search(jdbc -> jdbc.sql("select count(*) from pg_prepared_statements")
                .query(Long.class)
                .single());

        assertThat(kept).isZero();
    }

    private static int one(JdbcClient jdbc) {
        return jdbc.sql("select 1").query(Integer.class).single();
    }

    private static long countForEver(JdbcClient jdbc) {
        return jdbc.sql("with recursive n (i) as (select 1 union all select 1 - n.i from n) select count(*) from n")
                .query(Long.class)
                .single();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
