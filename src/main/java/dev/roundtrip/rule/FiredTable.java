package dev.roundtrip.rule;

import dev.roundtrip.store.Store;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of table rule_fired. */
final class FiredTable {
    private final Store store;
    private final JdbcClient jdbc;

    FiredTable(Store store) {
        this.store = store;
        this.jdbc = store.jdbc();
    }

    private record OfRule(long id) {}

    /**
     * That it fired on that day. Asks first: a row that tells of that day already is neither written nor locked. A rule that was deleted
     * meanwhile gets none, and is no reason to refuse the ticket's change.
     */
    void fired(long ruleId, LocalDate day) {
        store.later(new OfRule(ruleId), """
                insert into rule_fired (rule_id, day)
                select :rule, :day
                where exists (select 1 from rule where id = :rule)
                  and not exists (select 1 from rule_fired where rule_id = :rule and day >= :day)
                on conflict (rule_id) do update set day = excluded.day where rule_fired.day < excluded.day""", Map.of("rule", ruleId, "day", day.toEpochDay()));
    }

    /** On which day each fired last, by id; none of those that never did. */
    Map<Long, LocalDate> all() {
        var all = new HashMap<Long, LocalDate>();
        jdbc.sql("select rule_id, day from rule_fired").query(rs -> {
            all.put(rs.getLong("rule_id"), LocalDate.ofEpochDay(rs.getLong("day")));
        });
        return all;
    }

    /** Of all rules that are not there: one that another node fires while it is deleted leaves its row to the next that is. */
    void forgetOthers() {
        jdbc.sql("""
                        delete from rule_fired
                        where not exists (select 1 from rule where rule.id = rule_fired.rule_id)""").update();
    }
}
