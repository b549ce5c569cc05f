package dev.roundtrip.delivery;

import dev.roundtrip.store.Store;
import dev.roundtrip.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * How long the two questions of every round of dispatching take, where much has been delivered and much waits: which lanes are due
 * ({@link DeliveryTable#lanes}), and what of a lane can go now ({@link DeliveryTable#claim}).
 *
 * <p>Start it with {@code ./bench claims [sqlite|postgres]}; {@code BENCH_JAVA_OPTIONS="-Dlayouts=follow -Dfinished=100000"} for less. The finished rows were waiting and running before, as in life, and
 * PostgreSQL has not cleaned up after them when the first layout is timed.
 */
final class ClaimFigures {
    private static final int FINISHED = Integer.getInteger("finished", 1_000_000);
    private static final int WAITING = Integer.getInteger("waiting", 100_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 300);
    private static final int ROOM = 8 * Lane.LEASED_PER_PLACE;
    private static final int BATCH = 50_000;
    private static final Duration WANTED = Duration.ofMillis(5);
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    /**
     * @param lanes how many have waiting rows
     * @param aTicket how many of a lane are about one ticket, and follow each other
     * @param spread how far back, in milliseconds, the longest due one is; negative: so far in the future the last one
     */
    private record Layout(String name, int lanes, int aTicket, long spread) {}

    private static final List<Layout> LAYOUTS = List.of(
            new Layout("1 lane", 1, 1, 3_600_000),
            new Layout("10 lanes", 10, 1, 3_600_000),
            new Layout("1,000 lanes", 1000, 1, 3_600_000),
            new Layout("1 lane, all due in one moment", 1, 1, 0),
            new Layout("1 lane, 10 follow each other", 1, 10, 3_600_000),
            new Layout("1 lane, 1,000 follow each other", 1, 1000, 3_600_000),
            new Layout("1 lane, nothing due", 1, 1, -3_600_000),
            new Layout("10 lanes, nothing due", 10, 1, -3_600_000));

    private final Store store;
    private final DeliveryTable table;
    private final String url;
    private int inserted;

    private ClaimFigures(Store store, String url) {
        this.store = store;
        this.url = url;
        this.table = new DeliveryTable(store);
    }

    public static void main(String[] databases) throws IOException {
        var wanted = databases.length == 0
                ? List.of(TestDatabase.values())
                : Arrays.stream(databases)
                        .map(name -> TestDatabase.valueOf(name.toUpperCase(Locale.ROOT)))
                        .toList();
        for (var database : wanted) {
            var folder = Files.createTempDirectory("claims");
            var fresh = database.fresh(folder);
            try (var store = Store.open(fresh)) {
                new ClaimFigures(store, fresh.url()).run(database);
            } finally {
                FileSystemUtils.deleteRecursively(folder.toFile());
            }
        }
        System.exit(0); // the PostgreSQL that was started keeps threads
    }

    private void run(TestDatabase database) {
        long began = System.nanoTime();
        finished();
        System.out.printf(
                "%n%s: %,d finished, %,d waiting, filled in %.0f s; milliseconds, of %d rounds%n",
                database, FINISHED, WAITING, (System.nanoTime() - began) / 1e9, ROUNDS);
        System.out.printf("%-34s %-14s %18s %18s %9s%n", "", "", "lanes p50    p99", "claim p50    p99", "orphans");
        var wanted = System.getProperty("layouts", "");
        for (var layout : LAYOUTS) {
            if (!layout.name().contains(wanted)) {
                continue;
            }
            waiting(layout);
            time(layout, database == TestDatabase.POSTGRES ? "no statistics" : "");
            if (database == TestDatabase.POSTGRES) {
                waiting(layout);
                outside("analyze delivery");
                time(layout, "analyzed");
            }
        }
        waiting(LAYOUTS.getFirst());
        System.out.printf(
                "a callout of %,d is switched off in %.0f ms and on in %.0f ms: so long does one write take%n",
                WAITING,
                nanos(() -> store.write(() -> table.hold("callout:0"))) / 1e6,
                nanos(() -> store.write(() -> table.release("callout:0", NOW))) / 1e6);
    }

    /** In batches, each inserted as running and then delivered. */
    private void finished() {
        for (int done = 0; done < FINISHED; done += BATCH) {
            int from = inserted;
            rows(Math.min(BATCH, FINISHED - done), "'callout:' || (n.i % 10)", "n.i", "n.i", ":now");
            store.write(() -> store.jdbc()
                    .sql("""
                            update delivery set state = 'running', node = 'here', attempts = 1, due_at = :lease
                            where ended_at is null""")
                    .param("lease", NOW.plusSeconds(150).toEpochMilli())
                    .update());
            store.write(() -> store.jdbc()
                    .sql("""
                            update delivery set state = 'delivered', due_at = null, node = null, ended_at = :now
                            where ended_at is null and subject_id > :from""")
                    .param("now", NOW.toEpochMilli())
                    .param("from", from)
                    .update());
        }
    }

    /** What waited before is gone, without a trace and without statistics. */
    private void waiting(Layout layout) {
        int gone = store.write(() ->
                store.jdbc().sql("delete from delivery where ended_at is null").update());
        if (gone > 0 && store.isShared()) {
            outside("vacuum delivery");
            outside("delete from pg_statistic where starelid = 'delivery'::regclass");
        }
        long spread = layout.spread();
        rows(
                WAITING,
                "'callout:' || (n.i %% %d)".formatted(layout.lanes()),
                "(n.i / %d / %d)".formatted(layout.lanes(), layout.aTicket()),
                "n.i",
                spread < 0
                        ? ":now + 1000 + (n.i * 7919) %% %d".formatted(-spread)
                        : ":now - (n.i / %d / %d * 7919) %% %d"
                                .formatted(layout.lanes(), layout.aTicket(), spread + 1));
    }

    private void rows(int count, String lane, String ticket, String place, String dueAt) {
        int from = inserted;
        inserted += count;
        store.write(() -> store.jdbc()
                .sql("""
                        with recursive n (i) as (select :from + 1 union all select n.i + 1 from n where n.i < :to)
                        insert into delivery (id, lane, lane_name, subject_id, subject_name, order_key, place, state, attempts, created_at, due_at, load)
                        select substr('00000000000000000000000000' || n.i, length(cast(n.i as text)) + 1), LANE, 'Close alert', TICKET,
                               'T20261125.0001', LANE || '/' || (TICKET), PLACE, 'waiting', 0, :now, DUE, :load
                        from n""".replace("LANE", lane)
                        .replace("TICKET", ticket)
                        .replace("PLACE", place)
                        .replace("DUE", dueAt))
                .params(Map.of(
                        "from",
                        (long) from,
                        "to",
                        (long) from + count,
                        "now",
                        NOW.toEpochMilli(),
                        "load",
                        "{\"body\":\"" + "x".repeat(600) + "\"}"))
                .update());
    }

    /** Outside of any transaction, where PostgreSQL wants it. */
    private void outside(String statement) {
        try (var connection = DriverManager.getConnection(url);
                var doing = connection.createStatement()) {
            doing.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    private void time(Layout layout, String statistics) {
        var lanes = new ArrayList<Long>();
        var claims = new ArrayList<Long>();
        int claimed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            lanes.add(nanos(table::lanes));
            var lane = "callout:" + round % layout.lanes();
            var now = NOW.plusMillis(100L * round);
            claimed += store.write(() -> {
                var rows = new ArrayList<Delivery>();
                claims.add(nanos(() -> {
                    rows.addAll(table.claim(lane, ROOM, now, now.plusSeconds(150), "here"));
                    return rows;
                }));
                rows.forEach(row -> {
                    table.settle(row, "here", DeliveryState.DELIVERED, null, now, null, told -> {});
                    table.followers(row, now, told -> {});
                });
                return rows.size();
            });
        }
        var orphans = new ArrayList<Long>();
        for (int round = 0; round < 20; round++) {
            orphans.add(nanos(() -> table.orphans(NOW, "self", NOW.minusSeconds(20), false, 200)));
        }
        System.out.printf(
                "%-34s %-14s %9.2f %8.2f %9.2f %8.2f %9.2f   (%,d claimed)%n",
                layout.name(),
                statistics,
                at(lanes, 50),
                at(lanes, 99),
                at(claims, 50),
                at(claims, 99),
                at(orphans, 50),
                claimed);
        if (at(lanes, 99) > WANTED.toMillis() || at(claims, 99) > WANTED.toMillis()) {
            System.out.println(plans("callout:0"));
        }
    }

    private static long nanos(Supplier<?> what) {
        long began = System.nanoTime();
        var _ = what.get();
        return System.nanoTime() - began;
    }

    private static double at(List<Long> nanos, int percent) {
        return nanos.stream()
                        .sorted()
                        .skip((long) (nanos.size() - 1) * percent / 100)
                        .findFirst()
                        .orElseThrow()
                / 1e6;
    }

    /** As the database would carry them out now. */
    private String plans(String lane) {
        var explain = store.isShared() ? "explain (analyze, buffers) " : "explain query plan ";
        var binds = Map.of(
                "lane",
                lane,
                "room",
                ROOM,
                "now",
                NOW.toEpochMilli(),
                "most",
                500,
                "lastDue",
                NOW.toEpochMilli(),
                "lastId",
                "z");
        return store.write(() -> Stream.of(DeliveryTable.LANES, DeliveryTable.HOW_FAR, table.claimable())
                .flatMap(sql -> store
                        .jdbc()
                        .sql(explain + sql)
                        .params(sql.equals(DeliveryTable.LANES) ? Map.of() : binds)
                        .query((rs, n) -> "    " + rs.getString(store.isShared() ? "QUERY PLAN" : "detail"))
                        .list()
                        .stream())
                .collect(Collectors.joining("\n")));
    }
}
