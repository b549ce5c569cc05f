package dev.roundtrip.ticket;

import dev.roundtrip.directory.OpenTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a ticket stands with its service level: what is due when, and what was met when. It follows wholly from the targets and from the
 * statuses that the ticket has had, so it is worked out anew rather than carried on. Pure.
 */
final class Standing {
    /** What it tells of. */
    static final Set<TicketField> FIELDS = EnumSet.of(
            TicketField.FIRST_RESPONSE_DUE_DATE_TIME,
            TicketField.FIRST_RESPONSE_DATE_TIME,
            TicketField.RESOLUTION_PLAN_DUE_DATE_TIME,
            TicketField.RESOLUTION_PLAN_DATE_TIME,
            TicketField.RESOLVED_DUE_DATE_TIME,
            TicketField.RESOLVED_DATE_TIME,
            TicketField.SERVICE_LEVEL_AGREEMENT_HAS_BEEN_MET,
            TicketField.SERVICE_LEVEL_AGREEMENT_PAUSED_NEXT_EVENT_HOURS);

    private final OpenTime time;
    private final Instant created;
    private Duration waited = Duration.ZERO;
    private @Nullable Instant waitsSince;
    private @Nullable Met response;
    private @Nullable Met plan;
    private @Nullable Met resolved;

    /** @param waited until then, which is what its target was moved on by */
    private record Met(Instant at, Duration waited) {}

    private Standing(OpenTime time, Instant created) {
        this.time = time;
        this.created = created;
    }

    /**
     * @param time what the targets are counted in
     * @param course which statuses it has had, from its creation on, and the one it has
     * @return those of {@link #FIELDS} that have a value
     */
    static Map<TicketField, Object> of(
            Targets targets, OpenTime time, StatusMeanings meanings, List<StatusSince> course) {
        var standing = new Standing(time, course.getFirst().since());
        for (int i = 0; i < course.size(); i++) {
            var since = course.get(i).since();
            var until = i + 1 < course.size() ? course.get(i + 1).since() : null;
            standing.follow(meanings.of(course.get(i).status()), since, until);
        }
        return standing.fields(targets);
    }

    private void follow(StatusMeanings.Meaning meaning, Instant since, @Nullable Instant until) {
        switch (meaning) {
            case NOTHING -> {}
            case FIRST_RESPONSE -> response = met(response, since);
            case RESOLUTION_PLAN -> {
                response = met(response, since);
                plan = met(plan, since);
            }
            case WAITING -> waits(since, until);
            case RESOLVED -> {
                response = met(response, since);
                plan = met(plan, since);
                if (until == null) {
                    resolved = met(resolved, since);
                } else { // and opened again, so it was not
                    waits(since, until);
                }
            }
        }
    }

    private Met met(@Nullable Met before, Instant at) {
        return before == null ? new Met(at, waited) : before;
    }

    private void waits(Instant since, @Nullable Instant until) {
        if (until == null) {
            waitsSince = since;
        } else {
            waited = waited.plus(time.between(since, until));
        }
    }

    private Map<TicketField, Object> fields(Targets targets) {
        var responseDue = due(targets.firstResponse(), response);
        var planDue = due(targets.resolutionPlan(), plan);
        var resolvedDue = due(targets.resolution(), resolved);
        var fields = new EnumMap<TicketField, Object>(TicketField.class);
        put(fields, TicketField.FIRST_RESPONSE_DUE_DATE_TIME, responseDue);
        put(fields, TicketField.RESOLUTION_PLAN_DUE_DATE_TIME, planDue);
        put(fields, TicketField.RESOLVED_DUE_DATE_TIME, resolvedDue);
        put(fields, TicketField.FIRST_RESPONSE_DATE_TIME, at(response));
        put(fields, TicketField.RESOLUTION_PLAN_DATE_TIME, at(plan));
        put(fields, TicketField.RESOLVED_DATE_TIME, at(resolved));
        if (resolved != null && !targets.isNone()) {
            fields.put(
                    TicketField.SERVICE_LEVEL_AGREEMENT_HAS_BEEN_MET,
                    isInTime(response, responseDue) && isInTime(plan, planDue) && isInTime(resolved, resolvedDue));
        }
        put(
                fields,
                TicketField.SERVICE_LEVEL_AGREEMENT_PAUSED_NEXT_EVENT_HOURS,
                hoursLeft(
                        response == null ? responseDue : null,
                        plan == null ? planDue : null,
                        resolved == null ? resolvedDue : null));
        return fields;
    }

    private @Nullable Instant due(@Nullable Duration target, @Nullable Met met) {
        return target == null ? null : time.plus(created, target.plus(met == null ? waited : met.waited()));
    }

    private static @Nullable Instant at(@Nullable Met met) {
        return met == null ? null : met.at();
    }

    private static boolean isInTime(@Nullable Met met, @Nullable Instant due) {
        return due == null || (met != null && !met.at().isAfter(due));
    }

    /** While it waits for somebody else: until the next of what is open, in hundredths; 0 where all that is open is overdue. */
    private @Nullable Double hoursLeft(@Nullable Instant... open) {
        var since = waitsSince;
        if (since == null || Arrays.stream(open).allMatch(Objects::isNull)) {
            return null;
        }
        return Stream.of(open)
                .flatMap(due -> Optional.ofNullable(due).stream())
                .filter(due -> due.isAfter(since))
                .min(Instant::compareTo)
                .map(due -> Math.round(time.between(since, due).toSeconds() / 36.0) / 100.0)
                .orElse(0.0);
    }

    private static void put(Map<TicketField, Object> fields, TicketField field, @Nullable Object value) {
        if (value != null) {
            fields.put(field, value);
        }
    }
}
