package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody reads whose JSON is none, in our words and not in those of a parser. */
class JsonTest {

    @ParameterizedTest
    @MethodSource("faults")
    void saysWhatIsWrongAndWhere(String text, String told) {
        assertThatThrownBy(() -> Json.read("body", text))
                .isInstanceOf(ApiProblem.class)
                .hasMessage("body: " + told);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("{", "not readable as JSON at line 1, column 2: it ends too early"),
                Arguments.of(
                        "{\n  \"title\": disk full\n}",
                        "not readable as JSON at line 2, column 12: \"d\" does not belong there"),
                Arguments.of("[1}", "not readable as JSON at line 1, column 3: \"}\" does not belong there"),
                Arguments.of(
                        "{\"a\": 1,\n\"a\": 2}",
                        "not readable as JSON at line 2, column 4: \"a\" is given twice in one object"),
                Arguments.of(
                        "[".repeat(100) + "]".repeat(100),
                        "not readable as JSON at line 1, column 66: lists and objects stand too deep in each other"),
                Arguments.of(
                        "[" + "9".repeat(500) + "]",
                        "not readable as JSON at line 1, column 502: a name, a number or a text is too long"),
                Arguments.of("{} {}", "not readable as JSON at line 1, column 4: \"{\" does not belong there"));
    }

    @Test
    void takesNothingForNoValue() {
        assertThat(Json.read("body", " ").isMissingNode()).isTrue();
    }
}
