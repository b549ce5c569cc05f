package dev.roundtrip.callout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.callout.SuccessTest.BodyTest;
import dev.roundtrip.callout.SuccessTest.Verdict.Failure;
import dev.roundtrip.callout.SuccessTest.Verdict.Success;
import dev.roundtrip.outbound.Answer;
import dev.roundtrip.outbound.Bytes;
import dev.roundtrip.outbound.OutboundRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuccessTestTest {
    @Test
    void theStatusDecidesFirst() {
        assertThat(SuccessTest.DEFAULT.judge(answer(204, ""))).isEqualTo(new Success());
        assertThat(SuccessTest.DEFAULT.judge(answer(503, "ok"))).isEqualTo(new Failure("status 503"));
        assertThat(new SuccessTest(StatusCodes.parse("200-299,409"), null).judge(answer(409, "")))
                .isEqualTo(new Success());
    }

    @Test
    void aBodyContainsOrLacks() {
        assertThat(test(new BodyTest.Contains("ok"), "all ok")).isEqualTo(new Success());
        assertThat(test(new BodyTest.Contains("ok"), "all OK"))
                .isEqualTo(new Failure("the answer does not contain \"ok\""));
        assertThat(test(new BodyTest.Lacks("error"), "fine")).isEqualTo(new Success());
        assertThat(test(new BodyTest.Lacks("error"), "an error"))
                .isEqualTo(new Failure("the answer contains \"error\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/results/0/code | 200 | {\"results\":[{\"code\":200.0}]} | ",
                "/status | done | {\"status\":\"done\"} | ",
                "/ok | true | {\"ok\":true} | ",
                "/a~1b | x | {\"a/b\":\"x\"} | ",
                "/status | done | {\"status\":\"Done\"} | the answer's /status is not \"done\"",
                "/status | 1 | {\"status\":\"1.0\"} | the answer's /status is not \"1\"",
                "/status | done | {\"status\":{\"done\":1}} | the answer's /status is not \"done\"",
                "/status | done | {} | the answer has no /status",
                "/status | done | <html> | the answer is not JSON, so /status cannot be looked up in it",
                "/status | done | {\"status\":\"done\"}x | the answer is not JSON, so /status cannot be looked up in it"
            })
    void aValueInJsonEquals(String pointer, String value, String body, String reason) {
        assertThat(test(new BodyTest.Equals(pointer, value), body))
                .isEqualTo(reason == null ? new Success() : new Failure(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\":\"\"} | true",
                "{\"error\":false} | true",
                "{\"error\":null} | false",
                "{} | false",
                "[] | false"
            })
    void nullInJsonIsAbsent(String body, boolean present) {
        assertThat(test(new BodyTest.Present("/error"), body))
                .isEqualTo(present ? new Success() : new Failure("the answer has no /error"));
        assertThat(test(new BodyTest.Absent("/error"), body))
                .isEqualTo(present ? new Failure("the answer has a /error") : new Success());
    }

    @ParameterizedTest
    @CsvSource({"''", "no json", "'{\"error\"'"})
    void whatIsNotJsonHoldsNothingThatCouldBeAbsent(String body) {
        assertThat(test(new BodyTest.Absent("/error"), body))
                .isEqualTo(new Failure("the answer is not JSON, so /error cannot be looked up in it"));
    }

    @Test
    void deepNestingIsNotJsonForUs() {
        assertThat(test(new BodyTest.Present("/a"), "[".repeat(100_000))).isInstanceOf(Failure.class);
    }

    @Test
    void aCutBodyFailsATestAndOnlyATest() {
        var cut = new Answer.Answered(200, List.of(), Bytes.utf8("ok"), true, TIMING, SOMEWHERE, false);

        assertThat(SuccessTest.DEFAULT.judge(cut)).isEqualTo(new Success());
        assertThat(new SuccessTest(StatusCodes.SUCCESSFUL, new BodyTest.Contains("ok")).judge(cut))
                .isEqualTo(new Failure("the answer is longer than 2 bytes, so its body could not be tested"));
    }

    @Test
    void readsTheCharacterSetThatTheAnswerClaims() {
        var latin = new Answer.Answered(
                200,
                List.of(new OutboundRequest.Header("content-type", "text/plain; charset=ISO-8859-1")),
                Bytes.of("erledigt für heute".getBytes(StandardCharsets.ISO_8859_1)),
                false,
                TIMING,
                SOMEWHERE,
                false);

        assertThat(new SuccessTest(StatusCodes.SUCCESSFUL, new BodyTest.Contains("für")).judge(latin))
                .isEqualTo(new Success());
    }

    @Test
    void refusesWhatCouldNeverBeAsked() {
        assertThatThrownBy(() -> new BodyTest.Present("status"))
                .hasMessageContaining("\"status\" is not a JSON Pointer");
        assertThatThrownBy(() -> new BodyTest.Contains("")).hasMessageContaining("empty");
        assertThatThrownBy(() -> new SuccessTest(StatusCodes.NONE, null)).hasMessageContaining("would never succeed");
    }

    private static final Answer.Timing TIMING = new Answer.Timing(null, null, null, null, Duration.ZERO);
    private static final InetSocketAddress SOMEWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    private static SuccessTest.Verdict test(BodyTest test, String body) {
        return new SuccessTest(StatusCodes.SUCCESSFUL, test).judge(answer(200, body));
    }

    private static Answer.Answered answer(int status, String body) {
        return new Answer.Answered(status, List.of(), Bytes.utf8(body), false, TIMING, SOMEWHERE, false);
    }
}
