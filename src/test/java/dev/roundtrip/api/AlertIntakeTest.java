package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.field.Filter;
import dev.roundtrip.people.ApiUser;
import dev.roundtrip.people.Token;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What becomes of the messages of Alertmanager. Each test has alerts of its own. */
@OnBothDatabases
@SuppressWarnings("NullAway.Init") // the server is there before the first test
class AlertIntakeTest {
    private static ApiServer server;

    AlertIntakeTest(TestDatabase database) {}

    @BeforeParameterizedClassInvocation
    static void open(TestDatabase database) {
        server = ApiServer.on(database);
        server.apply("""
                companies:
                  - { name: Acme }
                fields:
                  - { name: Instance, type: text }
                  - { name: runbook, type: multi-line-text }
                  - { name: shard, type: number }
                  - { name: since, type: date }
                  - { name: tier, type: list, values: [ gold, silver ] }
                  - { name: room, type: text, default: B 4 }
                  - { name: retired, type: text, active: false }
                callouts:
                  - { name: Tell the pager, url: "https://pager.acme.example/" }
                rules:
                  - { name: Tell of what is new, when: [ created, note-added ], then: [ { callout: Tell the pager } ] }
                """);
    }

    @AfterParameterizedClassInvocation
    static void close() {
        server.close();
    }

    @Test
    void threeSendersAtTheSameMomentMakeOneTicketAnAlert() throws Exception {
        var message = ApiServer.payload("five-alerts.json");
        for (int round = 0; round < 20; round++) {
            var field = "AlertID%02d".formatted(round);
            var body = message.replace("0000000000000a", "%014x".formatted(round + 0xA00));
            assertThat(atTheSameMoment(
                            3, () -> server.alerts("?field=" + field, body).status()))
                    .containsOnly(200);
            assertThat(atTheSameMoment(
                            3, () -> server.alerts("?field=" + field, body).status()))
                    .containsOnly(200);

            for (var alert : ApiServer.JSON.readTree(body).get("alerts")) {
                var tickets = tickets(field, alert.get("fingerprint").stringValue());
                assertThat(tickets).hasSize(1);
                assertThat(deliveries(tickets.getFirst())).isEqualTo(1);
            }
        }
        assertThat(server.house().userFields().all())
                .filteredOn(field -> field.name().startsWith("AlertID0"))
                .hasSize(10);
    }

