package dev.roundtrip.people;

import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.store.Dialect;
import dev.roundtrip.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who came in and who changed what the desk is. It is only ever added to, and no door changes any of it; each event is held by the hash of
 * the one before, so that {@link #check} finds whoever changes it in the database.
 */
public final class SecurityLog {
    /** Names that strangers typed may be of any length. */
    private static final int LONGEST_TEXT = 200;

    private static final int A_PACK = 1000;

    private final Store store;
    private final Clock clock;
    private final SecurityChain chain;

    public SecurityLog(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.chain = new SecurityChain(store);
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
        var row = row(by, what, kind, name);
        store.write(() -> {
            chain.add(row);
            return null;
        });
    }

    /** Does it and notes it, in one write: there is both or neither. */
    public <T extends @Nullable Object> T with(
            By by, What what, @Nullable String kind, @Nullable String name, Supplier<T> change) {
        return with(change, _ -> note(by, what, kind, name));
    }

    /**
     * The same where only what was done tells what is to be noted.
     *
     * @param note notes it, or nothing
     */
    public <T extends @Nullable Object> T with(Supplier<T> change, Consumer<? super T> note) {
        return store.write(() -> {
            var done = change.get();
            note.accept(done);
            return done;
        });
    }

    private SecurityRow row(By by, What what, @Nullable String kind, @Nullable String name) {
        var actor = by.actor();
        return new SecurityRow(
                0,
                clock.instant().toEpochMilli(),
                actor.kind().word(),
                actor.id(),
                kept(actor.name()),
                by.address(),
                what.word(),
                kind,
                name == null ? null : kept(name));
    }

    /** As every database gives it back, for it is hashed: without NUL, and without halves of characters. */
    private static String kept(String text) {
        var plain = text.replace("\0", "");
        var shortened = plain.length() <= LONGEST_TEXT ? plain : plain.substring(0, LONGEST_TEXT - 1) + "…";
        return new String(shortened.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** How far it has come: to be kept elsewhere, for {@link #check}. */
    public SecurityMark newest() {
        return chain.newest();
    }

    /**
     * Walks along all of it. It takes seconds where there are millions.
     *
     * @param mark that was kept elsewhere; null for none
     */
    public SecurityCheck check(@Nullable SecurityMark mark) {
        return chain.check(mark);
    }

    /**
     * Removes events from before then, the oldest first.
     *
     * @param most so many at once
     * @return how many are gone
     */
    int remove(Instant before, int most) {
        return chain.remove(before, most, row(By.THE_DESK, What.REMOVED, null, null));
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
        return jdbc.sql(sql)
                .params(binds)
                .query((rs, n) -> SecurityRow.of(rs).event(rs.getString("hash")))
                .list();
    }
}
