package dev.roundtrip.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.store.GroupedSql;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * How the databases carry out what every round of dispatching asks them, beside much that has ended: through the indexes of what is open, in
 * their order, reading no row that is not looked for.
 */
@OnBothDatabases
class DeliveryPlanTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final TestDatabase database;
    private final Store store;
    private final DeliveryTable table;

    DeliveryPlanTest(TestDatabase database) {
        this.database = database;
        store = STORES.on(database);
        table = new DeliveryTable(store);
        fill();
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @Test
    void lanesAreHoppedThroughTheIndexOfWhatIsDue() {
        var plan = plan(DeliveryTable.LANES, Map.of());

        assertThat(plan).contains("delivery_due");
        readsNoTable(plan);
    }

    @Test
    void whatCanGoIsFoundInTheOrderOfTheIndexAndWhatIsBeforeItThroughItsOwn() {
        var plan = planOfAWriter(
                table.claimable(),
                Map.of("lane", "callout:1", "lastDue", NOON.toEpochMilli(), "lastId", "z", "room", 32));

        assertThat(plan)
                .contains(
                        "delivery_due",
                        "delivery_order",
                        database == TestDatabase.POSTGRES
                                ? "Index Cond: ((order_key = w.order_key) AND (ROW(place, id) < ROW("
                                : "delivery_order (order_key=? AND place<?");
        assertThat(plan).as("nothing is sorted").doesNotContainIgnoringCase("sort", "temp b-tree");
        readsNoTable(plan);
    }

    @Test
    void howFarAClaimLooksIsReadOffTheIndexInItsOrder() {
        var plan = planOfAWriter(
                DeliveryTable.HOW_FAR, Map.of("lane", "callout:1", "now", NOON.toEpochMilli(), "most", 500));

        assertThat(plan).contains("delivery_due");
        assertThat(plan).as("those that are due are not sorted").doesNotContain("RIGHT PART", "LAST TERM");
        readsNoTable(plan);
    }

    /** On PostgreSQL one statement for a whole group, though the server believes that next to nothing is open. */
    @Test
    void whatIsSettledAndWhatFollowsItAreFoundByTheirKeys() {
        boolean grouped = database == TestDatabase.POSTGRES;

        assertThat(planOfAWriter(carriedOut(DeliveryTable.SETTLE), Map.of()))
                .contains(grouped ? "delivery_pkey" : "(id=?)")
                .doesNotContain("Seq Scan", "SCAN", "delivery_due", "delivery_order", "delivery_leased");
        assertThat(planOfAWriter(carriedOut(DeliveryTable.FOLLOWERS), Map.of()))
                .contains(
                        "delivery_order",
                        grouped ? "Index Cond: ((order_key = v.order_key) AND (ROW(place, id) > ROW(" : "(order_key=? ")
                .doesNotContain("Seq Scan", "SCAN", "delivery_due", "delivery_leased");
    }

    /** The form that this database is given for many, with some values in it. */
    private String carriedOut(GroupedSql sql) {
        return database == TestDatabase.POSTGRES
                ? Objects.requireNonNull(sql.many()).replaceAll(":\\w+", "cast(array['1', '2'] as text[])")
                : sql.one().replaceAll(":\\w+", "1");
    }

    private void readsNoTable(String plan) {
        switch (database) {
            case SQLITE ->
                assertThat(plan.lines().filter(line -> line.matches(".*\\b(SCAN|SEARCH) (delivery|[dew])\\b.*")))
                        .isNotEmpty()
                        .allMatch(line -> line.contains(" USING ") && line.contains(" INDEX delivery_"));
            case POSTGRES -> assertThat(plan).doesNotContain("Seq Scan");
        }
    }

    private String plan(String sql, Map<String, ?> binds) {
        return database.plan(store, sql, binds);
    }

    /** A writer knows fewer ways to do a thing. */
    private String planOfAWriter(String sql, Map<String, ?> binds) {
        return store.write(() -> plan(sql, binds));
    }

    /** Twenty thousand that were delivered, and, since statistics were taken, two thousand that wait in ten lanes. */
    private void fill() {
        store.write(() -> {
            if (store.jdbc()
                            .sql("select count(*) from delivery")
                            .query(Integer.class)
                            .single()
                    == 0) {
                rows(0, 20_000, "'delivered'", "null", ":now");
                if (database == TestDatabase.POSTGRES) { // which does so by itself; SQLite never does
                    store.jdbc().sql("analyze delivery").update();
                }
                rows(20_000, 22_000, "'waiting'", ":now - n.i", "null");
            }
            return null;
        });
    }

    private void rows(int from, int to, String state, String dueAt, String endedAt) {
        store.jdbc()
                .sql("""
                        with recursive n (i) as (select :from + 1 union all select n.i + 1 from n where n.i < :to)
                        insert into delivery (id, lane, lane_name, subject_id, subject_name, order_key, place,
                                              state, attempts, created_at, due_at, ended_at, load)
                        select 'd' || n.i, 'callout:' || (n.i % 10), 'Close', n.i, 'T' || n.i, 'callout:' || (n.i % 10) || '/' || n.i, 1,
                               STATE, 0, :now, DUE, ENDED, '{}'
                        from n""".replace("STATE", state).replace("DUE", dueAt).replace("ENDED", endedAt))
                .params(Map.of("from", from, "to", to, "now", NOON.toEpochMilli()))
                .update();
    }
}
