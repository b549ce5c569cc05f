package dev.roundtrip.store;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Rows of table known_key: which keys those have who share the store, each by its own word, and not older than 30 s. */
final class KnownKeys {
    private static final Duration HEARD = Duration.ofSeconds(30);

    private final Store store;
    private final Clock clock;
    private final String node;

    KnownKeys(Store store, Clock clock, String node) {
        this.store = store;
        this.clock = clock;
        this.node = node;
    }

    /** Within a write: what this node has. */
    void tell(List<String> keys) {
        forget();
        for (var key : keys) {
            store.jdbc()
                    .sql("insert into known_key (node, key_id, seen_at) values (:node, :key, :now)")
                    .param("node", node)
                    .param("key", key)
                    .param("now", clock.millis())
                    .update();
        }
    }

    void forget() {
        store.jdbc()
                .sql("delete from known_key where node = :node")
                .param("node", node)
                .update();
    }

    /** By node. */
    Map<String, Set<String>> all() {
        var all = new TreeMap<String, Set<String>>();
        store.jdbc()
                .sql("select node, key_id from known_key where seen_at > :since order by node, key_id")
                .param("since", clock.instant().minus(HEARD).toEpochMilli())
                .query(rs -> {
                    all.computeIfAbsent(rs.getString("node"), _ -> new TreeSet<>())
                            .add(rs.getString("key_id"));
                });
        return all;
    }
}
