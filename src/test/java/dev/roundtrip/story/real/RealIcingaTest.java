package dev.roundtrip.story.real;

import static dev.roundtrip.story.real.RealIcinga.BACKUP;
import static dev.roundtrip.story.real.RealIcinga.HOST;
import static dev.roundtrip.story.real.RealIcinga.LOAD;
import static dev.roundtrip.story.real.RealIcinga.SERVICE;
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

/** The round trip with Icinga 2 and the files of examples/icinga: a problem, a ticket, the ticket done, the problem acknowledged. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // the set-up fills them
class RealIcingaTest {

    private static final Path SETUP = Path.of("examples/icinga/setup.yaml");
    private static final String SECRET = "s3cret \"quoted\" $1 $host.name$ \\ end";
    private static final int NEW = 1;

    private LiveDesk desk;
    private DeskApi api;
    private RealIcinga icinga;

    @BeforeAll
    void start() throws IOException {
        RealIcinga.assumeAvailable();
        desk = LiveDesk.open();
        var account = desk.account("ICINGA", "icinga@acme.example", SECRET);
        api = new DeskApi(account, desk.token());
        icinga = RealIcinga.start(account);
    }

    @BeforeEach
    void setUpAsShipped() throws IOException {
        setUp(Files.readString(SETUP));
    }

    @AfterAll
    void stop() {
        if (icinga != null) {
            icinga.close();
        }
        if (desk != null) {
            api.close();
            desk.close();
        }
    }

    @Test
    void aServiceProblemBecomesATicketAndTheDoneTicketAcknowledgesIt() throws IOException {
        var raised = Stopwatch.start();
        icinga.raise(SERVICE);

        var ticket = ticketFor(SERVICE);
        raised.tell("Icinga, service: from the problem to its ticket");
        assertThat(ticket.path("title").asString()).isEqualTo("web 01: disk /var (\"100%\" & ü) is CRITICAL");
        assertThat(ticket.path("description").asString()).contains("DISK CRITICAL - /var 98% \"full\"");
        assertThat(ticket.path("queueID").asInt()).isEqualTo(8);
        assertThat(ticket.path("priority").asInt()).isEqualTo(1);
        assertThat(icinga.isOpen(SERVICE)).isTrue();

        var completed = Stopwatch.start();
        api.complete(id(ticket));

        icinga.until("the problem is acknowledged", () -> icinga.isAcknowledged(SERVICE));
        completed.tell("Icinga, service: from the completed ticket to the acknowledgement");
        assertThat(icinga.comments(SERVICE))
                .containsExactly(
                        "Roundtrip: Ticket " + ticket.path("ticketNumber").asString() + " is done");
        assertThat(delivered(ticket, 1)).extracting(RealIcingaTest::statuses).containsExactly(List.of(200));
    }

    @Test
    void aHostGoesTheSameWay() throws IOException {
        icinga.raise(HOST);
        var ticket = ticketFor(HOST);
        assertThat(ticket.path("title").asString()).isEqualTo("db 01 is DOWN");

        var completed = Stopwatch.start();
        api.complete(id(ticket));

        icinga.until("the problem is acknowledged", () -> icinga.isAcknowledged(HOST));
        completed.tell("Icinga, host: from the completed ticket to the acknowledgement");
        assertThat(delivered(ticket, 1)).extracting(RealIcingaTest::statuses).containsExactly(List.of(200));
    }

    @Test
    void anIcingaThatIsDownIsToldWhenItIsBack() throws IOException {
        setUp(Files.readString(SETUP).replace("    tls: {", "    retry: { every: 2s }\n    tls: {"));
        icinga.raise(BACKUP);
        var ticket = ticketFor(BACKUP);
        icinga.goDown();

        api.complete(id(ticket));
        desk.until(
                "two attempts have failed",
                () -> statuses(api.deliveriesOf(id(ticket)).getFirst()).size() > 2);
        var back = Stopwatch.start();
        icinga.comeBack();

        icinga.until("the problem is acknowledged", () -> icinga.isAcknowledged(BACKUP));
        back.tell("Icinga, down for two attempts and more: from its start to the acknowledgement");
        var attempts = delivered(ticket, 1).getFirst().path("attempts");
        assertThat(attempts.path(0).path("error").asString()).contains("refused");
        assertThat(attempts.path(1).path("outcome").asString()).isEqualTo("failure");
        assertThat(attempts.path(attempts.size() - 1).path("status").asInt()).isEqualTo(200);
    }

    @Test
    void aProblemThatIsAcknowledgedAlreadyIsAsGoodAsDone() throws IOException {
        icinga.raise(LOAD);
        var ticket = ticketFor(LOAD);
        api.complete(id(ticket));
        delivered(ticket, 1);

        api.setStatus(id(ticket), NEW);
        api.complete(id(ticket));

        assertThat(delivered(ticket, 2))
                .extracting(RealIcingaTest::statuses)
                .containsExactly(List.of(200), List.of(409));
        assertThat(icinga.isAcknowledged(LOAD)).isTrue();
    }

    @Test
    void anObjectThatIcingaDoesNotKnowIsAnswered404() throws IOException {
        long ticket = api.create("made by hand", Map.of("AlertID", "web 01!gone", "IcingaService", "gone"));

        api.complete(ticket);

        desk.until(
                "the first attempt has failed",
                () -> api.deliveriesOf(ticket)
                        .getFirst()
                        .path("state")
                        .asString()
                        .equals("waiting"));
        assertThat(statuses(api.deliveriesOf(ticket).getFirst())).containsExactly(404);
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

    private void setUp(String setup) throws IOException {
        desk.apply(
                setup,
                Map.of(
                        "env:ICINGA_URL",
                        icinga.url().toString(),
                        "env:ICINGA_PASSWORD",
                        RealIcinga.PASSWORD,
                        "env:ICINGA_TICKET_SECRET",
                        SECRET,
                        "file:icinga-ca.pem",
                        Files.readString(icinga.ca().certificate())));
    }

    /** The one ticket that Icinga has made for an object. */
    private JsonNode ticketFor(String object) throws IOException {
        icinga.until(
                "Icinga has made a ticket for " + object,
                () -> !api.tickets("AlertID", object).isEmpty());
        var tickets = api.tickets("AlertID", object);
        assertThat(tickets).hasSize(1);
        return tickets.getFirst();
    }

    /** The deliveries about a ticket, once there are so many and all have arrived. */
    private List<JsonNode> delivered(JsonNode ticket, int count) throws IOException {
        desk.until("all is delivered", () -> {
            var deliveries = api.deliveriesOf(id(ticket));
            return deliveries.size() == count
                    && deliveries.stream()
                            .allMatch(delivery ->
                                    delivery.path("state").asString().equals("delivered"));
        });
        return api.deliveriesOf(id(ticket));
    }

    /** What each attempt was answered; 0 where no answer came. */
    private static List<Integer> statuses(JsonNode delivery) {
        return delivery.path("attempts")
                .valueStream()
                .map(attempt -> attempt.path("status").asInt(0))
                .toList();
    }

    private static long id(JsonNode ticket) {
        return ticket.path("id").longValue();
    }
}
