package dev.roundtrip.directory;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedSet;

/** Time as a promise counts it: all of it, or that of open hours alone. Pure. */
public sealed interface OpenTime {

    /** The moment at which {@code open} of it has passed since {@code from}. */
    Instant plus(Instant from, Duration open);

    /** How much of it lies between; none where {@code to} is not after {@code from}. */
    Duration between(Instant from, Instant to);

    /** Day and night. */
    static OpenTime always() {
        return new Always();
    }

    record Always() implements OpenTime {
        @Override
        public Instant plus(Instant from, Duration open) {
            return from.plus(open);
        }

        @Override
        public Duration between(Instant from, Instant to) {
            return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
        }
    }

    /**
     * By the clock on the wall of that zone, as {@link DeskSettings#isOpen} tells of a moment.
     *
     * @param holidays days on which nothing is open
     */
    record Within(OpenHours hours, ZoneId zone, SortedSet<LocalDate> holidays) implements OpenTime {

        /** Hours may be so few that a span is never over: what is further off is due then, and nobody counts for ever. */
        private static final Duration FURTHEST = Duration.ofDays(36_525);

        /** What ends with the hours is due at their end, not when they begin again. */
        @Override
        public Instant plus(Instant from, Duration open) {
            var left = open;
            var furthest = from.plus(FURTHEST);
            var stretch = next(from);
            while (left.compareTo(stretch.length()) > 0 && stretch.end().isBefore(furthest)) {
                left = left.minus(stretch.length());
                stretch = next(stretch.end());
            }
            return earlier(stretch.begin().plus(left), furthest);
        }

        @Override
        public Duration between(Instant from, Instant to) {
            var open = Duration.ZERO;
            for (var stretch = next(from); stretch.begin().isBefore(to); stretch = next(stretch.end())) {
                open = open.plus(Duration.between(stretch.begin(), earlier(stretch.end(), to)));
            }
            return open;
        }

        private record Stretch(Instant begin, Instant end) {
            Duration length() {
                return Duration.between(begin, end);
            }
        }

        /** The first open stretch after {@code from}, or what is left of the one that {@code from} lies in. */
        private Stretch next(Instant from) {
            var at = from;
            while (true) {
                // Until the clock is put forward or back, it runs as evenly as time does.
                var offset = zone.getRules().getOffset(at);
                var change = zone.getRules().nextTransition(at);
                var until = change == null ? Instant.MAX : change.getInstant();
                for (var day = at.atOffset(offset).toLocalDate(); ; day = day.plusDays(1)) {
                    var midnight = day.atStartOfDay().toInstant(offset);
                    if (!midnight.isBefore(until)) {
                        at = until;
                        break;
                    }
                    for (var open : openOn(day)) {
                        var begin = later(midnight.plus(Duration.ofMinutes(open.from())), at);
                        var end = earlier(midnight.plus(Duration.ofMinutes(open.to())), until);
                        if (begin.isBefore(end)) {
                            return new Stretch(begin, end);
                        }
                    }
                }
            }
        }

        private List<OpenHours.Hours> openOn(LocalDate day) {
            return holidays.contains(day) ? List.of() : hours.days().getOrDefault(day.getDayOfWeek(), List.of());
        }

        private static Instant later(Instant a, Instant b) {
            return a.isAfter(b) ? a : b;
        }

        private static Instant earlier(Instant a, Instant b) {
            return a.isBefore(b) ? a : b;
        }
    }
}
