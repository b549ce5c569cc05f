package dev.roundtrip.delivery;

import dev.roundtrip.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of table by_hand, which are never changed. */
final class ByHandTable {
    private final Store store;
    private final JdbcClient jdbc;

    ByHandTable(Store store) {
        this.store = store;
        this.jdbc = store.jdbc();
    }

    /** The same by the same one at the same moment is a double click. */
    void add(String deliveryId, Instant at, ByHand.What what, String actor) {
        store.later(
                deliveryId,
                """
                insert into by_hand (delivery_id, at, what, actor)
                values (:delivery, :at, :what, :actor)
                on conflict do nothing""",
                Map.of("delivery", deliveryId, "at", at.toEpochMilli(), "what", what.word(), "actor", actor));
    }

    List<ByHand> of(String deliveryId) {
        return jdbc.sql("""
                        select at, what, actor
                        from by_hand
                        where delivery_id = :delivery
                        order by at, what""")
                .param("delivery", deliveryId)
                .query((rs, n) -> new ByHand(
                        Instant.ofEpochMilli(rs.getLong("at")),
                        ByHand.What.valueOf(rs.getString("what").toUpperCase(Locale.ROOT)),
                        rs.getString("actor")))
                .list();
    }
}
