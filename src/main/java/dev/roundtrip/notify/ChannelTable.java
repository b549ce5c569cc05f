package dev.roundtrip.notify;

import dev.roundtrip.store.SealedRows;
import dev.roundtrip.store.Store;
import dev.roundtrip.store.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of table channel. URLs lie in it sealed, each bound to its channel. */
final class ChannelTable implements SealedRows {
    private final JdbcClient jdbc;
    private final Vault vault;

    ChannelTable(Store store, Vault vault) {
        this.jdbc = store.jdbc();
        this.vault = vault;
    }

    /** @param locked its URL as it lies in the store; null for one that is gone */
    record Kept(Channel channel, @Nullable String locked) {
        boolean isThere() {
            return locked != null;
        }
    }

    /** Those that are there before those that are gone, each by name. */
    List<Kept> all() {
        return jdbc.sql("""
                        select id, person_id, name, kind, host, url
                        from channel
                        order by case when url is null then 1 else 0 end, name_key, id desc""").query(ChannelTable::read).list();
    }

    private static Kept read(ResultSet rs, int n) throws SQLException {
        var person = rs.getLong("person_id");
        var isPersons = !rs.wasNull();
        return new Kept(
                new Channel(
                        rs.getLong("id"),
                        isPersons ? person : null,
                        rs.getString("name"),
                        Channel.Kind.of(rs.getString("kind")).orElseThrow(),
                        rs.getString("host")),
                rs.getString("url"));
    }

    /** Its URL is to follow. */
    long insert(Channel channel) {
        return jdbc.sql("""
                        insert into channel (person_id, name, name_key, kind, host, url)
                        values (:person, :name, :key, :kind, :host, '')
                        returning id""")
                .param("person", channel.person())
                .param("name", channel.name())
                .param("key", key(channel))
                .param("kind", channel.kind().word())
                .param("host", channel.host())
                .query(Long.class)
                .single();
    }

    void update(Channel channel) {
        jdbc.sql("""
                        update channel
                        set name = :name, name_key = :key, kind = :kind
                        where id = :id""")
                .param("id", channel.id())
                .param("name", channel.name())
                .param("key", key(channel))
                .param("kind", channel.kind().word())
                .update();
    }

    /** What did not get through to the URL before says nothing of this one. */
    void keepUrl(Channel channel, String url) {
        jdbc.sql("update channel set host = :host, url = :url, refused_at = null, error = null where id = :id")
                .param("host", channel.host())
                .param("url", vault.seal(url, record(channel.id())))
                .param("id", channel.id())
                .update();
    }

    void forgetUrl(long id) {
        jdbc.sql("update channel set url = null, refused_at = null, error = null where id = :id")
                .param("id", id)
                .update();
    }

    /** @throws dev.roundtrip.store.StoreRefused when it does not open */
    String url(long id, String locked) {
        return vault.open(locked, record(id));
    }

    void refused(long id, Instant at, String error) {
        jdbc.sql("""
                        update channel
                        set refused_at = :at, error = :error
                        where id = :id and url is not null""")
                .param("id", id)
                .param("at", at.toEpochMilli())
                .param("error", error)
                .update();
    }

    void taken(long id) {
        jdbc.sql("update channel set refused_at = null, error = null where id = :id")
                .param("id", id)
                .update();
    }

    Optional<Channels.Refusal> refusal(long id) {
        return jdbc.sql("select refused_at, error from channel where id = :id and refused_at is not null")
                .param("id", id)
                .query((rs, n) ->
                        new Channels.Refusal(Instant.ofEpochMilli(rs.getLong("refused_at")), rs.getString("error")))
                .optional();
    }

    @Override
    public List<Row> after(long id, int limit) {
        return jdbc.sql("""
                        select id, url from channel
                        where id > :after and url is not null and url <> ''
                        order by id limit :limit""")
                .param("after", id)
                .param("limit", limit)
                .query((rs, n) -> new Row(
                        rs.getLong("id"), rs.getString("url"), Map.of(record(rs.getLong("id")), rs.getString("url"))))
                .list();
    }

    @Override
    public boolean replace(Row row, Map<String, String> anew) {
        return jdbc.sql("update channel set url = :anew where id = :id and url = :before")
                        .param("anew", anew.get(record(row.id())))
                        .param("id", row.id())
                        .param("before", row.text())
                        .update()
                == 1;
    }

    private static @Nullable String key(Channel channel) {
        return channel.name() == null ? null : Channel.keyOf(channel.name());
    }

    private static String record(long id) {
        return "channel:" + id + ":url";
    }
}
