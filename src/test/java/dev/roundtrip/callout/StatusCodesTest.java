package dev.roundtrip.callout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusCodesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | 200",
                "200-299,409 | 200-299,409",
                " 409 , 200 - 299 | 200-299,409",
                "200,201,202-204,300 | 200-204,300",
                "302,200-299,250-301 | 200-302",
                "299,200-298 | 200-299",
                "100-599 | 100-599"
            })
    void areWrittenInOneWay(String text, String canonical) {
        assertThat(StatusCodes.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20x | \"20x\" is neither",
                "200,,300 | \"\" is neither",
                "99 | \"99\" is neither",
                "600 | \"600\" is neither",
                "2xx | \"2xx\" is neither",
                "200-299-300 | neither",
                "-200 | neither",
                "299-200 | runs backwards; write 200-299",
                "٢٠٠ | neither"
            })
    void nameThePartThatIsWrong(String text, String reason) {
        assertThatThrownBy(() -> StatusCodes.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void blankIsNone() {
        assertThat(StatusCodes.parse("  ")).isEqualTo(StatusCodes.NONE);
        assertThat(StatusCodes.NONE.contains(200)).isFalse();
    }

    @Property(tries = 200)
    void textAndSetAreTheSame(@ForAll @Size(min = 1, max = 30) int @IntRange(min = 100, max = 599) [] codes) {
        var text =
                String.join(",", IntStream.of(codes).mapToObj(String::valueOf).toList());

        var parsed = StatusCodes.parse(text);

        assertThat(StatusCodes.parse(parsed.toString())).isEqualTo(parsed);
        assertThat(IntStream.range(100, 600).filter(parsed::contains).boxed())
                .containsExactlyElementsOf(
                        IntStream.of(codes).sorted().distinct().boxed().toList());
    }
}
