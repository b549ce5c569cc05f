package dev.roundtrip.callout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.outbound.Answer;
import dev.roundtrip.outbound.Bytes;
import dev.roundtrip.outbound.OutboundRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the answer of an address that ought to give out an access token. */
class TokenAnswerTest {
    private static final Masking MASKING = Masking.of(List.of("s3cr3t-4711"), List.of());
    private static final InetSocketAddress WHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 443);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'access_token':'t1','token_type':'Bearer','expires_in':3600} | 3600",
                "{'access_token':'t1','token_type':'bEARER','expires_in':'3600','scope':'x'} | 3600",
                "{'access_token':'t1','expires_in':0} | 0",
                "{'access_token':'t1','expires_in':-5} | 0",
                "{'access_token':'t1','expires_in':1e300} | 1000000000",
                "{'access_token':'t1','token_type':null,'expires_in':null} |",
                "{'access_token':'t1','token_type':'Bearer','expires_in':'soon'} |",
                "{'access_token':'t1','token_type':'Bearer','expires_in':[1]} |",
                "{'access_token':'t1','token_type':'Bearer'} |"
            })
    void aTokenIsTakenWithTheLifeThatIsSaidOfIt(String body, @Nullable Long seconds) {
        assertThat(TokenAnswer.of(answer(200, body), MASKING))
                .isEqualTo(
                        new TokenAnswer.Given("t1", Optional.ofNullable(seconds).map(Duration::ofSeconds)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {'error':'invalid_client','error_description':'no client with s3cr3t-4711'} | answered 400: invalid_client (no client with ••••••••)",
                "401 | {'error':'invalid_client'} | answered 401: invalid_client",
                "400 | {'message':'s3cr3t-4711 is wrong'} | answered 400: {\"message\":\"•••••••• is wrong\"}",
                "503 | '' | answered 503",
                "200 | {'error':'bad_code','error_description':''} | answered 200: bad_code",
                "200 | {'token_type':'Bearer'} | answered 200 without an access_token",
                "200 | {'access_token':17} | answered 200 without an access_token",
                "200 | access_token=leaked&token_type=bearer | answered 200, but not with a JSON object, as an address that gives out access tokens does",
                "204 | '' | answered 204, but not with a JSON object, as an address that gives out access tokens does",
                "200 | ['leaked'] | answered 200, but not with a JSON object, as an address that gives out access tokens does",
                "200 | {'access_token':'leaked','token_type':'mac'} | answered 200 with a token of the type \"mac\"; only Bearer tokens can be sent",
                "200 | {'access_token':'leaked too'} | answered 200 with a token that no header carries: it is not printable ASCII without blanks",
                "200 | {'access_token':'leaked\\r\\nX: y'} | answered 200 with a token that no header carries: it is not printable ASCII without blanks"
            })
    void whatIsNoTokenIsToldWithoutShowingOne(int status, String body, String words) {
        var answer = TokenAnswer.of(answer(status, body), MASKING);

        assertThat(answer).isEqualTo(new TokenAnswer.Refused(words));
        assertThat(answer.toString()).doesNotContain("leaked");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsToldAndNotFollowed(int status) {
        var answer = answered(
                status,
                List.of(new OutboundRequest.Header("Location", "https://b.example/?key=s3cr3t-4711")),
                "",
                false);

        assertThat(TokenAnswer.of(answer, MASKING))
                .isEqualTo(new TokenAnswer.Refused(
                        "answered %d, which points to https://b.example/?key=••••••••; redirects are never followed"
                                .formatted(status)));
    }

    @Test
    void aLongOneIsCutOrRefused() {
        var page = TokenAnswer.of(answer(502, "<html>\r\n" + "x".repeat(5000)), MASKING);
        var cut = TokenAnswer.of(answered(200, List.of(), "{", true), MASKING);
        var token = TokenAnswer.of(answer(200, "{'access_token':'" + "x".repeat(16_385) + "'}"), MASKING);

        assertThat(((TokenAnswer.Refused) page).words())
                .startsWith("answered 502: <html> xxx")
                .endsWith("x…")
                .hasSizeLessThan(330);
        assertThat(cut)
                .isEqualTo(new TokenAnswer.Refused(
                        "answered 200 with more than a token: the answer is too long to be read"));
        assertThat(token)
                .isEqualTo(new TokenAnswer.Refused(
                        "answered 200 with a token of 16,385 characters; at most 16,384 are sent"));
    }

    @Test
    void noAnswerIsToldInItsOwnWords() {
        var none = new Answer.Unanswered(Answer.Kind.CONNECT, "connection refused by 10.0.0.5:443", timing(), WHERE);

        assertThat(TokenAnswer.of(none, MASKING))
                .isEqualTo(new TokenAnswer.Refused("connection refused by 10.0.0.5:443"));
    }

    private static Answer answer(int status, String body) {
        return answered(status, List.of(), body.replace('\'', '"'), false);
    }

    private static Answer answered(int status, List<OutboundRequest.Header> headers, String body, boolean cut) {
        return new Answer.Answered(status, headers, Bytes.utf8(body), cut, timing(), WHERE);
    }

    private static Answer.Timing timing() {
        return new Answer.Timing(null, null, null, null, Duration.ZERO);
    }
}
