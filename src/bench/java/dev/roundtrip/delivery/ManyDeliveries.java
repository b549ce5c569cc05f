package dev.roundtrip.delivery;

import dev.roundtrip.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives a desk a great many deliveries that have ended, with an attempt each, evenly over the last 30 days: of a thousand 990 were delivered, eight
 * were given up and two were cancelled. The callouts take turns; the tickets too.
 */
public record ManyDeliveries(Store store, List<Long> callouts, long firstTicket, int tickets, int count) {
    private static final int AT_ONCE = 1_000;
    private static final Duration OVER = Duration.ofDays(30);

    public void fill(Instant now) {
        for (int from = 0; from < count; from += AT_ONCE) {
            int first = from;
            store.write(() -> {
                piece(first, now);
                return null;
            });
        }
    }

    private void piece(int from, Instant now) {
        var deliveries = new ArrayList<String>();
        var attempts = new ArrayList<String>();
        for (int i = 0; i < AT_ONCE; i++) {
            int n = from + i;
            var at = now.minus(OVER).plusMillis(OVER.toMillis() * n / count);
            var id = DeliveryId.leastAt(at).substring(0, 10) + "%016d".formatted(n);
            long callout = callouts.get(n % callouts.size());
            long ticket = firstTicket + n % tickets;
            var state = n % 1000 < 990 ? "delivered" : n % 1000 < 998 ? "given-up" : "cancelled";
            long ended = at.toEpochMilli() + 200 + n % 5000;
            deliveries.add(
                    "('%s', 'callout:%d', 'Callout %d', %d, 'B%d', '%s', 1, '%s', 1, %d, null, %d, null, null, null, '{}')"
                            .formatted(id, callout, callout, ticket, ticket, id, state, at.toEpochMilli(), ended));
            attempts.add("('%s', 1, %d, %d, '%s', %d, null, null, null)"
                    .formatted(
                            id,
                            at.toEpochMilli(),
                            ended,
                            state.equals("delivered") ? "success" : "failure",
                            state.equals("delivered") ? 200 : 503));
        }
        store.jdbc()
                .sql(
                        "insert into delivery (id, lane, lane_name, subject_id, subject_name, order_key, place, state, attempts, created_at, due_at, ended_at, node, held_for, error, load) values "
                                + String.join(", ", deliveries))
                .update();
        store.jdbc()
                .sql(
                        "insert into attempt (delivery_id, number, started_at, ended_at, outcome, status, error, address, detail) values "
                                + String.join(", ", attempts))
                .update();
    }
}
