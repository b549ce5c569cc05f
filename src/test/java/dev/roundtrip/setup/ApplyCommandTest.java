package dev.roundtrip.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.Reply;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

class ApplyCommandTest {
    private static final String NO_DIFFERENCE = "{\"differences\":[],\"applied\":false}";
    private static final String DIFFERENCE = "{\"differences\":[\"+ company \\\"Acme\\\"\"],\"applied\":%s}";

    private final FakeEndpoint endpoint = FakeEndpoint.start();
    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void aFileAndADeskAddress() throws IOException {
        file = Files.writeString(folder.resolve("desk.yaml"), "companies: [ { name: '${env:COMPANY}' } ]");
        Files.writeString(
                folder.resolve("running.json"),
                "{\"url\":\"%s\",\"token\":\"t0ken-of-this-run\"}".formatted(endpoint.url("")));
        environment.put("COMPANY", "Acme");
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    private int run(String... arguments) {
        return new CommandLine(new ApplyCommand(environment))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void sendsTheFileAndTheValuesOfItsReferences() throws IOException {
        Files.writeString(folder.resolve("ca.pem"), Everything.CA.pem());
        Files.writeString(
                file,
                "companies: [ { name: '${env:COMPANY}' } ]\ncallouts: [ { name: C, url: 'https://a.example', tls: { ca: ca.pem } } ]");
        environment.put("UNASKED", "secret of somebody else");
        endpoint.answers(Reply.status(200).json(DIFFERENCE.formatted(true)));

        var code = run(file.toString(), "--data", folder.toString());

        assertThat(code).isZero();
        assertThat(out).hasToString("+ company \"Acme\"%napplied%n".formatted());
        var request = endpoint.requests().getFirst();
        assertThat(request.requestLine()).isEqualTo("POST /api/v1/setup?dry-run=false HTTP/1.1");
        assertThat(request.header("Authorization")).hasValue("Bearer t0ken-of-this-run");
        var body = JsonMapper.shared().readTree(request.bodyText());
        assertThat(body.path("name").stringValue()).isEqualTo(file.toString());
        assertThat(body.path("text").stringValue()).isEqualTo(Files.readString(file));
        assertThat(body.path("values").propertyNames()).containsExactlyInAnyOrder("env:COMPANY", "file:ca.pem");
        assertThat(body.path("values").path("file:ca.pem").stringValue()).startsWith("-----BEGIN");
    }

    @Test
    void endsWithTwoWhenADryRunFindsADifference() {
        endpoint.answers(
                Reply.status(200).json(DIFFERENCE.formatted(false)),
                Reply.status(200).json(NO_DIFFERENCE));

        assertThat(run(file.toString(), "--dry-run", "--data", folder.toString()))
                .isEqualTo(2);
        assertThat(run(file.toString(), "--dry-run", "--data", folder.toString()))
                .isZero();
        assertThat(endpoint.requests().getFirst().target()).isEqualTo("/api/v1/setup?dry-run=true");
        assertThat(out).hasToString("+ company \"Acme\"%nno difference%n".formatted());
    }

    @Test
    void printsMistakesOfTheFileWithThoseThatOnlyTheDeskSees() throws IOException {
        Files.writeString(file, "companies: [ { nam: Acme } ]");
        endpoint.answers(Reply.status(422)
                .header("Content-Type", "application/problem+json")
                .body("""
                        {"errors":[{"file":"%1$s","line":1,"column":14,"message":"the same in other words"},
                                   {"file":"%1$s","line":1,"column":15,"message":"what the desk sees"}]}""".formatted(file)));

        assertThat(run(file.toString(), "--data", folder.toString())).isEqualTo(1);

        assertThat(err.toString().lines())
                .containsExactly(
                        file + ":1:14: companies[0] lacks the key \"name\"",
                        file + ":1:15: what the desk sees",
                        file + ":1:16: companies[0].nam is not known; did you mean \"name\"?");
        assertThat(endpoint.requests().getFirst().target())
                .as("nothing is to be changed by a file with mistakes")
                .isEqualTo("/api/v1/setup?dry-run=true");
    }

    @Test
    void printsMistakesOfTheFileAloneWhereNoDeskRuns() throws IOException {
        Files.writeString(file, "companies: [ { nam: Acme } ]");
        endpoint.close();

        assertThat(run(file.toString(), "--data", folder.toString())).isEqualTo(1);

        assertThat(err.toString().lines())
                .containsExactly(
                        file + ":1:14: companies[0] lacks the key \"name\"",
                        file + ":1:16: companies[0].nam is not known; did you mean \"name\"?");
    }

    @Test
    void printsMistakesThatTheDeskFinds() {
        endpoint.answers(Reply.status(422)
                .header("Content-Type", "application/problem+json")
                .body("{\"errors\":[{\"file\":\"desk.yaml\",\"line\":3,\"column\":7,\"message\":\"no\"}]}"));

        assertThat(run(file.toString(), "--data", folder.toString())).isEqualTo(1);
        assertThat(err).hasToString("desk.yaml:3:7: no%n".formatted());
    }

    @Test
    void printsWarningsBesideTheDifferencesAndEndsAsWithout() {
        var warning = "\"warnings\":[{\"file\":\"desk.yaml\",\"line\":3,\"column\":10,\"message\":\"odd\"}]}";
        endpoint.answers(
                Reply.status(200).json(DIFFERENCE.formatted(true).replace("}", "," + warning)),
                Reply.status(200).json(NO_DIFFERENCE.replace("}", "," + warning)));

        assertThat(run(file.toString(), "--data", folder.toString())).isZero();
        assertThat(run(file.toString(), "--dry-run", "--data", folder.toString()))
                .isZero();

        assertThat(out).hasToString("+ company \"Acme\"%napplied%nno difference%n".formatted());
        assertThat(err.toString().lines())
                .containsExactly("desk.yaml:3:10: warning: odd", "desk.yaml:3:10: warning: odd");
    }

    @Test
    void findsTheDeskByAddressAndToken() {
        endpoint.answers(Reply.status(200).json(NO_DIFFERENCE));
        environment.put("ROUNDTRIP_URL", endpoint.url("/"));
        environment.put("ROUNDTRIP_TOKEN", "t0ken-of-the-environment");

        assertThat(run(file.toString())).isZero();
        assertThat(run(file.toString(), "--url", endpoint.url("/behind/a/proxy"), "--token", "t0ken-of-the-line"))
                .isZero();

        assertThat(endpoint.requests())
                .extracting(r -> r.target() + " " + r.header("Authorization").orElse(""))
                .containsExactly(
                        "/api/v1/setup?dry-run=false Bearer t0ken-of-the-environment",
                        "/behind/a/proxy/api/v1/setup?dry-run=false Bearer t0ken-of-the-line");
    }

    @Test
    void saysWhyThereIsNoWayToADesk() throws IOException {
        endpoint.answers(401, 404, 500, 302, 401);
        var here = new String[] {file.toString(), "--data", folder.toString()};
        var nowhere = Files.createDirectory(folder.resolve("nowhere"));
        var gone = endpoint.url("");

        assertThat(run(here)).isEqualTo(1);
        assertThat(run(here)).isEqualTo(1);
        assertThat(run(here)).isEqualTo(1);
        assertThat(run(here)).isEqualTo(1);
        assertThat(run(file.toString(), "--data", nowhere.toString())).isEqualTo(1);
        assertThat(run(file.toString(), "--url", gone)).isEqualTo(1);
        assertThat(run(file.toString(), "--url", "desk.acme.example", "--token", "x"))
                .isEqualTo(1);
        endpoint.close();
        assertThat(run(here)).isEqualTo(1);
        assertThat(run(file.toString(), "--url", gone)).isEqualTo(1);

        assertThat(endpoint.requests().getLast().bodyText())
                .as("what whoever has no token is asked with")
                .isEmpty();
        assertThat(err.toString().lines())
                .containsExactly(
                        "the desk at %s does not take this token; it needs one of scope admin".formatted(gone),
                        "there is no desk at %s, or an older one: it does not know /api/v1/setup".formatted(gone),
                        "the desk at %s answered 500".formatted(gone),
                        "the desk at %s answered 302".formatted(gone),
                        "no desk runs on the data folder %s (there is no %s); start it, name its folder with --data, or use --url and --token"
                                .formatted(nowhere, nowhere.resolve("running.json")),
                        "the desk at %s wants a token: use --token or ROUNDTRIP_TOKEN".formatted(gone),
                        "\"desk.acme.example\" is no address of a desk, such as https://desk.acme.example or http://127.0.0.1:8080",
                        "the desk at %s cannot be reached: nothing listens there".formatted(gone),
                        "the desk at %s cannot be reached: nothing listens there".formatted(gone));
    }

    @Test
    void doesNotKnowWhatLaterVersionsMay() {
        assertThat(run(file.toString(), "--prune")).isEqualTo(2);
        assertThat(err.toString()).contains("Unknown option: '--prune'");
    }
}
