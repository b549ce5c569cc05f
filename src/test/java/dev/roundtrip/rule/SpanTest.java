package dev.roundtrip.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {

    @ParameterizedTest
    @CsvSource({
        "500ms,500",
        "60s,60000",
        "1m,60000",
        "4H,14400000",
        "15m,900000",
        "4h,14400000",
        "2d,172800000",
        "30000ms,30000",
        "0s,0"
    })
    void readsLengthsOfTime(String text, long millis) {
        assertThat(Span.of(text)).hasValue(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "60", "s", "-1s", "1.5h", "1w", "PT1M", "1 minute", "99999999999s"})
    void refusesOtherWords(String text) {
        assertThat(Span.of(text)).isEmpty();
    }

    @Property
    void writesWhatItReadsBack(@ForAll @LongRange(min = 0, max = 999_999_999) long millis) {
        var span = Duration.ofMillis(millis);

        assertThat(Span.of(Span.written(span))).hasValue(span);
    }
}
