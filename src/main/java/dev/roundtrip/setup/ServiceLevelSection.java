package dev.roundtrip.setup;

import dev.roundtrip.field.PicklistName;
import dev.roundtrip.rule.Span;
import dev.roundtrip.setup.SetupDocument.ServiceLevelEntry;
import dev.roundtrip.ticket.ServiceLevel;
import dev.roundtrip.ticket.StatusMeanings;
import dev.roundtrip.ticket.Targets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code service-levels}. */
final class ServiceLevelSection extends AppliedSection<ServiceLevel, ServiceLevelEntry> {

    ServiceLevelSection(Rooms rooms) {
        super(rooms, "service-levels", "service level");
    }

    @Override
    List<ServiceLevel> all() {
        return rooms.serviceLevels().all();
    }

    @Override
    long id(ServiceLevel level) {
        return level.id();
    }

    @Override
    String name(ServiceLevel level) {
        return level.name();
    }

    @Override
    Map<String, @Nullable Object> entry(ServiceLevel level, Withheld secrets) {
        return new EntryWriter()
                .text("name", level.name())
                .put("active", level.active())
                .put("default", level.byDefault())
                .put("hours", level.hours().word())
                .put("targets", targets(level))
                .put("statuses", statuses(level.statuses()))
                .entry();
    }

    private Map<String, Object> targets(ServiceLevel level) {
        var targets = new LinkedHashMap<String, Object>();
        new TreeMap<>(level.targets()).forEach((priority, of) -> targets.put(priority(priority), lengths(of)));
        if (level.other() != null) {
            targets.put(ServiceLevelReader.OTHER, lengths(level.other()));
        }
        return targets;
    }

    /** Its number where a priority is called as that which stands for all that are not named. */
    private String priority(long number) {
        var label = rooms.picklists().label(PicklistName.PRIORITY, number);
        return label.equals(ServiceLevelReader.OTHER) ? Long.toString(number) : label;
    }

    private static Map<String, Object> lengths(Targets targets) {
        var lengths = new LinkedHashMap<String, Object>();
        put(lengths, "first-response", targets.firstResponse());
        put(lengths, "resolution-plan", targets.resolutionPlan());
        put(lengths, "resolution", targets.resolution());
        return lengths;
    }

    private static void put(Map<String, Object> lengths, String key, @Nullable Duration length) {
        if (length != null) {
            lengths.put(key, Span.written(length));
        }
    }

    private Map<String, Object> statuses(StatusMeanings meanings) {
        var statuses = new LinkedHashMap<String, Object>();
        statuses.put("nothing", labels(meanings.nothing()));
        statuses.put("waiting", labels(meanings.waiting()));
        statuses.put("resolution-plan", labels(meanings.resolutionPlan()));
        return statuses;
    }

    private List<String> labels(Set<Long> statuses) {
        return statuses.stream()
                .sorted()
                .map(status -> Filled.escaped(rooms.picklists().label(PicklistName.STATUS, status)))
                .toList();
    }

    @Override
    ServiceLevelEntry read(Part part, @Nullable Long id) {
        return ServiceLevelReader.level(part);
    }
}
