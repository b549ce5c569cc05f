package dev.roundtrip.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.people.Actor;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OddTexts;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.TicketChange.Event;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

@OnBothDatabases
class TraceTableTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.123Z");
    private static final Rule RULE = Samples.rule(4, Event.EDITED);
    private static final List<TraceLine> SKIPPED = List.of(TraceLine.skipped(RULE, "the rule is broken: x"));

    private final Store store;
    private final TraceTable table;

    TraceTableTest(TestDatabase database) {
        store = STORES.on(database);
        table = new TraceTable(store);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void none() {
        store.write(() -> store.jdbc().sql("delete from trace").update());
    }

    private static Trace trace(long ticket, int version, Instant at) {
        return new Trace(ticket, version, 0, at, "edited", Samples.TECH, 0, SKIPPED);
    }

    private void insert(Trace... traces) {
        store.write(() -> {
            List.of(traces).forEach(table::insert);
            return null;
        });
    }

    private List<Integer> versions(long ticket, int below, int limit) {
        return table.ofTicket(ticket, below, 0, limit).stream()
                .map(Trace::version)
                .toList();
    }

    @Test
    void everyColumnIsGivenBackAsItWas() {
        var odd = new Trace(
                Long.MAX_VALUE,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                NOON,
                OddTexts.ONE,
                Actor.rule(Long.MAX_VALUE, OddTexts.ONE),
                5,
                List.of(TraceLine.undone(RULE, OddTexts.LONG)));
        insert(odd);
        assertThat(table.ofTicket(Long.MAX_VALUE, Integer.MAX_VALUE, 0, 9))
                .as("below that version")
                .isEmpty();

        int version = 0;
        for (var event : Event.values()) {
            for (var kind : Actor.Kind.values()) {
                var trace = new Trace(1, ++version, 0, NOON, event.word(), new Actor(kind, 7, ""), 0, SKIPPED);
                insert(trace);
                assertThat(table.ofTicket(1, version + 1, 0, 1)).containsExactly(trace);
            }
        }
        store.write(() -> store.jdbc()
                .sql("update trace set version = 1 where ticket_id <> 1")
                .update());
        assertThat(table.ofTicket(Long.MAX_VALUE, 2, 0, 9).getFirst().rules()).isEqualTo(odd.rules());
        assertThat(table.ofTicket(Long.MAX_VALUE, 2, 0, 9).getFirst().actor()).isEqualTo(odd.actor());
    }

    @Test
    void everyLineIsGivenBackAsItWas() {
        var test = new FailedCondition.Test(
                "udf.Severity",
                "in-list",
                List.of(5L, new BigDecimal("2.5"), true, OddTexts.ONE),
                null,
                12L,
                Map.of("5", "Complete", "12", "Waiting Vendor"));
        var bare = new FailedCondition.Test("title", "is-empty", List.of(), "", null, Map.of());
        var lines = List.of(
                TraceLine.failed(RULE, test),
                TraceLine.failed(RULE, bare),
                TraceLine.failed(RULE, new FailedCondition.Any(List.of(test, bare))),
                TraceLine.failed(
                        RULE, new FailedCondition.Window("inside business-hours", "2026-11-25T18:05:00+01:00")),
                TraceLine.skipped(RULE, "5 rules ran in sequence already, which is the most"),
                TraceLine.undone(RULE, "callout 17 refused"),
                TraceLine.fired(
                        RULE,
                        List.of(
                                new TraceLine.Updated("status", 5L),
                                new TraceLine.Updated("queueID", null),
                                new TraceLine.Updated("udf.x", OddTexts.ONE)),
                        List.of("Called back", ""),
                        List.of(new TraceLine.Created(Long.MAX_VALUE, "T20261125.0002")),
                        List.of(
                                new TraceLine.Notified("contact", "c@acme.example", 7L, "01", "02", null),
                                new TraceLine.Notified("actor", null, null, null, null, "reads no mail")),
                        List.of(
                                new TraceLine.CalledOut("Close", 1, "01", null),
                                new TraceLine.CalledOut("Tell", 2, null, "the callout is inactive"))));

        insert(new Trace(1, 1, 0, NOON, "edited", Samples.TECH, 0, lines));

        assertThat(table.ofTicket(1, 2, 0, 1).getFirst().rules()).isEqualTo(lines);
    }

    @Test
    void areListedTheNewestFirstAndPageByPage() {
        for (int version = 1; version <= 7; version++) {
            insert(trace(1, version, NOON), trace(2, version, NOON));
        }

        assertThat(versions(1, Integer.MAX_VALUE, 3)).containsExactly(7, 6, 5);
        assertThat(versions(1, 5, 3)).containsExactly(4, 3, 2);
        assertThat(versions(1, 2, 3)).containsExactly(1);
        assertThat(versions(1, 1, 3)).isEmpty();
        assertThat(versions(3, Integer.MAX_VALUE, 3)).isEmpty();
    }

    @Test
    void whatCameWithTimeFollowsItsVersion() {
        for (int version = 1; version <= 2; version++) {
            for (int part = 0; part <= 2; part++) {
                insert(new Trace(1, version, part, NOON, "idle-for 30m", Actor.DESK, 0, SKIPPED));
            }
        }

        assertThat(table.ofTicket(1, 2, 2, 3))
                .extracting(trace -> trace.version() + "." + trace.part())
                .containsExactly("2.1", "2.0", "1.2");
        assertThat(store.write(() -> List.of(table.nextPart(1, 2), table.nextPart(1, 3))))
                .containsExactly(3, 1);
    }

    @Test
    void aChangeHasOneTrace() {
        insert(trace(1, 1, NOON));

        assertThatThrownBy(() -> insert(trace(1, 1, NOON))).isInstanceOf(DataAccessException.class);
    }
}
