package dev.roundtrip.rule;

import dev.roundtrip.store.Store;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of table rule. */
final class RuleTable {
    private static final Logger log = LoggerFactory.getLogger(RuleTable.class);

    private final JdbcClient jdbc;

    RuleTable(Store store) {
        this.jdbc = store.jdbc();
    }

    /** In their order. */
    List<Rule> all() {
        return jdbc
                .sql("""
                        select id, name, place, active, settings
                        from rule
                        order by place, id""")
                .query((rs, n) -> new Row(
                        rs.getLong("id"),
                        rs.getString("name"),
                        rs.getInt("place"),
                        rs.getBoolean("active"),
                        rs.getString("settings")))
                .list()
                .stream()
                .map(RuleTable::read)
                .filter(Objects::nonNull)
                .toList();
    }

    private record Row(long id, String name, int place, boolean active, String settings) {}

    /** Null for a row that makes no rule: it must not block the tickets of this desk, nor its other rules. */
    private static @Nullable Rule read(Row row) {
        try {
            return RuleJson.read(row.id(), row.name(), row.place(), row.active(), row.settings());
        } catch (RuntimeException e) {
            log.error(
                    "rule {} \"{}\" cannot be read and is left out; its settings: {}",
                    row.id(),
                    row.name(),
                    row.settings(),
                    e);
            return null;
        }
    }

    int lastPlace() {
        return jdbc.sql("select coalesce(max(place), 0) from rule")
                .query(Integer.class)
                .single();
    }

    /** Inserts it and returns its id. */
    long insert(Rule rule, Instant since) {
        return jdbc.sql("""
                        insert into rule (name, name_key, place, active, since, settings)
                        values (:name, :key, :place, :active, :since, :settings)
                        returning id""")
                .param("name", rule.name())
                .param("key", rule.key())
                .param("place", rule.place())
                .param("active", rule.active())
                .param("since", since.toEpochMilli())
                .param("settings", RuleJson.written(rule))
                .query(Long.class)
                .single();
    }

    /** Changes all but the place. */
    void update(Rule rule) {
        jdbc.sql("""
                        update rule
                        set name = :name, name_key = :key, active = :active, settings = :settings
                        where id = :id""")
                .param("id", rule.id())
                .param("name", rule.name())
                .param("key", rule.key())
                .param("active", rule.active())
                .param("settings", RuleJson.written(rule))
                .update();
    }

    void since(long id, Instant since) {
        jdbc.sql("update rule set since = :since where id = :id")
                .param("id", id)
                .param("since", since.toEpochMilli())
                .update();
    }

    /** When each began to listen, by id. */
    Map<Long, Instant> since() {
        var all = new HashMap<Long, Instant>();
        jdbc.sql("select id, since from rule").query(rs -> {
            all.put(rs.getLong("id"), Instant.ofEpochMilli(rs.getLong("since")));
        });
        return all;
    }

    void place(long id, int place) {
        jdbc.sql("update rule set place = :place where id = :id and place <> :place")
                .param("id", id)
                .param("place", place)
                .update();
    }

    void delete(long id) {
        jdbc.sql("delete from rule_entry where rule_id = :id").param("id", id).update();
        jdbc.sql("delete from rule where id = :id").param("id", id).update();
    }
}
