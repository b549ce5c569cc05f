package dev.roundtrip.story;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.notify.MailAddress;
import dev.roundtrip.notify.MailRefusals;
import dev.roundtrip.notify.Notice;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.QuietHours;
import dev.roundtrip.settings.Mail;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.FakeMailServer;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SentMail;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A callout fails, and people hear of it: all of it, and seldom. */
@OnBothDatabases
class TroubleStory {
    private static final String TECH = "tech@acme.example";
    private static final String NOC = "noc@acme.example";

    private final DeskUnderTest desk;
    private final FakeEndpoint target = FakeEndpoint.start();
    private final GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    TroubleStory(TestDatabase database) {
        desk = DeskUnderTest.on(database);
        mails.start();
        desk.restartWith(mail(mails.getSmtp().getPort()));
        desk.apply("""
                people:
                  - { login: tech, name: A. Technician, email: tech@acme.example, role: technician }
                  - { login: german, name: D. Eutsch, email: german@acme.example, role: technician, language: de }
                """);
    }

    @AfterEach
    void close() {
        desk.close();
        target.close();
        mails.stop();
    }

    private static Mail mail(int port) {
        return new Mail("127.0.0.1", port, "", "", Mail.Tls.NONE, "desk@acme.example");
    }

    private void callout(String retry, String notify) {
        desk.apply("""
                callouts:
                  - { name: Close alert, url: "%s", format: json, retry: %s, notify: %s }
                rules: [ { name: Created, when: [ created ], then: [ { callout: Close alert } ] } ]
                """.formatted(target.url("/close"), retry, notify));
    }

    private Ticket ticket(String title) {
        return desk.ticket(title);
    }

    private long id(String login) {
        return desk.house().people().named(login).map(Person::id).orElseThrow();
    }

    private List<SentMail> all() {
        return Arrays.stream(mails.getReceivedMessages()).map(SentMail::of).toList();
    }

    private List<SentMail> to(String address) {
        return all().stream().filter(mail -> mail.to().equals(address)).toList();
    }

    private void look(String name, String address) {
        var got = to(address);
        IntStream.range(0, got.size()).forEach(i -> got.get(i).shoot(name + "-" + (i + 1)));
    }

    private static List<String> subjects(List<SentMail> mails) {
        return mails.stream().map(SentMail::subject).toList();
    }

    private static void areApart(List<Instant> moments, Duration apart) {
        for (int i = 1; i < moments.size(); i++) {
            assertThat(Duration.between(moments.get(i - 1), moments.get(i))).isGreaterThanOrEqualTo(apart);
        }
    }

    /** Minute by minute, with what comes in each. */
    private void minutes(int from, int to, IntConsumer minute) {
        for (int i = from; i < to; i++) {
            minute.accept(i);
            desk.runDueAndTell();
            desk.pass(ofMinutes(1));
        }
    }

    @Test
    void oneFailureIsToldWhenItBeginsAndWhenItIsGivenUpAndWhenAllIsWell() {
        callout("{ every: 60s, times: 10 }", "{ who: [ tech, german ], when: failure }");
        target.answers(503);

        var ticket = ticket("Disk full on web-01");
        minutes(0, 16, i -> {});
        target.answers(200);
        var fine = ticket("Disk fine");
        desk.runDueAndTell();

        look("one-failure-en", TECH);
        look("one-failure-de", "german@acme.example");
        assertThat(subjects(to(TECH)))
                .containsExactly(
                        "“Close alert” fails: " + ticket.ticketNumber(),
                        "“Close alert” still fails: one delivery given up",
                        "“Close alert” works again");
        assertThat(subjects(to("german@acme.example")))
                .containsExactly(
                        "„Close alert“ schlägt fehl: " + ticket.ticketNumber(),
                        "„Close alert“ schlägt weiter fehl: eine Zustellung aufgegeben",
                        "„Close alert“ funktioniert wieder");
        assertThat(to(TECH).get(0).plain())
                .contains("fails since 25 Nov 2026, 12:00:00 (UTC)")
                .contains("- " + ticket.ticketNumber() + " Disk full on web-01: ")
                .contains("503");
        assertThat(to(TECH).get(1).plain())
                .contains("- " + ticket.ticketNumber() + " Disk full on web-01: ")
                .contains("given up after 11 attempts")
                .contains("/deliveries?callout=1&view=look");
        assertThat(all()).noneMatch(mail -> mail.all().contains(fine.ticketNumber()));
        assertThat(to(TECH))
                .extracting(SentMail::thread)
                .hasSize(3)
                .doesNotContain("")
                .containsOnly(to(TECH).getFirst().thread());
        assertThat(to(TECH)).extracting(SentMail::id).doesNotHaveDuplicates();
        assertThat(desk.house().inbox().of(id("tech"), Long.MAX_VALUE, 10))
                .extracting(Notice::subject)
                .containsExactlyElementsOf(subjects(to(TECH)).reversed());
    }

