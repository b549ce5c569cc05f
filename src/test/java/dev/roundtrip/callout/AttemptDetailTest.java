package dev.roundtrip.callout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.outbound.Answer;
import dev.roundtrip.outbound.Bytes;
import dev.roundtrip.outbound.OutboundRequest;
import dev.roundtrip.outbound.OutboundUrl;
import dev.roundtrip.outbound.TlsProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the log keeps of an attempt. */
class AttemptDetailTest {
    private static final String SECRET = "s3cr3t/4711+ä";
    private static final Answer NONE = new Answer.Unanswered(
            Answer.Kind.CONNECT, "refused", new Answer.Timing(null, null, null, null, Duration.ZERO), null);

    @Test
    void tellsTheRequestLineAsItWasSent() {
        assertThat(requestLine("https://ICINGA.acme.example:5665/v1/events?type=Service&filter=a%20b", "other secret"))
                .isEqualTo("POST https://icinga.acme.example:5665/v1/events?type=Service&filter=a%20b");
        assertThat(requestLine("http://acme.example", "other secret")).isEqualTo("POST http://acme.example/");
    }

    @ParameterizedTest
    @CsvSource({
        "http://acme.example/close?key=s3cr3t%2F4711%2B%C3%A4&id=1, http://acme.example/close?key=••••••••&id=1",
        "http://acme.example/close?key=s3cr3t%2f4711%2b%c3%a4, http://acme.example/close?key=••••••••",
        "http://acme.example/close?key=s3cr3t/4711+ä, http://acme.example/close?key=••••••••",
        "http://acme.example/close?key=czNjcjN0LzQ3MTErw6Q=, http://acme.example/close?key=••••••••",
        "http://acme.example/s3cr3t%2F4711%2B%C3%A4/close, http://acme.example/••••••••/close",
        "http://acme.example/hooks/x-s3cr3t%2F4711%2B%C3%A4-y, http://acme.example/hooks/x-••••••••-y"
    })
    void hidesASecretInItHoweverItIsWritten(String url, String shown) {
        assertThat(requestLine(url, SECRET)).isEqualTo("POST " + shown);
    }

    @Test
    void hidesAShortSecretWhereItIsTheWholeOfAPart() {
        assertThat(requestLine("http://acme.example/%C3%A4%2F/close?key=%C3%A4%2F&id=1", "ä/"))
                .isEqualTo("POST http://acme.example/••••••••/close?key=••••••••&id=1");
    }

    @Test
    void tellsWhatKindTheBodyIsOf() {
        var request = new OutboundRequest(
                "POST",
                OutboundUrl.parse("http://acme.example/"),
                List.of(new OutboundRequest.Header("webhook-id", "d1")),
                Bytes.of("{}".getBytes(StandardCharsets.US_ASCII)),
                "application/json",
                Duration.ofSeconds(1),
                TlsProfile.SYSTEM);

        assertThat(AttemptDetail.of(request, NONE, Masking.of(List.of(), List.of()))
                        .headers())
                .containsExactly("webhook-id: d1", "Content-Type: application/json");
    }

    private static String requestLine(String url, String secret) {
        var request = new OutboundRequest(
                "POST", OutboundUrl.parse(url), List.of(), null, null, Duration.ofSeconds(1), TlsProfile.SYSTEM);
        return AttemptDetail.of(request, NONE, Masking.of(List.of(secret), List.of()))
                .requestLine();
    }
}
