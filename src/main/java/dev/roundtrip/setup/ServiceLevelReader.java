package dev.roundtrip.setup;

import dev.roundtrip.setup.SetupDocument.ServiceLevelEntry;
import dev.roundtrip.ticket.ServiceLevel;
import dev.roundtrip.ticket.Targets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one of {@code service-levels}. Which priorities and statuses there are only the desk knows. */
final class ServiceLevelReader {
    /** Stands for the priorities that are not named. */
    static final String OTHER = "other";

    private static final List<String> HOURS = Arrays.stream(ServiceLevel.Hours.values())
            .map(ServiceLevel.Hours::word)
            .toList();

    private ServiceLevelReader() {}

    static ServiceLevelEntry level(Part part) {
        var statuses = part.part("statuses");
        var entry = new ServiceLevelEntry(
                part.path(),
                part.name("name"),
                part.flag("active", true),
                part.flag("default", false),
                ServiceLevel.Hours.of(part.word("hours", HOURS.getFirst(), HOURS)),
                targets(part),
                statuses.flatMap(named -> texts(named, "nothing")).orElse(null),
                statuses.flatMap(named -> texts(named, "waiting")).orElse(null),
                statuses.flatMap(named -> texts(named, "resolution-plan")).orElse(null));
        statuses.ifPresent(Part::end);
        if (entry.byDefault() && !entry.active()) {
            part.wrong("default", "is true, and new tickets get active levels only; leave out one of the two");
        }
        return entry;
    }

    private static Optional<List<Value>> texts(Part statuses, String key) {
        return statuses.asked(key).map(_ -> statuses.texts(key));
    }

    private static Map<Value, Targets> targets(Part level) {
        var targets = new LinkedHashMap<Value, Targets>();
        if (level.absent("targets")) {
            return targets;
        }
        level.part("targets").ifPresent(all -> {
            for (var priority : all.keys()) {
                all.part(priority)
                        .flatMap(ServiceLevelReader::lengths)
                        .flatMap(lengths -> all.made(priority, lengths::targets))
                        .ifPresent(made -> targets.put(new Value(all.pathOf(priority), priority), made));
            }
            if (all.keys().isEmpty()) {
                level.wrong("targets", "is empty; name a priority, or other, and what is promised for it");
            }
        });
        return targets;
    }

    private record Lengths(
            @Nullable Duration firstResponse,
            @Nullable Duration resolutionPlan,
            @Nullable Duration resolution) {
        Targets targets() {
            return new Targets(firstResponse, resolutionPlan, resolution);
        }
    }

    private static Optional<Lengths> lengths(Part of) {
        return of.reading().sound(() -> {
            var lengths =
                    new Lengths(length(of, "first-response"), length(of, "resolution-plan"), length(of, "resolution"));
            of.end();
            return lengths;
        });
    }

    private static @Nullable Duration length(Part of, String key) {
        return of.asked(key).isEmpty() ? null : of.span(key, Targets.SHORTEST, Targets.SHORTEST, Targets.LONGEST);
    }
}
