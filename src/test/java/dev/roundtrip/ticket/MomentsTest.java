package dev.roundtrip.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Twenty thousand tickets, one a second; every tenth is complete, all are due a thousand seconds after they were made. Every second has a
 * service level, of which every sixth has been answered, and of the others every fifth waits.
 */
@OnBothDatabases
class MomentsTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final int TICKETS = 20_000;

    private final TestDatabase database;
    private final Store store;
    private final Moments moments;

    MomentsTest(TestDatabase database) {
        this.database = database;
        store = STORES.on(database);
        moments = new Moments(store);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void fill() {
        store.write(() -> {
            if (store.jdbc()
                            .sql("select count(*) from ticket")
                            .query(Integer.class)
                            .single()
                    > 0) {
                return null;
            }
            store.jdbc()
                    .sql("""
                            with recursive n (i) as (select 1 union all select n.i + 1 from n where n.i < :all)
                            insert into ticket (id, version, company_id, create_date, last_activity_date, due_date_time, priority,
                                                status, ticket_number, title, status_since, idle_since,
                                                first_response_due_date_time, first_response_date_time,
                                                resolution_plan_due_date_time, resolved_due_date_time,
                                                service_level_agreement_paused_next_event_hours)
                            select n.i, 1, 0, :noon + 1000 * n.i, :noon + 1000 * n.i, :noon + 1000 * n.i + 1000000, 2,
                                   case when n.i % 10 = 0 then 5 else 1 end, 'T' || n.i, 'disk full', :noon + 1000 * n.i, :noon + 1000 * n.i,
                                   case when n.i % 2 = 0 then :noon + 1000 * n.i + 100000 end,
                                   case when n.i % 6 = 0 then :noon + 1000 * n.i end,
                                   case when n.i % 2 = 0 then :noon + 1000 * n.i + 200000 end,
                                   case when n.i % 2 = 0 then :noon + 1000 * n.i + 300000 end,
                                   case when n.i % 10 = 0 then 1.5 end
                            from n""")
                    .param("all", TICKETS)
                    .param("noon", NOON.toEpochMilli())
                    .update();
            if (database == TestDatabase.POSTGRES) { // which does so by itself; SQLite never does
                store.jdbc().sql("analyze ticket").update();
            }
            return null;
        });
    }

    private static Instant second(int number) {
        return NOON.plusSeconds(number);
    }

    @Test
    void findsThoseBetweenTwoMomentsPageByPage() {
        var page = moments.between(TicketMoment.IDLE_SINCE, second(7), second(12), Optional.empty(), 3);
        var rest = moments.between(TicketMoment.IDLE_SINCE, second(7), second(12), Optional.of(page.getLast()), 3);

        assertThat(page).extracting(Moments.Of::ticketId).containsExactly(8L, 9L, 10L);
        assertThat(rest).containsExactly(new Moments.Of(11, second(11)), new Moments.Of(12, second(12)));
        assertThat(moments.next(TicketMoment.STATUS_SINCE, second(7))).contains(second(8));
        assertThat(moments.next(TicketMoment.STATUS_SINCE, second(TICKETS))).isEmpty();
    }

    @Test
    void whatIsCompleteIsNotDue() {
        assertThat(moments.between(TicketMoment.DUE, second(1_008), second(1_011), Optional.empty(), 9))
                .extracting(Moments.Of::ticketId)
                .containsExactly(9L, 11L);
        assertThat(moments.next(TicketMoment.DUE, second(1_009))).contains(second(1_011));
        assertThat(store.write(() -> List.of(
                        moments.of(TicketMoment.DUE, 10),
                        moments.of(TicketMoment.DUE, 11),
                        moments.of(TicketMoment.IDLE_SINCE, 10),
                        moments.of(TicketMoment.IDLE_SINCE, TICKETS + 1))))
                .containsExactly(
                        Optional.empty(), Optional.of(second(1_011)), Optional.of(second(10)), Optional.empty());
    }

    @Test
    void whatIsMetOrWaitsIsNotDueByItsServiceLevel() {
        assertThat(moments.between(TicketMoment.FIRST_RESPONSE_DUE, second(100), second(116), Optional.empty(), 99))
                .extracting(Moments.Of::ticketId)
                .containsExactly(2L, 4L, 8L, 14L, 16L);
        assertThat(moments.next(TicketMoment.RESOLUTION_PLAN_DUE, second(208))).contains(second(212));
        assertThat(moments.next(TicketMoment.RESOLUTION_DUE, second(304))).contains(second(306));
        assertThat(store.write(() -> List.of(
                        moments.of(TicketMoment.FIRST_RESPONSE_DUE, 6),
                        moments.of(TicketMoment.FIRST_RESPONSE_DUE, 10),
                        moments.of(TicketMoment.RESOLUTION_DUE, 5),
                        moments.of(TicketMoment.RESOLUTION_DUE, 6))))
                .containsExactly(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(second(306)));
    }

    /** However many there are. */
    @Test
    void eachLookGoesThroughTheIndexOfItsMoment() {
        var indexes = Map.of(
                TicketMoment.IDLE_SINCE, "ticket_idle_since",
                TicketMoment.STATUS_SINCE, "ticket_status_since",
                TicketMoment.DUE, "ticket_due",
                TicketMoment.FIRST_RESPONSE_DUE, "ticket_first_response_due",
                TicketMoment.RESOLUTION_PLAN_DUE, "ticket_resolution_plan_due",
                TicketMoment.RESOLUTION_DUE, "ticket_resolved_due");
        assertThat(indexes).containsOnlyKeys(TicketMoment.values());
        indexes.forEach((which, index) -> {
            var next = plan(Moments.next(which), Map.of("after", second(7).toEpochMilli()));
            var between = plan(
                    Moments.between(which),
                    Map.of(
                            "after",
                            second(7).toEpochMilli(),
                            "afterId",
                            7,
                            "until",
                            second(9).toEpochMilli(),
                            "limit",
                            500));
            for (var plan : List.of(next, between)) {
                assertThat(plan).contains(index).doesNotContainIgnoringCase("Seq Scan", "temp b-tree");
            }
        });
    }

    private String plan(String sql, Map<String, ?> binds) {
        return database.plan(store, sql, binds);
    }
}
