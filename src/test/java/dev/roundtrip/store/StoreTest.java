package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;

/** What {@link Store} promises to whoever writes and reads. */
@OnBothDatabases
class StoreTest {
    private static final SharedStores STORES = new SharedStores();

    private final TestDatabase database;
    private final Store store;

    StoreTest(TestDatabase database) {
        this.database = database;
        store = STORES.on(database);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void anEmptyList() {
        store.write(() -> {
            // A name may stand once; one that stands behind another is looked for when the transaction commits.
            store.jdbc().sql("drop table if exists guest").update();
            return store.jdbc().sql("""
                            create table guest (
                                name    text primary key,
                                behind  text references guest (name) deferrable initially deferred
                            )""").update();
        });
    }

    private int write(String name) {
        return store.jdbc()
                .sql("insert into guest (name) values (:name)")
                .param("name", name)
                .update();
    }

    private int writeBehind(String name, String other) {
        return store.jdbc()
                .sql("insert into guest (name, behind) values (:name, :other)")
                .param("name", name)
                .param("other", other)
                .update();
    }

    @Test
    void whatIsLeftForTheEndIsDoneThereInItsOrderAndUndoneWithWhoeverLeftIt() {
        store.write(() -> {
            store.beforeCommit(() -> writeBehind("Grace", "Ada"));
            store.beforeCommit(() -> writeBehind("Alan", "Grace"));
            assertThat(names()).as("not yet").isEmpty();
            try {
                store.write(() -> {
                    store.beforeCommit(() -> write("Nobody"));
                    throw new IllegalStateException("undone");
                });
            } catch (IllegalStateException undone) {
                assertThat(undone).hasMessage("undone");
            }
            return write("Ada");
        });

        assertThat(names()).containsExactlyInAnyOrder("Ada", "Grace", "Alan");
    }

    @Test
    void whatIsRefusedAtTheEndRefusesTheWriteAndNoOther() {
        var others = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.runAsync(() -> store.write(() -> write("guest " + i))))
                .toList();

        assertThatThrownBy(() -> store.write(() -> {
                    store.beforeCommit(() -> write("Ada"));
                    return write("Ada");
                }))
                .isInstanceOf(RuntimeException.class);
        others.forEach(CompletableFuture::join);

        assertThat(names()).hasSize(20).doesNotContain("Ada");
    }

    /** PostgreSQL would end the writer's connection for it. */
    @Test
    void whatReadsAfterACommitLeavesNoTransactionOpen() {
        store.write(() -> {
            store.afterCommit(this::names);
            return write("Ada");
        });

        if (database == TestDatabase.POSTGRES) {
            assertThat(store.jdbc().sql("""
                                    select count(*)
                                    from pg_stat_activity
                                    where datname = current_database() and state like 'idle in transaction%'""").query(Integer.class).single()).isZero();
        }
        assertThat(store.write(this::names)).containsExactly("Ada");
    }

    private List<String> names() {
        return store.jdbc()
                .sql("select name from guest order by name")
                .query(String.class)
                .list();
    }

    /** As somebody sees it who has no part in what is being written. */
    private List<String> namesSeenFromOutside() {
        return CompletableFuture.supplyAsync(this::names).join();
    }

    @Test
    void whatIsAcknowledgedIsThere() throws InterruptedException {
        var told = Callers.atOnce(
                64,
                caller -> () -> IntStream.range(0, 20)
                        .filter(n -> {
                            var name = caller + "/" + n;
                            store.write(caller, () -> write(name));
                            return names().contains(name);
                        })
                        .count());

        assertThat(told).extracting(Callers.Told::value).containsOnly(20L);
        assertThat(names()).hasSize(64 * 20);
    }

    @Test
    void callersWhoWaitShareACommit() throws InterruptedException {
        var happened = new StringBuilder();

        var told = Callers.inOneGroup(store, 64, caller -> () -> {
            store.afterCommit(() -> happened.append('c'));
            happened.append('w');
            return write("guest " + caller);
        });

        assertThat(told).extracting(Callers.Told::failure).containsOnlyNulls();
        assertThat(names()).hasSize(64);
        assertThat(happened).as("written, then committed").hasToString("w".repeat(64) + "c".repeat(64));
    }

