package dev.roundtrip.story.real;

import static dev.roundtrip.story.real.RealIcinga.HOST;
import static dev.roundtrip.story.real.RealIcinga.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.story.real.RecordingDesk.Received;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Icinga 2 with the files of examples/icinga: its own notification makes the ticket, our callout acknowledges the problem. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // the set-up fills them
class RealIcingaTest {

    private static final String SECRET = "s3cret \"quoted\" $1 $host.name$ \\ end";
    private static final String TICKETS = "/ATServicesRest/V1.0/Tickets";

    private RecordingDesk desk;
    private RealIcinga icinga;

    @BeforeAll
    void startIcinga() throws IOException {
        RealIcinga.assumeAvailable();
        desk = RecordingDesk.start();
        icinga = RealIcinga.start(new DeskAccount(desk.url(), "ICINGA", "icinga@acme.example", SECRET));
    }

    @AfterAll
    void stop() {
        if (icinga != null) {
            icinga.close();
        }
        if (desk != null) {
            desk.close();
        }
    }

    @Test
    void aServiceProblemBecomesATicketAndTheDoneTicketAcknowledgesIt() throws IOException {
        icinga.raise(SERVICE);

        var ticket = ticketFor(SERVICE);
        assertThat(ticket.headers().getFirst("ApiIntegrationCode")).isEqualTo("ICINGA");
        assertThat(ticket.headers().getFirst("UserName")).isEqualTo("icinga@acme.example");
        assertThat(ticket.headers().getFirst("Secret")).isEqualTo(SECRET);
        assertThat(ticket.json().path("title").asString()).isEqualTo("web 01: disk /var (\"100%\" & ü) is CRITICAL");
        assertThat(ticket.json().path("description").asString()).contains("DISK CRITICAL - /var 98% \"full\"");
        assertThat(ticket.json().at("/companyID").asInt(-1)).isEqualTo(0);
        assertThat(ticket.json().at("/queueID").asInt()).isEqualTo(8);
        assertThat(ticket.json().at("/status").asInt()).isEqualTo(1);
        assertThat(ticket.json().at("/priority").asInt()).isEqualTo(1);
        assertThat(icinga.isOpen(SERVICE)).isTrue();

        var answer = callOut(valuesOf(ticket));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(icinga.isAcknowledged(SERVICE)).isTrue();
        assertThat(icinga.comments(SERVICE)).containsExactly("Roundtrip: Ticket T20260101.0001 is done");
        assertThat(callOut(valuesOf(ticket)).statusCode()).isEqualTo(409);
        assertThat(icinga.isAcknowledged(SERVICE)).isTrue();
    }

    @Test
    void aHostGoesTheSameWay() throws IOException {
        icinga.raise(HOST);

        var ticket = ticketFor(HOST);
        assertThat(ticket.json().path("title").asString()).isEqualTo("db 01 is DOWN");

        assertThat(callOut(valuesOf(ticket)).statusCode()).isEqualTo(200);
        assertThat(icinga.isAcknowledged(HOST)).isTrue();

        icinga.recover(HOST);
        assertThat(callOut(valuesOf(ticket)).statusCode())
                .as("the problem is over")
                .isEqualTo(409);
    }

    @Test
    void anObjectThatIcingaDoesNotKnowIsAnswered404() throws IOException {
        var answer = callOut(Map.of("udf.AlertID", "web 01!gone", "udf.IcingaService", "gone"));

        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void roundtripsAccountMayDoNothingElse() throws IOException {
        try (var api = new RemoteApi(icinga.url(), RealIcinga.USER, RealIcinga.PASSWORD, icinga.ca())) {
            var json = Map.of("Accept", "application/json");

            var reading = api.send("GET", "/v1/objects/hosts", json, "");
            var checking = api.send(
                    "POST",
                    "/v1/actions/process-check-result",
                    json,
                    "{\"type\":\"Host\",\"host\":\"" + HOST + "\",\"exit_status\":1,\"plugin_output\":\"down\"}");

            // Icinga does not tell "not allowed" from "not there".
            assertThat(reading.statusCode()).isEqualTo(404);
            assertThat(checking.statusCode()).isEqualTo(404);
        }
    }

    private Received ticketFor(String object) {
        icinga.until(
                "Icinga has made a ticket for " + object,
                () -> desk.at(TICKETS).stream()
                        .anyMatch(request -> alertId(request).equals(object)));
        return desk.at(TICKETS).stream()
                .filter(request -> alertId(request).equals(object))
                .findFirst()
                .orElseThrow();
    }

    private static String alertId(Received ticket) {
        return ticket.json().at("/userDefinedFields/0/value").asString();
    }

    /** What the ticket that was posted would hand to a template. */
    private static Map<String, String> valuesOf(Received ticket) {
        var fields = ticket.json().path("userDefinedFields");
        assertThat(fields.valueStream().map(field -> field.path("name").asString()))
                .containsExactly("AlertID", "IcingaService");
        return Map.of(
                "ticket.ticketNumber", "T20260101.0001",
                "udf.AlertID", fields.at("/0/value").asString(),
                "udf.IcingaService", fields.at("/1/value").asString());
    }

    private HttpResponse<String> callOut(Map<String, String> values) throws IOException {
        var environment = Map.of("ICINGA_URL", icinga.url().toString(), "ICINGA_PASSWORD", RealIcinga.PASSWORD);
        return ShippedCallout.read(Path.of("examples/icinga/setup.yaml"), "Acknowledge in Icinga", environment)
                .send(values, icinga.ca());
    }
}
