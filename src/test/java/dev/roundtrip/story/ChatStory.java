package dev.roundtrip.story;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.delivery.Attempt;
import dev.roundtrip.delivery.DeliveryState;
import dev.roundtrip.notify.Channel;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.QuietHours;
import dev.roundtrip.rule.TraceLine;
import dev.roundtrip.settings.Mail;
import dev.roundtrip.setup.SetupRefused;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.FakeMailServer;
import dev.roundtrip.testing.FinestLog;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.Received;
import dev.roundtrip.testing.Reply;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.json.JsonMapper;

/** A rule fires, and it is told where people chat. */
@OnBothDatabases
@Isolated("it listens to the log of the whole JVM")
class ChatStory {
    private static final String SECRET = "T0zzSecret4711";
    private static final String RULE = """
            rules: [ { name: Tell the team, when: [ created ], then: [ { notify: {
              who: [ "#NOC", tech ], subject: "{{ticket.title}}", text: "Now: {{ticket.ticketNumber}}" } } ] } ]
            """;

    private final DeskUnderTest desk;
    private final FakeEndpoint endpoint = FakeEndpoint.start();

    ChatStory(TestDatabase database) {
        desk = DeskUnderTest.on(database);
        desk.apply(
                "people: [ { login: tech, name: A. Technician, email: tech@acme.example, role: technician, language: de } ]");
    }

    @AfterEach
    void close() {
        desk.close();
        endpoint.close();
    }

    private void channel() {
        desk.apply(
                "channels: [ { name: noc, kind: slack, url: \"${env:NOC}\" } ]",
                Map.of("env:NOC", endpoint.url("/services/" + SECRET)));
    }

    private long tech() {
        return desk.house().people().named("tech").map(Person::id).orElseThrow();
    }

    private Channel own() {
        return desk.house().channels().keep(Channel.ofPerson(tech(), Channel.Kind.NTFY), endpoint.url("/" + SECRET));
    }

    private TraceLine.Notified told(Ticket ticket, int which) {
        return desk.house()
                .traces()
                .ofTicket(ticket.id())
                .getFirst()
                .rules()
                .getFirst()
                .notices()
                .get(which);
    }

    private static String text(Received request) {
        return JsonMapper.shared().readTree(request.body()).path("text").stringValue();
    }

