package dev.roundtrip.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenHoursTest {
    private static final OpenHours HOURS =
            OpenHours.of(Map.of("mon-thu", "08:00-12:30, 13:00-18:00", "fri", "8:00-24:00", "sat", "00:00-04:00"));

    private static boolean isOpen(OpenHours hours, String moment) {
        return desk().isOpen(hours, OffsetDateTime.parse(moment).toInstant());
    }

    private static DeskSettings desk(LocalDate... holidays) {
        return new DeskSettings(
                "ACME.EXAMPLE", ZoneId.of("Europe/Berlin"), "en", HOURS, new TreeSet<>(Set.of(holidays)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-26T07:59:59.999+01:00, false, before the first minute",
        "2026-11-26T08:00+01:00, true, with it",
        "2026-11-26T12:29:59.999+01:00, true, until the end",
        "2026-11-26T12:30+01:00, false, which is outside",
        "2026-11-26T13:00+01:00, true, after the break",
        "2026-11-26T12:00Z, true, by the desk's zone whatever the offset",
        "2026-11-27T23:59:59+01:00, true, until midnight",
        "2026-11-28T00:00+01:00, true, and on from it",
        "2026-11-28T04:00+01:00, false, until the hours of the next day end",
        "2026-11-29T12:00+01:00, false, on a day without hours"
    })
    void areOpenFromTheFirstMinuteToBeforeTheLast(String moment, boolean open) {
        assertThat(isOpen(HOURS, moment)).isEqualTo(open);
    }

    /** In Berlin the clock goes from 02:00 to 03:00 on 29 March 2026, and from 03:00 back to 02:00 on 25 October. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-29T00:59:59Z, false, 01:59:59 in winter",
        "2026-03-29T01:00Z, true, 03:00 in summer: the hour from 02:00 there is not",
        "2026-10-25T00:30Z, true, 02:30 in summer",
        "2026-10-25T01:30Z, true, 02:30 again in winter",
        "2026-10-25T02:30Z, true, 03:30",
        "2026-10-25T03:00Z, false, 04:00"
    })
    void followTheClockOnTheWall(String moment, boolean open) {
        assertThat(isOpen(OpenHours.of(Map.of("sun", "02:00-04:00")), moment)).isEqualTo(open);
    }

    @Test
    void areShutOnAHoliday() {
        var thursday = Instant.parse("2026-11-26T12:00:00Z");

        assertThat(desk().isOpen(HOURS, thursday)).isTrue();
        assertThat(desk(LocalDate.of(2026, 11, 26)).isOpen(HOURS, thursday)).isFalse();
        assertThat(desk(LocalDate.of(2026, 11, 27)).isOpen(HOURS, Instant.parse("2026-11-26T23:30:00Z")))
                .as("the day is the desk's")
                .isFalse();
    }

    @Test
    void haveOneSpelling() {
        assertThat(HOURS.text()).isEqualTo("mon-thu 08:00-12:30, 13:00-18:00; fri 08:00-24:00; sat 00:00-04:00");
        assertThat(OpenHours.of(HOURS.words())).isEqualTo(HOURS);
        assertThat(OpenHours.of(Map.of("SAT - mon", "10:00-11:00")).text())
                .isEqualTo("mon 10:00-11:00; sat-sun 10:00-11:00");
        assertThat(OpenHours.of(Map.of("mon", "13:00-14:00, 08:00-09:00")))
                .isEqualTo(OpenHours.of(Map.of("mon", "08:00-09:00, 13:00-14:00")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "munday  | 08:00-18:00              | \"munday\" is no day; use mon, tue, wed, thu, fri, sat, sun or a range such as mon-fri",
                "mon-fry | 08:00-18:00              | \"fry\" is no day; use mon, tue, wed, thu, fri, sat or sun",
                "mon     | 8-18                     | \"8-18\" is no span of hours; write 08:00-18:00, or several with commas between",
                "mon     | 08:00-18:00,             | \"\" is no span of hours; write 08:00-18:00, or several with commas between",
                "mon     | 08:61-18:00              | \"08:61\" is no time of day; 00:00 to 24:00",
                "mon     | 08:00-24:01              | \"24:01\" is no time of day; 00:00 to 24:00",
                "mon     | 22:00-06:00              | the hours 22:00-06:00 do not end after they begin, on the same day; write the part after midnight to the next day",
                "mon     | 08:00-12:00, 11:59-18:00 | on mon the hours 08:00-12:00 and 11:59-18:00 overlap"
            })
    void nonsenseIsNamed(String day, String hours, String message) {
        assertThatThrownBy(() -> OpenHours.of(Map.of(day, hours)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aDayHasItsHoursOnceAndSomeDayHasSome() {
        assertThatThrownBy(() -> OpenHours.of(Map.of("mon-fri", "08:00-18:00", "wed", "08:00-12:00")))
                .hasMessage("wed is named twice");
        assertThatThrownBy(() -> OpenHours.of(Map.of()))
                .hasMessage("no hours are named; write them as { mon-fri: \"08:00-18:00\" }");
    }
}
