package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client of the REST API that others wrote, from npm, does what integrations do: src/test/node/client.cjs tells what. */
@OnBothDatabases
class NpmClientTest {
    /** Where ./test installs what src/test/node/package.json names. */
    private static final Path INSTALLED = Path.of("target", "node");

    private final TestDatabase database;

    NpmClientTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    @Timeout(180)
    void worksUnchanged() throws Exception {
        if (!Files.isDirectory(INSTALLED.resolve("node_modules"))) {
            var reason = "left out: the test with a client from npm, ./test installs it where there are node and npm";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        try (var server = ApiServer.on(database)) {
            server.apply("fields: [ { name: AlertID, type: text } ]");
            var client = new ProcessBuilder(
                            "node",
                            Path.of("src/test/node/client.cjs").toAbsolutePath().toString(),
                            server.origin(),
                            ApiServer.LOGIN,
                            ApiServer.SECRET,
                            ApiServer.CODE)
                    .redirectErrorStream(true);
            client.environment()
                    .put(
                            "NODE_PATH",
                            INSTALLED.resolve("node_modules").toAbsolutePath().toString());
            var process = client.start();
            try {
                process.getOutputStream().close();
                var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
                assertThat(output.strip()).isEqualTo("done");
                assertThat(process.exitValue()).isZero();
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
