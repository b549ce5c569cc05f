package dev.roundtrip.rule;

import dev.roundtrip.store.Store;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The row of table rule_clock. */
final class ClockTable {
    private final JdbcClient jdbc;

    ClockTable(Store store) {
        this.jdbc = store.jdbc();
    }

    /** Keeps that all is looked after until then. */
    void lookedUntil(Instant until) {
        jdbc.sql("update rule_clock set looked_until = :until where id = 1 and looked_until < :until")
                .param("until", until.toEpochMilli())
                .update();
    }

    /** The clock was put back: what it passes again may fire again. */
    void backTo(Instant now) {
        jdbc.sql("update rule_clock set looked_until = :now where id = 1")
                .param("now", now.toEpochMilli())
                .update();
    }

    Instant lookedUntil() {
        return jdbc.sql("select looked_until from rule_clock where id = 1")
                .query((rs, n) -> Instant.ofEpochMilli(rs.getLong("looked_until")))
                .single();
    }
}
