package dev.roundtrip.rule;

import dev.roundtrip.store.Store;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of table rule_entry. */
final class EntryTable {
    private final Store store;
    private final JdbcClient jdbc;

    EntryTable(Store store) {
        this.store = store;
        this.jdbc = store.jdbc();
    }

    /** @param event as {@link RuleEvent.Reached#text} spells it */
    record Entry(long ruleId, String event, long ticketId, Instant moment) {}

    /**
     * That a ticket is in the state from then on.
     *
     * @param firedAt null for one that is to be fired when that moment has come
     */
    void insert(Entry entry, @Nullable Instant firedAt) {
        var binds = new HashMap<String, @Nullable Object>(binds(entry));
        binds.put("firedAt", firedAt == null ? null : firedAt.toEpochMilli());
        store.later(entry.ticketId(), """
                insert into rule_entry (rule_id, event, ticket_id, moment, fired_at)
                values (:rule, :event, :ticket, :moment, :firedAt)
                on conflict do nothing""", binds);
    }

    /** Those that wait and whose moment has come, the earliest first. */
    List<Entry> open(Instant until, int limit) {
        return jdbc.sql("""
                        select rule_id, event, ticket_id, moment
                        from rule_entry
                        where fired_at is null and moment <= :until
                        order by moment, ticket_id, rule_id
                        limit :limit""")
                .param("until", until.toEpochMilli())
                .param("limit", limit)
                .query((rs, n) -> new Entry(
                        rs.getLong("rule_id"),
                        rs.getString("event"),
                        rs.getLong("ticket_id"),
                        Instant.ofEpochMilli(rs.getLong("moment"))))
                .list();
    }

    Optional<Instant> firstOpen() {
        return jdbc.sql("select moment from rule_entry where fired_at is null order by moment limit 1")
                .query((rs, n) -> Instant.ofEpochMilli(rs.getLong("moment")))
                .optional();
    }

    /** Whether the state that began at that moment was looked after: it has fired, or has not for a reason. */
    boolean isLookedAfter(Entry entry) {
        return store.about(entry.ticketId())
                .sql("""
                        select (exists (select 1 from rule_clock where looked_until >= :moment)
                                or exists (select 1 from rule_entry
                                           where rule_id = :rule and event = :event and ticket_id = :ticket)) as looked""")
                .params(binds(entry))
                .query((rs, n) -> rs.getBoolean("looked"))
                .single();
    }

    /** False when it has fired already. What else waits for the same is the same. */
    boolean fired(Entry entry, Instant now) {
        int fired = store.about(entry.ticketId())
                .sql("""
                        update rule_entry
                        set fired_at = :now
                        where rule_id = :rule and event = :event and ticket_id = :ticket and fired_at is null
                          and moment <= :now""")
                .param("rule", entry.ruleId())
                .param("event", entry.event())
                .param("ticket", entry.ticketId())
                .param("now", now.toEpochMilli())
                .update();
        return fired > 0;
    }

    /**
     * The same for one that was found by its moment; false also when the ticket came into that state since, which counts for it, and when
     * another node has looked after that moment meanwhile.
     */
    boolean firedAsFound(Entry entry, Instant now) {
        return store.about(entry.ticketId())
                        .sql("""
                        insert into rule_entry (rule_id, event, ticket_id, moment, fired_at)
                        select n.rule_id, n.event, n.ticket_id, n.moment, n.fired_at
                        from (select cast(:rule as bigint) as rule_id, cast(:event as text) as event,
                                     cast(:ticket as bigint) as ticket_id, cast(:moment as bigint) as moment,
                                     cast(:now as bigint) as fired_at) n
                        where not exists (select 1 from rule_entry e
                                          where e.rule_id = n.rule_id and e.event = n.event
                                            and e.ticket_id = n.ticket_id and e.moment >= n.moment)
                          and not exists (select 1 from rule_clock where looked_until >= n.moment)""")
                        .params(binds(entry))
                        .param("now", now.toEpochMilli())
                        .update()
                == 1;
    }

    /** One that has fired stays, until nobody looks for it again. */
    void delete(Entry entry) {
        store.later(entry.ticketId(), """
                delete from rule_entry
                where rule_id = :rule and event = :event and ticket_id = :ticket and moment = :moment and fired_at is null""", binds(entry));
    }

    private static Map<String, Object> binds(Entry entry) {
        return Map.of(
                "rule", entry.ruleId(),
                "event", entry.event(),
                "ticket", entry.ticketId(),
                "moment", entry.moment().toEpochMilli());
    }

    /** What has fired before is not looked for again, and forgotten. */
    void forgetFired(Instant until) {
        jdbc.sql("delete from rule_entry where moment <= :until and fired_at is not null")
                .param("until", until.toEpochMilli())
                .update();
    }
}
