package dev.roundtrip.people;

import dev.roundtrip.store.Store;
import dev.roundtrip.store.StoreUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where people are signed in, and until when that holds. A session is kept in its node's memory; whether it still counts is asked here with
 * each request, so that it can be ended from any node.
 */
public final class PersonSessions {
    /** Without being used. */
    public static final Duration LONGEST_IDLE = Duration.ofHours(8);
    /** However much it is used. */
    public static final Duration LONGEST = Duration.ofDays(7);

    private static final int LONGEST_AGENT = 300;
    private static final Logger log = LoggerFactory.getLogger(PersonSessions.class);

    private final Store store;
    private final Clock clock;
    private final String node;

    /** @param node this process's name among those that share the store */
    public PersonSessions(Store store, Clock clock, String node) {
        this.store = store;
        this.clock = clock;
        this.node = node;
    }

    /**
     * A session begins.
     *
     * @param began of one that began before it was known to hold: what ended meanwhile does not come back with it
     * @return by which it is known to its node, and to nobody else
     */
    public String begin(long personId, Instant began, String address, @Nullable String agent) {
        var key = Digest.random();
        var called = agent == null ? "" : agent.substring(0, Math.min(agent.length(), LONGEST_AGENT));
        store.write(() -> {
            removeEnded();
            store.jdbc()
                    .sql("""
                            insert into person_session (key_hash, person_id, node, began, last_seen, address, agent)
                            values (:hash, :person, :node, :began, :seen, :address, :agent)""")
                    .param("hash", Digest.of(key))
                    .param("person", personId)
                    .param("node", node)
                    .param("began", began.toEpochMilli())
                    .param("seen", minute())
                    .param("address", address)
                    .param("agent", called)
                    .update();
            return null;
        });
        return key;
    }

    private void removeEnded() {
        store.jdbc()
                .sql("delete from person_session where last_seen <= :idle or began <= :oldest")
                .params(limits())
                .update();
    }

    private Map<String, Long> limits() {
        var now = clock.instant();
        return Map.of(
                "idle",
                now.minus(LONGEST_IDLE).toEpochMilli(),
                "oldest",
                now.minus(LONGEST).toEpochMilli());
    }

    private long minute() {
        return clock.instant().truncatedTo(ChronoUnit.MINUTES).toEpochMilli();
    }

    /** Whether the session of that key still counts. */
    public boolean holds(String key) {
        return lastSeen(key).isPresent();
    }

    /** The same for a request that shows that somebody is there, which is kept once a minute. */
    public boolean seen(String key) {
        var before = lastSeen(key);
        if (before.isPresent() && before.get() < minute()) {
            keepSeen(key);
        }
        return before.isPresent();
    }

    private Optional<Long> lastSeen(String key) {
        return store.jdbc()
                .sql("""
                        select last_seen from person_session
                        where key_hash = :hash and last_seen > :idle and began > :oldest""")
                .param("hash", Digest.of(key))
                .params(limits())
                .query(Long.class)
                .optional();
    }

    private void keepSeen(String key) {
        try {
            store.write(() -> store.jdbc()
                    .sql("update person_session set last_seen = :minute where key_hash = :hash and last_seen < :minute")
                    .param("minute", minute())
                    .param("hash", Digest.of(key))
                    .update());
        } catch (StoreUnavailable e) {
            // Reading goes on where nothing can be kept; the session only ends sooner.
            log.debug("when a session was used could not be kept", e);
        }
    }

    /** Those of a person that still count, the one used last first. */
    public List<PersonSession> of(long personId) {
        return store.jdbc()
                .sql("""
                        select s.id, s.began, s.last_seen, s.address, s.agent
                        from person_session s left join person_choice c on c.person_id = s.person_id
                        where s.person_id = :person and s.last_seen > :idle and s.began > :oldest
                            and s.began >= coalesce(c.signed_out_at, 0)
                        order by s.last_seen desc, s.id desc""")
                .param("person", personId)
                .params(limits())
                .query((rs, n) -> new PersonSession(
                        rs.getLong("id"),
                        Instant.ofEpochMilli(rs.getLong("began")),
                        Instant.ofEpochMilli(rs.getLong("last_seen")),
                        rs.getString("address"),
                        rs.getString("agent")))
                .list();
    }

    /** The id of the session of that key; empty where it has ended. */
    public Optional<Long> idOf(String key) {
        return store.jdbc()
                .sql("select id from person_session where key_hash = :hash")
                .param("hash", Digest.of(key))
                .query(Long.class)
                .optional();
    }

    /** No error where it has ended already. */
    public void end(String key) {
        store.write(() -> store.jdbc()
                .sql("delete from person_session where key_hash = :hash")
                .param("hash", Digest.of(key))
                .update());
    }

    /** Whether that person had a session of that id, which now has ended. */
    public boolean end(long personId, long id) {
        return store.write(() -> store.jdbc()
                        .sql("delete from person_session where id = :id and person_id = :person")
                        .param("id", id)
                        .param("person", personId)
                        .update())
                == 1;
    }

    /** Ends all sessions of that person but that of the key. */
    public void endOthers(long personId, String key) {
        store.write(() -> store.jdbc()
                .sql("delete from person_session where person_id = :person and key_hash <> :hash")
                .param("person", personId)
                .param("hash", Digest.of(key))
                .update());
    }

    /** What was in the memory of an earlier life of this process is gone. */
    public void forgetOwn() {
        store.write(() -> store.jdbc()
                .sql("delete from person_session where node = :node")
                .param("node", node)
                .update());
    }
}
