package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** Statements that are put off to the end of a group: nobody can tell, but for the time it takes. */
@OnBothDatabases
class PutOffTest {
    private static final SharedStores STORES = new SharedStores();

    private static final GroupedSql ONCE_MORE =
            new GroupedSql("update visitor set visits = visits + 1 where name = :name", """
            update visitor
            set visits = visits + 1
            from unnest(:name) with ordinality as v (name, n)
            where visitor.name = v.name
            returning v.n""");

    private static final GroupedSql CALLED = GroupedSql.single("update visitor set name = :now where name = :name");

    private static final GroupedSql GONE = GroupedSql.single("delete from visitor where name = :name");

    private final Store store;

    PutOffTest(TestDatabase database) {
        store = STORES.on(database);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void anEmptyList() {
        store.write(() -> {
            store.jdbc().sql("drop table if exists visitor").update();
            return store.jdbc()
                    .sql("create table visitor (name text primary key, visits integer not null)")
                    .update();
        });
    }

    private Void arrives(String name) {
        store.later(name, "insert into visitor (name, visits) values (:name, 1)", Map.of("name", name));
        return null;
    }

    private int arrivesAtOnce(String name) {
        return store.jdbc()
                .sql("insert into visitor (name, visits) values (:name, 1)")
                .param("name", name)
                .update();
    }

    private List<String> names() {
        return store.jdbc()
                .sql("select name from visitor order by name")
                .query(String.class)
                .list();
    }

    @Test
    void areThereWhenTheWriteReturns() {
        store.write(() -> arrives("Ada"));

        assertThat(names()).containsExactly("Ada");
    }

    @Test
    void tellHowManyRowsTheyChanged() {
        var rows = new ArrayList<Integer>();

        store.write(() -> {
            arrives("Ada");
            for (var name : List.of("Ada", "Ben")) {
                store.later(name, ONCE_MORE, Map.of("name", name), rows::add);
            }
            return null;
        });

        assertThat(rows).containsExactly(1, 0);
    }

    /** As what a ticket's change writes: several statements, one of each. */
    @Test
    void ofDifferentKindsAreDoneInTheirOrderAndEachIsToldItsRows() {
        var rows = new ArrayList<Integer>();

        store.write(() -> {
            arrives("Ada");
            store.later("Ada", ONCE_MORE, Map.of("name", "Ada"), rows::add);
            store.later("Ada", CALLED, Map.of("name", "Ada", "now", "Eve"), rows::add);
            store.later("Ada", GONE, Map.of("name", "Ada"), rows::add);
            return null;
        });

        assertThat(rows).containsExactly(1, 1, 0);
        assertThat(names()).containsExactly("Eve");
    }

    @Test
    void ofDifferentKindsStandTogetherOrNotAtAll() {
        store.write(() -> arrives("Ada"));

        assertThatThrownBy(() -> store.write(() -> {
                    arrives("Ben");
                    store.later("Ben", CALLED, Map.of("name", "Ben", "now", "Ada"), rows -> {});
                    return null;
                }))
                .isInstanceOf(DataAccessException.class);

        assertThat(names()).containsExactly("Ada");
    }

    @Test
    void areDoneForWhoeverAsksAboutTheirTable() {
        var seen = store.write(() -> {
            arrives("Ada");
            return names();
        });

        assertThat(seen).containsExactly("Ada");
    }

    @Test
    void areDoneForWhoeverAsksAboutTheirThingAndWaitForOthers() {
        var done = new AtomicInteger();

        store.write(() -> {
            arrives("Ada");
            store.later("Ada", ONCE_MORE, Map.of("name", "Ada"), done::addAndGet);
            store.about("Ben");
            assertThat(done).hasValue(0);
            var visits = store.about("Ada")
                    .sql("select visits from visitor where name = 'Ada'")
                    .query(Integer.class)
                    .single();
            assertThat(visits).isEqualTo(2);
            return null;
        });

        assertThat(done).hasValue(1);
    }

    @Test
    void refuseTheirOwnCallerAloneWhenTheDatabaseRefusesThem() throws InterruptedException {
        store.write(() -> arrives("Ada"));

        var told = Callers.inOneGroup(store, 5, caller -> () -> arrives(caller == 2 ? "Ada" : "guest " + caller));

        assertThat(told.get(2).failure()).isInstanceOf(DataAccessException.class);
        assertThat(told.stream().filter(t -> t.failure() != null)).hasSize(1);
        assertThat(names()).containsExactly("Ada", "guest 0", "guest 1", "guest 3", "guest 4");
    }

    /** PostgreSQL then refuses whatever follows in the transaction, though nothing was written. */
    @Test
    void surviveANeighboursQueryThatFails() throws InterruptedException {
        var told = Callers.inOneGroup(store, 4, caller -> () -> {
            if (caller == 0) {
                return store.jdbc()
                        .sql("select no_such_column from visitor")
                        .query(String.class)
                        .list();
            }
            names();
            return arrives("guest " + caller);
        });

        assertThat(told.stream().filter(t -> t.failure() != null)).hasSize(1);
        assertThat(told.getFirst().failure()).isInstanceOf(DataAccessException.class);
        assertThat(names()).containsExactly("guest 1", "guest 2", "guest 3");
    }

    @Test
    void whoeverReservedSomethingIsToldWhenAnErrorEndsTheGroup() {
        var undone = new AtomicInteger();

        assertThatThrownBy(() -> store.write(() -> {
                    store.afterRollback(undone::incrementAndGet);
                    store.later(
                            "Ada",
                            GroupedSql.single("insert into visitor (name, visits) values ('Ada', 1)"),
                            Map.of(),
                            rows -> {
                                throw new StackOverflowError("for the test");
                            });
                    return null;
                }))
                .isInstanceOf(StackOverflowError.class);

        assertThat(undone).hasValue(1);
        assertThat(names()).isEmpty();
        store.write(() -> arrives("Ben"));
        assertThat(names()).containsExactly("Ben");
    }

    @Test
    void whatFollowsACommitCannotWriteAndIsToldSo() {
        var refused = new ArrayList<String>();

        store.write(() -> {
            store.afterCommit(() -> {
                try {
                    store.write(() -> arrives("Ada"));
                } catch (IllegalStateException e) {
                    refused.add(e.getMessage());
                }
            });
            return null;
        });

        assertThat(refused).containsExactly("what follows a commit or an undo cannot write: it has no transaction");
        assertThat(names()).isEmpty();
    }

    @Test
    void areTakenBackWithTheirCaller() throws InterruptedException {
        var undone = new AtomicInteger();

        var told = Callers.inOneGroup(store, 3, caller -> () -> {
            arrives("guest " + caller);
            store.afterRollback(undone::incrementAndGet);
            if (caller == 1) {
                throw new IllegalArgumentException("not today");
            }
            return caller;
        });

        assertThat(told.get(1).failure()).hasMessage("not today");
        assertThat(names()).containsExactly("guest 0", "guest 2");
        assertThat(undone).hasValue(1);
    }

    @Test
    void areTakenBackWithANestedWriteAndTheOuterStands() {
        store.write(() -> {
            arrives("Ada");
            assertThatThrownBy(() -> store.write(() -> {
                        arrives("Ben");
                        throw new IllegalArgumentException("not today");
                    }))
                    .hasMessage("not today");
            return arrives("Cleo");
        });

        assertThat(names()).containsExactly("Ada", "Cleo");
    }

    /** What was done at once can be undone only behind a savepoint: the group runs again, each caller behind one. */
    @Test
    void whatIsWrittenAtOnceIsTakenBackTooAndNobodyElses() throws InterruptedException {
        var committed = new AtomicInteger();

        var told = Callers.inOneGroup(store, 5, caller -> () -> {
            arrives("guest " + caller);
            store.afterCommit(committed::incrementAndGet);
            arrivesAtOnce("friend of " + caller);
            if (caller == 3) {
                throw new IllegalArgumentException("not today");
            }
            return caller;
        });

        assertThat(told.get(3).failure()).hasMessage("not today");
        assertThat(told.stream().filter(t -> t.failure() != null)).hasSize(1);
        assertThat(names())
                .hasSize(8)
                .doesNotContain("guest 3", "friend of 3")
                .containsAll(
                        IntStream.of(0, 1, 2, 4).mapToObj(n -> "friend of " + n).toList());
        assertThat(committed).hasValue(4);
    }

    @Test
    void aNestedWriteIsTakenBackThoughItWroteAtOnceAndTheOuterStands() {
        store.write(() -> {
            arrives("Ada");
            try {
                store.write(() -> {
                    arrivesAtOnce("Ben");
                    throw new IllegalArgumentException("not today");
                });
            } catch (IllegalArgumentException e) {
                arrives("Cleo");
            }
            return null;
        });

        assertThat(names()).containsExactly("Ada", "Cleo");
    }

    @Test
    void manyAtOnceAreAllThere() throws InterruptedException {
        var told = Callers.atOnce(64, caller -> () -> {
            for (int n = 0; n < 20; n++) {
                var name = caller + "/" + n;
                store.write(caller, () -> arrives(name));
            }
            return caller;
        });

        assertThat(told).noneMatch(t -> t.failure() != null);
        assertThat(names()).hasSize(64 * 20);
    }
}
