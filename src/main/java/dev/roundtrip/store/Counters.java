package dev.roundtrip.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/**
 * Rows of table counter, as one group of writes draws from them: the first draw takes the row, and with it everybody else's turn, so
 * the others of the group can count by themselves; what they came to is kept before the commit.
 */
final class Counters {
    private final NamedParameterJdbcTemplate jdbc;
    private final Map<String, Long> drawn = new HashMap<>();
    private final Set<String> ahead = new HashSet<>();

    Counters(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** At the begin of a group. */
    void forget() {
        drawn.clear();
        ahead.clear();
    }

    /** @param hooks by which an undo gives the number back */
    long next(String name, Hooks hooks) {
        var last = drawn.get(name);
        if (last == null) {
            long first = draw(name);
            drawn.put(name, first);
            return first;
        }
        drawn.put(name, last + 1);
        ahead.add(name);
        hooks.afterRollback(() -> drawn.put(name, last));
        return last + 1;
    }

    /** Draws from the row itself. */
    long draw(String name) {
        var number = jdbc.queryForObject("""
                insert into counter (name, last) values (:name, 1)
                on conflict (name) do update set last = counter.last + 1
                returning last""", Map.of("name", name), Long.class);
        return Objects.requireNonNull(number);
    }

    /** Before the commit: the rows stand where the group has come to. */
    void keep() {
        if (!ahead.isEmpty()) {
            jdbc.batchUpdate(
                    "update counter set last = :last where name = :name",
                    ahead.stream()
                            .map(name -> new Binds(Map.of("name", name, "last", drawn.getOrDefault(name, 0L))))
                            .toArray(SqlParameterSource[]::new));
            ahead.clear();
        }
    }
}
