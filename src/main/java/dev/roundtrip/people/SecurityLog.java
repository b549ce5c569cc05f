package dev.roundtrip.people;

import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.store.Dialect;
import dev.roundtrip.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who came in and who changed what the desk is. It is only ever added to; no door changes or removes any of it. */
public final class SecurityLog {
    /** Names that strangers typed may be of any length. */
    private static final int LONGEST_TEXT = 200;

    private static final int A_PACK = 1000;

    private final Store store;
    private final Clock clock;

    public SecurityLog(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Who did it, and from where; no address is the desk's own. */
    public record By(Actor actor, @Nullable String address) {
        public static final By THE_DESK = new By(Actor.DESK, null);
    }

    /** @param next the id to go on below; null on the last page */
    public record Page(List<SecurityEvent> events, @Nullable Long next) {}

    /** What happened to nothing but who did it. */
    public void note(By by, What what) {
        note(by, what, null, null);
    }

    /** Keeps it, on disk when this returns; within a write, with that. */
    public void note(By by, What what, @Nullable String kind, @Nullable String name) {
        var binds = new HashMap<String, @Nullable Object>();
        binds.put("at", clock.instant().toEpochMilli());
        binds.put("actorKind", by.actor().kind().word());
        binds.put("actorId", by.actor().id());
        binds.put("actorName", shortened(by.actor().name()));
        binds.put("address", by.address());
        binds.put("what", what.word());
        binds.put("kind", kind);
        binds.put("name", name == null ? null : shortened(name));
        store.write(() -> store.jdbc().sql("""
                        insert into security_event (at, actor_kind, actor_id, actor_name, address, what, kind, name)
                        values (:at, :actorKind, :actorId, :actorName, :address, :what, :kind, :name)""").params(binds).update());
    }

    private static String shortened(String text) {
        var plain = text.replace("\0", "");
        return plain.length() <= LONGEST_TEXT ? plain : plain.substring(0, LONGEST_TEXT - 1) + "…";
    }

    /**
     * The newest first.
     *
     * @param text in who, from where, and what it was done to; null asks for nothing
     * @param below only those with a smaller id
     * @throws dev.roundtrip.store.SearchGivenUp when looking takes too long
     */
    public Page page(@Nullable String text, long below, int limit) {
        var sql = "select * from security_event where id < :below"
                + (text == null
                        ? ""
                        : " and (%s like :text escape '!' or %s like :text escape '!' or coalesce(address, '') like :text escape '!')"
                                .formatted(
                                        store.dialect().folded("actor_name"),
                                        store.dialect().folded("coalesce(name, '')")))
                + " order by id desc limit :limit";
        var binds = new HashMap<String, Object>(Map.of("below", below, "limit", limit + 1));
        if (text != null) {
            binds.put("text", "%" + Dialect.literally(text.toLowerCase(Locale.ROOT)) + "%");
        }
        var found = text == null ? rows(store.jdbc(), sql, binds) : store.search(jdbc -> rows(jdbc, sql, binds));
        var events = found.size() > limit ? found.subList(0, limit) : found;
        return new Page(events, found.size() > limit ? events.getLast().id() : null);
    }

    /** All of it, the oldest first, never more than a pack in memory. */
    public void all(Consumer<SecurityEvent> each) {
        var after = 0L;
        while (true) {
            var pack = rows(
                    store.jdbc(),
                    "select * from security_event where id > :after order by id limit :limit",
                    Map.of("after", after, "limit", A_PACK));
            pack.forEach(each);
            if (pack.size() < A_PACK) {
                return;
            }
            after = pack.getLast().id();
        }
    }

    private static List<SecurityEvent> rows(JdbcClient jdbc, String sql, Map<String, ?> binds) {
        return jdbc.sql(sql).params(binds).query((rs, n) -> read(rs)).list();
    }

    private static SecurityEvent read(ResultSet rs) throws SQLException {
        return new SecurityEvent(
                rs.getLong("id"),
                Instant.ofEpochMilli(rs.getLong("at")),
                new Actor(
                        Actor.Kind.of(rs.getString("actor_kind")), rs.getLong("actor_id"), rs.getString("actor_name")),
                rs.getString("address"),
                What.of(rs.getString("what")),
                rs.getString("kind"),
                rs.getString("name"));
    }
}
