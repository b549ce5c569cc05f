package dev.roundtrip.story.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What examples/icinga/notify-roundtrip.sh does with the answers of a desk; that Icinga runs it is RealIcingaTest's to show. */
@SuppressWarnings("NullAway.Init") // the set-up fills it
class NotifyScriptTest {

    private static final String SECRET = "a-secret-that-nobody-sees";
    private static final String TICKETS = "/ATServicesRest/V1.0/Tickets";

    private record Ending(int status, String output) {}

    private RecordingDesk desk;

    @BeforeEach
    void startDesk() throws IOException {
        OutsideProgram.assumeInstalled("notification script", "curl", "jq");
        desk = RecordingDesk.start();
    }

    @AfterEach
    void stopDesk() {
        if (desk != null) {
            desk.close();
        }
    }

    @Test
    void makesATicketAndSaysWhich() throws Exception {
        var ending = notify(desk.url(), "web01", "disk\n/var", "DISK \"full\"\nand a second line");

        assertThat(ending).isEqualTo(new Ending(0, "Ticket 7 for 'web01!disk\n/var'."));
        var ticket = desk.at(TICKETS).getFirst().json();
        assertThat(ticket.path("title").asString()).isEqualTo("web01: disk /var is CRITICAL");
        assertThat(ticket.path("description").asString()).endsWith("\n\nDISK \"full\"\nand a second line");
    }

    @Test
    void makesNoSecondTicketWhileOneIsOpen() throws Exception {
        desk.hasOpenTickets(1);

        var ending = notify(desk.url(), "web01", "disk", "full");

        assertThat(ending).isEqualTo(new Ending(0, "A ticket for 'web01!disk' is open already."));
        assertThat(desk.at(TICKETS)).isEmpty();
        assertThat(desk.at(TICKETS + "/query/count").getFirst().json().path("filter"))
                .isEqualTo(RemoteApi.JSON.readTree("""
                                [{"op":"eq","field":"AlertID","udf":true,"value":"web01!disk"},{"op":"noteq","field":"status","value":5}]"""));
    }

    @Test
    void tellsWhatTheDeskRefused() throws Exception {
        desk.refuses("wrong credentials");

        var ending = notify(desk.url(), "web01", "", "down");

        assertThat(ending.status()).isEqualTo(1);
        assertThat(ending.output())
                .isEqualTo("notify-roundtrip: no ticket for 'web01': %s answered 401: wrong credentials"
                        .formatted(desk.url()));
    }

    @Test
    void tellsThatNoAnswerCame() throws Exception {
        desk.hangsUp();

        var ending = notify(desk.url(), "web01", "disk", "full");

        assertThat(ending.status()).isEqualTo(1);
        assertThat(ending.output())
                .contains("curl: (52)")
                .endsWith("no ticket for 'web01!disk': %s did not answer".formatted(desk.url()));
    }

    @Test
    void cutsWhatWouldBeTooLongForATicket() throws Exception {
        var ending = notify(desk.url(), "h".repeat(150), "s".repeat(150), "o".repeat(100_000));

        assertThat(ending.status()).isEqualTo(0);
        var ticket = desk.at(TICKETS).getFirst().json();
        assertThat(ticket.path("title").asString()).hasSizeBetween(100, 255);
        assertThat(ticket.path("description").asString()).hasSizeBetween(10_000, 128 * 1024);
    }

    /** An argument is there for every account of the machine to read. */
    @Test
    void showsTheSecretOnNoCommandLine() throws Exception {
        var commandLines = new CopyOnWriteArrayList<String>();
        desk.isWatchedBy(request -> commandLines.addAll(commandLinesOfThisMachine()));

        notify(desk.url(), "web01", "disk", "full");

        assertThat(desk.at(TICKETS).getFirst().headers().getFirst("Secret")).isEqualTo(SECRET);
        assertThat(commandLines)
                .anyMatch(line ->
                        line.startsWith("curl") && line.contains(desk.url().toString()))
                .noneMatch(line -> line.contains(SECRET));
    }

    private static List<String> commandLinesOfThisMachine() {
        var lines = new ArrayList<String>();
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                var line = process.resolve("cmdline");
                if (Files.isReadable(line)) {
                    lines.add(new String(Files.readAllBytes(line), UTF_8).replace('\0', ' '));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    private static Ending notify(URI desk, String host, String service, String output) throws Exception {
        var builder = new ProcessBuilder("examples/icinga/notify-roundtrip.sh").redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "ROUNDTRIP_URL",
                        desk.toString(),
                        "ROUNDTRIP_INTEGRATION_CODE",
                        "ICINGA",
                        "ROUNDTRIP_USER",
                        "icinga@acme.example",
                        "ROUNDTRIP_SECRET",
                        SECRET,
                        "ICINGA_HOST",
                        host,
                        "ICINGA_SERVICE",
                        service,
                        "ICINGA_STATE",
                        service.isEmpty() ? "DOWN" : "CRITICAL",
                        "ICINGA_OUTPUT",
                        output));
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return new Ending(process.exitValue(), said);
    }
}