    @Test
    void anOutageOfHalfAnHourWithFiveHundredTicketsIsFourMails() {
        callout("{ every: 60s, times: 4 }", "{ who: [ tech, \"noc@acme.example\" ], when: failure }");
        target.answers(503);
        var tickets = new ArrayList<Ticket>();

        minutes(
                0,
                30,
                minute -> IntStream.range(0, minute < 10 ? 16 : 17)
                        .forEach(i -> tickets.add(ticket("Alert " + tickets.size()))));
        target.answers(200);
        minutes(30, 60, minute -> {});
        look("outage-en", TECH);

        assertThat(tickets).hasSize(500);
        for (var reader : List.of(TECH, NOC)) {
            var got = to(reader);
            assertThat(got).as("mails to " + reader).hasSizeBetween(3, 4);
            assertThat(got.getFirst().subject()).contains(" fails: ");
            assertThat(got.getLast().subject()).contains(" works again");
            areApart(got.subList(0, got.size() - 1).stream().map(SentMail::date).toList(), ofMinutes(15));
            assertThat(tickets)
                    .allSatisfy(ticket ->
                            assertThat(got).anyMatch(mail -> mail.plain().contains(ticket.ticketNumber())));
            assertThat(got)
                    .extracting(SentMail::thread)
                    .containsOnly(got.getFirst().thread());
        }
    }

    @Test
    void aTargetThatComesAndGoesIsToldOnceInAQuarterOfAnHour() {
        callout("{ every: 60s, times: 0 }", "{ who: [ tech ], when: failure }");
        var lost = new ArrayList<Ticket>();

        minutes(0, 120, minute -> {
            target.answers(minute % 2 == 0 ? 503 : 200);
            var ticket = ticket("Alert " + minute);
            if (minute % 2 == 0) {
                lost.add(ticket);
            }
        });
        target.answers(200);
        minutes(120, 140, minute -> ticket("Fine " + minute));

        var got = to(TECH);
        assertThat(lost)
                .allSatisfy(
                        ticket -> assertThat(got).anyMatch(mail -> mail.plain().contains(ticket.ticketNumber())));
        assertThat(got).hasSizeLessThanOrEqualTo(2 + 120 / 15 + 1);
        // The first two tell that it began, and that it was over.
        areApart(got.subList(1, got.size()).stream().map(SentMail::date).toList(), ofMinutes(15));
        assertThat(got.getLast().subject()).contains("works again");
    }

    @Test
    void oneTicketThatCannotBeCarriedAmongManyThatCanIsOneTrouble() {
        callout("{ every: 60s, times: 10 }", "{ who: [ tech ], when: failure }");
        target.answers(400);
        var poisoned = ticket("Poisoned");
        desk.runDueAndTell();

        minutes(0, 20, minute -> {
            desk.runDue(); // the poisoned one is asked first
            target.answers(200);
            ticket("Fine " + minute);
            desk.runDue();
            target.answers(400);
        });

        assertThat(subjects(to(TECH)))
                .containsExactly(
                        "“Close alert” fails: " + poisoned.ticketNumber(),
                        "“Close alert” works again; one delivery was given up");
    }

    @Test
    void aRestartAmidAnOutageChangesNothing() {
        callout("{ every: 60s, times: 0 }", "{ who: [ tech ], when: failure }");
        target.answers(503);
        var tickets = new ArrayList<Ticket>();

        minutes(0, 40, minute -> {
            tickets.add(ticket("Alert " + minute));
            if (minute % 7 == 3) {
                desk.runDue();
                desk.crashAndRestart();
            } else if (minute % 7 == 5) {
                desk.runDueAndTell();
                desk.stopAndRestart();
            }
        });
        target.answers(200);
        ticket("Fine");
        desk.runDueAndTell();

        var got = to(TECH);
        assertThat(got).hasSize(4);
        assertThat(tickets)
                .allSatisfy(ticket -> assertThat(got)
                        .filteredOn(mail -> mail.plain().contains(ticket.ticketNumber()))
                        .hasSize(1));
    }

