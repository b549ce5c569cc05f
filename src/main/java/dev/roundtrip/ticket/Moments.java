package dev.roundtrip.ticket;

import dev.roundtrip.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds tickets by a moment of theirs, through its index: what it costs follows from how many are found, not from how many there are. */
public final class Moments {
    private final Store store;
    private final JdbcClient jdbc;

    public Moments(Store store) {
        this.store = store;
        this.jdbc = store.jdbc();
    }

    /** A ticket whose moment it is. */
    public record Of(long ticketId, Instant at) {}

    /** The first such moment after {@code after}. */
    public Optional<Instant> next(TicketMoment which, Instant after) {
        return jdbc.sql(next(which))
                .param("after", after.toEpochMilli())
                .query((rs, n) -> Instant.ofEpochMilli(rs.getLong("at")))
                .optional();
    }

    /**
     * Those after {@code after} until {@code until}, the earliest first.
     *
     * @param beyond the last one of the page before: only those that follow it
     */
    public List<Of> between(TicketMoment which, Instant after, Instant until, Optional<Of> beyond, int limit) {
        return jdbc.sql(between(which))
                .param("after", beyond.map(Of::at).orElse(after).toEpochMilli())
                .param("afterId", beyond.map(Of::ticketId).orElse(Long.MAX_VALUE))
                .param("until", until.toEpochMilli())
                .param("limit", limit)
                .query((rs, n) -> new Of(rs.getLong("id"), Instant.ofEpochMilli(rs.getLong("at"))))
                .list();
    }

    /**
     * Those at or after {@code since}, the latest first.
     *
     * @param beyond the last one of the page before: only those that come before it
     */
    public List<Of> latest(TicketMoment which, Instant since, Optional<Of> beyond, int limit) {
        return jdbc.sql(latest(which))
                .param("before", beyond.map(of -> of.at().toEpochMilli()).orElse(Long.MAX_VALUE))
                .param("beforeId", beyond.map(Of::ticketId).orElse(Long.MAX_VALUE))
                .param("since", since.toEpochMilli())
                .param("limit", limit)
                .query((rs, n) -> new Of(rs.getLong("id"), Instant.ofEpochMilli(rs.getLong("at"))))
                .list();
    }

    static String latest(TicketMoment which) {
        return """
                select id, %1$s as at
                from ticket
                where (%1$s, id) < (:before, :beforeId) and %1$s >= :since%2$s
                order by %1$s desc, id desc
                limit :limit""".formatted(which.column(), which.condition());
    }

    static String next(TicketMoment which) {
        return "select %1$s as at from ticket where %1$s > :after%2$s order by %1$s limit 1"
                .formatted(which.column(), which.condition());
    }

    static String between(TicketMoment which) {
        return """
                select id, %1$s as at
                from ticket
                where (%1$s, id) > (:after, :afterId) and %1$s <= :until%2$s
                order by %1$s, id
                limit :limit""".formatted(which.column(), which.condition());
    }

    /** The moment of that ticket now, within the write that changes it; empty where it has none. */
    public Optional<Instant> of(TicketMoment which, long ticketId) {
        return store.about(ticketId)
                .sql("select %1$s as at from ticket where id = :id and %1$s is not null%2$s"
                        .formatted(which.column(), which.condition()))
                .param("id", ticketId)
                .query((rs, n) -> Instant.ofEpochMilli(rs.getLong("at")))
                .optional();
    }
}
