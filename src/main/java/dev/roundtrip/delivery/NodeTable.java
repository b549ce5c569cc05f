package dev.roundtrip.delivery;

import dev.roundtrip.store.Store;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of table node: one for each process that shares the database. */
final class NodeTable {
    private final JdbcClient jdbc;

    NodeTable(Store store) {
        this.jdbc = store.jdbc();
    }

    /** @param began when it began an attempt last */
    void seen(String name, Instant now, Instant began) {
        jdbc.sql("""
                        insert into node (name, seen_at, began_at) values (:name, :now, :began)
                        on conflict (name) do update set seen_at = excluded.seen_at, began_at = excluded.began_at""")
                .param("name", name)
                .param("now", now.toEpochMilli())
                .param("began", began.toEpochMilli())
                .update();
    }

    /** When any of them began an attempt last; empty where nobody shares the database. */
    Optional<Instant> began() {
        return jdbc.sql("select began_at from node order by began_at desc limit 1")
                .query((rs, n) -> Instant.ofEpochMilli(rs.getLong("began_at")))
                .optional();
    }
}
