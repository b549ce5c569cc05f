package dev.roundtrip.setup;

import static dev.roundtrip.setup.BasicsApplying.added;
import static dev.roundtrip.setup.BasicsApplying.called;

import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.rule.Span;
import dev.roundtrip.setup.SetupDocument.ServiceLevelEntry;
import dev.roundtrip.ticket.ServiceLevel;
import dev.roundtrip.ticket.Status;
import dev.roundtrip.ticket.StatusMeanings;
import dev.roundtrip.ticket.Targets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Applies service levels. */
final class ServiceLevelApplying {
    private final Applying applying;
    private final Rooms rooms;

    ServiceLevelApplying(Applying applying) {
        this.applying = applying;
        this.rooms = applying.rooms;
    }

    void level(ServiceLevelEntry entry) {
        var kept = applying.meant(rooms.serviceLevels().named(entry.name()), rooms.serviceLevels()::withId);
        var wanted = wanted(entry, kept.map(ServiceLevel::id).orElse(0L));
        applying.change(
                () -> kept.map(now -> differences(entry, now, wanted))
                        .orElseGet(() -> withFormerDefault(wanted, List.of(added("service level", wanted.name())))),
                () -> rooms.serviceLevels().keep(wanted));
    }

    private List<String> differences(ServiceLevelEntry entry, ServiceLevel now, ServiceLevel wanted) {
        var differences = applying.compare(called("service level", now.name()), entry.path())
                .of("name", now.name(), wanted.name())
                .of("active", now.active(), wanted.active())
                .of("default", now.byDefault(), wanted.byDefault())
                .of("hours", now.hours().word(), wanted.hours().word())
                .of("targets", words(now), words(wanted))
                .of("statuses", words(now.statuses()), words(wanted.statuses()))
                .differences();
        return withFormerDefault(wanted, differences);
    }

    /** What is no longer the default, for another one is: the file need not name it. */
    private List<String> withFormerDefault(ServiceLevel wanted, List<String> differences) {
        var former = rooms.serviceLevels()
                .byDefault()
                .filter(level -> wanted.byDefault() && level.id() != wanted.id())
                .map(level -> called("service level", level.name()) + ": default \"true\" -> \"false\"");
        return Stream.concat(differences.stream(), former.stream()).toList();
    }

    private ServiceLevel wanted(ServiceLevelEntry entry, long id) {
        var numbers = new Numbers();
        var targets = new HashMap<Long, Targets>();
        entry.targets().forEach((priority, of) -> {
            if (!isOther(priority)) {
                numbers.of(PicklistName.PRIORITY, priority).ifPresent(number -> targets.put(number, of));
            }
        });
        var other = entry.targets().entrySet().stream()
                .filter(target -> isOther(target.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        var nothing = numbers.ofStatuses(entry.nothing());
        var waiting = numbers.ofStatuses(entry.waiting());
        var plan = numbers.ofStatuses(entry.resolutionPlan());
        numbers.refuseUnlessSound();
        return new ServiceLevel(
                id,
                entry.name(),
                entry.active(),
                entry.byDefault(),
                entry.hours(),
                targets,
                other.orElse(null),
                new StatusMeanings(
                        numbers.orUsual(nothing, StatusMeanings.USUAL.nothing()),
                        numbers.orUsual(waiting, StatusMeanings.USUAL.waiting()),
                        numbers.orUsual(plan, StatusMeanings.USUAL.resolutionPlan())));
    }

    private static boolean isOther(Value priority) {
        return priority.text().equals(ServiceLevelReader.OTHER);
    }

    /** The numbers of what one level names; all that is wrong with them is told. */
    private final class Numbers {
        private final Map<PicklistName, Map<Long, String>> named = new EnumMap<>(PicklistName.class);
        private boolean sound = true;

        Optional<Long> of(PicklistName list, Value word) {
            var known = rooms.picklists().named(list, word.text());
            if (known.isEmpty()) {
                sound = false;
                applying.unknown(
                        word.path(),
                        list.word(),
                        word.text(),
                        rooms.picklists().values(list).stream()
                                .map(PicklistValue::label)
                                .toList());
                return Optional.empty();
            }
            var number = known.get().number();
            if (list == PicklistName.STATUS && number == Status.COMPLETE) {
                wrong(word, "is resolved at every level; leave it out");
            }
            var first = named.computeIfAbsent(list, _ -> new HashMap<>()).putIfAbsent(number, word.path());
            if (first != null) {
                wrong(word, "is the same as " + first);
            }
            return Optional.of(number);
        }

        /** Null where the file names none: then what is usual. */
        @Nullable
        Set<Long> ofStatuses(@Nullable List<Value> words) {
            if (words == null) {
                return null;
            }
            var numbers = new TreeSet<Long>();
            words.forEach(word -> of(PicklistName.STATUS, word).ifPresent(numbers::add));
            return numbers;
        }

        /** Of what is usual that to which the file gives no other meaning. */
        Set<Long> orUsual(@Nullable Set<Long> statuses, Set<Long> usual) {
            if (statuses != null) {
                return statuses;
            }
            var rest = new TreeSet<>(usual);
            rest.removeAll(named.getOrDefault(PicklistName.STATUS, Map.of()).keySet());
            return rest;
        }

        private void wrong(Value word, String message) {
            sound = false;
            applying.wrong(word.path(), "\"%s\" %s".formatted(word.text(), message));
        }

        void refuseUnlessSound() {
            if (!sound) {
                throw new Applying.Told();
            }
        }
    }

    /** {@code Critical: first-response 30m, resolution 4h; other: resolution 2d} */
    private String words(ServiceLevel level) {
        var all = new ArrayList<String>();
        new TreeMap<>(level.targets())
                .forEach((priority, targets) ->
                        all.add(rooms.picklists().label(PicklistName.PRIORITY, priority) + ": " + words(targets)));
        if (level.other() != null) {
            all.add(ServiceLevelReader.OTHER + ": " + words(level.other()));
        }
        return String.join("; ", all);
    }

    private static String words(Targets targets) {
        var all = new ArrayList<String>();
        add(all, "first-response", targets.firstResponse());
        add(all, "resolution-plan", targets.resolutionPlan());
        add(all, "resolution", targets.resolution());
        return all.isEmpty() ? "nothing" : String.join(", ", all);
    }

    private static void add(List<String> all, String what, @Nullable Duration length) {
        if (length != null) {
            all.add(what + " " + Span.written(length));
        }
    }

    private String words(StatusMeanings statuses) {
        return "nothing: %s; waiting: %s; resolution-plan: %s"
                .formatted(labels(statuses.nothing()), labels(statuses.waiting()), labels(statuses.resolutionPlan()));
    }

    private String labels(Set<Long> statuses) {
        return statuses.stream()
                .sorted()
                .map(status -> rooms.picklists().label(PicklistName.STATUS, status))
                .collect(Collectors.joining(", "));
    }
}