    @Test
    void aMailServerThatIsAwayForAnHourIsNotFloodedWhenItIsBack() {
        int port;
        try (var server = FakeMailServer.start()) {
            port = server.port();
        }
        desk.restartWith(mail(port));
        callout("{ every: 1s, times: 0 }", "{ who: [ tech ], when: failure }");
        target.answers(503);
        var tickets = new ArrayList<Ticket>();

        minutes(0, 60, minute -> tickets.add(ticket("Alert " + minute)));
        try (var back = FakeMailServer.startAt(port)) {
            minutes(60, 80, minute -> {});
            target.answers(200);
            ticket("Fine");
            minutes(80, 82, minute -> {});

            var got = back.mails().stream().map(SentMail::of).toList();
            assertThat(subjects(got))
                    .as("the hour, and the end")
                    .containsExactly(
                            "“Close alert” still fails: 15 deliveries given up (and 3 earlier notices)",
                            "“Close alert” still fails: 14 deliveries given up",
                            "“Close alert” works again");
            assertThat(got)
                    .extracting(SentMail::thread)
                    .containsOnly(got.getFirst().thread());
            assertThat(tickets)
                    .allSatisfy(ticket ->
                            assertThat(got).anyMatch(mail -> mail.plain().contains(ticket.ticketNumber())));
            assertThat(got).noneMatch(mail -> mail.all().contains("mail server"));
            assertThat(got).extracting(SentMail::id).doesNotHaveDuplicates();
        }
    }

    /** What is told elsewhere goes on meanwhile, and makes no more mails. */
    @Test
    void aMailServerThatIsAwayKeepsNobodyFromHearingElsewhere() {
        int port;
        try (var server = FakeMailServer.start()) {
            port = server.port();
        }
        try (var chat = FakeEndpoint.start()) {
            desk.restartWith(mail(port));
            desk.apply("channels: [ { name: noc, kind: mattermost, url: \"%s\" } ]".formatted(chat.url("/hooks/x")));
            callout("{ every: 1s, times: 0 }", "{ who: [ tech, \"#noc\" ], when: failure }");
            target.answers(503);
            var tickets = new ArrayList<Ticket>();

            minutes(0, 240, minute -> tickets.add(ticket("Alert " + minute)));

            assertThat(chat.requests()).hasSize(16);
            assertThat(desk.house().inbox().of(id("tech"), Long.MAX_VALUE, 50)).hasSize(16);
            try (var back = FakeMailServer.startAt(port)) {
                minutes(240, 310, minute -> {});
                var got = back.mails().stream().map(SentMail::of).toList();

                assertThat(got).as("mails of four hours").hasSize(1);
                assertThat(got.getFirst().subject()).endsWith("(and 16 earlier notices)");
                assertThat(tickets)
                        .allSatisfy(ticket -> assertThat(got.getFirst().plain()).contains(ticket.ticketNumber()));
                got.getFirst().shoot("mail-server-away-en");
            }
        }
    }

    @Test
    void whoIsChosenAmidATroubleHearsOfItAtOnceAndNobodyElseOnceMore() {
        callout("{ every: 60s, times: 60 }", "{ who: [ tech ], when: failure }");
        target.answers(503);
        var ticket = ticket("Disk full");
        minutes(0, 5, minute -> {});
        assertThat(all()).hasSize(1);

        callout("{ every: 60s, times: 60 }", "{ who: [ tech, german, \"noc@acme.example\" ], when: failure }");
        minutes(5, 10, minute -> {});

        assertThat(all()).hasSize(3);
        assertThat(subjects(to("german@acme.example")))
                .containsExactly("„Close alert“ schlägt fehl: " + ticket.ticketNumber());
        assertThat(subjects(to(NOC))).containsExactly("“Close alert” fails: " + ticket.ticketNumber());

        target.answers(200);
        minutes(10, 12, minute -> {});
        assertThat(all()).as("the end, to each").hasSize(6);
    }

    @Test
    void whoGetsATicketAmidATroubleHearsOfItAtOnce() {
        callout("{ every: 60s, times: 60 }", "{ who: [ assigned-resource, \"noc@acme.example\" ], when: failure }");
        target.answers(503);
        var ticket = ticket("Disk full");
        minutes(0, 3, minute -> {});
        assertThat(to(TECH)).isEmpty();

        desk.edit(ticket, TicketField.ASSIGNED_RESOURCE_ID, id("tech"));
        minutes(3, 6, minute -> {});

        assertThat(subjects(to(TECH))).containsExactly("“Close alert” fails: " + ticket.ticketNumber());
        assertThat(to(NOC)).hasSize(1);
    }

