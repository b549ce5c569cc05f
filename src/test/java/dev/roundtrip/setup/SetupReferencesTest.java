package dev.roundtrip.setup;

import static dev.roundtrip.setup.Written.mistakes;
import static dev.roundtrip.setup.Written.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.setup.SetupDocument.CalloutEntry;
import dev.roundtrip.setup.SetupDocument.CompanyEntry;
import dev.roundtrip.testing.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetupReferencesTest {
    private static final TestCa CA = TestCa.named("acme");
    private static final Map<String, String> VALUES =
            Map.of("env:HOST", "a.example", "file:key.txt", "k${env:HOST}", "env:EMPTY", "");

    @ParameterizedTest
    @CsvSource({
        "https://${env:HOST}/x, https://a.example/x",
        "${env:HOST}${env:HOST}, a.examplea.example",
        "a$${env:HOST}, a${env:HOST}",
        "$$, $$",
        "$100, $100",
        "${file:key.txt}, k${env:HOST}",
        "x${env:EMPTY}, x"
    })
    void areFilledInOnce(String written, String filled) {
        assertThat(read("companies: [ { name: '" + written + "' } ]", VALUES)
                        .all(CompanyEntry.class)
                        .getFirst()
                        .name())
                .isEqualTo(filled);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${env:NONE}|1:24: companies[0].name: ${env:NONE} was not sent along; \"values\" needs an entry \"env:NONE\"",
                "${HOST}|1:24: companies[0].name: ${HOST} is no reference; write ${env:NAME}, ${file:PATH}, or $${ for a plain ${",
                "${env:}|1:24: companies[0].name: ${env:} is no reference; write ${env:NAME}, ${file:PATH}, or $${ for a plain ${",
                "${env:HOST|1:24: companies[0].name: a reference is not closed; write ${env:NAME}, ${file:PATH}, or $${ for a plain ${"
            })
    void areToldWhereTheyLeadNowhere(String written, String told) {
        assertThat(mistakes("companies: [ { name: 'a" + written + "' } ]", VALUES))
                .containsExactly("desk.yaml:" + told);
    }

    @Test
    void areReadFromTheEnvironmentAndFromFilesBesideTheSetupFile(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("keys"));
        Files.writeString(folder.resolve("keys/icinga.txt"), "s3cr3t\n");
        Files.writeString(folder.resolve("ca.pem"), CA.pem());
        var text = """
                callouts:
                  - name: C
                    url: https://${env:HOST}/
                    auth: { bearer: { token: "${file:keys/icinga.txt}" } }
                    tls: { ca: ca.pem }
                """;

        var callout = SetupReader.read(
                        "desk.yaml", text, new LocalSources(folder.resolve("desk.yaml"), Map.of("HOST", "a.example")))
                .all(CalloutEntry.class)
                .getFirst();

        assertThat(callout.url()).isEqualTo("https://a.example/");
        assertThat(callout.authSecret()).isEqualTo(new Secret("s3cr3t"));
        assertThat(callout.ca()).isEqualTo(CA.pem().stripTrailing());
    }

    @Test
    void areToldWhenFileOrVariableIsMissing(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        var text = """
                companies: [ { name: "${env:NONE}" }, { name: "${file:none.txt}" }, { name: "${file:binary}" } ]
                callouts: [ { name: C, url: "https://a.example/", tls: { ca: gone.pem } } ]
                """;

        try {
            SetupReader.read("desk.yaml", text, new LocalSources(folder.resolve("desk.yaml"), Map.of()))
                    .mistakes()
                    .refuseIfAny();
        } catch (SetupRefused e) {
            assertThat(e.mistakes().stream().map(SetupMistake::toString))
                    .containsExactly(
                            "desk.yaml:1:23: companies[0].name: ${env:NONE} is not set in the environment of this command",
                            "desk.yaml:1:48: companies[1].name: ${file:none.txt} is not there: no file "
                                    + folder.resolve("none.txt"),
                            "desk.yaml:1:78: companies[2].name: ${file:binary} is not text in UTF-8: "
                                    + folder.resolve("binary"),
                            "desk.yaml:2:62: callouts[0].tls.ca: the file \"gone.pem\" is not there: no file "
                                    + folder.resolve("gone.pem"));
            return;
        }
        throw new AssertionError("not refused");
    }

    @Test
    void areNotedForWhoeverSendsTheFile(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("ca.pem"), CA.pem());
        var noted = new NotedSources(
                new LocalSources(folder.resolve("desk.yaml"), Map.of("HOST", "a.example", "UNUSED", "x")));

        SetupReader.read(
                "desk.yaml", "callouts: [ { name: C, url: 'https://${env:HOST}/', tls: { ca: ca.pem } } ]", noted);

        assertThat(noted.noted())
                .isEqualTo(
                        Map.of("env:HOST", "a.example", "file:ca.pem", CA.pem().stripTrailing()));
    }

    @Test
    void areShownAsWrittenWhenTheirValueIsWrong() {
        var values = Map.of("env:TIMEOUT", "hunter-two-4711");

        assertThat(mistakes("callouts: [ { name: C, url: 'https://a.example', timeout: '${env:TIMEOUT}' } ]", values))
                .containsExactly(
                        "desk.yaml:1:59: callouts[0].timeout \"${env:TIMEOUT}\" is not a length of time, such as 500ms, 60s, 15m, 4h or 2d");
        assertThat(mistakes(
                        "callouts: [ { name: C, url: 'https://a.example', timeout: 30s, hunter-two-4711: '${env:TIMEOUT}', method: '${env:TIMEOUT}' } ]",
                        values))
                .noneMatch(line -> line.substring(line.indexOf("method") + 1).contains("hunter-two-4711"));
    }
}