    @Test
    void aBusyWriterCommitsFarLessOftenThanItIsCalled() throws InterruptedException {
        var happened = new StringBuilder();

        Callers.atOnce(64, caller -> () -> {
            for (int n = 0; n < 20; n++) {
                var name = caller + "/" + n;
                store.write(() -> {
                    store.afterCommit(() -> happened.append('c'));
                    happened.append('w');
                    return write(name);
                });
            }
            return null;
        });

        int commits = happened.toString().replaceAll("w+c+", "1").length();
        assertThat(names()).hasSize(64 * 20);
        assertThat(commits).isBetween(1, 64 * 20 / 4);
    }

    @Test
    void workOfOneRouteIsDoneInTheOrderInWhichItCame() throws InterruptedException {
        var order = new ArrayList<Integer>();

        Callers.inOneGroup(store, 20, caller -> () -> order.add(caller));

        assertThat(order)
                .containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
    }

    /** New tickets take turns until each other's commit; on SQLite everybody does. */
    @Test
    void whatBecomesOfATicketWaitsForNoNewOneWhereTheStoreIsShared() {
        var general = store.write(() -> Thread.currentThread().getName());
        var routed = store.write(7, () -> Thread.currentThread().getName());
        var aside = store.writeAside(() -> Thread.currentThread().getName());

        assertThat(new HashSet<>(List.of(general, routed, aside))).hasSize(store.isShared() ? 3 : 1);
        assertThat(store.<String>write(8, () -> Thread.currentThread().getName()))
                .isEqualTo(routed);
    }

    @Test
    void oneCallersFailureUndoesItsOwnWorkAlone() throws InterruptedException {
        var told = Callers.inOneGroup(store, 9, caller -> () -> {
            write("guest " + caller);
            if (caller % 3 == 1) {
                throw new IllegalArgumentException("not " + caller);
            }
            if (caller % 3 == 2) {
                return write("guest 0"); // who is there already
            }
            return caller;
        });

        assertThat(names()).containsExactly("guest 0", "guest 3", "guest 6");
        assertThat(told.get(3)).isEqualTo(new Callers.Told(3, null));
        assertThat(told.get(4).failure())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not 4");
        assertThat(told.get(5).failure()).isInstanceOf(DataAccessException.class);
    }

    @Test
    void anErrorReachesItsCallerToo() {
        assertThatThrownBy(() -> store.write(() -> {
                    write("Ada");
                    throw new StackOverflowError("too deep");
                }))
                .isInstanceOf(StackOverflowError.class)
                .hasMessage("too deep");

        store.write(() -> write("Grace"));
        assertThat(names()).containsExactly("Grace");
    }

    @Test
    void aWriteWithinAWriteIsUndoneAlone() {
        store.write(() -> {
            write("Ada");
            assertThatThrownBy(() -> store.write(() -> {
                        write("Grace");
                        store.write(() -> write("Edsger"));
                        throw new IllegalArgumentException("no room for two");
                    }))
                    .hasMessage("no room for two");
            assertThatThrownBy(() -> store.write(() -> write("Ada"))).isInstanceOf(DataAccessException.class);
            return store.write(99, () -> write("Barbara"));
        });

        assertThat(names()).containsExactly("Ada", "Barbara");
    }

