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

class ExportCommandTest {
    private static final String FILE = "desk:\n  domain: Ä.EXAMPLE\n";

    private final FakeEndpoint endpoint = FakeEndpoint.start();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void close() {
        endpoint.close();
    }

    private int run(String... arguments) {
        return new CommandLine(new ExportCommand(
                        Map.of("ROUNDTRIP_URL", endpoint.url(""), "ROUNDTRIP_TOKEN", "t0ken-of-the-environment")))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static Reply file(String type) {
        return Reply.status(200).header("Content-Type", type).body(FILE);
    }

    @Test
    void printsTheFileAndNothingElse() {
        endpoint.answers(file("application/yaml;charset=UTF-8"), file("application/json"));

        assertThat(run()).isZero();
        assertThat(run("--references", "--json")).isZero();

        assertThat(out).hasToString(FILE + FILE);
        assertThat(err.toString()).isEmpty();
        assertThat(endpoint.requests())
                .extracting(request -> request.requestLine() + " "
                        + request.header("Accept").orElse("") + " "
                        + request.header("Authorization").orElse(""))
                .containsExactly(
                        "GET /api/v1/setup?references=false HTTP/1.1 application/yaml Bearer t0ken-of-the-environment",
                        "GET /api/v1/setup?references=true HTTP/1.1 application/json Bearer t0ken-of-the-environment");
    }

    @Test
    void saysWhyThereIsNoFile() {
        endpoint.answers(
                Reply.status(403),
                Reply.status(404),
                Reply.status(200).header("Content-Type", "text/html").body("<html>"));
        var gone = endpoint.url("");

        assertThat(run()).isEqualTo(1);
        assertThat(run()).isEqualTo(1);
        assertThat(run()).isEqualTo(1);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .containsExactly(
                        "the desk at %s does not take this token; it needs one of scope read".formatted(gone),
                        "there is no desk at %s, or an older one: it does not know /api/v1/setup".formatted(gone),
                        "the desk at %s answered 200".formatted(gone));
    }
}