    @Test
    void whatNobodyOfThoseWhoAreNamedCanHearTheAdministratorsDo() {
        desk.apply("""
                people:
                  - { login: chief, name: C. Hief, email: chief@acme.example, role: administrator }
                  - { login: gone, name: G. One, email: gone@acme.example, role: technician }
                """);
        callout("{ every: 1s, times: 0 }", "{ who: [ assigned-resource, gone ], when: failure }");
        desk.apply("people: [ { login: gone, name: G. One, role: technician, active: false } ]");
        target.answers(503);
        var nobodys = ticket("Nobody's");
        var own = desk.ticket(
                TicketEdit.with().set(TicketField.TITLE, "Mine").set(TicketField.ASSIGNED_RESOURCE_ID, id("tech")));
        minutes(0, 2, minute -> {});

        assertThat(to(TECH))
                .singleElement()
                .satisfies(mail -> assertThat(mail.plain())
                        .contains(own.ticketNumber())
                        .doesNotContain(nobodys.ticketNumber())
                        .doesNotContain("as an administrator"));
        assertThat(to("chief@acme.example"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.plain())
                        .contains(nobodys.ticketNumber())
                        .doesNotContain(own.ticketNumber())
                        .contains("You are told as an administrator"));

        desk.apply("people: [ { login: gone, name: G. One, role: technician, active: true } ]");
        callout("{ every: 60s, times: 0 }", "{ who: [ gone ], when: every }");
        desk.apply("people: [ { login: gone, name: G. One, role: technician, active: false } ]");
        var lost = ticket("Lost");
        desk.runDueAndTell();
        target.answers(200);
        ticket("Fine");
        desk.runDueAndTell();

        assertThat(subjects(to("chief@acme.example"))).contains(lost.ticketNumber() + ": “Close alert” given up");
        assertThat(all()).noneMatch(mail -> mail.subject().contains("delivered"));
    }

    /** C16: an outage is not three hundred mails. */
    @Test
    void anOutageIsNotThreeHundredMails() {
        int port;
        var firstMails = new ArrayList<SentMail>();
        var tickets = new ArrayList<Ticket>();
        try (var server = FakeMailServer.start()) {
            port = server.port();
            desk.restartWith(mail(port));
            callout("{ every: 1s, times: 0 }", "{ who: [ tech ], when: failure }");
            target.answers(500);
            every8Seconds(tickets, "12:05");
            server.mails().stream().map(SentMail::of).forEach(firstMails::add);
        }
        every8Seconds(tickets, "12:20");
        desk.crashAndRestart();
        every8Seconds(tickets, "12:25");
        try (var back = FakeMailServer.startAt(port)) {
            every8Seconds(tickets, "12:40");
            target.answers(200);
            desk.pass(ofMinutes(1));
            var fine = ticket("One more");
            desk.runDueAndTell();
            minutes(41, 60, minute -> {});

            var got = new ArrayList<>(firstMails);
            back.mails().stream().map(SentMail::of).forEach(got::add);
            assertThat(tickets).hasSize(300);
            assertThat(got).hasSizeLessThanOrEqualTo(4);
            assertThat(got).extracting(SentMail::to).containsOnly(TECH);
            areApart(
                    got.stream()
                            .filter(mail -> mail.subject().contains("still fails"))
                            .map(SentMail::date)
                            .toList(),
                    ofMinutes(15));
            assertThat(tickets)
                    .allSatisfy(ticket ->
                            assertThat(got).anyMatch(mail -> mail.plain().contains(ticket.ticketNumber())));
            assertThat(got).noneMatch(mail -> mail.plain().contains(fine.ticketNumber()));
            assertThat(got).noneMatch(mail -> mail.all().contains("mail server"));
        }
    }

    private void every8Seconds(List<Ticket> tickets, String until) {
        var end = Instant.parse("2026-11-25T" + until + ":00Z");
        while (desk.clock().instant().isBefore(end)) {
            tickets.add(ticket("Alert"));
            desk.runDueAndTell();
            desk.pass(ofSeconds(8));
        }
    }

