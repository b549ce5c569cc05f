package dev.roundtrip.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.people.Actor;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OddTexts;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

@OnBothDatabases
class HistoryTableTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.123Z");

    private final Store store;
    private final HistoryTable table;
    private final long ticket;

    HistoryTableTest(TestDatabase database) {
        store = STORES.on(database);
        table = new HistoryTable(store);
        ticket = OneTicket.in(store);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    private void insert(HistoryLine... lines) {
        store.write(() -> {
            table.insert(List.of(lines));
            return null;
        });
    }

    private HistoryLine line(int version, int line, String field, @Nullable String before, @Nullable String after) {
        return new HistoryLine(ticket, version, line, NOON, Actor.person(3, "Ada"), field, before, after);
    }

    @Test
    void everyColumnIsGivenBackAsItWas() {
        var odd = new HistoryLine(
                ticket,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                NOON,
                Actor.rule(Long.MAX_VALUE, OddTexts.ONE),
                "udf." + OddTexts.ONE,
                OddTexts.LONG,
                OddTexts.ONE);
        var cleared = line(1, 0, "description", "", null);
        var set = line(1, 1, "description", null, "");

        insert(odd, cleared, set);

        assertThat(table.ofTicket(ticket)).containsExactly(cleared, set, odd);
    }

    @Test
    void everyKindOfActorIsGivenBack() {
        int line = 0;
        for (var kind : Actor.Kind.values()) {
            insert(new HistoryLine(ticket, 1, line++, NOON, new Actor(kind, 7, "Ada"), "status", "1", "5"));
        }

        assertThat(table.ofTicket(ticket))
                .extracting(entry -> entry.actor().kind())
                .containsExactly(Actor.Kind.values());
    }

    @Test
    void standsInTheOrderInWhichItCameAbout() {
        insert(line(10, 0, "status", "1", "5"), line(2, 1, "title", "a", "b"), line(2, 0, "status", "5", "1"));
        insert(new HistoryLine(OneTicket.in(store), 1, 0, NOON, Actor.DESK, "created", null, "T1"));
        insert();

        assertThat(table.ofTicket(ticket))
                .extracting(entry -> entry.version() + "." + entry.line())
                .containsExactly("2.0", "2.1", "10.0");
        assertThat(table.ofTicket(-1)).isEmpty();
    }

    @Test
    void isNotWrittenOver() {
        insert(line(1, 0, "status", "1", "5"));

        assertThatThrownBy(() -> insert(line(1, 0, "status", "1", "7"))).isInstanceOf(DataAccessException.class);

        assertThat(table.ofTicket(ticket)).containsExactly(line(1, 0, "status", "1", "5"));
    }
}
