package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL goes away in the midst of work: its own end of the connection is terminated. */
class LostDatabaseTest {
    private static final SharedStores STORES = new SharedStores();

    private final Store store = STORES.on(TestDatabase.POSTGRES);
    private final AtomicInteger runs = new AtomicInteger();

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void anEmptyList() {
        store.write(() -> {
            store.jdbc().sql("drop table if exists guest").update();
            return store.jdbc()
                    .sql("create table guest (name text primary key)")
                    .update();
        });
    }

    private int write(String name) {
        return store.jdbc()
                .sql("insert into guest (name) values (:name)")
                .param("name", name)
                .update();
    }

    /** By the writer: a reader's connection may be among those that are gone. */
    private List<String> names() {
        return store.write(() -> store.jdbc()
                .sql("select name from guest order by name")
                .query(String.class)
                .list());
    }

    private void terminate() {
        store.jdbc()
                .sql("select pg_terminate_backend(pg_backend_pid())")
                .query(Boolean.class)
                .single();
    }

    @Test
    void whatWasUnderWayIsDoneAgainOnANewConnection() throws InterruptedException {
        var told = Callers.inOneGroup(store, 5, caller -> () -> {
            write("guest " + caller);
            if (caller == 3 && runs.incrementAndGet() == 1) {
                terminate();
            }
            return caller;
        });

        assertThat(told).extracting(Callers.Told::failure).containsOnlyNulls();
        assertThat(names()).containsExactly("guest 0", "guest 1", "guest 2", "guest 3", "guest 4");
    }

    @Test
    void whereItIsLostEachTimeTheCallerIsToldAndNothingHalfIsWritten() throws InterruptedException {
        var told = Callers.inOneGroup(store, 3, caller -> () -> {
            write("guest " + caller);
            store.write(() -> write("companion of guest " + caller));
            if (caller == 1) {
                runs.incrementAndGet();
                terminate();
            }
            return caller;
        });

        assertThat(told.get(1).failure())
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageStartingWith("the store failed: FATAL: terminating connection");
        assertThat(runs).as("in the group, and three times alone").hasValue(4);
        assertThat(told.get(0).value()).isEqualTo(0);
        assertThat(told.get(2).value()).isEqualTo(2);
        assertThat(names()).containsExactly("companion of guest 0", "companion of guest 2", "guest 0", "guest 2");
    }

    @Test
    void lostDuringTheCommitItIsNotDoneTwiceAndTheCallerIsToldWhatIsKnown() {
        store.write(() -> {
            store.jdbc().sql("""
                            create or replace function go_away() returns trigger language plpgsql as
                            'begin perform pg_terminate_backend(pg_backend_pid()); return null; end'""").update();
            return store.jdbc().sql("""
                            create constraint trigger away after insert on guest
                            deferrable initially deferred for each row execute function go_away()""").update();
        });
        var followed = new AtomicInteger();

        assertThatThrownBy(() -> store.write(() -> {
                    runs.incrementAndGet();
                    store.afterCommit(followed::incrementAndGet);
                    return write("Ada");
                }))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessage("the database went away during the commit; whether it was kept is unknown");

        assertThat(runs).hasValue(1);
        assertThat(followed).hasValue(0);
        assertThat(names()).isEmpty();
    }

    @Test
    void aConnectionThatWasLostWhileNobodyWroteIsNotNoticed() {
        store.write(() -> write("Ada"));

        store.write(1, () -> store.jdbc().sql("""
                        select count(pg_terminate_backend(pid)) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid()""").query(Long.class).single());
        store.write(() -> write("Grace"));

        assertThat(names()).containsExactly("Ada", "Grace");
    }

    @Test
    void whatTheDatabaseWantsToHaveTriedAgainIs() throws InterruptedException {
        var told = Callers.inOneGroup(store, 3, caller -> () -> {
            if (caller == 1 && runs.incrementAndGet() < 3) {
                store.write(() -> store.jdbc()
                        .sql("do $$ begin raise exception 'deadlock' using errcode = '40P01'; end $$")
                        .update());
            }
            return write("guest " + caller);
        });

        assertThat(told).extracting(Callers.Told::failure).containsOnlyNulls();
        assertThat(names()).containsExactly("guest 0", "guest 1", "guest 2");
    }

    /** Five hundred callers who met another writer in the other order would each need a commit otherwise. */
    @Test
    void aGroupThatHadToGiveWayIsTriedAgainTogether() throws InterruptedException {
        var transactions = new ArrayList<String>();

        var told = Callers.inOneGroup(store, 3, caller -> () -> {
            if (caller == 2 && runs.incrementAndGet() == 1) {
                store.write(() -> store.jdbc()
                        .sql("do $$ begin raise exception 'deadlock' using errcode = '40P01'; end $$")
                        .update());
            }
            transactions.add(store.jdbc()
                    .sql("select cast(pg_current_xact_id() as text)")
                    .query(String.class)
                    .single());
            return write("guest " + caller);
        });

        assertThat(told).extracting(Callers.Told::failure).containsOnlyNulls();
        assertThat(names()).containsExactly("guest 0", "guest 1", "guest 2");
        assertThat(transactions).hasSize(5);
        assertThat(transactions.subList(2, 5)).containsOnly(transactions.getLast());
    }
}
