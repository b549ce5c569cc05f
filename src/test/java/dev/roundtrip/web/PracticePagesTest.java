package dev.roundtrip.web;

import static dev.roundtrip.web.PageClient.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Actor;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PracticePagesTest {
    private static final String PAGE = "/settings/practice";
    private static final String CLOSE = PAGE + "/close";

    private final PageServer server;
    private final PageClient client;

    PracticePagesTest(@TempDir Path data) {
        server = PageServer.withTechnician(data);
        server.house.listensAt(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort()));
        client = server.administrator();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void turn(boolean on) {
        assertThat(client.submit(PAGE, PAGE + "/switch", Map.of("on", Boolean.toString(on)))
                        .statusCode())
                .isEqualTo(302);
    }

    @Test
    void isOffUntilAnAdministratorSwitchesItOn() {
        assertThat(client.get(PAGE).body()).contains("It is off");
        assertThat(client.get(CLOSE).statusCode()).isEqualTo(404);
        assertThat(client.get("/practice/close").statusCode()).isEqualTo(404);

        turn(true);

        assertThat(client.get(PAGE).body()).contains("It is on");
        assertThat(client.get("/practice/close").statusCode()).isEqualTo(200);
        assertThat(client.get(CLOSE).body()).contains("GET /practice/close").contains("answered 200");

        turn(false);

        assertThat(client.get("/practice/close").statusCode()).isEqualTo(404);
        assertThat(server.signedIn().get(PAGE).statusCode()).isEqualTo(403);
    }

    @Test
    void answersAsItIsTold() {
        turn(true);

        client.submit(CLOSE, CLOSE + "/answers", Map.of("answers", "503, 200"));

        assertThat(client.get("/practice/close").statusCode()).isEqualTo(503);
        assertThat(client.get("/practice/close").statusCode()).isEqualTo(200);
        var refused = client.submit(CLOSE, CLOSE + "/answers", Map.of("answers", "200, perhaps"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("value=\"200, perhaps\"").contains("Use statuses from 200 to 599");
    }

    @Test
    void opensTheNameThatIsTyped() {
        turn(true);

        assertThat(location(client.get(PAGE + "/open?name=%20close%20"))).isEqualTo(CLOSE);
        var refused = client.get(PAGE + "/open?name=a%2Fb");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Use 1 to 60 letters").contains("value=\"a/b\"");
    }

    /** The whole round trip, the receiver playing the monitoring system. */
    @Test
    void closesItsAlertWhenTheTicketsCalloutHasBeenTaken() {
        turn(true);
        server.house.setup().apply("setup.yaml", """
                callouts: [ { name: Close, url: "%s/practice/close", format: json } ]
                rules: [ { name: Done, when: [ edited ], if: [ { attribute: status, operator: changed-to, value: Complete } ], then: [ { callout: Close } ] } ]
                """.formatted(server.url()), Map.of(), false);
        client.submit(CLOSE, CLOSE + "/answers", Map.of("answers", "503, 200"));

        client.submit(CLOSE, CLOSE + "/alert", Map.of());

        var raised = client.get(CLOSE).body();
        assertThat(raised).contains("T20261124.0001").contains("Open<").doesNotContain("Closed<");
        var ticket = server.house.tickets().numbered("T20261124.0001").orElseThrow();
        server.house
                .tickets()
                .edit(ticket.id(), TicketEdit.with().set(TicketField.STATUS, 5).build(), Actor.DESK);
        server.house.dispatcher().runDue();
        assertThat(client.get(CLOSE).body()).doesNotContain("Closed<");
        server.clock.pass(Duration.ofSeconds(60));
        server.house.dispatcher().runDue();

        assertThat(client.get(CLOSE).body())
                .contains("Closed<")
                .contains("answered 503")
                .contains("answered 200");
    }

    @Test
    void tellsItsPageWhatIsNewAndNothingElse() {
        turn(true);
        var state = client.get(CLOSE).body().replaceAll("(?s).*data-live=\"([^\"]*)\".*", "$1");

        assertThat(client.get(CLOSE + "/got?known=" + state).statusCode()).isEqualTo(204);
        client.get("/practice/close?x=1");
        var part = client.get(CLOSE + "/got?known=" + state);
        assertThat(part.statusCode()).isEqualTo(200);
        assertThat(part.body()).contains("GET /practice/close?x=1").doesNotContain("<html");
    }

    @Test
    void numbersItsAlertsAndTakesNoNameThatHasNoPage() {
        turn(true);
        for (int i = 0; i < 22; i++) {
            client.submit(CLOSE, CLOSE + "/alert", Map.of());
        }

        assertThat(server.house.tickets().find(22).orElseThrow().title()).isEqualTo("Practice alert practice-close-22");
        assertThat(client.get("/practice/a%20b").statusCode()).isEqualTo(404);
    }

    @Test
    void leadsToACalloutWithItsAddress() {
        turn(true);

        var page = client.get(CLOSE).body();
        var link =
                page.replaceAll("(?s).*href=\"(/callouts/new[^\"]*)\".*", "$1").replace("&amp;", "&");

        assertThat(client.get(link).body()).contains("value=\"" + server.url() + "/practice/close\"");
    }
}
