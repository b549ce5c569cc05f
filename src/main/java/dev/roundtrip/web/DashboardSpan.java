package dev.roundtrip.web;

import java.time.Duration;
import java.util.Arrays;

/** How far back the dashboard looks, and into which parts it divides that. */
enum DashboardSpan {
    HOUR("1h", Duration.ofHours(1), Duration.ofMinutes(1)),
    DAY("24h", Duration.ofHours(24), Duration.ofMinutes(15)),
    WEEK("7d", Duration.ofDays(7), Duration.ofHours(2));

    private final String word;
    private final Duration length;
    private final Duration part;

    DashboardSpan(String word, Duration length, Duration part) {
        this.word = word;
        this.length = length;
        this.part = part;
    }

    /** Behind {@code span=} in the address, and in the keys of its texts. */
    public String word() {
        return word;
    }

    Duration length() {
        return length;
    }

    Duration part() {
        return part;
    }

    /** The day for what is none. */
    static DashboardSpan of(String word) {
        return Arrays.stream(values())
                .filter(span -> span.word.equals(word))
                .findFirst()
                .orElse(DAY);
    }
}
