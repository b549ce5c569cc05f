package dev.roundtrip.callout;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the header in which a busy far end says when to come back. It can only put the next attempt off: what it says is to be
 * compared with the callout's own interval, and the later of the two is taken.
 */
final class RetryAfter {
    static final Duration CAP = Duration.ofHours(1);

    private static final Pattern SECONDS = Pattern.compile("[0-9]+");

    /** The name of the weekday is redundant, and servers get it wrong; what follows it is the date. */
    private static final Pattern DATE = Pattern.compile("[A-Za-z]{3,9}(?:, *| +)(.+)");

    private RetryAfter() {}

    /**
     * @param value of the header: seconds, or a date in one of HTTP's three forms (RFC 9110, 5.6.7)
     * @return more than zero, at most {@link #CAP}; empty for what is past, and for what is neither (a word, a sign, a fraction)
     */
    static Optional<Duration> parse(String value, Instant now) {
        var text = value.strip();
        if (SECONDS.matcher(text).matches()) {
            // Nine digits are already 31 years; more would overflow what they are parsed into.
            var digits = text.replaceFirst("^0+", "");
            return later(
                    digits.isEmpty()
                            ? Duration.ZERO
                            : digits.length() > 9 ? CAP : Duration.ofSeconds(Long.parseLong(digits)));
        }
        var date = DATE.matcher(text);
        return date.matches()
                ? instant(date.group(1), now).flatMap(then -> later(Duration.between(now, then)))
                : Optional.empty();
    }

    private static Optional<Duration> later(Duration wait) {
        return wait.isPositive() ? Optional.of(wait.compareTo(CAP) > 0 ? CAP : wait) : Optional.empty();
    }

    private static Optional<Instant> instant(String date, Instant now) {
        int century = now.atOffset(ZoneOffset.UTC).getYear() - 49; // two digits mean the year at most fifty years ahead
        for (var form : List.of(
                DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT),
                new DateTimeFormatterBuilder()
                        .appendPattern("d-MMM-")
                        .appendValueReduced(ChronoField.YEAR, 2, 2, century)
                        .appendPattern(" HH:mm:ss 'GMT'")
                        .toFormatter(Locale.ROOT),
                DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss uuuu", Locale.ROOT))) {
            try {
                return Optional.of(LocalDateTime.parse(date, form).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException e) {
                // Not this form; a date in none of them is ignored as a whole.
            }
        }
        return Optional.empty();
    }
}
