package dev.roundtrip.rule;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.roundtrip.people.Actor;
import dev.roundtrip.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Rows of table trace: one a change. */
final class TraceTable {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // A list without content is left out of the row.
            .withConfigOverride(List.class, o -> o.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .withConfigOverride(Map.class, o -> o.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .build();

    private final Store store;
    private final JdbcClient jdbc;

    TraceTable(Store store) {
        this.store = store;
        this.jdbc = store.jdbc();
    }

    void insert(Trace trace) {
        store.later(
                trace.ticketId(),
                """
                insert into trace (ticket_id, version, part, at, event, actor_kind, actor_id, actor_name, hops, rules)
                values (:ticket, :version, :part, :at, :event, :kind, :actor, :name, :hops, :rules)""",
                Map.of(
                        "ticket", trace.ticketId(),
                        "version", trace.version(),
                        "part", trace.part(),
                        "at", trace.at().toEpochMilli(),
                        "event", trace.event(),
                        "kind", trace.actor().kind().word(),
                        "actor", trace.actor().id(),
                        "name", trace.actor().name(),
                        "hops", trace.hops(),
                        "rules", JSON.writeValueAsString(trace.rules())));
    }

    /** The number of the next part after this version, within the write that adds it. */
    int nextPart(long ticketId, int version) {
        return store.about(ticketId)
                .sql("select coalesce(max(part), 0) + 1 from trace where ticket_id = :ticket and version = :version")
                .param("ticket", ticketId)
                .param("version", version)
                .query(Integer.class)
                .single();
    }

    /** Those before that part of that version, the newest first. */
    List<Trace> ofTicket(long ticketId, int version, int part, int limit) {
        return jdbc.sql("""
                        select ticket_id, version, part, at, event, actor_kind, actor_id, actor_name, hops, rules
                        from trace
                        where ticket_id = :ticket and (version, part) < (:version, :part)
                        order by version desc, part desc
                        limit :limit""")
                .param("ticket", ticketId)
                .param("version", version)
                .param("part", part)
                .param("limit", limit)
                .query(TraceTable::read)
                .list();
    }

    private static Trace read(ResultSet rs, int n) throws SQLException {
        return new Trace(
                rs.getLong("ticket_id"),
                rs.getInt("version"),
                rs.getInt("part"),
                Instant.ofEpochMilli(rs.getLong("at")),
                rs.getString("event"),
                new Actor(
                        Actor.Kind.of(rs.getString("actor_kind")), rs.getLong("actor_id"), rs.getString("actor_name")),
                rs.getInt("hops"),
                JSON.readValue(rs.getString("rules"), new TypeReference<List<TraceLine>>() {}));
    }
}
