package dev.roundtrip.rule;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A length of time as the setup file writes it: {@code 500ms}, {@code 60s}, {@code 15m}, {@code 4h}, {@code 2d}. A day has 24 hours. */
public final class Span {
    private static final Pattern WORD = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    private Span() {}

    public static Optional<Duration> of(String word) {
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

    /** The one spelling of each length: in the largest unit that leaves no rest. */
    public static String written(Duration span) {
        var millis = span.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        var seconds = millis / 1000;
        if (seconds > 0 && seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds > 0 && seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        // 60s and not 1m, as the defaults are known
        return seconds > 60 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
