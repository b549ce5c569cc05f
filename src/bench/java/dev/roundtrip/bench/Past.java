package dev.roundtrip.bench;

import dev.roundtrip.bench.Job.Shape;
import dev.roundtrip.store.Dialect;
import dev.roundtrip.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Gives a desk a past: one ticket that was really made and delivered is copied as often as the shape says, with all that belongs to it.
 * The copies have negative ids, so that they stand before all that comes.
 */
final class Past {
    private static final int AT_ONCE = 20_000;

    /** Due long after the run: as if a far end had failed and were given time. */
    private static final long UNTIL_RETRY_MILLIS = 3_600_000;

    private final Store store;
    private final Callable<Long> original;

    /** @param original makes the ticket that is copied, and returns its id when it is delivered */
    Past(Store store, Callable<Long> original) {
        this.store = store;
        this.original = original;
    }

    void fill(Shape shape) throws Exception {
        long ticket = original.call();
        copy(ticket, 1, shape.finished(), Map.of());
        copy(
                ticket,
                shape.finished() + 1,
                shape.finished() + shape.waiting(),
                Map.of(
                        "state", "'waiting'",
                        "ended_at", "null",
                        "due_at", "t.ended_at + " + UNTIL_RETRY_MILLIS + " + n.i"));
        if (store.dialect() == Dialect.POSTGRES) {
            store.write(() -> store.jdbc().sql("analyze").update());
        }
    }

    private void copy(long ticket, int first, int last, Map<String, String> ofDelivery) {
        for (int from = first; from <= last; from += AT_ONCE) {
            int begin = from;
            int end = Math.min(last, from + AT_ONCE - 1);
            store.write(() -> {
                copy("ticket", "t.id = " + ticket, Map.of("id", "-n.i", "ticket_number", "'F' || n.i"), begin, end);
                copy("history", "t.ticket_id = " + ticket, Map.of("ticket_id", "-n.i"), begin, end);
                copy("trace", "t.ticket_id = " + ticket, Map.of("ticket_id", "-n.i"), begin, end);
                var delivery = new java.util.HashMap<>(ofDelivery);
                delivery.put("id", deliveryId());
                delivery.put("subject_id", "-n.i");
                delivery.put("subject_name", "'F' || n.i");
                delivery.put("order_key", "'F' || n.i");
                copy("delivery", "t.subject_id = " + ticket, delivery, begin, end);
                copy(
                        "attempt",
                        "t.delivery_id = (select d.id from delivery d where d.subject_id = " + ticket + ")",
                        Map.of("delivery_id", deliveryId()),
                        begin,
                        end);
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
                        where %s""".formatted(
                                table, String.join(", ", columns), String.join(", ", values), table, which))
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
