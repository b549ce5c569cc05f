package dev.roundtrip.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.DeskProcess;
import dev.roundtrip.testing.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as somebody sees it, and what it leaves behind: nothing, however it ends. */
class DemoStory {
    @TempDir
    private Path temporary = Path.of("");

    /** Its temporary files go there. The JVM says on its error output that it was told so. */
    private Map<String, String> there() {
        return Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary, "LC_ALL", "C.UTF-8");
    }

    private List<Path> folders() throws IOException {
        try (var all = Files.list(temporary)) {
            return all.filter(path -> path.getFileName().toString().startsWith("roundtrip-demo"))
                    .toList();
        }
    }

    @Test
    void isToldInTheOrderOfTime() throws IOException {
        var told = DeskProcess.run(there(), "demo", "--once", "--port", "0");

        assertThat(told.status()).as(told.err()).isZero();
        var steps = told.out().lines().filter(line -> line.matches("\\d\\d:.*")).toList();
        assertThat(steps)
                .extracting(line -> line.substring(14).replaceFirst("[:,;\\d].*", ""))
                .containsExactly(
                        "Monitoring raises an alert",
                        "It creates ticket T",
                        "A technician completes T",
                        "Rule \"Tell the monitoring system when a ticket is done\" fires",
                        "Attempt ",
                        "Tried again at ",
                        "Attempt ",
                        "The alert web");
        assertThat(steps).extracting(line -> line.substring(0, 12)).isSorted();
        assertThat(folders()).isEmpty();
    }

    @Test
    void leavesNothingBehindWhenItCannotListen() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());

            var ended = DeskProcess.run(there(), "demo", "--once", "--port", port);

            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.err()).endsWith("Stop that one, or choose another port with --port.");
        }
        assertThat(folders()).isEmpty();
    }

    @Test
    void leavesNothingBehindAndSaysNothingWhenItIsStoppedAmidItsStart() throws IOException {
        try (var demo = DeskProcess.begin(there(), "demo", "--port", "0")) {
            Patience.until(
                    "its folder is there",
                    Duration.ofSeconds(60),
                    () -> !folders().isEmpty(),
                    demo);

            var ended = demo.terminate();

            assertThat(ended.status()).isEqualTo(DeskProcess.TERMINATED);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err().lines())
                    .allSatisfy(line -> assertThat(line).startsWith("Picked up JAVA_TOOL_OPTIONS"));
        }
        assertThat(folders()).isEmpty();
    }
}
