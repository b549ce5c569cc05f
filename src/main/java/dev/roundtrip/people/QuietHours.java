package dev.roundtrip.people;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of each day in which a person is not to be disturbed, by the clock on the wall of the desk's zone.
 *
 * @param from begins then
 * @param to ends then; before {@code from} it is on the next day
 */
public record QuietHours(LocalTime from, LocalTime to) {
    private static final Pattern WRITTEN =
            Pattern.compile("([0-2]?[0-9]:[0-5][0-9])\\s*[-–]\\s*([0-2]?[0-9]:[0-5][0-9])");

    public QuietHours {
        if (from.equals(to)) {
            throw new IllegalArgumentException(
                    "quiet hours \"%s-%s\": they have no length; such as 22:00-06:00".formatted(from, to));
        }
    }

    /**
     * @param text {@code 22:00-06:00}
     * @throws IllegalArgumentException when it is none
     */
    public static QuietHours parse(String text) {
        var found = WRITTEN.matcher(text.strip());
        if (found.matches()) {
            try {
                return new QuietHours(time(found.group(1)), time(found.group(2)));
            } catch (DateTimeParseException e) {
                throw wrong(text, e);
            }
        }
        throw wrong(text, null);
    }

    private static LocalTime time(String text) {
        return LocalTime.parse(text.length() < 5 ? "0" + text : text);
    }

    private static IllegalArgumentException wrong(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "quiet hours \"%s\": from one time of day to another, such as 22:00-06:00".formatted(text.strip()),
                cause);
    }

    public String written() {
        return from + "-" + to;
    }

    /** When they end, if they are on at that moment. On a night that the clock is put forward or back it is the clock on the wall that counts. */
    public Optional<Instant> until(Instant moment, ZoneId zone) {
        var here = moment.atZone(zone);
        var time = here.toLocalTime();
        var quiet = from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !time.isBefore(from) || time.isBefore(to);
        return quiet ? Optional.of(end(here)) : Optional.empty();
    }

    private Instant end(ZonedDateTime here) {
        var day = here.toLocalTime().isBefore(to)
                ? here.toLocalDate()
                : here.toLocalDate().plusDays(1);
        return ZonedDateTime.of(day, to, here.getZone()).toInstant();
    }
}