    @Test
    void aRuleTellsAChannelAndAPersonHasItInAChatOfTheirOwnToo() throws IOException {
        channel();
        own();
        desk.apply(RULE);

        var ticket = desk.ticket("Disk <!here>");
        assertThat(desk.runDue()).isEqualTo(2);

        var slack = endpoint.requests().stream()
                .filter(request -> request.target().equals("/services/" + SECRET))
                .findFirst()
                .orElseThrow();
        assertThat(slack.header("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(text(slack))
                .startsWith("Disk &lt;!here&gt;\nNow: " + ticket.ticketNumber() + "\nhttp://127.0.0.1")
                .endsWith("/tickets/" + ticket.id());
        var ntfy = endpoint.requests().stream()
                .filter(request -> request.target().equals("/"))
                .findFirst()
                .orElseThrow();
        assertThat(JsonMapper.shared().readTree(ntfy.body()).path("topic").stringValue())
                .isEqualTo(SECRET);
        assertThat(told(ticket, 0)).satisfies(noc -> {
            assertThat(noc.who()).isEqualTo("#noc");
            assertThat(noc.name()).isEqualTo("#noc");
            assertThat(noc.deliveryId()).isNull();
            assertThat(noc.chatId()).isNotNull();
        });
        assertThat(told(ticket, 1).chatId()).isNotNull();
        assertThat(desk.house().inbox().of(tech(), Long.MAX_VALUE, 50)).hasSize(1);
        assertThat(desk.deliveries())
                .hasSize(2)
                .allSatisfy(delivery -> assertThat(delivery.state()).isEqualTo(DeliveryState.DELIVERED))
                .extracting(delivery -> delivery.laneName())
                .containsExactlyInAnyOrder("#noc", "@tech");
        var noc = desk.api().delivery(String.valueOf(told(ticket, 0).chatId()));
        assertThat(noc.path("calloutId").isNull()).isTrue();
        assertThat(noc.at("/chat/to").stringValue()).isEqualTo("#noc");
        assertThat(noc.at("/chat/subject").stringValue()).isEqualTo("Disk <!here>");
    }

    @Test
    void whatIsRefusedIsGivenUpAtOnceAndShownAtTheChannelUntilSomethingGetsThrough() {
        channel();
        desk.apply(RULE);
        endpoint.answers(Reply.status(404).body("no_service"), Reply.status(200));
        var channels = desk.house().channels();
        var noc = channels.named("noc").orElseThrow();
        var error = "127.0.0.1:" + endpoint.port() + " answered 404: no_service";

        desk.ticket("one");
        desk.runDue();

        assertThat(desk.deliveries().getFirst().error()).isEqualTo(error + "; never retried");
        assertThat(channels.refusal(noc)).hasValueSatisfying(refusal -> {
            assertThat(refusal.error()).isEqualTo(error);
            assertThat(refusal.at()).isEqualTo(desk.clock().instant());
        });
        desk.ticket("two");
        desk.runDue();
        assertThat(channels.refusal(noc)).isEmpty();
    }

    @Test
    void aChatThatIsNotThereIsTriedAgainAsPatientlyAsAMailServer() {
        channel();
        desk.apply(RULE);
        endpoint.answers(Reply.status(429), Reply.status(503), Reply.hangUp(), Reply.status(204));

        desk.ticket("one");
        for (int i = 0; i < 5; i++) {
            desk.runDue();
            desk.pass(ofSeconds(60));
        }

        assertThat(desk.attempts(desk.deliveries().getFirst()))
                .extracting(Attempt::result)
                .containsExactly(
                        Attempt.Result.FAILURE, Attempt.Result.FAILURE, Attempt.Result.FAILURE, Attempt.Result.SUCCESS);
        assertThat(desk.house().channels().refusal(desk.house().channels().all().getFirst()))
                .isEmpty();
    }

    @Test
    void aRedirectIsNotFollowed() {
        channel();
        desk.apply(RULE);
        endpoint.answers(Reply.redirect(302, "http://169.254.169.254/" + SECRET));

        desk.ticket("one");
        desk.runDue();

        assertThat(endpoint.requests()).hasSize(1);
        assertThat(desk.deliveries().getFirst().error())
                .contains("answered 302, which points elsewhere; redirects are never followed")
                .doesNotContain(SECRET);
    }

    @Test
    void quietHoursHoldItBackAndOneMessageTellsAllWhereThereIsNoMail() {
        own();
        desk.apply(RULE.replace("\"#NOC\", ", ""));
        desk.house().choices().beQuiet(tech(), QuietHours.parse("00:00-23:00"));

        desk.ticket("one");
        desk.ticket("two");
        desk.runDue();
        assertThat(endpoint.requests()).isEmpty();
        desk.pass(ofHours(24));
        desk.house().choices().beQuiet(tech(), null);
        desk.house().telltale().runDue();
        desk.runDue();

        var message =
                JsonMapper.shared().readTree(endpoint.requests().getFirst().body());
        assertThat(endpoint.requests()).hasSize(1);
        assertThat(message.path("title").stringValue()).isEqualTo("Roundtrip: 2 Meldungen aus Ihrer Ruhezeit");
        assertThat(message.path("message").stringValue()).contains("* one\nNow: ", "* two\nNow: ");
        desk.pass(ofMinutes(10));
        desk.house().telltale().runDue();
        assertThat(desk.runDue()).isZero();
    }

    @Test
    void whoHasMailTooIsToldOfQuietHoursByMailAlone() {
        try (var mails = FakeMailServer.start()) {
            desk.restartWith(new Mail("127.0.0.1", mails.port(), "", "", Mail.Tls.NONE, "desk@acme.example"));
            own();
            desk.apply(RULE.replace("\"#NOC\", ", ""));
            desk.house().choices().beQuiet(tech(), QuietHours.parse("00:00-23:00"));

            desk.ticket("one");
            desk.pass(ofHours(24));
            desk.house().choices().beQuiet(tech(), null);
            desk.house().telltale().runDue();
            desk.runDue();
            assertThat(mails.mails()).hasSize(1);
            assertThat(endpoint.requests()).isEmpty();

            var ticket = desk.ticket("two");
            desk.runDue();
            assertThat(mails.mails()).hasSize(2);
            assertThat(endpoint.requests()).hasSize(1);
            assertThat(told(ticket, 0).deliveryId()).isNotNull();
            assertThat(told(ticket, 0).chatId()).isNotNull();
        }
    }

    @Test
    void aChannelThatIsGoneIsToldNothingAndComesBackUnderItsName() {
        channel();
        desk.apply(RULE);
        var channels = desk.house().channels();
        desk.ticket("one");

        channels.delete(channels.named("noc").orElseThrow());
        desk.runDue();
        var ticket = desk.ticket("two");

        assertThat(endpoint.requests()).isEmpty();
        assertThat(desk.deliveries())
                .singleElement()
                .satisfies(delivery ->
                        assertThat(delivery.error()).isEqualTo("the channel no longer exists; never retried"));
        assertThat(told(ticket, 0).who()).isEqualTo("#noc");
        assertThat(told(ticket, 0).skipped()).isEqualTo("channel 1 is gone");
        assertThatThrownBy(() -> desk.apply(RULE))
                .isInstanceOf(SetupRefused.class)
                .hasMessageContaining("who \"#NOC\": there is no channel of that name");
        channel();
        desk.ticket("three");
        desk.runDue();
        assertThat(endpoint.requests()).hasSize(1);
        assertThat(desk.apply(RULE).differences()).isEmpty();
    }

    @Test
    void itsUrlIsNowhereButInTheRequest() throws IOException {
        endpoint.answers(Reply.to(request -> Reply.status(400).body("no hook " + request.target())));
        var api = desk.api();
        var kept = new ArrayList<String>();
        try (var log = FinestLog.listen()) {
            channel();
            own();
            desk.apply(RULE);
            kept.add(api.add(
                            "channels",
                            Map.of(
                                    "name",
                                    "ops",
                                    "kind",
                                    "teams",
                                    "url",
                                    endpoint.url("/" + SECRET + "?sig=" + SECRET)))
                    .toString());
            var ticket = desk.ticket("one");
            desk.runDue();

            assertThat(endpoint.requests()).hasSize(2);
            for (var delivery : desk.deliveries()) {
                kept.add(api.delivery(delivery.id()).toString());
                kept.add(delivery.toString());
            }
            kept.add(api.export().toString());
            kept.add(api.trace(ticket.id()).toString());
            kept.add(desk.house().channels().known().toString());
            kept.addAll(everythingKept());
            kept.addAll(log.lines());
        }

        assertThat(kept)
                .hasSizeGreaterThan(100)
                .noneMatch(text -> text.contains(SECRET))
                .anyMatch(text -> text.contains("127.0.0.1:" + endpoint.port() + " answered 400"));
    }

    private List<String> everythingKept() throws IOException {
        var kept = new ArrayList<String>();
        try (var files = Files.walk(desk.settings().data())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                kept.add(new String(Files.readAllBytes(file), ISO_8859_1));
            }
        }
        for (var table : List.of("channel", "notice", "delivery", "attempt", "trace", "rule", "api_request")) {
            desk.house().store().jdbc().sql("select * from " + table).query().listOfRows().stream()
                    .map(Map::toString)
                    .forEach(kept::add);
        }
        return kept;
    }
}
