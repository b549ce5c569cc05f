package dev.roundtrip.setup;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Lengths of time as the setup file writes them: {@code 500ms 60s 15m 4h 2d}. */
final class Span {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    private Span() {}

    static Optional<Duration> of(String text) {
        var read = WRITTEN.matcher(text.strip());
        if (!read.matches()) {
            return Optional.empty();
        }
        var amount = Long.parseLong(read.group(1));
        return Optional.of(
                switch (read.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                });
    }

    /** The one spelling of each length: in the largest unit that leaves no rest. */
    static String written(Duration span) {
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
