package dev.roundtrip.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenTimeTest {
    private static final OpenHours HOURS =
            OpenHours.of(Map.of("mon-thu", "08:00-12:30, 13:00-18:00", "fri", "8:00-24:00", "sat", "00:00-04:00"));

    private static OpenTime in(String zone, OpenHours hours, LocalDate... holidays) {
        return new DeskSettings("ACME.EXAMPLE", ZoneId.of(zone), "en", hours, new TreeSet<>(Set.of(holidays)))
                .businessTime();
    }

    private static Instant at(String moment) {
        return OffsetDateTime.parse(moment).toInstant();
    }

    /** Of a Thursday in Berlin, unless the moment says otherwise. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-26T09:00+01:00,     30m, 2026-11-26T09:30+01:00, within the hours",
        "2026-11-26T12:15:20+01:00,  30m, 2026-11-26T13:15:20+01:00, over the break",
        "2026-11-26T12:15+01:00,     15m, 2026-11-26T12:30+01:00, to the end of the hours and not to the next",
        "2026-11-26T12:45+01:00,     15m, 2026-11-26T13:15+01:00, from within the break",
        "2026-11-26T17:00+01:00,      2h, 2026-11-27T09:00+01:00, over the night",
        "2026-11-27T23:00+01:00,      2h, 2026-11-28T01:00+01:00, over midnight",
        "2026-11-28T03:30+01:00,      1h, 2026-11-30T08:30+01:00, over the weekend",
        "2026-11-29T12:00+01:00,     10m, 2026-11-30T08:10+01:00, from a day without hours",
        "2026-11-26T08:00+01:00, 490h30m, 2027-01-23T01:00+01:00, over weeks"
    })
    void isPutOnToAMoment(String from, String open, String due, String why) {
        var time = in("Europe/Berlin", HOURS);
        var span = Duration.parse("PT" + open);

        assertThat(time.plus(at(from), span)).as(why).isEqualTo(at(due));
        assertThat(time.between(at(from), at(due))).as(why).isEqualTo(span);
    }

    @Test
    void ofAHolidayNothingCounts() {
        var time = in("Europe/Berlin", HOURS, LocalDate.of(2026, 12, 24), LocalDate.of(2026, 12, 25));

        assertThat(time.plus(at("2026-12-23T17:00+01:00"), Duration.ofHours(2)))
                .isEqualTo(at("2026-12-26T01:00+01:00"));
        assertThat(time.between(at("2026-12-24T00:00+01:00"), at("2026-12-26T00:00+01:00")))
                .isZero();
    }

    /** In Berlin the clock goes from 02:00 to 03:00 on 29 March 2026, and from 03:00 back to 02:00 on 25 October. */
    @Test
    void followsTheClockOnTheWall() {
        var time = in("Europe/Berlin", OpenHours.of(Map.of("sun", "01:00-04:00")));

        assertThat(time.between(Instant.parse("2026-03-28T00:00:00Z"), Instant.parse("2026-03-30T00:00:00Z")))
                .isEqualTo(Duration.ofHours(2));
        assertThat(time.between(Instant.parse("2026-10-24T00:00:00Z"), Instant.parse("2026-10-26T00:00:00Z")))
                .isEqualTo(Duration.ofHours(4));
        assertThat(time.plus(Instant.parse("2026-03-28T00:00:00Z"), Duration.ofMinutes(90)))
                .isEqualTo(at("2026-03-29T03:30+02:00"));
        assertThat(time.plus(Instant.parse("2026-10-24T00:00:00Z"), Duration.ofMinutes(150)))
                .isEqualTo(at("2026-10-25T02:30+01:00"));
    }

    @Test
    void whatIsNeverOverIsInAHundredYears() {
        var aMinuteAWeek = in("Europe/Berlin", OpenHours.of(Map.of("mon", "08:00-08:01")));
        var noon = Instant.parse("2026-11-25T12:00:00Z");

        assertThat(aMinuteAWeek.plus(noon, Duration.ofDays(3660))).isEqualTo(noon.plus(Duration.ofDays(36_525)));
        assertThat(aMinuteAWeek.plus(noon, Duration.ofMinutes(2))).isEqualTo(at("2026-12-07T08:01+01:00"));
    }

    @Test
    void dayAndNightItIsTimeAsItIs() {
        var noon = Instant.parse("2026-11-28T12:00:00Z");

        assertThat(OpenTime.always().plus(noon, Duration.ofDays(2))).isEqualTo(Instant.parse("2026-11-30T12:00:00Z"));
        assertThat(OpenTime.always().between(noon, noon.plusSeconds(7))).isEqualTo(Duration.ofSeconds(7));
        assertThat(OpenTime.always().between(noon, noon.minusSeconds(7))).isZero();
        assertThat(in("UTC", HOURS).between(noon, noon.minusSeconds(7))).isZero();
    }

    /** Zones whose clocks go by half an hour, or at midnight, and one whose never does. */
    private static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "America/Santiago",
            "Asia/Beirut",
            "Asia/Kolkata");

    /** That {@link DeskSettings#isOpen} says of each minute whether it counts is all that the model knows. */
    @Test
    void isWhatOneCountsMinuteByMinute() {
        var random = new Random(20261125);
        for (int i = 0; i < 300; i++) {
            var zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            var change = zone.getRules().nextTransition(Instant.parse("2026-01-01T00:00:00Z"));
            var about = change == null || random.nextInt(3) == 0
                    ? Instant.parse("2026-06-01T00:00:00Z").plusSeconds(random.nextInt(8_000_000))
                    : change.getInstant();
            var from = Instant.ofEpochSecond(about.getEpochSecond() / 60 * 60).minusSeconds(60L * random.nextInt(4000));
            var hours = hours(random);
            var holidays = new TreeSet<LocalDate>();
            if (random.nextBoolean()) {
                holidays.add(from.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(random.nextInt(3)));
            }
            var desk = new DeskSettings("ACME.EXAMPLE", zone, "en", hours, holidays);
            int minutes = 1 + random.nextInt(3000);

            var due = desk.businessTime().plus(from, Duration.ofMinutes(minutes));

            var told =
                    "%d minutes of %s in %s from %s, but on %s".formatted(minutes, hours.text(), zone, from, holidays);
            assertThat(due).as(told).isEqualTo(counted(desk, from, minutes));
            assertThat(desk.businessTime().between(from, due)).as(told).isEqualTo(Duration.ofMinutes(minutes));
        }
    }

    private static Instant counted(DeskSettings desk, Instant from, int minutes) {
        var at = from;
        for (int left = minutes; left > 0; at = at.plusSeconds(60)) {
            if (desk.isOpen(desk.businessHours(), at)) {
                left--;
            }
        }
        return at;
    }

    /** The second half of the night among them, when clocks are changed. */
    private static OpenHours hours(Random random) {
        var odd = "%02d:%02d-%02d:30".formatted(random.nextInt(3), random.nextInt(60), 3 + random.nextInt(10));
        return OpenHours.of(
                random.nextBoolean()
                        ? Map.of("mon-sun", odd)
                        : Map.of("mon-fri", odd + ", 14:00-24:00", "sun", "00:00-03:15"));
    }
}
