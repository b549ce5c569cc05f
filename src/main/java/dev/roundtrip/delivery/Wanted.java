package dev.roundtrip.delivery;

import dev.roundtrip.store.Dialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a filter asks of table delivery, by the alias d.
 *
 * <p>States are written, not bound: only so a database knows that what is asked for is all in one of the indexes that have a condition.
 *
 * @param asks all of them have to hold; more may be added
 */
record Wanted(List<String> asks, Map<String, Object> binds) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TO_LOOK_AT = "d.state in ('given-up', 'held')";

    /** An id tells the time by the clock of the node that drew it, a moment before the promise: so what is asked for is found by the ids. */
    private static final Duration SURELY = Duration.ofMinutes(10);

    static Wanted of(DeliveryLog.Filter filter, Dialect dialect) {
        var asks = new ArrayList<String>();
        Map<String, Object> binds = new HashMap<>();
        if (filter.lane() != null && filter.laneName() == null) {
            asks.add("d.lane = :lane");
            binds.put("lane", filter.lane());
        } else if (filter.laneName() != null) {
            asks.add("(d.lane = :lane or " + dialect.folded("d.lane_name") + " = :laneName)");
            binds.put("lane", filter.lane() == null ? "" : filter.lane());
            binds.put("laneName", filter.laneName().toLowerCase(Locale.ROOT));
        }
        if (filter.subjectName() != null) {
            asks.add(dialect.folded("d.subject_name") + " = :subjectName");
            binds.put("subjectName", filter.subjectName().strip().toLowerCase(Locale.ROOT));
        }
        if (filter.subjectId() != null) {
            asks.add("d.subject_id = :subject");
            binds.put("subject", filter.subjectId());
        }
        if (filter.state() != null) {
            asks.add(ofState(filter.state()));
        }
        if (filter.from() != null) {
            asks.add("d.created_at >= :from and d.id >= :fromId");
            binds.put("fromId", DeliveryId.leastAt(filter.from().minus(SURELY)));
            binds.put("from", filter.from().toEpochMilli());
        }
        if (filter.to() != null) {
            asks.add("d.created_at < :to and d.id < :toId");
            binds.put("toId", DeliveryId.leastAt(filter.to().plus(SURELY)));
            binds.put("to", filter.to().toEpochMilli());
        }
        if (filter.text() != null) {
            asks.add(
                    ("(%s like :text escape '!' or %s like :text escape '!' or %s like :text escape '!' or %s like :quoted escape '!'"
                                    + " or exists (select 1 from attempt a where a.delivery_id = d.id"
                                    + " and (%s like :text escape '!' or %s like :quoted escape '!')))")
                            .formatted(
                                    dialect.folded("d.lane_name"),
                                    dialect.folded("d.subject_name"),
                                    dialect.folded("coalesce(d.error, '')"),
                                    dialect.folded("d.load"),
                                    dialect.folded("coalesce(a.error, '')"),
                                    dialect.folded("coalesce(a.detail, '')")));
            var text = filter.text().toLowerCase(Locale.ROOT);
            binds.put("text", "%" + Dialect.literally(text) + "%");
            // Request and answer are kept as JSON, where some characters stand behind a backslash.
            var quoted = JSON.writeValueAsString(text);
            binds.put("quoted", "%" + Dialect.literally(quoted.substring(1, quoted.length() - 1)) + "%");
        }
        if (filter.toLookAt()) {
            asks.add(TO_LOOK_AT);
            asks.add("not exists (select 1 from delivery r where r.replay_of = d.id)");
        }
        return new Wanted(asks, binds);
    }

    String where() {
        return asks.isEmpty() ? "" : " where " + String.join(" and ", asks);
    }

    private static String ofState(DeliveryState state) {
        var one = "d.state = '" + state.word() + "'";
        return switch (state) {
            case GIVEN_UP, HELD -> TO_LOOK_AT + " and " + one;
            // Through the indexes that the dispatcher has of them: another of its own would be taken for a claim.
            case WAITING -> "d.id in (select w.id from delivery w where w.due_at is not null and w.state = 'waiting')";
            case RUNNING -> "d.id in (select w.id from delivery w where w.state = 'running')";
            case DELIVERED, CANCELLED -> one;
        };
    }
}
