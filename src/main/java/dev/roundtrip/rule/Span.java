package dev.roundtrip.rule;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A length of time as the setup file writes it: {@code 500ms}, {@code 60s}, {@code 15m}, {@code 4h}, {@code 2d}. A day has 24 hours. */
final class Span {
    private static final Pattern WORD = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    private Span() {}

    static Optional<Duration> of(String word) {
        var parts = WORD.matcher(word.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return Optional.empty();
        }
        var count = Long.parseLong(parts.group(1));
        return Optional.of(
                switch (parts.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
    }

    /** In the largest unit that needs no fraction. */
    static String word(Duration span) {
        long millis = span.toMillis();
        if (millis % 86_400_000 == 0 && millis != 0) {
            return millis / 86_400_000 + "d";
        }
        if (millis % 3_600_000 == 0 && millis != 0) {
            return millis / 3_600_000 + "h";
        }
        if (millis % 60_000 == 0 && millis != 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
