package dev.roundtrip.rule;

import dev.roundtrip.people.Actor;
import dev.roundtrip.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of table rule_run. */
final class RuleRunTable {
    private static final String COLUMNS =
            "id, rule_id, rule_name, rule_print, actor_kind, actor_id, actor_name, begun_at, expected, last_ticket, done_to, fired, ended_at, stopped";

    private final JdbcClient jdbc;

    RuleRunTable(Store store) {
        this.jdbc = store.jdbc();
    }

    long insert(Rule rule, Actor actor, Instant at, int expected, long lastTicket) {
        return jdbc.sql("""
                        insert into rule_run (rule_id, rule_name, rule_print, actor_kind, actor_id, actor_name, begun_at,
                                              expected, last_ticket, done_to, fired)
                        values (:rule, :name, :print, :kind, :actor, :actorName, :at, :expected, :last, 0, 0)
                        returning id""")
                .param("rule", rule.id())
                .param("name", rule.name())
                .param("print", rule.fingerprint())
                .param("kind", actor.kind().word())
                .param("actor", actor.id())
                .param("actorName", actor.name())
                .param("at", at.toEpochMilli())
                .param("expected", expected)
                .param("last", lastTicket)
                .query(Long.class)
                .single();
    }

    Optional<RuleRun> find(long id) {
        return jdbc.sql("select " + COLUMNS + " from rule_run where id = :id")
                .param("id", id)
                .query(RuleRunTable::read)
                .optional();
    }

    /** Those under way, the oldest first. */
    List<RuleRun> open() {
        return jdbc.sql("select " + COLUMNS + " from rule_run where ended_at is null order by id")
                .query(RuleRunTable::read)
                .list();
    }

    /** The newest first. */
    List<RuleRun> ofRule(long ruleId, int limit) {
        return jdbc.sql("select " + COLUMNS + " from rule_run where rule_id = :rule order by id desc limit :limit")
                .param("rule", ruleId)
                .param("limit", limit)
                .query(RuleRunTable::read)
                .list();
    }

    /** False when somebody else has gone on with it, or ended it: then what lies between is not to be done. */
    boolean goOn(RuleRun run, long doneTo) {
        return jdbc.sql("""
                                update rule_run
                                set done_to = :to
                                where id = :id and done_to = :from and ended_at is null""")
                        .param("id", run.id())
                        .param("from", run.doneTo())
                        .param("to", doneTo)
                        .update()
                == 1;
    }

    void fired(long id, int more) {
        jdbc.sql("update rule_run set fired = fired + :more where id = :id")
                .param("id", id)
                .param("more", more)
                .update();
    }

    /** @param stopped why before its end; null at its end */
    boolean end(long id, Instant at, @Nullable String stopped) {
        return jdbc.sql("update rule_run set ended_at = :at, stopped = :stopped where id = :id and ended_at is null")
                        .param("id", id)
                        .param("at", at.toEpochMilli())
                        .param("stopped", stopped)
                        .update()
                == 1;
    }

    private static RuleRun read(ResultSet rs, int n) throws SQLException {
        long ended = rs.getLong("ended_at");
        var endedAt = rs.wasNull() ? null : Instant.ofEpochMilli(ended);
        return new RuleRun(
                rs.getLong("id"),
                rs.getLong("rule_id"),
                rs.getString("rule_name"),
                rs.getString("rule_print"),
                new Actor(
                        Actor.Kind.of(rs.getString("actor_kind")), rs.getLong("actor_id"), rs.getString("actor_name")),
                Instant.ofEpochMilli(rs.getLong("begun_at")),
                rs.getInt("expected"),
                rs.getLong("last_ticket"),
                rs.getLong("done_to"),
                rs.getInt("fired"),
                endedAt,
                rs.getString("stopped"));
    }
}