    private static List<Integer> atTheSameMoment(int callers, Callable<Integer> call) throws Exception {
        var start = new CyclicBarrier(callers);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, callers)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        return call.call();
                    }))
                    .toList();
            var statuses = new ArrayList<Integer>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            return statuses;
        }
    }

    @Test
    void aSummaryLongerThanATitleStandsWholeInTheDescription() {
        var message = ApiServer.payload("long-summary.json");
        var summary = ApiServer.JSON
                .readTree(message)
                .at("/alerts/0/annotations/summary")
                .stringValue();

        assertThat(server.alerts("", message).status()).isEqualTo(200);
        assertThat(server.alerts("", message).status()).isEqualTo(200);

        assertThat(tickets("AlertID", "d4d4d4d4d4d4d4d4")).hasSize(1);
        var ticket = only("c3c3c3c3c3c3c3c3");
        assertThat(text(ticket, "title"))
                .hasSizeLessThanOrEqualTo(255)
                .doesNotContain("\n")
                .startsWith(summary.substring(0, 160))
                .endsWith("…");
        assertThat(text(ticket, "description")).contains(summary);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?resolved=complete"})
    void anEndWithoutABeginningIsTakenAndMakesNothing(String query) {
        var fingerprint = query.isEmpty() ? "e5e5e5e5e5e5e5e5" : "e6e6e6e6e6e6e6e6";
        var before = allThereIs();

        var end =
                server.alerts(query, ApiServer.payload("only-resolved.json").replace("e5e5e5e5e5e5e5e5", fingerprint));

        assertThat(end.status()).isEqualTo(200);
        assertThat(end.json().get("tickets")).isEmpty();
        assertThat(allThereIs()).isEqualTo(before);

        var beginning =
                server.alerts(query, ApiServer.payload("then-firing.json").replace("e5e5e5e5e5e5e5e5", fingerprint));

        assertThat(beginning.status()).isEqualTo(200);
        assertThat(only(fingerprint).get("status").longValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00x"})
    void whatNoStoreCanKeepIsReplacedAndItsNeighbourIsKept(String character) {
        var sign = character.substring(2, 6);
        var message = ApiServer.payload("zero-character-alerts.json")
                .replace("\\u0000", character)
                .replace("cdcdcdcdcdcd", "cdcdcdcd" + sign);

        assertThat(server.alerts("", message).status()).isEqualTo(200);

        assertThat(text(only("cdcdcdcd" + sign + "cd00"), "title")).matches("disk \uFFFDx? full");
        assertThat(text(only("cdcdcdcd" + sign + "cd01"), "title")).isEqualTo("fine");
    }

    @Test
    void allThatAMessageBringsIsInTheTicket() {
        var alert = Sent.firing("a1")
                .label("severity", "critical")
                .label("instance", "web01:9100")
                .annotation("description", "97 % of /var are used.\nClean up.")
                .annotation("runbook_url", "https://runbooks.acme.example/disk");

        var answer = server.alerts("", Sent.message(alert));

        var ticket = only("a1");
        assertThat(answer.json().toString())
                .isEqualTo(
                        "{\"tickets\":[{\"fingerprint\":\"a1\",\"id\":%d,\"ticketNumber\":%s,\"outcome\":\"created\"}]}"
                                .formatted(ticket.get("id").longValue(), ticket.get("ticketNumber")));
        assertThat(text(ticket, "title")).isEqualTo("Disk of a1 is full");
        assertThat(text(ticket, "description")).isEqualTo("""
                Disk of a1 is full

                description: 97 % of /var are used.
                Clean up.

                runbook_url: https://runbooks.acme.example/disk

                alertname = DiskFull
                host = a1
                instance = web01:9100
                severity = critical

                since 2026-11-24T15:50:17.16095407-02:00
                http://prometheus.example:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1""");
        assertThat(ticket.get("companyID").longValue()).isZero();
        assertThat(ticket.get("queueID").longValue()).isEqualTo(8);
        assertThat(ticket.get("source").longValue()).isEqualTo(8);
        assertThat(ticket.get("priority").longValue()).isEqualTo(4);
        assertThat(userFields(ticket))
                .containsEntry("AlertID", "a1")
                .containsEntry("Instance", "web01:9100")
                .containsEntry("room", "B 4");
    }

    @ParameterizedTest
    @CsvSource({"Warning,2", "CRITICAL,4", "info,2", "'',2"})
    void theSeverityLabelSetsThePriority(String severity, long priority) {
        server.alerts("", Sent.message(Sent.firing("s-" + severity).label("severity", severity)));

        assertThat(only("s-" + severity).get("priority").longValue()).isEqualTo(priority);
    }

    @ParameterizedTest
    @CsvSource({"summary,disk full", "alertname,DiskFull", "nothing,Alert title-nothing"})
    void theTitleIsTheSummaryElseTheNameElseTheFingerprint(String has, String title) {
        var alert = new Sent(
                "title-" + has,
                true,
                has.equals("nothing") ? Map.of("alertname", " ") : Map.of("alertname", "DiskFull"),
                has.equals("summary") ? Map.of("summary", "disk\r\n full") : Map.of("summary", "\u0085 \n"));

        server.alerts("", Sent.message(alert));

        assertThat(text(only("title-" + has), "title")).isEqualTo(title);
    }

    @Test
    void whatLaterVersionsAndOtherSendersAddIsPassedOver() {
        var alert = new TreeMap<>(Sent.firing("b1").json());
        alert.putAll(
                Map.of("values", Map.of("A", 97.5), "valueString", "[ var='A' ]", "silenceURL", "http://x.example/"));
        var message = Sent.message(List.of(alert))
                .replace("\"version\":\"4\"", "\"version\":\"1\",\"orgId\":1,\"title\":[\"x\"],\"state\":{\"a\":null}");

        assertThat(server.alerts("", message).status()).isEqualTo(200);
        assertThat(server.alerts("", message.replace("\"version\":\"1\",", "").replace("b1", "b2"))
                        .status())
                .isEqualTo(200);

        assertThat(text(only("b1"), "title")).isEqualTo("Disk of b1 is full");
        assertThat(text(only("b2"), "title")).isEqualTo("Disk of b2 is full");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                   | body
                    {"alerts":                           | body
                    {"alerts":[]} {}                     | body
                    []                                   | body
                    "alerts"                             | body
                    {}                                   | alerts
                    {"alerts":null}                      | alerts
                    {"alerts":{}}                        | alerts
                    {"alerts":[],"status":7}             | status
                    {"alerts":[],"Alerts":[]}            | Alerts
                    """)
    void aMessageThatIsNoneIsRefusedByName(String body, String named) {
        var before = allThereIs();

        var answer = server.alerts("", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/detail")).contains(named);
        assertThat(answer.raw().headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(allThereIs()).isEqualTo(before);
    }

    @Test
    void aMessageWithoutAlertsIsTaken() {
        var answer = server.alerts("", Sent.message(List.of()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().toString()).isEqualTo("{\"tickets\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "[]",
                "{\"status\":\"broken\"}",
                "{\"status\":{}}",
                "{\"status\":\"firing\",\"labels\":[\"a\"]}",
                "{\"status\":\"firing\",\"labels\":7}",
                "{\"status\":\"firing\",\"annotations\":\"x\"}",
                "{\"status\":\"firing\",\"Status\":\"firing\"}",
                "{\"status\":\"firing\",\"fingerprint\":{}}",
                "{\"status\":\"firing\",\"fingerprint\":[1]}",
                "{\"status\":\"firing\",\"startsAt\":{}}",
                "{\"status\":\"resolved\",\"endsAt\":[]}",
                "{\"status\":\"firing\",\"generatorURL\":{\"a\":1}}",
            })
    void anAlertThatMakesNoSenseTakesNoneOfItsNeighboursWithIt(String nonsense) {
        var left = "left-" + nonsense.hashCode();
        var right = "right-" + nonsense.hashCode();

        var answer = server.alerts(
                "",
                Sent.message(List.of(
                        Sent.firing(left).json(),
                        ApiServer.JSON.readTree(nonsense),
                        Sent.firing(right).json())));

        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        assertThat(answer.json().at("/refused/0/alert").longValue()).isEqualTo(1);
        assertThat(answer.text("/refused/0/error")).isNotBlank();
        assertThat(only(left)).isNotNull();
        assertThat(only(right)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"firing\",\"fingerprint\":\"odd-1\",\"labels\":{\"a\":1,\"b\":null,\"c\":[1],\"\":\"\"}}",
                "{\"status\":\"firing\",\"fingerprint\":\"odd-2\",\"labels\":null,\"annotations\":null}",
                "{\"fingerprint\":\"odd-3\"}",
                "{\"fingerprint\":\"odd-4\",\"startsAt\":7,\"generatorURL\":false}",
                "{\"STATUS\":\"firing\",\"Fingerprint\":\" odd-5 \"}",
            })
    void anOddAlertIsKept(String odd) {
        var answer = server.alerts("", Sent.message(List.of(ApiServer.JSON.readTree(odd))));

        assertThat(answer.json().has("refused")).as(answer.raw().body()).isFalse();
        assertThat(only(answer.text("/tickets/0/fingerprint"))).isNotNull();
    }

    @Test
    void anAlertWithoutAFingerprintIsKnownByItsLabels() {
        var json = new TreeMap<>(Sent.firing("c1").json());
        json.put("fingerprint", " ");
        var first = server.alerts("", Sent.message(List.of(json)));
        json.remove("fingerprint");

        var second = server.alerts("", Sent.message(List.of(json)));

        assertThat(first.text("/tickets/0/fingerprint")).matches("[0-9a-f]{16}");
        assertThat(second.json().at("/tickets/0/id")).isEqualTo(first.json().at("/tickets/0/id"));
        assertThat(second.text("/tickets/0/outcome")).isEqualTo("unchanged");
    }

    /** As long as the field takes, and as long as no index of PostgreSQL does. */
    @Test
    void aFingerprintBeyondAllMeasureIsKnownByItsDigest() {
        var random = new Random(7);
        var fingerprint = random.ints(1000, 0x4E00, 0x9FFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        var first = server.alerts("", Sent.message(Sent.firing("c2"), Sent.firing(fingerprint)));
        var second = server.alerts("", Sent.message(Sent.firing(fingerprint)));

        assertThat(first.status()).as(first.raw().body()).isEqualTo(200);
        assertThat(first.json().get("tickets")).hasSize(2);
        assertThat(second.text("/tickets/0/outcome")).isEqualTo("unchanged");
    }

    @Test
    void theSameMessageAgainAddsNothing() {
        var message = Sent.message(Sent.firing("d1").label("instance", "i"), Sent.firing("d2"));
        server.alerts("", message);
        var before = allThereIs();
        var history = history("d1");

        var again = server.alerts("", message);

        assertThat(outcomes(again)).containsExactly("unchanged", "unchanged");
        assertThat(allThereIs()).isEqualTo(before);
        assertThat(history("d1")).isEqualTo(history);
    }

    /** Prometheus servers that watch the same things sign their alerts with links of their own. */
    @Test
    void theSameAlertFromAnotherWatcherAddsNothing() {
        var message = Sent.message(Sent.firing("d3"));
        server.alerts("", message);
        var history = history("d3");

        var other = server.alerts("", message.replace("http://prometheus.example", "http://prometheus-2.example"));

        assertThat(outcomes(other)).containsExactly("unchanged");
        assertThat(history("d3")).isEqualTo(history);
    }

    @Test
    void somethingNewIsBroughtUpToDateAndWhatAPersonWroteStaysOtherwise() {
        var alert = Sent.firing("f1").saying("80 % full").annotation("description", "soon");
        server.alerts("", Sent.message(alert));
        var id = only("f1").get("id").longValue();
        server.patch("Tickets/" + id, "{\"title\":\"ours\",\"description\":\"looked at\",\"status\":8}");

        assertThat(outcomes(server.alerts("", Sent.message(alert)))).containsExactly("unchanged");
        assertThat(text(only("f1"), "title")).isEqualTo("ours");

        assertThat(outcomes(server.alerts("", Sent.message(alert.saying("90 % full")))))
                .containsExactly("updated");
        var ticket = only("f1");
        assertThat(text(ticket, "title")).isEqualTo("90 % full");
        assertThat(text(ticket, "description")).startsWith("90 % full\n");
        assertThat(ticket.get("status").longValue()).isEqualTo(8);
        assertThat(notes("f1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?resolved=note", "?resolved=", "?Resolved=note&"})
    void theEndOfAnAlertIsANoteAndIsToldOnce(String query) {
        var alert = Sent.firing("g" + query);
        server.alerts(query, Sent.message(alert));

        assertThat(outcomes(server.alerts(query, Sent.message(alert.ended())))).containsExactly("resolved");
        assertThat(outcomes(server.alerts(query, Sent.message(alert.ended())))).containsExactly("unchanged");

        assertThat(only("g" + query).get("status").longValue()).isEqualTo(1);
        assertThat(notes("g" + query))
                .containsExactly(
                        "Resolved: The monitoring system reports the end of the alert at " + "2026-11-24T18:01:00Z.");
    }

    @Test
    void theEndOfAnAlertCompletesItsTicketWhereThatIsWanted() {
        var alert = Sent.firing("g1");
        server.alerts("?resolved=complete", Sent.message(alert));

        assertThat(outcomes(server.alerts("?resolved=complete", Sent.message(alert.ended()))))
                .containsExactly("resolved");
        assertThat(outcomes(server.alerts("?resolved=complete", Sent.message(alert.ended()))))
                .containsExactly("unchanged");

        var ticket = only("g1");
        assertThat(ticket.get("status").longValue()).isEqualTo(5);
        assertThat(ticket.get("completedDate").isString()).isTrue();
        assertThat(notes("g1")).isEmpty();
    }

    @Test
    void theEndOfAnAlertWhoseTicketIsDoneIsANote() {
        var alert = Sent.firing("g2");
        server.alerts("?resolved=complete", Sent.message(alert));
        complete("g2");

        server.alerts("?resolved=complete", Sent.message(alert.ended()));

        assertThat(notes("g2")).hasSize(1);
        assertThat(only("g2").get("status").longValue()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "Complete", "1", "note,complete"})
    void anEndIsANoteOrACompletionAndNothingElse(String way) {
        var before = allThereIs();

        var answer = server.alerts("?resolved=" + way, Sent.message(Sent.firing("g3")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/detail")).startsWith("resolved").contains("note or complete");
        assertThat(allThereIs()).isEqualTo(before);
    }

    @Test
    void firingAgainWhileTheTicketIsOpenIsANoteOnIt() {
        var alert = Sent.firing("h1");
        server.alerts("", Sent.message(alert));
        server.alerts("", Sent.message(alert.ended()));

        server.alerts("", Sent.message(alert));
        server.alerts("", Sent.message(alert));

        assertThat(notes("h1"))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("Fires again: The alert fires again since 2026-11");
        assertThat(outcomes(server.alerts("", Sent.message(alert.ended())))).containsExactly("resolved");
        assertThat(notes("h1")).hasSize(3);
    }

    @Test
    void firingAgainAfterTheWorkWasDoneIsANewTicket() {
        var alert = Sent.firing("h2");
        server.alerts("", Sent.message(alert));
        var first = only("h2").get("id").longValue();
        complete("h2");
        var history = server.house().tickets().historyOf(first);

        assertThat(outcomes(server.alerts("", Sent.message(alert)))).containsExactly("created");
        assertThat(outcomes(server.alerts("", Sent.message(alert)))).containsExactly("unchanged");
        assertThat(outcomes(server.alerts("", Sent.message(alert.ended())))).containsExactly("resolved");

        var both = tickets("AlertID", "h2");
        assertThat(both).extracting(ticket -> ticket.get("status").longValue()).containsExactly(5L, 1L);
        assertThat(server.house().tickets().historyOf(first)).isEqualTo(history);
        assertThat(server.get("Tickets/" + both.getLast().get("id") + "/Notes")
                        .json()
                        .get("items"))
                .hasSize(1);
    }

    @Test
    void aTicketThatSomebodyElseMadeForTheAlertIsTaken() {
        server.alerts("", Sent.message(List.of()));
        var id = server.ticket("""
                {"title":"by hand","description":"seen it","companyID":0,
                 "userDefinedFields":[{"name":"AlertID","value":"h3"}]}""");

        var fired = server.alerts("", Sent.message(Sent.firing("h3").label("instance", "web01")));

        assertThat(fired.json().at("/tickets/0/id").longValue()).isEqualTo(id);
        var ticket = only("h3");
        assertThat(text(ticket, "title")).isEqualTo("by hand");
        assertThat(text(ticket, "description")).isEqualTo("seen it");
        assertThat(userFields(ticket)).containsEntry("Instance", "web01");
        assertThat(notes("h3")).singleElement().asString().contains("Disk of h3 is full", "since 2026-11-24");
        assertThat(outcomes(server.alerts("", Sent.message(Sent.firing("h3").label("instance", "web01")))))
                .containsExactly("unchanged");
        server.alerts("", Sent.message(Sent.firing("h3").ended()));
        assertThat(notes("h3")).hasSize(2);
    }

    @Test
    void labelsFillTheFieldsOfTheirNames() {
        var alert = Sent.firing("i1")
                .label("instance", "x".repeat(1001))
                .label("Runbook", "line\nline")
                .label("shard", "007.50")
                .label("since", "2026-11-25T14:00:00+01:00")
                .label("tier", "GOLD")
                .label("room", "C 1")
                .label("retired", "yes")
                .label("AlertID", "forged")
                .label("nothing", "like that");

        server.alerts("", Sent.message(alert));

        assertThat(userFields(only("i1")))
                .containsEntry("AlertID", "i1")
                .containsEntry("Instance", "x".repeat(999) + "…")
                .containsEntry("runbook", "line\nline")
                .containsEntry("shard", "7.5")
                .containsEntry("since", "2026-11-25T13:00:00.000Z")
                .containsEntry("tier", "gold")
                .containsEntry("room", "C 1")
                .doesNotContainKeys("retired", "nothing");
        assertThat(text(only("i1"), "description")).contains("x".repeat(1001), "retired = yes");
    }

    @Test
    void aLabelThatDoesNotFitLeavesItsFieldEmptyAndIsNotLost() {
        var alert = Sent.firing("i2")
                .label("shard", "seven")
                .label("since", "yesterday")
                .label("tier", "bronze")
                .label("instance", " ");

        assertThat(server.alerts("", Sent.message(alert)).status()).isEqualTo(200);

        assertThat(userFields(only("i2")))
                .containsEntry("shard", "-")
                .containsEntry("since", "-")
                .containsEntry("tier", "-")
                .containsEntry("Instance", "-");
        assertThat(text(only("i2"), "description")).contains("shard = seven", "since = yesterday", "tier = bronze");
    }

    @Test
    void aLabelNeverOverwritesWhatTheTicketHolds() {
        var alert = Sent.firing("i3").label("instance", "web01");
        server.alerts("", Sent.message(alert));
        var id = only("i3").get("id");
        server.patch("Tickets/" + id, "{\"userDefinedFields\":[{\"name\":\"Instance\",\"value\":\"web02\"}]}");

        server.alerts("", Sent.message(alert.saying("still").label("tier", "silver")));

        assertThat(userFields(only("i3"))).containsEntry("Instance", "web02").containsEntry("tier", "silver");
    }

    @Test
    void aTextLongerThanADescriptionGoesOnInNotes() {
        var long1 = "ä€".repeat(40_000);
        var long2 = "😀".repeat(50_000);

        var answer =
                server.alerts("", Sent.message(Sent.firing("j1").saying(long1 + "x\n" + long2), Sent.firing("j2")));

        assertThat(answer.json().has("refused")).as(answer.raw().body()).isFalse();
        assertThat(only("j2")).isNotNull();
        var parts = new StringBuilder(text(only("j1"), "description"));
        server.get("Tickets/" + only("j1").get("id") + "/Notes")
                .json()
                .get("items")
                .forEach(note -> parts.append(note.get("description").stringValue()));
        assertThat(parts.toString()).startsWith(long1 + "x\n" + long2 + "\n\nalertname = DiskFull");
        assertThat(parts.toString()).endsWith("g0.tab=1");
    }

    @Test
    void aStormIsOneMessageAndAllOfItIsKept() {
        var storm = IntStream.range(0, 300)
                .mapToObj(i -> Sent.firing("storm-%03d".formatted(i)).json())
                .toList();

        var answer = server.alerts("", Sent.message(storm));

        assertThat(outcomes(answer)).hasSize(300).containsOnly("created");
    }

    @Test
    void aMessageBeyondTheLimitIsRefused() {
        var answer = server.alerts("", "{\"alerts\":[" + " ".repeat(AlertmanagerController.MOST_BYTES) + "]}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text("/detail")).contains("16,777,216 bytes");
    }

    @Test
    void aPackedMessageIsUnpacked() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(Sent.message(Sent.firing("k1")).getBytes(StandardCharsets.UTF_8));
        }

        var answer = server.send(server.request("/api/intake/alertmanager")
                .header("Authorization", "Bearer " + ApiServer.INTAKE_TOKEN)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(packed.toByteArray()))
                .build());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(only("k1")).isNotNull();
    }

    @Test
    void bytesThatAreNoTextAreReplaced() {
        var bytes = Sent.message(Sent.firing("k2").saying("Ã disk")).getBytes(StandardCharsets.ISO_8859_1);

        var answer = server.send(server.request("/api/intake/alertmanager")
                .header("Authorization", "Bearer " + ApiServer.INTAKE_TOKEN)
                .POST(BodyPublishers.ofByteArray(bytes))
                .build());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(only("k2"), "title")).isEqualTo("\uFFFD disk");
    }

    @Test
    void theFieldIsTheOneThatTheAddressNames() {
        server.alerts("?field=Watch%20ID", Sent.message(Sent.firing("l1")));
        server.alerts("?field=watch+id", Sent.message(Sent.firing("l1")));
        server.alerts("?field=RUNBOOK", Sent.message(Sent.firing("l2")));

        assertThat(tickets("Watch ID", "l1")).hasSize(1);
        assertThat(tickets("AlertID", "l1")).isEmpty();
        assertThat(tickets("runbook", "l2")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "shard,number",
        "since,date",
        "tier,list",
        "retired,inactive",
        "%7B%7Bx%7D%7D,braces",
        "a%0Ab,line breaks"
    })
    void aFieldThatCanHoldNoFingerprintIsRefused(String field, String why) {
        var before = allThereIs();

        var answer = server.alerts("?field=" + field, Sent.message(Sent.firing("l3")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/detail")).startsWith("field").contains(why);
        assertThat(allThereIs()).isEqualTo(before);
    }

    @Test
    void theSameFingerprintOfTwoCompaniesIsTwoAlerts() {
        var acme = server.house().directory().companyNamed("Acme").orElseThrow().id();

        server.alerts("", Sent.message(Sent.firing("m1")));
        server.alerts("?company=" + acme, Sent.message(Sent.firing("m1")));
        server.alerts(
                "?company=" + acme + "&resolved=complete",
                Sent.message(Sent.firing("m1").ended()));

        assertThat(tickets("AlertID", "m1"))
                .extracting(ticket -> ticket.get("companyID").longValue() + " "
                        + ticket.get("status").longValue())
                .containsExactly("0 1", acme + " 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4711", "Acme", "-1", "1.0", "99999999999999999999", "%D9%A1"})
    void aCompanyThatIsNotThereIsRefused(String company) {
        var answer = server.alerts("?company=" + company, Sent.message(Sent.firing("m2")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/detail")).startsWith("company");
    }

    @Test
    void onlyWhoMayComesIn() {
        server.house().tokens().keep(new Token(0, "all", Set.of(Token.Scope.ADMIN), null), "rt_admin_0123456789abcdef");
        server.house().apiUsers().add(new ApiUser(0, "prom", "CODE", Set.of(), true), "a secret:with colon ü");
        server.house().apiUsers().add(new ApiUser(0, "off", null, Set.of(), false), ApiServer.SECRET);
        var before = allThereIs();

        assertThat(signed("n1", "Bearer " + ApiServer.READ_TOKEN).status()).isEqualTo(403);
        assertThat(signed("n1", "Bearer " + ApiServer.READ_TOKEN).text("/detail"))
                .contains("scope intake");
        for (var wrong : List.of(
                "Bearer rt_intake_0123456789abcdeg",
                "Bearer ",
                "Bearer",
                ApiServer.INTAKE_TOKEN,
                ApiServer.basic("prom", "wrong"),
                ApiServer.basic("nobody", ApiServer.SECRET),
                ApiServer.basic("off", ApiServer.SECRET),
                ApiServer.basic("alertmanager", ApiServer.INTAKE_TOKEN),
                "Basic " + ApiServer.LOGIN,
                "Basic !",
                "Digest username=\"prom\"")) {
            var answer = signed("n1", wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(401);
            assertThat(answer.raw().headers().firstValue("WWW-Authenticate").orElseThrow())
                    .startsWith("Bearer");
        }
        assertThat(server.send(ApiServer.signedIn(server.request("/api/intake/alertmanager"))
                                .POST(BodyPublishers.ofString(Sent.message(Sent.firing("n1"))))
                                .build())
                        .status())
                .isEqualTo(401);
        assertThat(allThereIs()).isEqualTo(before);

        assertThat(signed("n2", "Bearer rt_admin_0123456789abcdef").status()).isEqualTo(200);
        assertThat(signed("n3", "bearer " + ApiServer.INTAKE_TOKEN).status()).isEqualTo(200);
        assertThat(signed("n4", ApiServer.basic("PROM", "a secret:with colon ü"))
                        .status())
                .isEqualTo(200);
        assertThat(history("n4")).first().asString().contains("prom");
    }

    @Test
    void anApiUserOfACompanyMakesTicketsForItAlone() {
        var acme = server.house().directory().companyNamed("Acme").orElseThrow().id();
        server.house().apiUsers().add(new ApiUser(0, "of acme", null, Set.of(acme), true), ApiServer.SECRET);
        var credentials = ApiServer.basic("of acme", ApiServer.SECRET);

        assertThat(signed("o1", credentials).status()).isEqualTo(403);
        assertThat(signed("?company=" + acme, "o1", credentials).status()).isEqualTo(200);
        assertThat(only("o1").get("companyID").longValue()).isEqualTo(acme);

        // Somebody takes the ticket elsewhere; what this sender says then is about a ticket that it cannot see.
        server.patch("Tickets/" + only("o1").get("id"), "{\"companyID\":0}");
        assertThat(outcomes(signed("?company=" + acme, "o1", credentials))).containsExactly("created");
        assertThat(tickets("AlertID", "o1")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE"})
    void onlyAPostIsTaken(String method) {
        var answer = server.send(server.request("/api/intake/alertmanager")
                .header("Authorization", "Bearer " + ApiServer.INTAKE_TOKEN)
                .method(method, BodyPublishers.ofString(Sent.message(Sent.firing("p1"))))
                .build());

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.raw().headers().firstValue("Allow")).contains("POST");
    }

    private static ApiServer.Answer signed(String fingerprint, String authorization) {
        return signed("", fingerprint, authorization);
    }

    private static ApiServer.Answer signed(String query, String fingerprint, String authorization) {
        return server.send(server.request("/api/intake/alertmanager" + query)
                .header("Authorization", authorization)
                .POST(BodyPublishers.ofString(Sent.message(Sent.firing(fingerprint))))
                .build());
    }

    /** The tickets that hold it, by id. */
    private static List<JsonNode> tickets(String field, String value) {
        var filter = Map.of("op", "eq", "field", field, "udf", true, "value", value);
        var query = ApiServer.JSON.writeValueAsString(Map.of("filter", List.of(filter)));
        var count = server.post("Tickets/query/count", query);
        var items = server.post("Tickets/query", query)
                .json()
                .get("items")
                .valueStream()
                .toList();
        assertThat(count.json().get("queryCount").intValue()).isEqualTo(items.size());
        return items;
    }

    private static JsonNode only(String fingerprint) {
        var tickets = tickets("AlertID", fingerprint);
        assertThat(tickets).as(fingerprint).hasSize(1);
        return tickets.getFirst();
    }

    private static void complete(String fingerprint) {
        server.patch("Tickets/" + only(fingerprint).get("id"), "{\"status\":5}");
    }

    private static String text(JsonNode ticket, String field) {
        return ticket.get(field).stringValue();
    }

    private static Map<String, String> userFields(JsonNode ticket) {
        var map = new TreeMap<String, String>();
        for (var field : ticket.get("userDefinedFields")) {
            map.put(
                    field.get("name").stringValue(),
                    field.get("value").isNull() ? "-" : field.get("value").stringValue());
        }
        return map;
    }

    private static List<String> notes(String fingerprint) {
        return server.house().tickets().notesOf(only(fingerprint).get("id").longValue()).stream()
                .map(note -> note.title() + ": " + note.text())
                .toList();
    }

    private static List<?> history(String fingerprint) {
        return server.house().tickets().historyOf(only(fingerprint).get("id").longValue());
    }

    private static List<String> outcomes(ApiServer.Answer answer) {
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer.json()
                .get("tickets")
                .valueStream()
                .map(ticket -> ticket.get("outcome").stringValue())
                .toList();
    }

    private static int deliveries(JsonNode ticket) {
        return server.house()
                .log()
                .page(
                        new DeliveryLog.Filter(
                                null, null, null, ticket.get("id").longValue(), null, null, null, null),
                        null,
                        DeliveryLog.LARGEST_PAGE)
                .entries()
                .size();
    }

    /** How many tickets, notes, deliveries and fields. */
    private static List<Long> allThereIs() {
        var house = server.house();
        return List.of(
                house.tickets().count(Filter.everything(), Set.of()),
                house.tickets().countNotes(Filter.everything(), Set.of()),
                house.store()
                        .jdbc()
                        .sql("select count(*) from delivery")
                        .query(Long.class)
                        .single(),
                (long) house.userFields().all().size());
    }
}
