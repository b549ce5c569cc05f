package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.Secrets;
import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.delivery.RetryPolicy;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeliveryPagesTest {
    private static final Pattern OLDER = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");

    private final PageServer server;
    private final Promises promises;
    private final PageClient client;

    DeliveryPagesTest(@TempDir Path data) {
        server = PageServer.withTechnician(data);
        promises = new Promises(server);
        client = server.signedIn();
    }

    @BeforeAll
    void keepACallout() {
        var callout = Callout.to("Icinga: clear problem", "https://icinga.acme.example/");
        server.house.callouts().keep(callout, Secrets.none());
    }

    /** What a test before this one chose for itself is not this one's. */
    @BeforeEach
    void choosesNothing() {
        server.house
                .choices()
                .speak(
                        server.house
                                .people()
                                .named(PageServer.LOGIN)
                                .orElseThrow()
                                .id(),
                        null);
    }

    @AfterAll
    void close() {
        promises.close();
        server.close();
    }

    @Test
    @Order(1)
    void saysThatNothingWasSentYet() {
        assertThat(words("/deliveries")).contains("Nothing was sent yet");
        assertThat(words("/deliveries?state=delivered"))
                .contains("No delivery matches")
                .contains("Clear filter");
    }

    @Test
    void tellsOfADeliveryThatIsTriedAgain() {
        var id = promises.answered("Icinga: clear problem", "T20261124.0007", 503);

        assertThat(words("/deliveries?ticketNumber=t20261124.0007"))
                .contains("Waiting Icinga: clear problem T20261124.0007")
                .contains("1 of 11")
                .contains("503 Service Unavailable , 38 ms");
        var page = words("/deliveries/" + id);
        assertThat(page)
                .containsPattern("503 at 14:\\d\\d:\\d\\d, next attempt 14:\\d\\d:\\d\\d, last 14:\\d\\d:\\d\\d");
        assertThat(page)
                .contains("1 of 11 attempts used since")
                .contains("every 60 s, up to 10 times after the first")
                .contains("The service is there but not ready.")
                .contains("DNS 1.2 ms, connect 2.6 ms, TLS 9.0 ms, first byte 21.4 ms")
                .contains("10.20.0.11:5665")
                .contains("POST https://icinga.acme.example:5665/v1/actions/process-check-result")
                .contains("Authorization: ••••••••")
                .contains("Icinga is reloading, try again later.");
    }

    @Test
    void saysThatATargetKeepsFailing() {
        server.makesATargetFail("Gone");
        var failing = server.house.log().page(DeliveryLog.Filter.ALL, null, 500).entries().stream()
                .filter(entry -> entry.delivery().laneName().equals("Gone"))
                .toList();

        assertThat(failing).hasSize(5);
        for (var page : List.of(
                "/deliveries", "/deliveries/" + failing.getFirst().delivery().id())) {
            assertThat(words(page))
                    .contains("Gone: one delivery at a time")
                    .containsPattern("The last 5 calls failed, the first of them at 14:\\d\\d:\\d\\d");
        }
    }

    @Test
    void neverTakesWhatWasSentForMarkup() {
        var id = promises.answered("<script>alert(1)</script>", "T<b>1", 200);

        for (var page : new String[] {"/deliveries", "/deliveries/" + id}) {
            assertThat(client.get(page).body())
                    .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                    .doesNotContain("<script>alert")
                    .doesNotContain("<b>disk")
                    .doesNotContain("T<b>1");
        }
        assertThat(client.get("/deliveries?q=%22%3E%3Cscript%3E&callout=%3Cb%3E&from=%22%3E%3Cb%3E")
                        .body())
                .doesNotContain("<script>")
                .doesNotContain("<b>");
    }

    @Test
    void whatNobodyTypesIntoTheAddressOpensThePageAllTheSame() {
        promises.promise("Icinga: clear problem", "T20261124.0099");

        for (var query : new String[] {"q=%00", "callout=%00", "ticketNumber=%00", "after=%00", "after=zzz"}) {
            assertThat(words("/deliveries?" + query)).as(query).contains("T20261124.0099");
        }
        for (var query : new String[] {"from=%2B999999999-12-31T00:00", "to=-999999999-01-01T00:00"}) {
            assertThat(words("/deliveries?" + query)).as(query).contains("Write the time like 2026-11-24T14:03.");
        }
    }

    @Test
    void showsAnyAttemptInFull() {
        var id = promises.answered("Icinga: clear problem", "T20261124.0008", 500, 503, 200);

        assertThat(words("/deliveries/" + id))
                .contains("Delivered at 14:")
                .contains("3 of 11 attempts made since")
                .contains("1 × 500, 1 × 503, 1 × 200")
                .contains("Attempt 3: what went out, what came back")
                .contains("200 OK");
        assertThat(words("/deliveries/" + id + "?attempt=1"))
                .contains("Attempt 1: what went out, what came back")
                .contains("500 Internal Server Error");
        assertThat(words("/deliveries/" + id + "?attempt=99")).contains("Attempt 3: what went out");
    }

    @Test
    void speaksGermanWithItsTimesAndNumbers() {
        var id = promises.answered("Icinga: clear problem", "T20261124.0009", 503);
        server.clock.pass(Duration.ofDays(2));

        var german = server.signedIn();
        german.get("/signin?lang=de");
        var page = words(german.get("/deliveries/" + id));

        assertThat(page)
                .containsPattern("503 am 24\\. Nov\\., 14:\\d\\d:\\d\\d, nächster Versuch, sobald")
                .contains("alle 60 s")
                .contains("DNS 1,2 ms");
        server.clock.pass(Duration.ofDays(-2));
        client.signIn(PageServer.LOGIN, PageServer.PASSWORD); // two days later the session had ended
    }

    @Test
    void pagesByKeyAndKeepsTheFilter() {
        for (int i = 0; i < 53; i++) {
            promises.answered("Paged", "T20261124.01%02d".formatted(i), 200);
        }

        var first = client.get("/deliveries?callout=Paged&state=delivered").body();
        var older = OLDER.matcher(first);
        assertThat(older.find()).isTrue();
        var link = older.group(1).replace("&amp;", "&");
        var second = client.get(link).body();

        assertThat(link).startsWith("/deliveries?callout=Paged&state=delivered&after=");
        assertThat(rows(first)).isEqualTo(50);
        assertThat(rows(second)).isEqualTo(3);
        assertThat(first).contains("T20261124.0152").doesNotContain("T20261124.0102");
        assertThat(second).contains("T20261124.0102").contains(">Newest<");
        assertThat(OLDER.matcher(second).find()).isFalse();
    }

    @Test
    void findsWhatACalloutSentUnderAnEarlierName() {
        var id = promises.answered("Its earlier name", "T20261124.0888", 200);

        assertThat(client.get("/deliveries?callout=icinga:+clear+problem").body())
                .contains(id);
        assertThat(client.get("/deliveries?callout=its+earlier+name").body()).contains(id);
    }

    @Test
    void findsByTimeInTheDesksZoneAndByText() {
        var id = promises.answered("Found", "T20261124.0777", 503);
        var minute = "2026-11-24T13:00";

        assertThat(client.get("/deliveries?callout=found&from=" + minute).body())
                .contains(id);
        assertThat(client.get("/deliveries?callout=found&from=2026-11-24&to=2026-11-24")
                        .body())
                .contains(id);
        assertThat(client.get("/deliveries?callout=found&to=" + minute).body()).doesNotContain(id);
        assertThat(client.get("/deliveries?callout=found&q=ICINGA+is+reloading").body())
                .contains(id);
        assertThat(words("/deliveries?from=yesterday")).contains("Write the time like 2026-11-24T14:03.");
        assertThat(words("/deliveries?state=lost")).contains("Choose a state from the list.");
    }

    @Test
    void tellsWhyADeliveryStandsStill() {
        var held = promises.promise(Promises.SHUT, "Inactive", "T1", null);
        var unsent =
                promises.promise("callout:1", "Broken", "T2", "the body is not JSON: line 3, column 7: unexpected end");
        var silent = promises.promise("Silent", "T3");
        promises.courier.getsNoAnswer(silent);
        promises.runDue();
        promises.cancel(silent);
        var crashed = promises.promise("Crashed", "T4");
        assertThat(words("/deliveries/" + crashed)).contains("Sending").contains("Attempt 1 is under way since");
        promises.crash();

        assertThat(words("/deliveries/" + held)).contains("Held: goes on when the callout is active again");
        assertThat(words("/deliveries/" + unsent))
                .contains("without an attempt")
                .contains("line 3, column 7");
        assertThat(words("/deliveries/" + silent))
                .contains("Cancelled at 14:")
                .contains("cancelled by A. Technician")
                .contains("no answer came within 30 s")
                .contains("No answer came.");
        assertThat(words("/deliveries/" + crashed))
                .contains("Outcome unknown")
                .contains("A person decides.")
                .contains("Nothing is kept of this attempt");
    }

    @Test
    void tellsThePolicyOfItsOwnCallout() {
        var plain = Callout.to("Patient", "https://icinga.acme.example/");
        var patient = new Callout(
                0,
                plain.name(),
                true,
                plain.url(),
                plain.method(),
                plain.format(),
                null,
                null,
                plain.headers(),
                plain.authentication(),
                null,
                plain.success(),
                new RetryPolicy(Duration.ofMinutes(5), 100),
                null,
                false,
                plain.timeout(),
                plain.concurrency(),
                plain.afterCrash(),
                null,
                null,
                0,
                plain.secretNames(),
                plain.telling());
        var lane = server.house.callouts().keep(patient, Secrets.none()).lane();
        var id = promises.promise(lane, "Patient", "T5", null);
        promises.courier.answers(id, 404);
        promises.runDue();

        assertThat(words("/deliveries/" + id))
                .contains("1 of 101 attempts used")
                .contains("every 5 min, up to 100 times")
                .contains("There is nothing at this address");
    }

    private String words(String path) {
        var answer = client.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return words(answer);
    }

    /** What a reader sees, without markup. */
    private static String words(HttpResponse<String> page) {
        return page.body()
                .replaceAll("(?s)<head>.*?</head>", "")
                .replaceAll("</?(b|time|circle|rect|svg|use)\\b[^>]*>", "")
                .replaceAll("<[^>]*>", " ")
                .replace("&quot;", "\"")
                .replaceAll("[\\s\u00a0]+", " ");
    }

    private static int rows(String page) {
        return page.split("<th scope=\"row\"", -1).length - 1;
    }
}
