package dev.roundtrip.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.field.UserField;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Twenty thousand tickets, made a minute after each other, of which every hundredth is open. */
@OnBothDatabases
class TicketListTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final int TICKETS = 20_000;
    private static final int ROWS = 5;

    private final TestDatabase database;
    private final Store store;
    private final TicketList list;
    private final UserField alert;

    TicketListTest(TestDatabase database) {
        this.database = database;
        store = STORES.on(database);
        list = new TicketList(store);
        alert = new UserFields(store)
                .add(new UserField(0, "Alert", UserField.Type.TEXT, java.util.List.of(), null, null, true));
        fill();
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    /** Every hundredth is open, and every thousandth of them is person 7's. Every seventh has queue 8; no. 3 has a title of its own. */
    private void fill() {
        store.write(() -> {
            if (new TicketTable(store).lastId() > 0) {
                return null;
            }
            store.jdbc()
                    .sql(
                            "insert into company (name, name_key, active, company_type, create_date, last_tracked_modified_date_time) values ('Acme', 'acme', true, 1, 0, 0)")
                    .update();
            store.jdbc()
                    .sql("""
                            with recursive n (i) as (select 1 union all select n.i + 1 from n where n.i < :all)
                            insert into ticket (id, version, company_id, create_date, last_activity_date, due_date_time, priority, status,
                                                ticket_number, title, status_since, idle_since, queue_id, assigned_resource_id)
                            select n.i, 1, case when n.i % 4000 = 1 then 1 else 0 end, :noon + 60000 * n.i, :noon, :noon, 2,
                                   case when n.i % 100 = 0 then 8 else 5 end, 'T20261125.' || n.i,
                                   case when n.i = 3 then 'Ärger im Lager' else 'disk full' end, :noon, :noon,
                                   case when n.i % 7 = 0 then 8 end, case when n.i % 1000 = 0 then 7 end
                            from n""")
                    .params(Map.of("all", TICKETS, "noon", NOON.toEpochMilli()))
                    .update();
            store.jdbc().sql("""
                            insert into ticket_user_value (ticket_id, field_id, value, value_key)
                            select id, :field, case when id % 5000 = 1 then 'Web-01' else 'x' || id end,
                                   case when id % 5000 = 1 then 'web-01' else 'x' || id end
                            from ticket""").param("field", alert.id()).update();
            if (database == TestDatabase.POSTGRES) { // which does so by itself; SQLite never does
                store.jdbc().sql("analyze").update();
            }
            return null;
        });
    }

    private TicketList.Page page(Wanted wanted, long before) {
        return list.page(wanted, before, ROWS, TicketList.QUICK);
    }

    private void assertShows(TicketList.Page page, @Nullable Long next, long... ids) {
        assertThat(page.rows())
                .extracting(Ticket::id)
                .containsExactlyElementsOf(LongStream.of(ids).boxed().toList());
        assertThat(page.next()).isEqualTo(next);
    }

    private static Wanted open() {
        return new Wanted(null, true, null, null, null, null, null, null, null, Set.of());
    }

    private static Wanted titled(String text) {
        return new Wanted(text, false, null, null, null, null, null, null, null, Set.of());
    }

    @Test
    void goesFromTheNewestToTheOldestByKey() {
        assertShows(page(Wanted.ALL, Long.MAX_VALUE), 19_996L, 20_000, 19_999, 19_998, 19_997, 19_996);
        assertShows(page(Wanted.ALL, 6), null, 5, 4, 3, 2, 1);
        assertShows(page(Wanted.ALL, 1), null);
        assertShows(page(open(), 700), 200L, 600, 500, 400, 300, 200);
        assertShows(page(open(), 200), null, 100);
    }

    @Test
    void findsByWhatIsAsked() {
        assertShows(
                page(new Wanted(null, true, null, null, null, null, 7L, null, null, Set.of()), 3_000),
                null,
                2_000,
                1_000);
        assertShows(
                page(new Wanted(null, false, 8L, 2L, 8L, null, null, null, null, Set.of()), 3_500),
                null,
                2_800,
                2_100,
                1_400,
                700);
        assertShows(
                page(new Wanted(null, true, null, null, null, null, Wanted.NOBODY, null, null, Set.of()), 1_400),
                800L,
                1_300,
                1_200,
                1_100,
                900,
                800);
        assertShows(
                page(new Wanted(null, false, null, null, null, 1L, null, null, null, Set.of()), Long.MAX_VALUE),
                null,
                16_001,
                12_001,
                8_001,
                4_001,
                1);
        assertShows(
                page(
                        new Wanted(
                                null,
                                false,
                                null,
                                null,
                                null,
                                null,
                                null,
                                new Wanted.Holds(alert, "WEB-01"),
                                null,
                                Set.of()),
                        15_001),
                null,
                10_001,
                5_001,
                1);
        assertShows(page(titled("ärger"), 4_000), null, 3);
        assertShows(page(titled("1125.19999"), Long.MAX_VALUE), TICKETS - TicketList.QUICK + 1L, 19_999);
    }

    @Test
    void ofSomeCompaniesNoOtherIsSeen() {
        var ofAcme = new Wanted(null, false, null, null, null, null, null, null, null, Set.of(1L));

        assertThat(list.page(ofAcme, Long.MAX_VALUE, ROWS, TICKETS + 1).rows())
                .extracting(Ticket::id)
                .containsExactly(16_001L, 12_001L, 8_001L, 4_001L, 1L);
    }

    @Test
    void saysHowFarItLookedAndGoesOnFromThere() {
        var first = page(titled("ärger"), Long.MAX_VALUE);

        assertThat(first.rows()).isEmpty();
        assertThat(first.next()).isEqualTo(TICKETS - TicketList.QUICK + 1L);
        assertThat(first.lookedTo()).isNotNull();
        assertShows(
                list.page(titled("ärger"), first.next() == null ? 0 : first.next(), ROWS, TicketList.DEEP), null, 3);
    }

    @Test
    void doesNotLookBeyondTheTimeThatIsAsked() {
        var since = new Wanted(
                null, false, null, null, null, null, null, null, NOON.plusSeconds(60L * (TICKETS - 2)), Set.of());

        assertShows(page(since, Long.MAX_VALUE), null, 20_000, 19_999, 19_998);
    }

    @Test
    void countsWhatIsOpenUpToALimit() {
        assertThat(list.countOpen(1_000)).isEqualTo(TICKETS / 100);
        assertThat(list.countOpen(50)).isEqualTo(50);
        assertThat(list.countOpen(7, 1_000)).isEqualTo(TICKETS / 1_000);
        assertThat(list.countOpen(8, 1_000)).isZero();
    }

    @Test
    void theIndexesGiveWhatAPageBeginsWithInItsOrder() {
        assertThat(plan(open())).contains("ticket_open").doesNotContain("ticket_open_assigned");
        assertThat(plan(new Wanted(null, true, null, null, null, null, 7L, null, null, Set.of())))
                .contains("ticket_open_assigned");
        assertThat(plan(new Wanted(null, false, null, null, null, 1L, null, null, null, Set.of())))
                .contains("ticket_of_company");
        assertThat(plan(Wanted.ALL))
                .contains(database == TestDatabase.POSTGRES ? "ticket_pkey" : "INTEGER PRIMARY KEY");
    }

    private String plan(Wanted wanted) {
        var window = TicketList.Among.of(wanted).window(TICKETS / 2, 100);
        var plan = database.plan(store, window.ids(), window.binds());
        assertThat(plan).doesNotContainIgnoringCase("sort", "temp b-tree", "Seq Scan");
        assertThat(Arrays.stream(plan.split("\n")).filter(line -> line.contains("SCAN o")))
                .allMatch(line -> line.contains("INDEX"));
        return plan;
    }
}
