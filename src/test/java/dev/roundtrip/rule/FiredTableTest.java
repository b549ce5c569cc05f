package dev.roundtrip.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.TicketChange.Event;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class FiredTableTest {
    private static final SharedStores STORES = new SharedStores();
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

    private final Store store;
    private final RuleTable rules;
    private final FiredTable table;

    FiredTableTest(TestDatabase database) {
        store = STORES.on(database);
        rules = new RuleTable(store);
        table = new FiredTable(store);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void none() {
        store.write(() -> {
            store.jdbc().sql("delete from rule").update();
            table.forgetOthers();
            return null;
        });
    }

    private long rule(int place) {
        return store.write(() -> rules.insert(Samples.rule(place, Event.EDITED).at(0, place), Samples.NOON));
    }

    private void fired(long rule, LocalDate... days) {
        store.write(() -> {
            List.of(days).forEach(day -> table.fired(rule, day));
            return null;
        });
    }

    @Test
    void theLatestDayIsKept() {
        var one = rule(1);
        var two = rule(2);
        rule(3);

        fired(one, TODAY.minusDays(1));
        fired(two, TODAY, TODAY.minusDays(1), TODAY);
        assertThat(table.all()).isEqualTo(Map.of(one, TODAY.minusDays(1), two, TODAY));

        fired(one, TODAY);
        fired(one, TODAY.minusDays(3));
        assertThat(table.all()).isEqualTo(Map.of(one, TODAY, two, TODAY));
    }

    @Test
    void aRuleThatIsGoneGetsNoRowAndLeavesNone() {
        var one = rule(1);
        var two = rule(2);
        fired(one, TODAY);
        fired(two, TODAY);

        store.write(() -> {
            rules.delete(one);
            table.forgetOthers();
            return null;
        });
        fired(one, TODAY.plusDays(1));

        assertThat(table.all()).isEqualTo(Map.of(two, TODAY));
    }
}
