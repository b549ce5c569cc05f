package dev.roundtrip.delivery;

import dev.roundtrip.store.Store;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of table node: one for each process that shares the database. */
final class NodeTable {
    private final JdbcClient jdbc;

    NodeTable(Store store) {
        this.jdbc = store.jdbc();
    }

    void seen(String name, Instant now) {
        jdbc.sql("""
                        insert into node (name, seen_at) values (:name, :now)
                        on conflict (name) do update set seen_at = excluded.seen_at""").param("name", name).param("now", now.toEpochMilli()).update();
    }
}
