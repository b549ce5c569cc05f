package dev.roundtrip.ticket;

import dev.roundtrip.people.Actor;
import dev.roundtrip.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of table attachment, and the files themselves beside it. */
final class AttachmentTable {
    private static final String COLUMNS =
            "a.id, a.ticket_id, a.file_name, a.content_type, a.title, a.publish, a.size, a.created_at, a.creator_kind, a.creator_id, a.creator_name";

    private final JdbcClient jdbc;

    AttachmentTable(Store store) {
        this.jdbc = store.jdbc();
    }

    Attachment insert(long ticketId, AttachmentDraft draft, byte[] content, Actor creator, Instant at) {
        var id = jdbc.sql("""
                        insert into attachment (ticket_id, file_name, content_type, title, publish, size, created_at,
                                                creator_kind, creator_id, creator_name)
                        values (:ticket, :file, :type, :title, :publish, :size, :at, :kind, :creator, :name)
                        returning id""")
                .param("ticket", ticketId)
                .param("file", draft.fileName())
                .param("type", draft.contentType())
                .param("title", draft.title())
                .param("publish", draft.publish())
                .param("size", content.length)
                .param("at", at.toEpochMilli())
                .param("kind", creator.kind().word())
                .param("creator", creator.id())
                .param("name", creator.name())
                .query(Long.class)
                .single();
        jdbc.sql("insert into attachment_content (id, content) values (:id, :content)")
                .param("id", id)
                .param("content", content)
                .update();
        return new Attachment(
                id,
                ticketId,
                draft.fileName(),
                draft.contentType(),
                draft.title(),
                draft.publish(),
                content.length,
                at,
                creator);
    }

    Optional<Attachment> find(long id) {
        return jdbc.sql("select " + COLUMNS + " from attachment a where a.id = :id")
                .param("id", id)
                .query(AttachmentTable::read)
                .optional();
    }

    /** What was inserted with the row of that id. */
    byte[] content(long id) {
        return jdbc.sql("select content from attachment_content where id = :id")
                .param("id", id)
                .query((rs, n) -> rs.getBytes("content"))
                .single();
    }

    /** In the order of the ids given. */
    List<Attachment> load(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var found = new HashMap<Long, Attachment>();
        jdbc.sql("select " + COLUMNS + " from attachment a where a.id in (:ids)")
                .param("ids", ids)
                .query(AttachmentTable::read)
                .list()
                .forEach(attachment -> found.put(attachment.id(), attachment));
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }

    private static Attachment read(ResultSet rs, int n) throws SQLException {
        return new Attachment(
                rs.getLong("id"),
                rs.getLong("ticket_id"),
                rs.getString("file_name"),
                rs.getString("content_type"),
                rs.getString("title"),
                rs.getLong("publish"),
                rs.getLong("size"),
                Instant.ofEpochMilli(rs.getLong("created_at")),
                new Actor(
                        Actor.Kind.of(rs.getString("creator_kind")),
                        rs.getLong("creator_id"),
                        rs.getString("creator_name")));
    }
}
