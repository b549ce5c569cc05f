package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardPageTest {
    private final PageServer server;
    private final Promises promises;

    DashboardPageTest(@TempDir Path data) {
        server = PageServer.withTechnician(data);
        promises = new Promises(server);
    }

    @AfterEach
    void close() {
        promises.close();
        server.close();
    }

    private static String plain(String page) {
        return page.replaceAll("(?s)<template.*?</template>|<[^>]*>", " ").replaceAll("\\s+", " ");
    }

    @Test
    void teachesANewDesk() {
        assertThat(plain(server.administrator().get("/").body()))
                .contains("Close the first alert")
                .contains("New callout")
                .contains("All is well")
                .contains("Nothing was delivered in this time.");
        assertThat(plain(server.signedIn().get("/").body()))
                .contains("Close the first alert")
                .doesNotContain("New callout");
    }

    @Test
    void tellsWhatWasDeliveredAndWhatNeedsALook() {
        server.house.setup().apply("setup.yaml", """
                callouts: [ { name: "Icinga: clear problem", url: "https://localhost/" } ]
                rules: [ { name: Done, when: [ edited ], then: [ { callout: "Icinga: clear problem" } ] } ]
                """, Map.of(), false);
        promises.answered("Icinga: clear problem", "T20261124.0001", 200);
        promises.answered("Icinga: clear problem", "T20261124.0002", 503, 200);
        promises.promise("callout:1", "Icinga: clear problem", "T20261124.0003", "custom body: no JSON");
        var waiting = promises.promise("Icinga: clear problem", "T20261124.0004");
        promises.courier.answers(waiting, 503);
        promises.run(1);

        var page = server.signedIn().get("/").body();

        assertThat(plain(page))
                .doesNotContain("Close the first alert")
                .contains("2 Delivered")
                .contains("1 Waiting")
                .contains("1 Failed")
                .contains("(median); 95 % within")
                .contains("custom body: no JSON")
                .contains("503")
                .contains("Next attempt");
        assertThat(page)
                .containsPattern("href=\"/deliveries\\?(callout=Icinga%3A\\+clear\\+problem|state=waiting)&amp;")
                .contains("href=\"/deliveries/" + waiting + "\"");
    }

    @Test
    void tellsAdministratorsWhatWorriesTheDeskItself() {
        var client = server.administrator();
        assertThat(plain(client.get("/").body())).doesNotContain("The desk itself needs a look");

        server.runsOutOfSpace();
        server.promisesAndForgets("Icinga: clear problem");

        assertThat(plain(client.get("/").body()))
                .contains("The desk itself needs a look")
                .contains("nearly full: 812\u00a0MiB of 20\u00a0GiB are free")
                .contains("Deliveries have not gone out since 24 November 2026, 14:04")
                .contains("Deliveries of one extension callout are due and none is begun.")
                .contains("roundtrip.db");
        assertThat(client.get("/").body()).contains("href=\"/deliveries?state=waiting\"");
        client.get("/?lang=de");
        assertThat(plain(client.get("/").body()))
                .contains("Der Service-Desk selbst braucht Aufmerksamkeit")
                .contains("812\u00a0MiB von 20\u00a0GiB sind frei");
        assertThat(plain(server.signedIn().get("/").body())).doesNotContain("The desk itself needs a look");
    }

    @Test
    void saysNothingOfWhatNobodyHasLookedAfterForAnHour() {
        var client = server.administrator();
        server.runsOutOfSpace();

        server.clock.pass(Duration.ofMinutes(59));
        assertThat(plain(client.get("/").body())).contains("The desk itself needs a look");
        server.clock.pass(Duration.ofMinutes(1));
        assertThat(plain(client.get("/").body())).doesNotContain("The desk itself needs a look");
    }

    @Test
    void looksAnewOnceInTenSecondsAndTellsItsPage() {
        var client = server.signedIn();
        var state = client.get("/").body().replaceAll("(?s).*data-live=\"([^\"]*)\".*", "$1");
        promises.answered("Icinga: clear problem", "T20261124.0001", 200);

        server.clock.pass(Duration.ofSeconds(9));
        assertThat(client.get("/dashboard?span=24h&known=" + state).statusCode())
                .isEqualTo(204);
        server.clock.pass(Duration.ofSeconds(1));
        var part = client.get("/dashboard?span=24h&known=" + state);

        assertThat(part.statusCode()).isEqualTo(200);
        assertThat(plain(part.body())).contains("1 Delivered");
        assertThat(part.body()).doesNotContain("<html");
    }

    @Test
    void looksBackAsFarAsItIsAsked() {
        promises.answered("Icinga: clear problem", "T20261124.0001", 200);
        server.clock.pass(Duration.ofHours(2));
        var client = server.signedIn();

        assertThat(plain(client.get("/?span=1h").body()))
                .contains("0 Delivered")
                .contains("Deliveries per minute");
        assertThat(plain(client.get("/?span=24h").body())).contains("1 Delivered");
        assertThat(plain(client.get("/?span=7d").body()))
                .contains("1 Delivered")
                .contains("Deliveries per 2 hours");
        assertThat(plain(client.get("/?span=x").body())).contains("Deliveries per 15 minutes");
    }
}
