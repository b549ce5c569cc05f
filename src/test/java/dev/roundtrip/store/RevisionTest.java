package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is cached of the configuration is loaded anew when it has changed, and not before. */
@OnBothDatabases
class RevisionTest {
    private static final SharedStores STORES = new SharedStores();

    private final Store store;
    private final Revision revision;
    private final AtomicInteger loads = new AtomicInteger();

    RevisionTest(TestDatabase database) {
        store = STORES.on(database);
        revision = store.revision();
        domain("FRESH.EXAMPLE");
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    private String domain() {
        loads.incrementAndGet();
        return store.jdbc()
                .sql("select value from desk_setting where name = 'domain'")
                .query(String.class)
                .single();
    }

    private void domain(String value) {
        store.write(() -> {
            change(value);
            revision.bump();
            return null;
        });
    }

    private void change(String value) {
        store.jdbc().sql("""
                        insert into desk_setting (name, value) values ('domain', :value)
                        on conflict (name) do update set value = excluded.value""").param("value", value).update();
    }

    @Test
    void whatDidNotChangeIsLoadedOnce() {
        var cached = revision.cached(this::domain);

        for (int i = 0; i < 100; i++) {
            assertThat(cached.get()).isEqualTo("FRESH.EXAMPLE");
        }
        store.write(cached);

        assertThat(loads).hasValue(1);
    }

    @Test
    void aChangeIsSeenAtOnceInItsOwnProcess() {
        var cached = revision.cached(this::domain);
        cached.get();

        domain("ACME.EXAMPLE");

        assertThat(cached.get()).isEqualTo("ACME.EXAMPLE");
        assertThat(loads).hasValue(2);
    }

    @Test
    void aWriteSeesItsOwnChangeAndNobodyElseDoesBeforeTheCommit() throws InterruptedException {
        var cached = revision.cached(this::domain);
        var outside = new String[1];

        store.write(() -> {
            change("ACME.EXAMPLE");
            revision.bump();
            assertThat(cached.get()).isEqualTo("ACME.EXAMPLE");
            join(Thread.ofVirtual().start(() -> outside[0] = cached.get()));
            return cached.get();
        });

        assertThat(outside).containsExactly("FRESH.EXAMPLE");
        assertThat(cached.get()).isEqualTo("ACME.EXAMPLE");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aChangeThatIsUndoneIsForgotten() {
        var cached = revision.cached(this::domain);
        var before = revision.current();

        assertThatThrownBy(() -> store.write(() -> {
                    change("UNDONE.EXAMPLE");
                    revision.bump();
                    assertThat(cached.get()).isEqualTo("UNDONE.EXAMPLE");
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");

        assertThat(cached.get()).isEqualTo("FRESH.EXAMPLE");
        assertThat(revision.current()).isEqualTo(before);
    }

    @Test
    void aPartThatIsUndoneIsForgottenWithinItsWrite() {
        var cached = revision.cached(this::domain);

        store.write(() -> {
            change("ACME.EXAMPLE");
            revision.bump();
            assertThatThrownBy(() -> store.write(() -> {
                        change("UNDONE.EXAMPLE");
                        revision.bump();
                        assertThat(cached.get()).isEqualTo("UNDONE.EXAMPLE");
                        throw new IllegalArgumentException("no");
                    }))
                    .hasMessage("no");
            assertThat(cached.get()).isEqualTo("ACME.EXAMPLE");
            return null;
        });

        assertThat(cached.get()).isEqualTo("ACME.EXAMPLE");
    }

    @Test
    void oneCallersUndoneChangeIsNotSeenByTheNextOfItsGroup() throws InterruptedException {
        var cached = revision.cached(this::domain);

        var told = Callers.inOneGroup(store, 3, caller -> () -> {
            if (caller != 1) {
                return cached.get();
            }
            change("UNDONE.EXAMPLE");
            revision.bump();
            throw new IllegalArgumentException(cached.get());
        });

        assertThat(told.get(0).value()).isEqualTo("FRESH.EXAMPLE");
        assertThat(told.get(1).failure()).hasMessage("UNDONE.EXAMPLE");
        assertThat(told.get(2).value()).isEqualTo("FRESH.EXAMPLE");
    }
}
