package dev.roundtrip.ticket;

import dev.roundtrip.directory.Desk;
import dev.roundtrip.directory.OpenTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a change of a ticket makes of the due dates of its service level. A ticket without one costs nothing. */
final class DueDates {
    /** What they follow from, but for the level itself. */
    private static final Set<TicketField> DECIDING =
            EnumSet.of(TicketField.SERVICE_LEVEL_AGREEMENT_ID, TicketField.PRIORITY, TicketField.STATUS);

    private final ServiceLevels levels;
    private final Desk desk;
    private final HistoryTable history;

    DueDates(ServiceLevels levels, Desk desk, HistoryTable history) {
        this.levels = levels;
        this.desk = desk;
        this.history = history;
    }

    /** Of a new ticket, beside the fields it has. */
    Map<TicketField, Object> ofNew(Map<TicketField, Object> fields, Instant now) {
        var level = (Long) fields.get(TicketField.SERVICE_LEVEL_AGREEMENT_ID);
        return level == null
                ? Map.of()
                : levels.withId(level)
                        .map(known -> standing(
                                known,
                                number(fields, TicketField.PRIORITY),
                                List.of(new StatusSince(number(fields, TicketField.STATUS), now))))
                        .orElse(Map.of());
    }

    /** What else changes with {@code changed}; empty clears. */
    Map<TicketField, Optional<Object>> after(Ticket before, Map<TicketField, Optional<Object>> changed, Instant now) {
        if (Collections.disjoint(DECIDING, changed.keySet())) {
            return Map.of();
        }
        var level = (Long) value(before, changed, TicketField.SERVICE_LEVEL_AGREEMENT_ID);
        if (level == null) {
            return changed.containsKey(TicketField.SERVICE_LEVEL_AGREEMENT_ID) ? different(before, Map.of()) : Map.of();
        }
        return levels.withId(level)
                .map(known -> standing(
                        known,
                        (Long) Objects.requireNonNull(value(before, changed, TicketField.PRIORITY)),
                        course(before, changed, now)))
                .map(standing -> different(before, standing))
                .orElse(Map.of());
    }

    private static Map<TicketField, Optional<Object>> different(Ticket before, Map<TicketField, Object> standing) {
        var different = new EnumMap<TicketField, Optional<Object>>(TicketField.class);
        for (var field : Standing.FIELDS) {
            if (!Objects.equals(before.value(field), standing.get(field))) {
                different.put(field, Optional.ofNullable(standing.get(field)));
            }
        }
        return different;
    }

    private Map<TicketField, Object> standing(ServiceLevel level, long priority, List<StatusSince> course) {
        var time = switch (level.hours()) {
            case ALWAYS -> OpenTime.always();
            case BUSINESS_HOURS -> desk.settings().businessTime();
        };
        return Standing.of(level.targets(priority), time, level.statuses(), course);
    }

    private List<StatusSince> course(Ticket before, Map<TicketField, Optional<Object>> changed, Instant now) {
        var course = new ArrayList<StatusSince>();
        var changes = history.statusChanges(before.id(), before.version());
        course.add(new StatusSince(
                changes.isEmpty() ? before.status() : changes.getFirst().from(), before.createdAt()));
        changes.forEach(change -> course.add(new StatusSince(change.to(), change.at())));
        if (changed.containsKey(TicketField.STATUS)) {
            course.add(new StatusSince((Long) Objects.requireNonNull(value(before, changed, TicketField.STATUS)), now));
        }
        return course;
    }

    private static @Nullable Object value(
            Ticket before, Map<TicketField, Optional<Object>> changed, TicketField field) {
        var change = changed.get(field);
        return change == null ? before.value(field) : change.orElse(null);
    }

    private static long number(Map<TicketField, Object> fields, TicketField field) {
        return (Long) Objects.requireNonNull(fields.get(field), field.apiName());
    }
}
