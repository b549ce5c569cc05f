package dev.roundtrip.ticket;

import dev.roundtrip.people.Actor;
import dev.roundtrip.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of table history: inserted, never changed. */
final class HistoryTable {
    private final Store store;
    private final JdbcClient jdbc;

    HistoryTable(Store store) {
        this.store = store;
        this.jdbc = store.jdbc();
    }

    void insert(List<HistoryLine> lines) {
        for (var line : lines) {
            var binds = new HashMap<String, @Nullable Object>();
            binds.put("ticket", line.ticketId());
            binds.put("version", line.version());
            binds.put("line", line.line());
            binds.put("at", line.at().toEpochMilli());
            binds.put("kind", line.actor().kind().word());
            binds.put("actor", line.actor().id());
            binds.put("name", line.actor().name());
            binds.put("field", line.field());
            binds.put("old", line.oldValue());
            binds.put("new", line.newValue());
            store.later(line.ticketId(), """
                    insert into history (ticket_id, version, line, at, actor_kind, actor_id, actor_name,
                                         field, old_value, new_value)
                    values (:ticket, :version, :line, :at, :kind, :actor, :name, :field, :old, :new)""", binds);
        }
    }

    /** From one status to another, and when. */
    record StatusChange(long from, long to, Instant at) {}

    /**
     * The oldest first; within a write with what that did.
     *
     * @param version up to this one of the ticket
     */
    List<StatusChange> statusChanges(long ticketId, int version) {
        return store.about(ticketId)
                .sql("""
                        select old_value, new_value, at
                        from history
                        where ticket_id = :ticket and field = 'status' and version <= :version
                        order by version, line""")
                .param("ticket", ticketId)
                .param("version", version)
                .query((rs, n) -> new StatusChange(
                        Long.parseLong(rs.getString("old_value")),
                        Long.parseLong(rs.getString("new_value")),
                        Instant.ofEpochMilli(rs.getLong("at"))))
                .list();
    }

    /** The oldest first. */
    List<HistoryLine> ofTicket(long ticketId) {
        return ofTickets(List.of(ticketId));
    }

    /** Ticket by ticket, of each the oldest first. */
    List<HistoryLine> ofTickets(Collection<Long> ticketIds) {
        return jdbc.sql("""
                        select ticket_id, version, line, at, actor_kind, actor_id, actor_name, field, old_value, new_value
                        from history
                        where ticket_id in (:tickets)
                        order by ticket_id, version, line""")
                .param("tickets", ticketIds)
                .query(HistoryTable::read)
                .list();
    }

    /** Of those versions, the oldest first; within a write with what that did. */
    List<HistoryLine> ofVersions(long ticketId, int from, int to) {
        return store.about(ticketId)
                .sql("""
                        select ticket_id, version, line, at, actor_kind, actor_id, actor_name, field, old_value, new_value
                        from history
                        where ticket_id = :ticket and version between :from and :to
                        order by version, line""")
                .param("ticket", ticketId)
                .param("from", from)
                .param("to", to)
                .query(HistoryTable::read)
                .list();
    }

    /** All lines of the last {@code versions} versions below that one, the newest version first. */
    List<HistoryLine> before(long ticketId, int version, HistoryKind kind, int versions) {
        return jdbc.sql("""
                        select ticket_id, version, line, at, actor_kind, actor_id, actor_name, field, old_value, new_value
                        from history
                        where ticket_id = :ticket
                          and version in (select distinct version
                                          from history
                                          where ticket_id = :ticket and version < :before and %s
                                          order by version desc
                                          limit :versions)
                        order by version desc, line""".formatted(kind.condition()))
                .param("ticket", ticketId)
                .param("before", version)
                .param("versions", versions)
                .query(HistoryTable::read)
                .list();
    }

    /** In the order of the ids given ({@link HistoryLine#id}); ids without a line are left out. */
    List<HistoryLine> load(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var found = new HashMap<Long, HistoryLine>();
        jdbc.sql("""
                        select ticket_id, version, line, at, actor_kind, actor_id, actor_name, field, old_value, new_value
                        from history h
                        where ticket_id in (:tickets) and %s in (:ids)""".formatted(HistoryField.ID.expression()))
                .param(
                        "tickets",
                        ids.stream()
                                .map(id -> id / HistoryLine.IDS_OF_A_TICKET)
                                .distinct()
                                .toList())
                .param("ids", ids)
                .query(HistoryTable::read)
                .list()
                .forEach(line -> found.put(line.id(), line));
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }

    private static HistoryLine read(ResultSet rs, int n) throws SQLException {
        return new HistoryLine(
                rs.getLong("ticket_id"),
                rs.getInt("version"),
                rs.getInt("line"),
                Instant.ofEpochMilli(rs.getLong("at")),
                new Actor(
                        Actor.Kind.of(rs.getString("actor_kind")), rs.getLong("actor_id"), rs.getString("actor_name")),
                rs.getString("field"),
                rs.getString("old_value"),
                rs.getString("new_value"));
    }
}
