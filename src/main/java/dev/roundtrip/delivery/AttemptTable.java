package dev.roundtrip.delivery;

import dev.roundtrip.store.GroupedSql;
import dev.roundtrip.store.Store;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of table attempt: written before the bytes leave, closed once. */
final class AttemptTable {
    private final Store store;
    private final JdbcClient jdbc;

    AttemptTable(Store store) {
        this.store = store;
        this.jdbc = store.jdbc();
    }

    void begin(String orderKey, String deliveryId, int number, Instant now) {
        var binds = new HashMap<String, Object>();
        binds.put("delivery", deliveryId);
        binds.put("number", number);
        binds.put("now", now.toEpochMilli());
        store.later(orderKey, """
                insert into attempt (delivery_id, number, started_at, outcome)
                values (:delivery, :number, :now, 'running')""", binds);
    }

    private static final GroupedSql END = new GroupedSql("""
            update attempt
            set started_at = coalesce(:began, started_at), ended_at = :now, outcome = :outcome, status = :status,
                error = :error, address = :address, detail = :detail
            where delivery_id = :delivery and number = :number and outcome = 'running'""", """
            update attempt a
            set started_at = coalesce(cast(v.began as bigint), a.started_at), ended_at = cast(v.ended_at as bigint),
                outcome = v.outcome, status = cast(v.status as integer), error = v.error, address = v.address, detail = v.detail
            from unnest(:delivery, :number, :began, :now, :outcome, :status, :error, :address, :detail)
                with ordinality as v (delivery, number, began, ended_at, outcome, status, error, address, detail, n)
            where a.delivery_id = v.delivery and a.number = cast(v.number as integer) and a.outcome = 'running'
            returning v.n""");

    void end(
            String orderKey,
            String deliveryId,
            int number,
            @Nullable Instant began,
            Attempt.Result result,
            Outcome.Report report,
            Instant now) {
        var binds = new HashMap<String, @Nullable Object>();
        binds.put("delivery", deliveryId);
        binds.put("number", number);
        binds.put("began", DeliveryTable.millis(began));
        binds.put("now", now.toEpochMilli());
        binds.put("outcome", result.word());
        binds.put("status", report.status());
        binds.put("error", report.error());
        binds.put("address", report.address());
        binds.put("detail", report.detail());
        store.later(orderKey, END, binds, rows -> {});
    }

    /** One that was written ahead and never begun. */
    void forget(String orderKey, String deliveryId, int number) {
        store.later(orderKey, """
                delete from attempt
                where delivery_id = :delivery and number = :number and outcome = 'running'""", Map.of("delivery", deliveryId, "number", number));
    }

    /** By delivery, then by number. */
    List<Attempt> of(Collection<String> deliveryIds) {
        return of(deliveryIds, "detail");
    }

    /** The same without the detail, for lists: it can be large, and nobody looks at it there. */
    List<Attempt> listed(Collection<String> deliveryIds) {
        return of(deliveryIds, "null as detail");
    }

    /** How many attempts of one outcome began in one hour. */
    record Hour(String lane, int hour, Attempt.Result result, int attempts) {}

    /**
     * Attempts by lane and hour, the first hour is 0. Those of deliveries that were promised since then, and of older ones that are still open:
     * what was promised before and has ended since is left out, for to find it would be to read the whole log.
     */
    List<Hour> hours(Collection<String> lanes, Instant since) {
        return jdbc.sql("""
                        select d.lane, (a.started_at - :since) / 3600000 as nth, a.outcome, count(*) as attempts
                        from (select id, lane from delivery where lane in (:lanes) and id >= :first
                              union all
                              select id, lane from delivery where lane in (:lanes) and due_at is not null and id < :first) d
                        join attempt a on a.delivery_id = d.id
                        where a.started_at >= :since
                        group by d.lane, nth, a.outcome""")
                .param("lanes", lanes)
                .param("since", since.toEpochMilli())
                .param("first", DeliveryId.leastAt(since))
                .query((rs, n) -> new Hour(
                        rs.getString("lane"),
                        rs.getInt("nth"),
                        Attempt.Result.of(rs.getString("outcome")),
                        rs.getInt("attempts")))
                .list();
    }

    private List<Attempt> of(Collection<String> deliveryIds, String detail) {
        if (deliveryIds.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select delivery_id, number, started_at, ended_at, outcome, status, error, address, %s
                        from attempt
                        where delivery_id in (:deliveries)
                        order by delivery_id, number""".formatted(detail))
                .param("deliveries", deliveryIds)
                .query((rs, n) -> {
                    int status = rs.getInt("status");
                    @Nullable Integer answered = rs.wasNull() ? null : (Integer) status;
                    return new Attempt(
                            rs.getString("delivery_id"),
                            rs.getInt("number"),
                            Instant.ofEpochMilli(rs.getLong("started_at")),
                            DeliveryTable.instant(rs, "ended_at"),
                            Attempt.Result.of(rs.getString("outcome")),
                            answered,
                            rs.getString("error"),
                            rs.getString("address"),
                            rs.getString("detail"));
                })
                .list();
    }
}
