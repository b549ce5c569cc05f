package dev.roundtrip.directory;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Hours of each day of the week, by the clock on the wall: where that is put back in autumn, an hour that comes twice is open twice.
 *
 * @param days those that have hours, in the order of the week
 */
public record OpenHours(Map<DayOfWeek, List<Hours>> days) {
    private static final int MINUTES_OF_A_DAY = 24 * 60;
    private static final Pattern DAYS = Pattern.compile("([a-z]{3})(?:\\s*-\\s*([a-z]{3}))?");
    private static final Pattern HOURS = Pattern.compile("(\\d{1,2}):(\\d{2})\\s*-\\s*(\\d{1,2}):(\\d{2})");

    /** What a desk has that says nothing. */
    public static final OpenHours USUAL = of(Map.of("mon-fri", "08:00-18:00"));

    /**
     * From one minute of a day to before another.
     *
     * @param from 0 to 1,439
     * @param to after {@code from}, 1,440 at most: the end of the day
     */
    public record Hours(int from, int to) {
        public Hours {
            if (from < 0 || from >= to || to > MINUTES_OF_A_DAY) {
                throw new IllegalArgumentException(
                        "the hours %s do not end after they begin, on the same day; write the part after midnight to the next day"
                                .formatted(word(from, to)));
            }
        }

        boolean contain(int minute) {
            return minute >= from && minute < to;
        }

        String word() {
            return word(from, to);
        }

        private static String word(int from, int to) {
            return "%02d:%02d-%02d:%02d".formatted(from / 60, from % 60, to / 60, to % 60);
        }
    }

    public OpenHours {
        var copy = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
        days.forEach((day, hours) -> {
            var sorted = hours.stream()
                    .sorted((a, b) -> Integer.compare(a.from(), b.from()))
                    .toList();
            for (int i = 1; i < sorted.size(); i++) {
                if (sorted.get(i).from() < sorted.get(i - 1).to()) {
                    throw new IllegalArgumentException("on %s the hours %s and %s overlap"
                            .formatted(
                                    word(day),
                                    sorted.get(i - 1).word(),
                                    sorted.get(i).word()));
                }
            }
            if (!sorted.isEmpty()) {
                copy.put(day, sorted);
            }
        });
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("no hours are named; write them as { mon-fri: \"08:00-18:00\" }");
        }
        days = Collections.unmodifiableMap(copy);
    }

    /**
     * Reads hours as the setup file has them.
     *
     * @param words {@code mon}, {@code mon-fri} or {@code sat-mon} to {@code 08:00-18:00} or {@code 08:00-12:00, 13:00-24:00}
     * @throws IllegalArgumentException in words for a person
     */
    public static OpenHours of(Map<String, String> words) {
        var days = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
        words.forEach((word, text) -> {
            var hours = hours(text);
            for (var day : days(word)) {
                if (days.put(day, hours) != null) {
                    throw new IllegalArgumentException("%s is named twice".formatted(word(day)));
                }
            }
        });
        return new OpenHours(days);
    }

    private static List<DayOfWeek> days(String word) {
        var parts = DAYS.matcher(word.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is no day; use mon, tue, wed, thu, fri, sat, sun or a range such as mon-fri"
                            .formatted(word));
        }
        var first = day(parts.group(1));
        var last = parts.group(2) == null ? first : day(parts.group(2));
        var days = new ArrayList<DayOfWeek>();
        for (var day = first; ; day = day.plus(1)) {
            days.add(day);
            if (day == last) {
                return days;
            }
        }
    }

    private static DayOfWeek day(String word) {
        for (var day : DayOfWeek.values()) {
            if (word(day).equals(word)) {
                return day;
            }
        }
        throw new IllegalArgumentException("\"%s\" is no day; use mon, tue, wed, thu, fri, sat or sun".formatted(word));
    }

    private static List<Hours> hours(String text) {
        var all = new ArrayList<Hours>();
        for (var one : text.split(",", -1)) {
            var parts = HOURS.matcher(one.strip());
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "\"%s\" is no span of hours; write 08:00-18:00, or several with commas between"
                                .formatted(one.strip()));
            }
            all.add(new Hours(minute(parts.group(1), parts.group(2)), minute(parts.group(3), parts.group(4))));
        }
        return all;
    }

    private static int minute(String hour, String minute) {
        int minutes = Integer.parseInt(minute);
        int all = Integer.parseInt(hour) * 60 + minutes;
        if (minutes > 59 || all > MINUTES_OF_A_DAY) {
            throw new IllegalArgumentException("\"%s:%s\" is no time of day; 00:00 to 24:00".formatted(hour, minute));
        }
        return all;
    }

    boolean contain(LocalDateTime moment) {
        int minute = moment.getHour() * 60 + moment.getMinute();
        return days.getOrDefault(moment.getDayOfWeek(), List.of()).stream().anyMatch(hours -> hours.contain(minute));
    }

    /** As {@link #of} reads them: the one spelling of these hours, days that follow each other and have the same put together. */
    public Map<String, String> words() {
        var words = new LinkedHashMap<String, String>();
        var days = List.of(DayOfWeek.values());
        for (int first = 0; first < days.size(); ) {
            var hours = this.days.get(days.get(first));
            int last = first;
            while (last + 1 < days.size() && hours != null && hours.equals(this.days.get(days.get(last + 1)))) {
                last++;
            }
            if (hours != null) {
                words.put(
                        first == last ? word(days.get(first)) : word(days.get(first)) + "-" + word(days.get(last)),
                        hours.stream().map(Hours::word).collect(Collectors.joining(", ")));
            }
            first = last + 1;
        }
        return words;
    }

    /** {@code mon-fri 08:00-18:00; sat 09:00-12:00} */
    public String text() {
        return words().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    private static String word(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }
}
