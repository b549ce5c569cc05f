package dev.roundtrip.callout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120 | 120",
                "5 | 5",
                " 120 | 120",
                "007 | 7",
                "3600 | 3600",
                "3601 | 3600",
                "86400 | 3600",
                "99999999999999999999 | 3600",
                "Wed, 25 Nov 2026 12:10:00 GMT | 600",
                "Wednesday, 25-Nov-26 12:10:00 GMT | 600",
                "Wed Nov 25 12:10:00 2026 | 600",
                "Mon, 25 Nov 2026 12:10:00 GMT | 600",
                "Thu, 31 Dec 2099 23:59:59 GMT | 3600"
            })
    void saysHowLongToWait(String value, int seconds) {
        assertThat(RetryAfter.parse(value, NOON)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "soon",
                "-3",
                "+3",
                "1.5",
                "1e3",
                "12 s",
                "1,2",
                "٣",
                "Wed, 25 Nov 2026 11:00:00 GMT",
                "Wed, 25 Nov 2026 12:10:00 CET",
                "Wed, 31 Feb 2026x 12:10:00 GMT",
                "2026-11-25T12:10:00Z",
                "Sunday, 06-Nov-94 08:49:37 GMT"
            })
    void nonsenseAndThePastSayNothing(String value) {
        assertThat(RetryAfter.parse(value, NOON)).isEmpty();
    }

    @Test
    void asctimePadsItsDay() {
        var now = Instant.parse("2026-11-06T08:00:00Z");

        assertThat(RetryAfter.parse("Fri Nov  6 08:10:00 2026", now)).contains(Duration.ofMinutes(10));
    }

    @Property
    void whateverComesItIsNeverAnErrorNorMoreThanAnHour(@ForAll String value) {
        assertThat(RetryAfter.parse(value, NOON).orElse(Duration.ZERO)).isBetween(Duration.ZERO, Duration.ofHours(1));
    }
}
