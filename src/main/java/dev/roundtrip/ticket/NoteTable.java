package dev.roundtrip.ticket;

import dev.roundtrip.people.Actor;
import dev.roundtrip.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of table note. */
final class NoteTable {
    static final String COLUMNS =
            "n.id, n.ticket_id, n.title, n.description, n.note_type, n.publish, n.created_at, n.creator_kind, n.creator_id, n.creator_name";

    private final JdbcClient jdbc;

    NoteTable(Store store) {
        this.jdbc = store.jdbc();
    }

    Note insert(long ticketId, NoteDraft draft, Actor creator, Instant at) {
        var id = jdbc.sql("""
                        insert into note (ticket_id, title, description, note_type, publish, created_at,
                                          creator_kind, creator_id, creator_name)
                        values (:ticket, :title, :text, :type, :publish, :at, :kind, :creator, :name)
                        returning id""")
                .param("ticket", ticketId)
                .param("title", draft.title())
                .param("text", draft.text())
                .param("type", draft.noteType())
                .param("publish", draft.publish())
                .param("at", at.toEpochMilli())
                .param("kind", creator.kind().word())
                .param("creator", creator.id())
                .param("name", creator.name())
                .query(Long.class)
                .single();
        return new Note(id, ticketId, draft.title(), draft.text(), draft.noteType(), draft.publish(), at, creator);
    }

    Optional<Note> find(long id) {
        return jdbc.sql("select " + COLUMNS + " from note n where n.id = :id")
                .param("id", id)
                .query(NoteTable::read)
                .optional();
    }

    /** The oldest first. */
    List<Note> ofTicket(long ticketId) {
        return jdbc.sql("select " + COLUMNS + " from note n where n.ticket_id = :ticket order by n.id")
                .param("ticket", ticketId)
                .query(NoteTable::read)
                .list();
    }

    /**
     * Those that were added by these versions of the ticket, the oldest first: its first note is that of the first line of history about
     * one, and so on.
     */
    List<Note> ofVersions(long ticketId, int from, int to) {
        return jdbc.sql("select " + COLUMNS + """
                         from note n
                        where n.ticket_id = :ticket
                        order by n.id
                        limit (select count(*)
                               from history h
                               where h.ticket_id = :ticket and h.field = 'note' and h.version between :from and :to)
                        offset (select count(*)
                                from history h
                                where h.ticket_id = :ticket and h.field = 'note' and h.version < :from)""")
                .param("ticket", ticketId)
                .param("from", from)
                .param("to", to)
                .query(NoteTable::read)
                .list();
    }

    /** Of each ticket the oldest first. */
    List<Note> ofTickets(Collection<Long> ticketIds) {
        return jdbc.sql("select " + COLUMNS + " from note n where n.ticket_id in (:tickets) order by n.id")
                .param("tickets", ticketIds)
                .query(NoteTable::read)
                .list();
    }

    /** In the order of the ids given. */
    List<Note> load(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var found = new HashMap<Long, Note>();
        jdbc.sql("select " + COLUMNS + " from note n where n.id in (:ids)")
                .param("ids", ids)
                .query(NoteTable::read)
                .list()
                .forEach(note -> found.put(note.id(), note));
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }

    static Note read(ResultSet rs, int n) throws SQLException {
        return new Note(
                rs.getLong("id"),
                rs.getLong("ticket_id"),
                rs.getString("title"),
                rs.getString("description"),
                rs.getLong("note_type"),
                rs.getLong("publish"),
                Instant.ofEpochMilli(rs.getLong("created_at")),
                new Actor(
                        Actor.Kind.of(rs.getString("creator_kind")),
                        rs.getLong("creator_id"),
                        rs.getString("creator_name")));
    }
}
