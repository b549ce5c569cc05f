package dev.roundtrip.notify;

import dev.roundtrip.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of table notice. */
final class NoticeTable {
    private static final String COLUMNS =
            "id, person_id, kind, told_by, subject, description, link, thread, ticket_id, ticket_number, created_at, read_at";

    private final JdbcClient jdbc;

    NoticeTable(Store store) {
        this.jdbc = store.jdbc();
    }

    /**
     * @param person, {@code address} and {@code channel}: all but one are null
     * @param mailAfter when the person may be disturbed again, with all that has come until then; null for what goes out by itself
     * @return its id
     */
    long insert(
            @Nullable Long person,
            @Nullable String address,
            @Nullable Long channel,
            Message message,
            About about,
            Instant at,
            @Nullable Instant mailAfter) {
        return jdbc.sql("""
                        insert into notice (person_id, address, channel_id, kind, told_by, subject, description, link, thread,
                                            ticket_id, ticket_number, created_at, mail_after)
                        values (:person, :address, :channel, :kind, :toldBy, :subject, :text, :link, :thread,
                                :ticket, :number, :at, :mailAfter)
                        returning id""")
                .param("person", person)
                .param("address", address)
                .param("channel", channel)
                .param("kind", word(message.kind()))
                .param("toldBy", message.toldBy())
                .param("subject", message.subject())
                .param("text", message.text())
                .param("link", message.link())
                .param("thread", message.thread())
                .param("ticket", about.ticketId())
                .param("number", about.ticketNumber())
                .param("at", at.toEpochMilli())
                .param("mailAfter", mailAfter == null ? null : mailAfter.toEpochMilli())
                .query(Long.class)
                .single();
    }

    /** In the order they were told. */
    List<Notice> withIds(Collection<Long> ids) {
        return jdbc.sql("select " + COLUMNS + " from notice where id in (:ids) order by id")
                .param("ids", ids)
                .query(NoticeTable::read)
                .list();
    }

    /** Those of the person with a smaller id, the newest first. */
    List<Notice> ofPerson(long person, long before, int limit) {
        return jdbc.sql("select " + COLUMNS + """

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

    /** The people whose quiet hours are over, and who were told something in them. */
    List<Long> quietUntil(Instant now) {
        return jdbc.sql("select distinct person_id from notice where mail_after is not null and mail_after <= :now")
                .param("now", now.toEpochMilli())
                .query(Long.class)
                .list();
    }

    /** What a person was told and did not get by mail, in its order, as much as a mail can tell. */
    List<Notice> keptFor(long person) {
        return jdbc.sql("select " + COLUMNS + """

                         from notice
                        where mail_after is not null and person_id = :person
                        order by id
                        limit 200""")
                .param("person", person)
                .query(NoticeTable::read)
                .list();
    }

    void mailed(long person, List<Notice> notices) {
        if (!notices.isEmpty()) {
            jdbc.sql(
                            "update notice set mail_after = null where person_id = :person and mail_after is not null and id <= :last")
                    .param("person", person)
                    .param("last", notices.getLast().id())
                    .update();
        }
    }

    private static String word(Message.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Notice read(ResultSet rs, int n) throws SQLException {
        var person = rs.getLong("person_id");
        var isPerson = !rs.wasNull();
        var readAt = rs.getLong("read_at");
        var isRead = !rs.wasNull();
        return new Notice(
                rs.getLong("id"),
                isPerson ? person : null,
                new Message(
                        Message.Kind.valueOf(rs.getString("kind").toUpperCase(Locale.ROOT)),
                        rs.getString("told_by"),
                        rs.getString("subject"),
                        rs.getString("description"),
                        rs.getString("link"),
                        rs.getString("thread")),
                new About(rs.getLong("ticket_id"), rs.getString("ticket_number")),
                Instant.ofEpochMilli(rs.getLong("created_at")),
                isRead ? Instant.ofEpochMilli(readAt) : null);
    }
}
