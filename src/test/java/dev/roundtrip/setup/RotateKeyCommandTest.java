package dev.roundtrip.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.Reply;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RotateKeyCommandTest {
    private final FakeEndpoint endpoint = FakeEndpoint.start();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void close() {
        endpoint.close();
    }

    private int run() {
        return new CommandLine(new RotateKeyCommand(
                        Map.of("ROUNDTRIP_URL", endpoint.url(""), "ROUNDTRIP_TOKEN", "t0ken-of-the-environment")))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute();
    }

    private static Reply step(String stage, String names, String why) {
        return Reply.status(200).header("Content-Type", "application/json").body("""
                {"stage":"%s","key":"ab12cd34","sealed":1234,"left":1,"names":[%s],"removed":["99ee00ff"],"why":%s}""".formatted(stage, names, why));
    }

    @Test
    void goesOnUntilAllIsSealed() {
        endpoint.answers(step("sealing", "", "null"), step("sealing", "", "null"), step("done", "", "null"));

        assertThat(run()).isZero();

        assertThat(out.toString().strip()).isEqualTo("1,234 secrets are sealed with key ab12cd34; removed: 99ee00ff");
        assertThat(endpoint.requests())
                .extracting(request -> request.requestLine())
                .containsExactly(
                        "POST /api/v1/key-rotation?begin=true HTTP/1.1",
                        "POST /api/v1/key-rotation?begin=false HTTP/1.1",
                        "POST /api/v1/key-rotation?begin=false HTTP/1.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "distribute | \"node-b\" | null | it is not on node-b. Copy the key file there",
                "add-key | '' | \"no way\" | no way. Put a new key before the old one",
                "remove-key | '' | \"no way\" | no way: remove 99ee00ff there",
                "remove-key | \"node-b\" | null | Copy the file to: node-b",
                "stuck | \"channel:1:url\" | null | 1 do not open: channel:1:url.",
                "elsewhere | '' | null | another node rotates the key",
            })
    void saysWhatIsLeftToBeDoneByHand(String stage, String names, String why, String told) {
        endpoint.answers(step(stage, names, why));

        assertThat(run()).isEqualTo(3);

        assertThat(err).asString().contains(told);
    }

    @Test
    void needsAnAdministrator() {
        endpoint.answers(Reply.status(403));

        assertThat(run()).isEqualTo(1);

        assertThat(err).asString().contains("it needs one of scope admin");
    }
}
