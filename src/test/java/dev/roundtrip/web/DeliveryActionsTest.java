package dev.roundtrip.web;

import static dev.roundtrip.web.PageClient.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.Secrets;
import dev.roundtrip.delivery.DeliveryState;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a person may do to deliveries. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryActionsTest {
    private static final String READER = "reader@acme.example";
    private static final Pattern KNOWN = Pattern.compile("data-live=\"([^\"]+)\"");

    private final PageServer server;
    private final Promises promises;
    private final PageClient technician;
    private final PageClient reader;

    DeliveryActionsTest(@TempDir Path data) {
        server = PageServer.withTechnician(data);
        promises = new Promises(server);
        technician = server.signedIn();
        server.house
                .people()
                .add(new Person(0, READER, "C. Reader", null, Role.READ_ONLY, null, true), PageServer.PASSWORD);
        reader = server.client();
        reader.signIn(READER, PageServer.PASSWORD);
    }

    @BeforeAll
    void keepACallout() {
        var callout = Callout.to("Close", "https://icinga.acme.example/");
        server.house.callouts().keep(callout, Secrets.none());
    }

    @AfterAll
    void close() {
        promises.close();
        server.close();
    }

    @Test
    void retriesNowAndSaysWhoAsked() {
        var id = promises.answered("Close", "T1", 503);
        assertThat(technician.get("/deliveries").body()).contains("Retry now: Close for T1");

        var answer =
                technician.submit("/deliveries/" + id, "/deliveries/" + id + "/retry", Map.of("back", "state=waiting"));

        assertThat(location(answer)).isEqualTo("/deliveries?state=waiting");
        assertThat(technician.get("/deliveries?state=waiting").body()).contains("Tried as soon as its turn comes");
        assertThat(technician.get("/deliveries/" + id).body())
                .contains("By hand")
                .contains("A. Technician asked for a retry");
    }

    @Test
    void asksBeforeItCancels() {
        var id = promises.answered("Close", "T2", 503);
        assertThat(technician.get("/deliveries/" + id + "/cancel").body()).contains("Cancel this delivery?");

        var answer = technician.submit("/deliveries/" + id, "/deliveries/" + id + "/cancel", Map.of());

        assertThat(location(answer)).isEqualTo("/deliveries/" + id);
        assertThat(technician.get("/deliveries/" + id).body())
                .contains("cancelled by A. Technician")
                .contains("A. Technician cancelled it");
    }

    @Test
    void saysThatOneIsOpenNoLonger() {
        var id = promises.answered("Close", "T3", 200);

        for (var what : new String[] {"retry", "cancel"}) {
            var answer = technician.submit("/deliveries/" + id, "/deliveries/" + id + "/" + what, Map.of());
            assertThat(answer.statusCode()).as(what).isEqualTo(409);
            assertThat(answer.body()).contains("neither waiting nor held any more");
        }
        assertThat(technician.get("/deliveries/" + id + "/cancel").statusCode()).isEqualTo(409);
        assertThat(technician.get("/deliveries/nobody/cancel").statusCode()).isEqualTo(404);
    }

    @Test
    void showsNoButtonsToWhoeverMayOnlyReadAndRefusesWhatTheyWouldDo() {
        var waiting = promises.answered("Close", "T4", 503);
        var done = promises.answered("Close", "T5", 200);

        assertThat(reader.get("/deliveries").body()).contains("T4").doesNotContain("/retry", "/cancel", "Replay…");
        assertThat(reader.get("/deliveries/" + waiting).body()).doesNotContain("/retry", "/cancel");
        assertThat(reader.get("/deliveries/" + done).body()).doesNotContain("Deliver again");
        for (var action : new String[] {
            "/deliveries/" + waiting + "/retry",
            "/deliveries/" + waiting + "/cancel",
            "/deliveries/" + done + "/replay",
            "/deliveries/replay"
        }) {
            assertThat(reader.submit("/deliveries", action, Map.of("count", "1"))
                            .statusCode())
                    .as(action)
                    .isEqualTo(403);
        }
        assertThat(reader.get("/deliveries/replay").statusCode()).isEqualTo(403);
        assertThat(reader.get("/deliveries/" + waiting + "/cancel").statusCode())
                .isEqualTo(403);
    }

    @Test
    void deliversOneAgainAndLinksBoth() {
        var id = promises.answered("Close", "T6", 200);
        assertThat(technician.get("/deliveries/" + id).body()).contains("Deliver again");

        var answer = technician.submit("/deliveries/" + id, "/deliveries/" + id + "/replay", Map.of());

        var replay = location(answer);
        assertThat(replay).startsWith("/deliveries/").isNotEqualTo("/deliveries/" + id);
        assertThat(technician.get(replay).body()).contains("href=\"/deliveries/" + id + "\"");
        assertThat(technician.get("/deliveries/" + id).body())
                .contains("href=\"" + replay + "\"")
                .doesNotContain("Deliver again");
        assertThat(technician
                        .submit("/deliveries/" + id, "/deliveries/" + id + "/replay", Map.of())
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void countsBeforeItReplaysAllThatAFilterFinds() {
        for (int i = 0; i < 3; i++) {
            promises.cancel(promises.promise(Promises.SHUT, "Gone", "T-many", null));
            var one = promises.answered("Close", "T-many", 503);
            promises.cancel(one);
        }
        var address = "/deliveries/replay?ticketNumber=T-many";
        assertThat(technician.get(address).body())
                .contains("3 deliveries are delivered again.")
                .contains("3 are left out: their callout is gone or inactive.");

        var other = technician.submit(address, "/deliveries/replay", Map.of("ticketNumber", "T-many", "count", "2"));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("By now another number fits.");

        var order = TypedForm.of(technician.get(address).body(), "/deliveries/replay");
        assertThat(location(technician.send(order))).isEqualTo("/deliveries?ticketNumber=T-many");
        assertThat(location(technician.send(order))).as("a double click").isEqualTo("/deliveries?ticketNumber=T-many");
        assertThat(technician.get("/deliveries?ticketNumber=T-many").body()).contains("3 deliveries are queued again");
        assertThat(technician.get(address).body())
                .contains("There is nothing to deliver again.")
                .contains("3 are left out: they were replayed already.");
    }

    @Test
    void answersNothingWhileNothingIsNew() {
        var id = promises.answered("Close", "T-live", 503);
        var list =
                KNOWN.matcher(technician.get("/deliveries?ticketNumber=T-live").body());
        var one = KNOWN.matcher(technician.get("/deliveries/" + id).body());
        assertThat(list.find()).isTrue();
        assertThat(one.find()).isTrue();
        var rows = "/deliveries/rows?ticketNumber=T-live&known=" + list.group(1);
        var part = "/deliveries/" + id + "/part?known=" + one.group(1);
        assertThat(technician.get(rows).statusCode()).isEqualTo(204);
        assertThat(technician.get(part).statusCode()).isEqualTo(204);

        promises.cancel(id);

        assertThat(technician.get(rows).body()).contains("Cancelled").doesNotContain("<html");
        assertThat(technician.get(part).body()).contains("Cancelled").doesNotContain("data-live=");
        assertThat(server.house.log().find(id).orElseThrow().delivery().state()).isEqualTo(DeliveryState.CANCELLED);
    }

    @Test
    void hasViewsThatSayHowMany() {
        promises.cancel(promises.promise("Close", "T-view"));
        promises.promise(Promises.SHUT, "Held", "T-held", null);

        assertThat(technician.get("/deliveries?view=look").body())
                .contains("T-held")
                .contains("Needs a look<")
                .doesNotContain("T-view");
    }
}
