package dev.roundtrip.bench;

import dev.roundtrip.bench.Job.Shape;
import dev.roundtrip.store.Dialect;
import dev.roundtrip.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives a desk a past: one ticket that was really made and delivered is copied as often as the shape says, with all that belongs to it.
 * The copies have negative ids, so that they stand before all that comes.
 */
final class Past {
    private static final int AT_ONCE = 20_000;

    /** Due long after the run: as if a far end had failed and were given time. */
    private static final long UNTIL_RETRY_MILLIS = 3_600_000;

    /** How the keys begin that no delivery of a run has: of those that ended or wait, and of those that are due. */
    static final String ORDER_KEY = "F";

    private static final String DUE_KEY = "G";
    static final String AFTER_KEYS = "H";

    /** Where the due ones go: the books of a run do not count it. */
    private static final int TARGET = 99;

    private static final int DUE_FROM = 10_000_000;

    private final Store store;
    private final long original;

    /** @param original a ticket that is delivered */
    Past(Store store, long original) {
        this.store = store;
        this.original = original;
    }

    void fill(Shape shape) {
        copy(1, shape.finished(), ORDER_KEY, Map.of());
        copy(
                shape.finished() + 1,
                shape.finished() + shape.waiting(),
                ORDER_KEY,
                Map.of(
                        "state", "'waiting'",
                        "ended_at", "null",
                        "due_at", "t.ended_at + " + UNTIL_RETRY_MILLIS + " + n.i"));
        if (store.dialect() == Dialect.POSTGRES) {
            store.write(() -> store.jdbc().sql("analyze").update());
        }
    }

    /** Lets so many be due, as if nobody had looked for a while. They go to a target of their own. */
    void fillWithDue(int count) {
        copy(
                DUE_FROM,
                DUE_FROM + count - 1,
                DUE_KEY,
                Map.of(
                        "state", "'waiting'",
                        "ended_at", "null",
                        "attempts", "0",
                        "due_at", "t.ended_at",
                        "load", "replace(t.load, '/t/0', '/t/" + TARGET + "')"));
    }

    /** How many of those are not carried yet. */
    long due() {
        return store.jdbc()
                .sql("select count(*) from delivery where ended_at is null and order_key >= :from and order_key < :to")
                .param("from", DUE_KEY)
                .param("to", AFTER_KEYS)
                .query(Long.class)
                .single();
    }

    private void copy(int first, int last, String key, Map<String, String> ofDelivery) {
        var which = "t.ticket_id = " + original;
        var number = "'" + key + "' || n.i";
        for (int from = first; from <= last; from += AT_ONCE) {
            int begin = from;
            int end = Math.min(last, from + AT_ONCE - 1);
            store.write(() -> {
                copy("ticket", "t.id = " + original, Map.of("id", "-n.i", "ticket_number", number), begin, end);
                copy("history", which, Map.of("ticket_id", "-n.i"), begin, end);
                copy("trace", which, Map.of("ticket_id", "-n.i"), begin, end);
                var delivery = new HashMap<>(ofDelivery);
                delivery.put("id", deliveryId());
                delivery.put("subject_id", "-n.i");
                delivery.put("subject_name", number);
                delivery.put("order_key", number);
                copy("delivery", "t.subject_id = " + original, delivery, begin, end);
                if (!delivery.getOrDefault("attempts", "").equals("0")) {
                    copy(
                            "attempt",
                            "t.delivery_id = (select d.id from delivery d where d.subject_id = " + original + ")",
                            Map.of("delivery_id", deliveryId()),
                            begin,
                            end);
                }
                return null;
            });
        }
    }

    /** 26 characters, as ids of deliveries have, and before all that are drawn. */
    private static String deliveryId() {
        return "'0000000000' || (1000000000000000 + n.i)";
    }

    /** @param others what differs in the copies, by column: SQL over the original row t and the number n.i */
    private void copy(String table, String which, Map<String, String> others, int from, int to) {
        var columns = columns(table);
        var values = columns.stream()
                .map(column -> others.getOrDefault(column, "t." + column))
                .toList();
        store.jdbc()
                .sql("""
                        insert into %s (%s)
                        select %s
                        from %s t
                        cross join (with recursive s (i) as (
                                        select cast(:from as bigint) union all select i + 1 from s where i < :to)
                                    select i from s) n
                        where %s""".formatted(table, String.join(", ", columns), String.join(", ", values), table, which))
                .param("from", from)
                .param("to", to)
                .update();
    }

    private List<String> columns(String table) {
        return store.jdbc().sql("select * from " + table + " where 1 = 0").query(rows -> {
            var names = new ArrayList<String>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                names.add(rows.getMetaData().getColumnName(i));
            }
            return names;
        });
    }
}
