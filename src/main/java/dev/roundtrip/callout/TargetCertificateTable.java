package dev.roundtrip.callout;

import dev.roundtrip.store.Store;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of table target_certificate. */
final class TargetCertificateTable {
    private final JdbcClient jdbc;

    TargetCertificateTable(Store store) {
        this.jdbc = store.jdbc();
    }

    void shown(String host, Instant notAfter, Instant now) {
        jdbc.sql("""
                        insert into target_certificate (host, not_after, seen_at) values (:host, :notAfter, :now)
                        on conflict (host) do update set not_after = excluded.not_after, seen_at = excluded.seen_at
                        where target_certificate.not_after <> excluded.not_after""")
                .param("host", host)
                .param("notAfter", notAfter.toEpochMilli())
                .param("now", now.toEpochMilli())
                .update();
    }

    /** By host. */
    Map<String, Instant> all() {
        var all = new HashMap<String, Instant>();
        jdbc.sql("select host, not_after from target_certificate").query(rs -> {
            all.put(rs.getString("host"), Instant.ofEpochMilli(rs.getLong("not_after")));
        });
        return all;
    }
}