    @Test
    void whoIsRefusedForEverIsShownSoAndKeepsNobodyElseFromHearing() {
        try (var server = FakeMailServer.start()) {
            server.answers("RCPT TO:<noc@", "550 5.1.1 no such user");
            desk.restartWith(mail(server.port()));
            callout("{ every: 1s, times: 0 }", "{ who: [ tech, \"noc@acme.example\" ], when: failure }");
            target.answers(503);

            minutes(0, 31, minute -> ticket("Alert " + minute));

            assertThat(server.mails().stream().map(SentMail::of))
                    .hasSize(3)
                    .extracting(SentMail::to)
                    .containsOnly(TECH);
            var refusals = new MailRefusals(desk.house().store());
            assertThat(refusals.of(new MailAddress(NOC)))
                    .get()
                    .extracting(MailRefusals.Refusal::error)
                    .asString()
                    .contains("550 5.1.1 no such user");
            assertThat(refusals.of(new MailAddress(TECH))).isEmpty();

            server.answers("RCPT TO:<noc@", "250 ok");
            target.answers(200);
            ticket("Fine");
            desk.runDueAndTell();

            assertThat(refusals.of(new MailAddress(NOC))).isEmpty();
        }
    }

    @Test
    void everyTellsOfEachDeliveryThatHasEnded() {
        callout("{ every: 60s, times: 0 }", "{ who: [ tech, german ], when: every }");
        target.answers(200);
        var fine = ticket("Disk full");
        desk.runDueAndTell();
        target.answers(503);
        var lost = ticket("Disk on fire");
        desk.runDueAndTell();

        look("every-en", TECH);
        look("every-de", "german@acme.example");
        var got = to(TECH);
        assertThat(subjects(got))
                .containsExactly(
                        fine.ticketNumber() + ": “Close alert” delivered",
                        lost.ticketNumber() + ": “Close alert” given up");
        assertThat(got.get(0).plain())
                .contains("for ticket " + fine.ticketNumber() + " “Disk full” was delivered at 25 Nov 2026")
                .contains("/deliveries/"
                        + desk.deliveries().stream()
                                .filter(delivery -> delivery.subjectId() == fine.id()
                                        && delivery.lane().startsWith("callout:"))
                                .map(Delivery::id)
                                .findFirst()
                                .orElseThrow());
        assertThat(got.get(1).plain()).contains("after one attempt").contains("503");
    }

    @Test
    void whoATicketIsAssignedToHearsOfThatTicketAlone() {
        callout("{ every: 1s, times: 0 }", "{ who: [ \"noc@acme.example\", assigned-resource ], when: failure }");
        target.answers(503);

        var own = desk.ticket(
                TicketEdit.with().set(TicketField.TITLE, "Mine").set(TicketField.ASSIGNED_RESOURCE_ID, id("tech")));
        var nobodys = ticket("Nobody's");
        minutes(0, 16, minute -> {});

        assertThat(to(NOC)).anyMatch(mail -> mail.plain().contains(nobodys.ticketNumber()));
        assertThat(to(TECH))
                .isNotEmpty()
                .allSatisfy(mail ->
                        assertThat(mail.plain()).contains(own.ticketNumber()).doesNotContain(nobodys.ticketNumber()));
    }

    @Test
    void inQuietHoursMailsAreKeptAndGoOutTogetherAtTheirEnd() {
        callout("{ every: 1s, times: 0 }", "{ who: [ tech, german ], when: failure }");
        desk.house().choices().beQuiet(id("tech"), QuietHours.parse("11:00-12:50"));
        target.answers(503);
        var tickets = new ArrayList<Ticket>();

        minutes(0, 50, minute -> tickets.add(ticket("Alert " + minute)));

        assertThat(to(TECH)).isEmpty();
        assertThat(to("german@acme.example")).hasSize(4);
        assertThat(desk.house().inbox().of(id("tech"), Long.MAX_VALUE, 10)).hasSize(4);

        minutes(50, 52, minute -> {});
        look("quiet-en", TECH);

        assertThat(to(TECH)).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("Roundtrip: 4 notices of your quiet hours");
            assertThat(mail.plain()).contains(tickets.getFirst().ticketNumber());
        });
    }

    @Test
    void whatIsHeldForAPersonIsToldToo() {
        desk.apply("""
                callouts:
                  - { name: Close alert, url: "%s", after-crash: hold, notify: { who: [ tech ] } }
                rules: [ { name: Created, when: [ created ], then: [ { callout: Close alert } ] } ]
                """.formatted(target.url("/close")));
        var ticket = ticket("Disk full");
        desk.crashAndRestart();
        desk.runDueAndTell();

        assertThat(to(TECH))
                .singleElement()
                .satisfies(mail -> assertThat(mail.plain())
                        .contains(ticket.ticketNumber())
                        .contains("whether it arrived is unknown"));
    }
}
