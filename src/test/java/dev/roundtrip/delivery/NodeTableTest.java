package dev.roundtrip.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class NodeTableTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.123Z");

    private final Store store;
    private final NodeTable table;

    NodeTableTest(TestDatabase database) {
        store = STORES.on(database);
        table = new NodeTable(store);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void nobody() {
        store.write(() -> store.jdbc().sql("delete from node").update());
    }

    private void seen(String name, Instant at) {
        store.write(() -> {
            table.seen(name, at, at);
            return null;
        });
    }

    private List<String> nodes() {
        return store.jdbc()
                .sql("select name, seen_at from node order by name")
                .query((rs, n) -> rs.getString("name") + " " + Instant.ofEpochMilli(rs.getLong("seen_at")))
                .list();
    }

    @Test
    void tellsWhenAnyOfThemBeganAnAttemptLast() {
        assertThat(table.began()).isEmpty();

        seen("here", NOON);
        seen("there", NOON.plusSeconds(5));
        seen("there", NOON.plusSeconds(4));

        assertThat(table.began()).contains(NOON.plusSeconds(4));
    }

    @Test
    void eachIsKeptOnceWithTheLastTimeItWasHeard() {
        seen("here", NOON);
        seen("there", NOON);
        seen("here", NOON.plusSeconds(5));

        assertThat(nodes()).containsExactly("here " + NOON.plusSeconds(5), "there " + NOON);
    }
}
