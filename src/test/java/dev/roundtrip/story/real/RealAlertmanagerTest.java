package dev.roundtrip.story.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.story.real.RecordingDesk.Received;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Alertmanager with the files of examples/alertmanager: its own webhook reports the alert, our callouts end or silence it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // the set-up fills them
class RealAlertmanagerTest {

    private static final String TOKEN = "an-intake-token-of-some-length";

    private RecordingDesk desk;
    private RealAlertmanager alertmanager;

    @BeforeAll
    void startAlertmanager() throws IOException {
        RealAlertmanager.assumeAvailable();
        desk = RecordingDesk.start();
        alertmanager = RealAlertmanager.start(desk.url(), TOKEN);
    }

    @AfterAll
    void stop() {
        if (alertmanager != null) {
            alertmanager.close();
        }
        if (desk != null) {
            desk.close();
        }
    }

    @Test
    void anAlertIsReportedAndTheDoneTicketEndsIt() throws IOException {
        // No label `job`: the callout names it all the same, as empty.
        var labels = Map.of("alertname", "BackupFailed", "instance", "web 01 \"a\"", "severity", "critical");
        alertmanager.raise(labels, "Backup of /var failed");

        var alert = reported("firing", labels);
        assertThat(alert.at("/annotations/summary").asString()).isEqualTo("Backup of /var failed");
        assertThat(alert.path("fingerprint").asString()).matches("[0-9a-f]{16}");
        assertThat(alertmanager.isOpen(labels)).isTrue();

        var answer = callOut("End in Alertmanager", alert);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(alertmanager.isGone(labels)).isTrue();
        assertThat(callOut("End in Alertmanager", alert).statusCode())
                .as("a repeat")
                .isEqualTo(200);
        assertThat(reported("resolved", labels).at("/annotations/summary").asString())
                .isEqualTo("Ended by ticket T20260101.0001");
    }

    @Test
    void aSilenceHushesThisAlertAndNoOther() throws IOException {
        var labels = Map.of("alertname", "DiskFull", "job", "node", "team", "storage");
        var other = Map.of("alertname", "DiskFull", "instance", "web02", "job", "node");
        alertmanager.raise(labels, "Disk is full");
        alertmanager.raise(other, "Disk is full there as well");

        var answer = callOut("Silence in Alertmanager", reported("firing", labels));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        alertmanager.until("the alert is silenced", () -> alertmanager.isSilenced(labels));
        assertThat(alertmanager.isOpen(other)).isTrue();
    }

    @Test
    void anAlertWithALabelThatIsNoFieldIsNotEndedThoughTheAnswerIs200() throws IOException {
        var labels = Map.of("alertname", "LinkDown", "team", "network");
        alertmanager.raise(labels, "Link is down");

        var answer = callOut("End in Alertmanager", reported("firing", labels));

        // The reason for the warning in the example's README: nothing in the answer tells.
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(alertmanager.isOpen(labels)).isTrue();
    }

    /** The alert with these labels as the webhook reported it. */
    private JsonNode reported(String status, Map<String, String> labels) {
        alertmanager.until(
                "the webhook reports " + labels + " as " + status,
                () -> found(status, labels).isPresent());
        return found(status, labels).orElseThrow();
    }

    private Optional<JsonNode> found(String status, Map<String, String> labels) {
        return desk.at("/api/intake/alertmanager").stream()
                .flatMap(RealAlertmanagerTest::alerts)
                .filter(alert -> alert.path("status").asString().equals(status))
                .filter(alert -> labelsOf(alert).equals(labels))
                .findFirst();
    }

    private static Stream<JsonNode> alerts(Received webhook) {
        assertThat(webhook.path()).endsWith("?field=AlertID");
        assertThat(webhook.headers().getFirst("Authorization")).isEqualTo("Bearer " + TOKEN);
        assertThat(webhook.json().path("version").asString()).isEqualTo("4");
        return webhook.json().path("alerts").valueStream();
    }

    private static Map<String, String> labelsOf(JsonNode alert) {
        var labels = new HashMap<String, String>();
        alert.path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asString()));
        return labels;
    }

    /** Sends the callout for a ticket whose fields were filled from the alert, as the intake does. */
    private HttpResponse<String> callOut(String name, JsonNode alert) throws IOException {
        var values = new HashMap<>(Map.of(
                "ticket.ticketNumber",
                "T20260101.0001",
                "udf.AlertID",
                alert.path("fingerprint").asString()));
        labelsOf(alert).forEach((label, value) -> values.put("udf." + label, value));
        var environment = Map.of(
                "ALERTMANAGER_URL", alertmanager.url().toString(),
                "ALERTMANAGER_USER", RealAlertmanager.USER,
                "ALERTMANAGER_PASSWORD", RealAlertmanager.PASSWORD);
        return ShippedCallout.read(Path.of("examples/alertmanager/setup.yaml"), name, environment)
                .send(values, alertmanager.ca());
    }
}
