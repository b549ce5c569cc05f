package dev.roundtrip.notify;

import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.Ticket;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of table notice. */
final class NoticeTable {
    private final JdbcClient jdbc;

    NoticeTable(Store store) {
        this.jdbc = store.jdbc();
    }

    /**
     * @param person and {@code address}: one of them is null
     * @return its id
     */
    long insert(@Nullable Long person, @Nullable String address, Message message, Ticket ticket, Instant at) {
        return jdbc.sql("""
                        insert into notice (person_id, address, subject, description, ticket_id, ticket_number,
                                            told_by, created_at)
                        values (:person, :address, :subject, :text, :ticket, :number, :toldBy, :at)
                        returning id""")
                .param("person", person)
                .param("address", address)
                .param("subject", message.subject())
                .param("text", message.text())
                .param("ticket", ticket.id())
                .param("number", ticket.ticketNumber())
                .param("toldBy", message.toldBy())
                .param("at", at.toEpochMilli())
                .query(Long.class)
                .single();
    }

    Optional<Notice> find(long id) {
        return jdbc.sql("""
                        select id, person_id, subject, description, ticket_id, ticket_number, told_by, created_at, read_at
                        from notice
                        where id = :id""").param("id", id).query(NoticeTable::read).optional();
    }

    /** Those of the person with a smaller id, the newest first. */
    List<Notice> ofPerson(long person, long before, int limit) {
        return jdbc.sql("""
                        select id, person_id, subject, description, ticket_id, ticket_number, told_by, created_at, read_at
                        from notice
                        where person_id = :person and id < :before
                        order by id desc
                        limit :limit""")
                .param("person", person)
                .param("before", before)
                .param("limit", limit)
                .query(NoticeTable::read)
                .list();
    }

    /** How many the person has not read; counted no further than {@code most}. */
    int unread(long person, int most) {
        return jdbc.sql("""
                        select count(*)
                        from (select 1 from notice where person_id = :person and read_at is null limit :most) as met""")
                .param("person", person)
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    /** Those of the person from one id to another. */
    void markRead(long person, long from, long to, Instant at) {
        jdbc.sql("""
                        update notice
                        set read_at = :at
                        where person_id = :person and read_at is null and id between :from and :to""")
                .param("person", person)
                .param("from", from)
                .param("to", to)
                .param("at", at.toEpochMilli())
                .update();
    }

    private static Notice read(ResultSet rs, int n) throws SQLException {
        var person = rs.getLong("person_id");
        var isPerson = !rs.wasNull();
        var readAt = rs.getLong("read_at");
        var isRead = !rs.wasNull();
        return new Notice(
                rs.getLong("id"),
                isPerson ? person : null,
                rs.getString("subject"),
                rs.getString("description"),
                rs.getLong("ticket_id"),
                rs.getString("ticket_number"),
                rs.getString("told_by"),
                Instant.ofEpochMilli(rs.getLong("created_at")),
                isRead ? Instant.ofEpochMilli(readAt) : null);
    }
}
