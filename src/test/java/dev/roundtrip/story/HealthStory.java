package dev.roundtrip.story;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.notify.Message;
import dev.roundtrip.notify.Notice;
import dev.roundtrip.people.Person;
import dev.roundtrip.settings.Mail;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.FakeMailServer;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestCa;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.watch.Worry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The desk is not well, and its administrators hear of it. */
@OnBothDatabases
class HealthStory {
    private static final long GIB = 1L << 30;
    private static final TestCa CA = TestCa.named("Targets");
    private static final String PEOPLE = """
            desk: { time-zone: Europe/Berlin }
            people:
              - { login: chief, name: C. Hief, email: chief@acme.example, role: administrator, language: de }
              - { login: root, name: R. Oot, role: administrator }
              - { login: gone, name: G. One, role: administrator, active: false }
              - { login: tech, name: A. Technician, email: tech@acme.example, role: technician }
            """;

    private final DeskUnderTest desk;

    HealthStory(TestDatabase database) {
        desk = DeskUnderTest.on(database);
        desk.apply(PEOPLE);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private void looks() {
        desk.house().healthWatch().runOnce();
    }

    private List<String> told(String login) {
        var id = desk.house().people().named(login).map(Person::id).orElseThrow();
        return desk.house().inbox().of(id, Long.MAX_VALUE, 50).stream()
                .map(Notice::subject)
                .toList();
    }

    private List<String> worries() {
        return desk.house().worries().now().stream().map(Worry::key).toList();
    }

    @Test
    void aDiskThatIsNearlyFullIsToldEachAdministratorOnceInTheirLanguage() {
        desk.hasSpace(4 * GIB, 200 * GIB);

        looks();
        desk.crashAndRestart();
        looks();

        assertThat(told("chief"))
                .containsExactly(
                        "Der Datenträger des Service-Desks ist fast voll: 4\u00a0GiB von 200\u00a0GiB sind frei");
        assertThat(told("root")).containsExactly("The desk’s disk is nearly full: 4\u00a0GiB of 200\u00a0GiB are free");
        assertThat(told("gone")).isEmpty();
        assertThat(told("tech")).isEmpty();
        assertThat(desk.house().worries().now()).singleElement().isInstanceOf(Worry.FullDisk.class);
    }

    /** The row and the notices are one write. */
    @Test
    void whatCouldNotBeToldIsToldAtTheNextLook() {
        desk.hasSpace(4 * GIB, 200 * GIB);
        run("alter table notice rename to notice_away");
        looks();
        assertThat(worries()).isEmpty();

        run("alter table notice_away rename to notice");
        looks();
        looks();

        assertThat(worries()).hasSize(1);
        assertThat(told("root")).hasSize(1);
    }

    private void run(String sql) {
        desk.house().store().write(() -> desk.house().store().jdbc().sql(sql).update());
    }

    @Test
    void itIsToldOnceAWeekWhileItLasts() {
        desk.hasSpace(4 * GIB, 200 * GIB);
        looks();

        for (int hour = 1; hour < 7 * 24; hour++) {
            desk.pass(ofMinutes(60));
            desk.hasSpace(4 * GIB - hour * (GIB >> 10), 200 * GIB);
            looks();
        }
        assertThat(told("root")).hasSize(1);
        desk.pass(ofMinutes(60));
        looks();
        desk.crashAndRestart();
        looks();

        assertThat(told("root")).hasSize(2);
        assertThat(desk.house().worries().now())
                .singleElement()
                .satisfies(worry -> assertThat(((Worry.FullDisk) worry).free()).isLessThan(4 * GIB));
    }

    @Test
    void whatIsOverEndsWithoutAWordAndIsToldAnewAfterADay() {
        desk.hasSpace(4 * GIB, 200 * GIB);
        looks();
        desk.hasSpace(100 * GIB, 200 * GIB);
        looks();
        assertThat(worries()).isEmpty();

        desk.pass(ofDays(1).minusSeconds(1));
        desk.hasSpace(3 * GIB, 200 * GIB);
        looks();
        assertThat(worries()).hasSize(1);
        assertThat(told("root")).hasSize(1);

        desk.hasSpace(100 * GIB, 200 * GIB);
        looks();
        desk.pass(ofDays(1));
        desk.hasSpace(3 * GIB, 200 * GIB);
        looks();
        assertThat(worries()).hasSize(1);
        assertThat(told("root"))
                .first()
                .isEqualTo("The desk’s disk is nearly full: 3\u00a0GiB of 200\u00a0GiB are free");
        assertThat(told("root")).hasSize(2);
    }

    @Test
    void whoBecomesAnAdministratorWhileNobodyWasIsToldThen() {
        desk.house().people().all().forEach(person -> {
            if (!person.login().equals("tech")) {
                desk.house()
                        .store()
                        .write(() -> desk.house()
                                .store()
                                .jdbc()
                                .sql("update person set active = false where id = :id")
                                .param("id", person.id())
                                .update());
            }
        });
        desk.house().store().write(() -> {
            desk.house().store().revision().bump();
            return null;
        });
        desk.hasSpace(4 * GIB, 200 * GIB);
        looks();
        assertThat(worries()).hasSize(1);

        desk.apply("people: [ { login: tech, name: A. Technician, role: administrator } ]");
        looks();
        looks();

        assertThat(told("tech")).hasSize(1);
        assertThat(told("root")).isEmpty();
    }

    @Test
    void aCertificateThatEndsInThirteenDaysIsToldWithItsCalloutsAndNotAnyMoreWhenItIsRenewed() throws Exception {
        var end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(ofDays(20));
        desk.clock().goTo(end.minus(ofDays(15)));
        int port;
        try (var endpoint = FakeEndpoint.startTls(CA.issuesUntil(end, "localhost"))) {
            port = endpoint.port();
            callsWithTls(endpoint.url("localhost", "/close"));
            desk.ticket("disk full");
            desk.runDue();
            assertThat(endpoint.requests()).hasSize(2);
        }
        looks();
        assertThat(told("chief")).isEmpty();

        desk.pass(ofDays(2));
        desk.crashAndRestart();
        looks();
        desk.crashAndRestart();
        looks();

        assertThat(told("chief"))
                .singleElement()
                .asString()
                .startsWith("Das Zertifikat von localhost:%d läuft am ".formatted(port))
                .endsWith(" ab");
        assertThat(notice("chief").message().text()).endsWith("\n\n- Close\n- Tell");
        assertThat(notice("chief").message().kind()).isEqualTo(Message.Kind.HEALTH);
        assertThat(notice("chief").message().link()).startsWith("/callouts/");

        try (var renewed = FakeEndpoint.startTls(CA.issuesUntil(end.plus(ofDays(9)), "localhost"))) {
            callsWithTls(renewed.url("localhost", "/close"));
            looks();
            assertThat(worries()).as("what they do not call any more").isEmpty();
        }
    }

    @Test
    void whatATargetShowsAtItsNextHandshakeTakesThePlaceOfWhatItShowed() {
        var end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(ofDays(20));
        desk.clock().goTo(end.minus(ofDays(13)));
        try (var endpoint = FakeEndpoint.startTls(CA.issuesUntil(end, "localhost"))) {
            callsWithTls(endpoint.url("localhost", "/close"));
            desk.ticket("disk full");
            desk.runDue();
            looks();
            assertThat(worries()).singleElement().asString().contains("TARGET").contains(end.toString());

            shows(endpoint, end.plus(ofDays(60)));
            looks();

            assertThat(worries()).isEmpty();
            assertThat(told("root")).hasSize(1);
        }
    }

    /** As another node that has shaken hands since then would write it. */
    private void shows(FakeEndpoint endpoint, Instant end) {
        desk.house()
                .store()
                .write(() -> desk.house()
                        .store()
                        .jdbc()
                        .sql("update target_certificate set not_after = :end where host = :host")
                        .param("end", end.toEpochMilli())
                        .param("host", "localhost:" + endpoint.port())
                        .update());
    }

    private void callsWithTls(String url) {
        desk.apply("""
                callouts:
                  - { name: Close, url: "%1$s", tls: { ca: ca.pem } }
                  - { name: Tell, url: "%1$s", tls: { ca: ca.pem } }
                  - { name: Off, url: "%1$s", tls: { ca: ca.pem }, active: false }
                rules: [ { name: Created, when: [ created ], then: [ { callout: Close }, { callout: Tell } ] } ]
                """.formatted(url), Map.of("file:ca.pem", CA.pem()));
    }

    private Notice notice(String login) {
        var id = desk.house().people().named(login).map(Person::id).orElseThrow();
        return desk.house().inbox().of(id, Long.MAX_VALUE, 1).getFirst();
    }

    @Test
    void whatACalloutShowsAndTrustsIsLookedAtToo() {
        var end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(ofDays(20));
        var own = CA.issuesUntil(end, "roundtrip");
        desk.apply(
                """
                callouts:
                  - { name: Close, url: "https://localhost/", tls: { ca: ca.pem, certificate: own.pem, key: own.key } }
                """,
                Map.of("file:ca.pem", CA.pem(), "file:own.pem", own.certificatePem(), "file:own.key", own.keyPem()));

        desk.clock().goTo(end.minus(ofDays(13)));
        looks();
        assertThat(told("root"))
                .singleElement()
                .asString()
                .startsWith("The client certificate CN=roundtrip expires on");

        desk.clock().goTo(end.plus(ofDays(5)));
        looks();
        assertThat(told("root"))
                .hasSize(3)
                .anyMatch(subject -> subject.startsWith("The certificate of the private CA CN=Targets expires on"))
                .anyMatch(subject -> subject.startsWith("The client certificate CN=roundtrip expired on"));
    }

    @Test
    void deliveriesThatDoNotGoOutAreToldAndThoseOfALaneThatIsOffAreNot() {
        try (var endpoint = FakeEndpoint.start()) {
            endpoint.answers(503);
            desk.apply("""
                    callouts: [ { name: Close, url: "%s", retry: { every: 60s, times: 5 } } ]
                    rules: [ { name: Created, when: [ created ], then: [ { callout: Close } ] } ]
                    """.formatted(endpoint.url("/close")));
            desk.ticket("disk full");
            desk.runDue();

            desk.pass(ofSeconds(60 + 299));
            looks();
            assertThat(worries()).isEmpty();
            desk.pass(ofSeconds(1));
            looks();
            desk.crashAndRestart();
            desk.pass(ofMinutes(6));
            looks();

            assertThat(told("root")).containsExactly("Deliveries have not gone out since 25 November 2026, 13:01");
            assertThat(worries()).containsExactly("stalled");

            desk.runDue();
            looks();
            assertThat(worries()).isEmpty();
        }
    }

    @Test
    void aLaneThatIsFullOfSlowCallsIsNotStalled() {
        desk.apply("""
                callouts: [ { name: Close, url: "https://localhost/", timeout: 300s, concurrency: 1 } ]
                rules: [ { name: Created, when: [ created ], then: [ { callout: Close } ] } ]
                """);
        for (int i = 0; i < 6; i++) {
            desk.ticket("disk full"); // four of them are leased, for 20.5 minutes
        }

        desk.pass(ofMinutes(20));
        looks();
        assertThat(worries()).isEmpty();
        desk.pass(ofMinutes(1));
        looks();
        assertThat(worries()).containsExactly("stalled");
    }

    @Test
    void nineOfTenRulesAreTold() {
        var rules = IntStream.rangeClosed(1, 180)
                .mapToObj(i ->
                        "  - { name: R%d, when: [ created ], then: [ { note: { title: t, text: t } } ] }".formatted(i))
                .collect(Collectors.joining("\n"));
        desk.apply("rules:\n" + rules.replace("  - { name: R180,", "  - { active: false, name: R180,"));
        looks();
        assertThat(worries()).isEmpty();

        desk.apply("rules:\n" + rules);
        looks();
        desk.crashAndRestart();
        looks();

        assertThat(told("chief"))
                .containsExactly("Fast so viele Workflow-Regeln sind aktiv, wie es sein dürfen: 180 von 200");
    }

    @Test
    void itComesByMailTooWithALinkToThePageThatHelpsAndNeverAboutMails() {
        int port;
        try (var server = FakeMailServer.start()) {
            port = server.port();
        }
        desk.restartWith(new Mail("127.0.0.1", port, "", "", Mail.Tls.NONE, "desk@acme.example"));
        desk.hasSpace(4 * GIB, 200 * GIB);
        looks();
        desk.runDue();
        desk.pass(ofMinutes(30));
        looks();
        assertThat(worries()).as("a mail that is overdue is none").allMatch(key -> key.startsWith("disk/"));

        try (var server = FakeMailServer.startAt(port)) {
            desk.runDue();

            assertThat(server.mails()).singleElement().asString().contains("chief@acme.example", "References: <worry-");
        }
        assertThat(told("chief")).hasSize(1);
    }
}
