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

    /** Whoever asks does so on a virtual thread, and a database that lives in this process lets go of no thread while it searches. */
    @Test
    void moreSearchesThanThereAreProcessorsLeaveEverybodyElseAlone() throws Exception {
        int many = Runtime.getRuntime().availableProcessors() + Searchers.MOST_AT_ONCE;
        var ends = new ArrayList<Future<?>>();
        try (var searchers = Searchers.of(database, Duration.ofSeconds(3));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var begun = new CountDownLatch(Searchers.MOST_AT_ONCE);
            for (int i = 0; i < many; i++) {
                ends.add(threads.submit(() -> searchers.ask(jdbc -> {
                    begun.countDown();
                    return countForEver(jdbc);
                })));
            }
            begun.await();

            threads.submit(() -> {
                        assertThat(one(store.jdbc())).isEqualTo(1);
                        assertThat(store.write(() -> store.next("tickets"))).isEqualTo(1);
                    })
                    .get();

            assertThat(ends).as("searches that ended before").noneMatch(Future::isDone);
            for (var end : ends) {
                assertThatThrownBy(end::get).hasCauseInstanceOf(SearchGivenUp.class);
            }
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

    private static int one(JdbcClient jdbc) {
        return jdbc.sql("select 1").query(Integer.class).single();
    }

    private static long countForEver(JdbcClient jdbc) {
        return jdbc.sql("with recursive n (i) as (select 1 union all select 1 - n.i from n) select count(*) from n")
                .query(Long.class)
                .single();
    }
}
