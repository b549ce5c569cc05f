package dev.roundtrip.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.Reply;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class VerifyCommandTest {
    private final FakeEndpoint endpoint = FakeEndpoint.start();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void close() {
        endpoint.close();
    }

    private int run(String... arguments) {
        return new CommandLine(new VerifyCommand(
                        Map.of("ROUNDTRIP_URL", endpoint.url(""), "ROUNDTRIP_TOKEN", "t0ken-of-the-environment")))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static Reply json(String body) {
        return Reply.status(200).header("Content-Type", "application/json").body(body);
    }

    @Test
    void saysInWordsWhatTheDeskFound() {
        endpoint.answers(
                json("{\"fits\":true,\"events\":1234,\"from\":1,\"mark\":\"1234:ab\",\"fault\":null,\"event\":null}"),
                json("{\"fits\":false,\"events\":1,\"from\":1,\"mark\":\"1:ab\",\"fault\":\"missing\",\"event\":2}"));

        assertThat(run()).isZero();
        assertThat(run("--mark", "1234:ab")).isEqualTo(3);

        assertThat(out.toString().lines())
                .containsExactly("1,234 events fit; keep elsewhere: 1234:ab", "1 event fits; event 2 is missing");
        assertThat(endpoint.requests())
                .extracting(request -> request.requestLine())
                .containsExactly(
                        "GET /api/v1/security-log/check HTTP/1.1",
                        "GET /api/v1/security-log/check?mark=1234%3Aab HTTP/1.1");
    }

    @Test
    void saysWhyNothingWasFound() {
        endpoint.answers(Reply.status(403));

        assertThat(run()).isEqualTo(1);

        assertThat(err).asString().contains("it needs one of scope admin");
    }
}
