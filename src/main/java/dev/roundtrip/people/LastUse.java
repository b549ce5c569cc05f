package dev.roundtrip.people;

import dev.roundtrip.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When API users and tokens came in last, to the minute.
 *
 * <p>A use is noted in memory, which costs a request next to nothing, and is written down with the others of its while: once a minute
 * for each that comes in, however often it does. What was not written down when a process dies is lost.
 */
public final class LastUse {
    private static final String OF_API_USER = """
            insert into last_use (api_user_id, used_at)
            select id, :minute from api_user where id = :id
            on conflict (api_user_id) do update set used_at = excluded.used_at where last_use.used_at < excluded.used_at""";

    private static final String OF_TOKEN = """
            insert into last_use (token_id, used_at)
            select id, :minute from token where id = :id
            on conflict (token_id) do update set used_at = excluded.used_at where last_use.used_at < excluded.used_at""";

    private final Store store;
    private final Clock clock;
    /** The minute of each that is noted, written down or not. */
    private final Map<User, Instant> noted = new ConcurrentHashMap<>();

    private final Map<User, Instant> unwritten = new ConcurrentHashMap<>();

    private sealed interface User {
        long id();
    }

    private record OfApiUser(long id) implements User {}

    private record OfToken(long id) implements User {}

    public LastUse(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** An API user came in now. */
    public void ofApiUser(long id) {
        note(new OfApiUser(id));
    }

    /** A token opened something now. */
    public void ofToken(long id) {
        note(new OfToken(id));
    }

    private void note(User user) {
        var minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (!minute.equals(noted.put(user, minute))) {
            unwritten.put(user, minute);
        }
    }

    /** Writes down what was noted since the last time. What the store does not take is kept for the next. */
    public void writeDown() {
        var now = Map.copyOf(unwritten);
        if (now.isEmpty()) {
            return;
        }
        store.write(() -> {
            now.forEach((user, minute) -> store.later(
                    user,
                    switch (user) {
                        case OfApiUser apiUser -> OF_API_USER;
                        case OfToken token -> OF_TOKEN;
                    },
                    Map.of("id", user.id(), "minute", minute.toEpochMilli())));
            return null;
        });
        now.forEach(unwritten::remove);
    }

    /** By the id of the API user; none of one that never came in. */
    public Map<Long, Instant> ofApiUsers() {
        return read("select api_user_id as id, used_at from last_use where api_user_id is not null");
    }

    /** By the id of the token; none of one that never opened anything. */
    public Map<Long, Instant> ofTokens() {
        return read("select token_id as id, used_at from last_use where token_id is not null");
    }

    private Map<Long, Instant> read(String sql) {
        var uses = new HashMap<Long, Instant>();
        store.jdbc().sql(sql).query(rs -> {
            uses.put(rs.getLong("id"), Instant.ofEpochMilli(rs.getLong("used_at")));
        });
        return uses;
    }
}
