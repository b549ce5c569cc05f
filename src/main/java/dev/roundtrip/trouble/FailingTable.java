package dev.roundtrip.trouble;

import dev.roundtrip.delivery.DeliveryListener.News;
import dev.roundtrip.delivery.DeliveryState;
import dev.roundtrip.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of table failing: deliveries that have failed, until all is told that is to be told of them. Those who carry deliveries add and
 * alter rows, each of a delivery of its own, so that nobody waits for another; who looks after troubles takes them up.
 */
final class FailingTable {
    private static final String COLUMNS =
            "delivery_id, ticket_id, ticket_number, state, failed_at, ended_at, error, told";

    /** In one statement. */
    private static final int MOST = 5_000;

    private final Store store;
    private final JdbcClient jdbc;
    private final String skipLocked;

    FailingTable(Store store) {
        this.store = store;
        this.skipLocked = store.dialect().skipLocked();
        this.jdbc = store.jdbc();
    }

    /** It failed, and is tried again, held, or given up. */
    void failed(News news) {
        var delivery = news.delivery();
        var binds = new HashMap<String, @Nullable Object>();
        binds.put("id", delivery.id());
        binds.put("lane", delivery.lane());
        binds.put("name", delivery.laneName());
        binds.put("ticket", delivery.subjectId());
        binds.put("number", delivery.subjectName());
        binds.put("state", news.state().word());
        binds.put("at", news.at().toEpochMilli());
        binds.put("ended", news.isEnd() ? news.at().toEpochMilli() : null);
        binds.put("error", news.error());
        store.later(delivery.orderKey(), """
                insert into failing (delivery_id, lane, lane_name, ticket_id, ticket_number, state, failed_at, ended_at,
                                     error, told)
                values (:id, :lane, :name, :ticket, :number, :state, :at, :ended, :error, false)
                on conflict (delivery_id) do update
                set state = excluded.state, failed_at = excluded.failed_at, ended_at = excluded.ended_at,
                    error = excluded.error""", binds);
    }

    /** It ended otherwise; one that never failed is none of these. */
    void ended(News news) {
        var binds = new HashMap<String, @Nullable Object>();
        binds.put("id", news.delivery().id());
        binds.put("state", news.state().word());
        binds.put("at", news.at().toEpochMilli());
        store.later(news.delivery().orderKey(), """
                update failing
                set state = :state, ended_at = :at
                where delivery_id = :id""", binds);
    }

    /** The lanes in which something failed that nobody has looked at. */
    List<String> newLanes() {
        return jdbc.sql("select distinct lane from failing where trouble_id is null")
                .query(String.class)
                .list();
    }

    /** Makes all that is new in a lane part of a trouble; what is being changed in this moment follows at the next look. */
    void attach(String lane, long trouble) {
        jdbc.sql("""
                        update failing set trouble_id = :trouble
                        where delivery_id in (select f.delivery_id from failing f
                                              where f.lane = :lane and f.trouble_id is null
                                              %s)""".formatted(skipLocked))
                .param("lane", lane)
                .param("trouble", trouble)
                .update();
    }

    /** Whether something is new in a lane, and what its callout was called then. */
    List<String> newNames(String lane) {
        return jdbc.sql("select lane_name from failing where lane = :lane and trouble_id is null limit 1")
                .param("lane", lane)
                .query(String.class)
                .list();
    }

    /** The one of those that are new in a lane that failed first; there has to be one. */
    Failing firstNew(String lane) {
        return jdbc.sql("select " + COLUMNS + """

                         from failing
                        where lane = :lane and trouble_id is null
                        order by failed_at, delivery_id
                        limit 1""")
                .param("lane", lane)
                .query(FailingTable::read)
                .single();
    }

    /** In the order they were promised. */
    List<Failing> ofTrouble(long trouble) {
        return jdbc.sql("select " + COLUMNS + """

                         from failing
                        where trouble_id = :trouble
                        order by delivery_id""")
                .param("trouble", trouble)
                .query(FailingTable::read)
                .list();
    }

    /** Messages have told how these ended. */
    void told(Collection<Failing> ended) {
        inParts(ended, "update failing set told = true where delivery_id in (:ids)");
    }

    void delete(Collection<Failing> some) {
        inParts(some, "delete from failing where delivery_id in (:ids)");
    }

    private void inParts(Collection<Failing> some, String sql) {
        var ids = some.stream().map(Failing::deliveryId).toList();
        for (int from = 0; from < ids.size(); from += MOST) {
            jdbc.sql(sql)
                    .param("ids", ids.subList(from, Math.min(ids.size(), from + MOST)))
                    .update();
        }
    }

    private static Failing read(ResultSet rs, int n) throws SQLException {
        var ended = rs.getLong("ended_at");
        var hasEnded = !rs.wasNull();
        return new Failing(
                rs.getString("delivery_id"),
                rs.getLong("ticket_id"),
                rs.getString("ticket_number"),
                DeliveryState.of(rs.getString("state")),
                Instant.ofEpochMilli(rs.getLong("failed_at")),
                hasEnded ? Instant.ofEpochMilli(ended) : null,
                rs.getString("error"),
                rs.getBoolean("told"));
    }
}
