package dev.roundtrip.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuietHoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                # hours,       moment,               until
                22:00-06:00,   2026-11-27T20:59:59Z, -
                22:00-06:00,   2026-11-27T21:00:00Z, 2026-11-28T05:00:00Z
                22:00-06:00,   2026-11-28T04:59:59Z, 2026-11-28T05:00:00Z
                22:00-06:00,   2026-11-28T05:00:00Z, -
                12:00-13:30,   2026-11-28T11:30:00Z, 2026-11-28T12:30:00Z
                12:00-13:30,   2026-11-28T12:30:00Z, -
                00:00-06:00,   2026-11-27T23:00:00Z, 2026-11-28T05:00:00Z
                # the night in which the clock is put forward, and back
                22:00-02:30,   2026-03-28T23:00:00Z, 2026-03-29T01:30:00Z
                22:00-06:00,   2026-10-24T21:00:00Z, 2026-10-25T05:00:00Z
                """)
    void areByTheClockOnTheWall(String hours, Instant moment, @Nullable Instant until) {
        var quiet = QuietHours.parse(hours);

        assertThat(quiet.until(moment, BERLIN)).isEqualTo(Optional.ofNullable(until));
        assertThat(quiet.written()).isEqualTo(hours);
    }

    @ParameterizedTest
    @CsvSource({"7:00 - 9:05,07:00-09:05", "22:00–6:00,22:00-06:00", "' 22:00-06:00 ',22:00-06:00"})
    void areReadAsPeopleWriteThem(String typed, String written) {
        assertThat(QuietHours.parse(typed).written()).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "night", "22-6", "22:00", "25:00-06:00", "22:60-06:00", "22:00-22:00", "22:00-06:00 daily"})
    void anythingElseIsRefusedWithAnExample(String typed) {
        assertThatThrownBy(() -> QuietHours.parse(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("22:00-06:00");
    }
}
