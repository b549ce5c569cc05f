package dev.roundtrip.story.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.LiveDesk;
import dev.roundtrip.testing.DeskApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * The round trip with Alertmanager and the files of examples/alertmanager: an alert, its webhook, a ticket, the ticket done, the alert ended
 * or silenced.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // the set-up fills them
class RealAlertmanagerTest {

    private static final Path SETUP = Path.of("examples/alertmanager/setup.yaml");
    private static final String TOKEN = "an-intake-token-of-some-length";
    private static final String SECRET = "correct-horse-battery";

    /** Alertmanager makes tickets with its token; a technician's client needs a user. */
    private static final String CLIENT = """
            api-users:
              - { login: client@acme.example, secret: "${env:CLIENT_SECRET}", integration-code: CLIENT }
            """;

    private LiveDesk desk;
    private DeskApi api;
    private RealAlertmanager alertmanager;

    @BeforeAll
    void start() throws IOException {
        RealAlertmanager.assumeAvailable();
        desk = LiveDesk.open();
        api = new DeskApi(desk.account("CLIENT", "client@acme.example", SECRET), desk.token());
        alertmanager = RealAlertmanager.start(desk.url(), TOKEN);
        desk.apply(CLIENT, Map.of("env:CLIENT_SECRET", SECRET));
    }

    @BeforeEach
    void setUpAsShipped() throws IOException {
        setUp(Files.readString(SETUP));
    }

    @AfterAll
    void stop() {
        if (alertmanager != null) {
            alertmanager.close();
        }
        if (desk != null) {
            api.close();
            desk.close();
        }
    }

    @Test
    void anAlertBecomesATicketAndTheDoneTicketEndsIt() throws IOException {
        // No label `job`: the callout names it all the same, as empty.
        var labels = Map.of("alertname", "BackupFailed", "instance", "web 01 \"a\"", "severity", "critical");
        var raised = Stopwatch.start();
        alertmanager.raise(labels, "Backup of /var failed");

        var ticket = ticketAbout("Backup of /var failed");
        raised.tell("Alertmanager: from the alert to its ticket");
        assertThat(userField(ticket, "AlertID")).matches("[0-9a-f]{16}");
        assertThat(userField(ticket, "instance")).isEqualTo("web 01 \"a\"");
        assertThat(alertmanager.isOpen(labels)).isTrue();

        var completed = Stopwatch.start();
        api.complete(id(ticket));

        alertmanager.until("the alert is gone", () -> alertmanager.isGone(labels));
        completed.tell("Alertmanager: from the completed ticket to the end of the alert");
        assertThat(delivered(ticket)).containsExactly(200);
        desk.until(
                "Alertmanager's own word about the end is a note",
                () -> api.notes(id(ticket)).size() == 1);
    }

    @Test
    void aSilenceHushesThisAlertAndNoOther() throws IOException {
        setUp(Files.readString(SETUP)
                .replace("- callout: End in Alertmanager ", "- callout: Silence in Alertmanager "));
        var labels = Map.of("alertname", "DiskFull", "job", "node", "team", "storage");
        var other = Map.of("alertname", "DiskFull", "instance", "web02", "job", "node");
        alertmanager.raise(labels, "Disk is full");
        alertmanager.raise(other, "Disk is full there as well");
        var ticket = ticketAbout("Disk is full");
        ticketAbout("Disk is full there as well");

        api.complete(id(ticket));

        alertmanager.until("the alert is silenced", () -> alertmanager.isSilenced(labels));
        assertThat(alertmanager.isOpen(other)).isTrue();
    }

    @Test
    void anAlertWithALabelThatIsNoFieldIsNotEndedThoughTheAnswerIs200() throws IOException {
        var labels = Map.of("alertname", "LinkDown", "team", "network");
        alertmanager.raise(labels, "Link is down");
        var ticket = ticketAbout("Link is down");

        api.complete(id(ticket));

        // The reason for the warning in the example's README: nothing in the answer tells.
        assertThat(delivered(ticket)).containsExactly(200);
        assertThat(alertmanager.isOpen(labels)).isTrue();
    }

    private void setUp(String setup) throws IOException {
        desk.apply(
                setup,
                Map.of(
                        "env:ALERTMANAGER_URL",
                        alertmanager.url().toString(),
                        "env:ALERTMANAGER_USER",
                        RealAlertmanager.USER,
                        "env:ALERTMANAGER_PASSWORD",
                        RealAlertmanager.PASSWORD,
                        "env:ALERTMANAGER_TOKEN",
                        TOKEN,
                        "file:alertmanager-ca.pem",
                        Files.readString(alertmanager.ca().certificate())));
    }

    /** The one ticket with this title, once the webhook has made it. */
    private JsonNode ticketAbout(String summary) throws IOException {
        alertmanager.until(
                "there is a ticket about " + summary, () -> !titled(summary).isEmpty());
        var tickets = titled(summary);
        assertThat(tickets).hasSize(1);
        return tickets.getFirst();
    }

    private List<JsonNode> titled(String title) throws IOException {
        return api.tickets().stream()
                .filter(ticket -> ticket.path("title").asString().equals(title))
                .toList();
    }

    private static String userField(JsonNode ticket, String name) {
        return ticket.path("userDefinedFields")
                .valueStream()
                .filter(field -> field.path("name").asString().equals(name))
                .map(field -> field.path("value").asString())
                .findFirst()
                .orElseThrow();
    }

    /** What each attempt of the one delivery about a ticket was answered, once it has arrived. */
    private List<Integer> delivered(JsonNode ticket) throws IOException {
        desk.until(
                "all is delivered",
                () -> api.deliveriesOf(id(ticket)).stream()
                        .map(delivery -> delivery.path("state").asString())
                        .toList()
                        .equals(List.of("delivered")));
        return api.deliveriesOf(id(ticket))
                .getFirst()
                .path("attempts")
                .valueStream()
                .map(attempt -> attempt.path("status").asInt(0))
                .toList();
    }

    private static long id(JsonNode ticket) {
        return ticket.path("id").longValue();
    }
}