    @Test
    void aWriteWithinAWriteDoesNotOutliveIt() {
        assertThatThrownBy(() -> store.write(() -> {
                    store.write(() -> write("Grace"));
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");

        assertThat(names()).isEmpty();
    }

    @Test
    void whatIsToFollowFollowsTheCommitInOrderAndBeforeTheCallerGoesOn() {
        var happened = new ArrayList<Object>();

        store.write(() -> {
            store.afterCommit(() -> happened.add(namesSeenFromOutside()));
            store.write(() -> {
                store.afterCommit(() -> happened.add("second"));
                return write("Ada");
            });
            store.afterCommit(() -> happened.add("third"));
            store.afterRollback(() -> happened.add("undone"));
            return happened.add("work");
        });

        assertThat(happened).containsExactly("work", List.of("Ada"), "second", "third");
    }

    @Test
    void whatIsToFollowDoesNotWhenItsWorkIsUndone() {
        var happened = new ArrayList<String>();

        store.write(() -> {
            store.afterCommit(() -> happened.add("committed"));
            store.afterRollback(() -> happened.add("all undone"));
            assertThatThrownBy(() -> store.write(() -> {
                        store.afterCommit(() -> happened.add("part committed"));
                        store.afterRollback(() -> happened.add("part undone"));
                        store.afterRollback(() -> happened.add("part's end undone"));
                        throw new IllegalArgumentException();
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
            return happened.add("work");
        });
        assertThatThrownBy(() -> store.write(() -> {
                    store.afterCommit(() -> happened.add("another committed"));
                    store.afterRollback(() -> happened.add("another undone"));
                    throw new IllegalArgumentException();
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(happened)
                .as("the last that was done is the first to be undone")
                .containsExactly("part's end undone", "part undone", "work", "committed", "another undone");
    }

    @Test
    void whatFailsAfterTheCommitHarmsNobody() throws InterruptedException {
        var followed = new AtomicInteger();

        var told = Callers.inOneGroup(store, 6, caller -> () -> {
            store.afterCommit(() -> {
                if (caller == 1) {
                    throw new IllegalStateException("a listener fell over");
                }
                if (caller == 2) {
                    throw new StackOverflowError("a listener fell deep");
                }
                followed.incrementAndGet();
            });
            return write("guest " + caller);
        });

        assertThat(told).extracting(Callers.Told::failure).containsOnlyNulls();
        assertThat(followed).hasValue(4);
        assertThat(names()).hasSize(6);
        assertThat(store.canBeWritten()).isTrue();
    }

    @Test
    void aGroupWhoseCommitIsRefusedIsDoneAgainCallerByCaller() throws InterruptedException {
        var runs = new AtomicInteger();
        var followed = new ArrayList<Integer>();

        var told = Callers.inOneGroup(store, 5, caller -> () -> {
            runs.incrementAndGet();
            store.afterCommit(() -> followed.add(caller));
            return caller == 2 ? writeBehind("guest 2", "nobody") : write("guest " + caller);
        });

        assertThat(names()).containsExactly("guest 0", "guest 1", "guest 3", "guest 4");
        assertThat(told.get(2).failure()).isNotNull();
        assertThat(told.get(3)).isEqualTo(new Callers.Told(1, null));
        assertThat(runs).hasValue(10);
        assertThat(followed).as("once each, whatever was tried").containsExactly(0, 1, 3, 4);
    }

    @Test
    void readersSeeOnlyWhatIsCommitted() throws InterruptedException {
        var written = new CountDownLatch(1);
        var seen = new CountDownLatch(1);
        store.write(() -> write("Ada"));

        var writer = Thread.ofVirtual()
                .start(() -> store.write(() -> {
                    write("Grace");
                    store.jdbc().sql("delete from guest where name = 'Ada'").update();
                    assertThat(names()).containsExactly("Grace");
                    written.countDown();
                    return Callers.awaited(seen);
                }));
        written.await();
        var meanwhile = names();
        seen.countDown();
        writer.join();

        assertThat(meanwhile).containsExactly("Ada");
        assertThat(names()).containsExactly("Grace");
    }

    @Test
    void nothingIsWrittenOutsideOfAWrite() {
        assertThatThrownBy(() -> write("Ada"))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageMatching("(?is).*read.?only.*");
        assertThatThrownBy(() -> store.afterCommit(() -> {})).hasMessage("only inside store.write");
        assertThatThrownBy(() -> store.afterRollback(() -> {})).hasMessage("only inside store.write");
        assertThatThrownBy(() -> store.revision().bump()).hasMessage("only inside store.write");

        assertThat(names()).isEmpty();
    }

    @Test
    void aClosedStoreSaysSo(@TempDir Path folder) {
        var closed = Store.open(database.fresh(folder));
        closed.close();

        assertThatThrownBy(() -> closed.write(() -> 1)).hasMessage("the store is closed");
        assertThat(closed.canBeWritten()).isFalse();
    }
}
