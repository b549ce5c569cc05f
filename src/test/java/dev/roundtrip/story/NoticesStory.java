package dev.roundtrip.story;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.roundtrip.delivery.Attempt;
import dev.roundtrip.delivery.DeliveryState;
import dev.roundtrip.directory.Contact;
import dev.roundtrip.notify.Notice;
import dev.roundtrip.people.Actor;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.QuietHours;
import dev.roundtrip.rule.TraceLine;
import dev.roundtrip.settings.Mail;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.FakeMailServer;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A rule fires, and people hear of it. */
@OnBothDatabases
class NoticesStory {
    private static final String PEOPLE = """
            companies: [ { name: Acme GmbH, manager: chief } ]
            people:
              - { login: tech, name: A. Technician, email: tech@acme.example, role: technician, language: de }
              - { login: chief, name: C. Hief, email: chief@acme.example, role: read-only }
              - { login: mute, name: M. Ute, role: technician }
            """;

    private final DeskUnderTest desk;
    private final long company;

    NoticesStory(TestDatabase database) {
        desk = DeskUnderTest.on(database);
        desk.apply(PEOPLE);
        company =
                desk.house().directory().companyNamed("Acme GmbH").orElseThrow().id();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    /** A rule on created tickets. */
    private void rule(String notify) {
        desk.apply("rules: [ { name: Tell the team, when: [ created ], then: [ { notify: " + notify + " } ] } ]");
    }

    private Ticket ticket(String title) {
        return ticket(title, DeskUnderTest.PROGRAM, TicketEdit.with());
    }

    private Ticket ticket(String title, Actor actor, TicketEdit.Builder more) {
        return desk.house()
                .tickets()
                .create(
                        more.set(TicketField.TITLE, title)
                                .set(TicketField.COMPANY_ID, company)
                                .build(),
                        actor);
    }

    private long id(String login) {
        return desk.house().people().named(login).map(Person::id).orElseThrow();
    }

    private List<Notice> inbox(String login) {
        return desk.house().inbox().of(id(login), Long.MAX_VALUE, 50);
    }

    private TraceLine line(Ticket ticket) {
        return desk.house().traces().ofTicket(ticket.id()).getFirst().rules().getFirst();
    }

    private List<String> told(Ticket ticket) {
        return line(ticket).notices().stream()
                .map(one -> one.who()
                        + (one.skipped() != null
                                ? ": " + one.skipped()
                                : " " + one.name() + (one.deliveryId() == null ? " in the inbox" : " by mail")))
                .toList();
    }

    private static GreenMail greenMail() {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.setUser("desk@acme.example", "desk", "s3cr3t-of-the-desk");
        server.start();
        return server;
    }

    private static Mail mail(int port) {
        return new Mail("127.0.0.1", port, "", "", Mail.Tls.NONE, "desk@acme.example");
    }

    @Test
    void withAMailServerEachIsToldByMailAndFindsItInTheInboxToo() throws Exception {
        var server = greenMail();
        try {
            desk.restartWith(new Mail(
                    "127.0.0.1",
                    server.getSmtp().getPort(),
                    "desk",
                    "s3cr3t-of-the-desk",
                    Mail.Tls.NONE,
                    "desk@acme.example"));
            rule("{ who: [ tech, mute, \"noc@acme.example\", assigned-resource ], subject: \"{{ticket.title}}\","
                    + " text: \"Now: {{ticket.ticketNumber}}\" }");

            var ticket = ticket(
                    "Platte voll: größer 🔥",
                    DeskUnderTest.PROGRAM,
                    TicketEdit.with().set(TicketField.ASSIGNED_RESOURCE_ID, id("tech")));
            assertThat(desk.runDue()).isEqualTo(2);

            assertThat(told(ticket))
                    .containsExactly(
                            "tech tech by mail",
                            "mute mute in the inbox",
                            "noc@acme.example noc@acme.example by mail",
                            "assigned-resource tech by mail");
            assertThat(server.getReceivedMessages())
                    .extracting(NoticesStory::to)
                    .containsExactlyInAnyOrder("\"A. Technician\" <tech@acme.example>", "noc@acme.example");
            for (var message : server.getReceivedMessages()) {
                assertThat(message.getSubject()).isEqualTo("Platte voll: größer 🔥");
                assertThat(text(message))
                        .startsWith("Now: " + ticket.ticketNumber())
                        .contains(to(message).startsWith("\"A.") ? "Sie erhalten diese Mail" : "You get this mail");
            }
            assertThat(inbox("tech")).singleElement().satisfies(notice -> {
                assertThat(notice.subject()).isEqualTo("Platte voll: größer 🔥");
                assertThat(notice.message().toldBy()).isEqualTo("Tell the team");
                assertThat(notice.about().ticketId()).isEqualTo(ticket.id());
                assertThat(notice.createdAt()).isEqualTo(desk.clock().instant());
            });
            assertThat(desk.deliveries())
                    .hasSize(2)
                    .allSatisfy(delivery -> assertThat(delivery.state()).isEqualTo(DeliveryState.DELIVERED));
        } finally {
            server.stop();
        }
    }

    private static String to(MimeMessage message) {
        try {
            return message.getHeader("To")[0];
        } catch (jakarta.mail.MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(MimeMessage message) throws Exception {
        return (String) ((MimeMultipart) message.getContent()).getBodyPart(0).getContent();
    }

    @Test
    void withoutAMailServerPeopleFindItInTheInboxAndAddressesAreNotTold() {
        rule("{ who: [ tech, \"TECH@acme.example\", \"noc@acme.example\" ], subject: s, text: t }");

        var ticket = ticket("disk full");

        assertThat(told(ticket))
                .containsExactly(
                        "tech tech in the inbox",
                        "TECH@acme.example tech in the inbox",
                        "noc@acme.example: noc@acme.example could not be told: no mail server is set up");
        assertThat(inbox("tech")).hasSize(1);
        assertThat(desk.deliveries()).isEmpty();
    }

    @Test
    void everyRoleIsWhoTheTicketPointsAt() {
        var contact =
                desk.house().directory().add(new Contact(0, company, "Cust", "Omer", "c.omer@acme.example", true));
        try (var server = FakeMailServer.start()) {
            desk.restartWith(mail(server.port()));
            rule("{ who: [ assigned-resource, contact, actor, account ], subject: s, text: t }");

            var ticket = ticket(
                    "disk full",
                    Actor.person(id("mute"), "M. Ute"),
                    TicketEdit.with()
                            .set(TicketField.CONTACT_ID, contact)
                            .set(TicketField.ASSIGNED_RESOURCE_ID, id("tech")));
            var nobody = ticket("disk full");
            desk.runDue();

            assertThat(told(ticket))
                    .containsExactly(
                            "assigned-resource tech by mail",
                            "contact c.omer@acme.example by mail",
                            "actor mute in the inbox",
                            "account chief by mail");
            assertThat(told(nobody))
                    .containsExactly(
                            "assigned-resource: the ticket is assigned to nobody",
                            "contact: the ticket has no contact",
                            "actor: API user \"%s\" made the change and reads no mail"
                                    .formatted(DeskUnderTest.PROGRAM.name()),
                            "account chief by mail");
            assertThat(server.mails()).hasSize(4);
        }
    }

    @Test
    void aMailServerThatComesBackGetsEachMailOnce() {
        int port;
        try (var server = FakeMailServer.start()) {
            port = server.port();
        }
        desk.restartWith(mail(port));
        rule("{ who: [ tech ], subject: s, text: t }");

        ticket("disk full");
        desk.runDue();
        desk.pass(ofSeconds(60));
        desk.runDue();
        desk.stopAndRestart();
        try (var back = FakeMailServer.startAt(port)) {
            desk.pass(ofSeconds(60));
            desk.runDue();
            desk.pass(ofSeconds(60));
            desk.runDue();

            var delivery = desk.deliveries().getFirst();
            assertThat(back.mails())
                    .singleElement()
                    .asString()
                    .contains("Message-ID: <" + delivery.id() + "@acme.example>");
            assertThat(delivery.state()).isEqualTo(DeliveryState.DELIVERED);
            assertThat(desk.attempts(delivery))
                    .extracting(Attempt::result)
                    .containsExactly(Attempt.Result.FAILURE, Attempt.Result.FAILURE, Attempt.Result.SUCCESS);
        }
    }

    @Test
    void aMailServerThatStaysAwayForThreeDaysIsGivenUpAndTheNoticeStays() {
        int port;
        try (var server = FakeMailServer.start()) {
            port = server.port();
        }
        desk.restartWith(mail(port));
        rule("{ who: [ tech ], subject: s, text: t }");

        ticket("disk full");
        int made = 0;
        for (int i = 0; i < 80 * 60; i += 5) {
            made += desk.runDue();
            desk.pass(ofMinutes(5));
        }

        assertThat(made).isEqualTo(101);
        assertThat(desk.deliveries()).singleElement().satisfies(delivery -> {
            assertThat(delivery.state()).isEqualTo(DeliveryState.GIVEN_UP);
            assertThat(delivery.error()).contains("127.0.0.1:" + port).endsWith("given up after 101 attempts");
        });
        assertThat(inbox("tech")).hasSize(1);
    }

    @Test
    void aMailThatWasTakenIsNotSentAgainWhateverTheDeskCannotNoteOfIt() {
        try (var server = FakeMailServer.start()) {
            desk.restartWith(mail(server.port()));
            rule("{ who: [ tech ], subject: Full, text: It is full. }");
            var store = desk.house().store();
            store.write(() -> store.jdbc()
                    .sql("alter table mail_refusal rename to mail_refusal_gone")
                    .update());

            ticket("disk full");
            for (int i = 0; i < 5; i++) {
                desk.runDue();
                desk.pass(ofMinutes(1));
            }

            assertThat(server.mails()).hasSize(1);
            assertThat(desk.deliveries())
                    .singleElement()
                    .satisfies(delivery -> assertThat(delivery.state()).isEqualTo(DeliveryState.DELIVERED));
        }
    }

    @Test
    void whoTheServerRefusesForEverIsGivenUpAtOnceAndAloneWithItsWords() throws Exception {
        try (var server = FakeMailServer.start()) {
            server.answers("RCPT TO:<nobody@", "550 5.1.1 no such user");
            desk.restartWith(mail(server.port()));
            rule("{ who: [ \"nobody@acme.example\", \"noc@acme.example\" ], subject: Full, text: It is full. }");

            var ticket = ticket("disk full");
            desk.runDue();

            var error = "mail server 127.0.0.1:%d refuses nobody@acme.example: 550 5.1.1 no such user; never retried"
                    .formatted(server.port());
            assertThat(desk.deliveries())
                    .filteredOn(delivery -> delivery.state() == DeliveryState.GIVEN_UP)
                    .singleElement()
                    .satisfies(delivery -> assertThat(delivery.error()).isEqualTo(error));
            assertThat(server.mails()).singleElement().asString().contains("noc@acme.example");

            var listed = desk.api().deliveries("?callout=mail&state=given-up");
            assertThat(listed).singleElement().satisfies(item -> {
                assertThat(item.path("callout").stringValue()).isEqualTo("mail");
                assertThat(item.path("calloutId").isNull()).isTrue();
                assertThat(item.path("ticketNumber").stringValue()).isEqualTo(ticket.ticketNumber());
                assertThat(item.at("/attempts/0/status").intValue()).isEqualTo(550);
                assertThat(item.path("error").stringValue()).isEqualTo(error);
            });
            var one = desk.api().delivery(listed.getFirst().path("id").stringValue());
            assertThat(one.at("/mail/to").stringValue()).isEqualTo("nobody@acme.example");
            assertThat(one.at("/mail/subject").stringValue()).isEqualTo("Full");
            assertThat(one.at("/mail/text").stringValue()).isEqualTo("It is full.");
            assertThat(one.path("request").isNull()).isTrue();
        }
    }

    @Test
    void whatIsStoredAsANoteStandsInOneBeforeAnybodyIsTold() {
        rule("{ who: [ tech ], subject: \"Full: {{ticket.title}}\", text: It is full., store-as-note: true }");

        var ticket = ticket("disk\nfull " + "x".repeat(240));

        assertThat(desk.house().tickets().notesOf(ticket.id())).singleElement().satisfies(note -> {
            assertThat(note.title())
                    .startsWith("Full: disk full xxx")
                    .hasSize(250)
                    .endsWith("…");
            assertThat(note.text()).isEqualTo("It is full.");
            assertThat(note.publish()).isEqualTo(dev.roundtrip.ticket.Note.PUBLISH_INTERNAL);
        });
        assertThat(line(ticket).notes())
                .containsExactly(inbox("tech").getFirst().subject());
    }

    @Test
    void aRuleThatIsUndoneHasToldNobody() {
        try (var server = FakeMailServer.start()) {
            desk.restartWith(mail(server.port()));
            desk.apply("""
                    rules:
                      - name: Tell the team
                        when: [ created ]
                        then:
                          - notify: { who: [ tech, "noc@acme.example" ], subject: s, text: t }
                          - notify: { who: [ tech ], subject: s, text: "{{ticket.description}}{{ticket.description}}" }
                    """);

            var ticket = ticket(
                    "disk full",
                    DeskUnderTest.PROGRAM,
                    TicketEdit.with().set(TicketField.DESCRIPTION, "x".repeat(100_000)));
            desk.runDue();

            assertThat(line(ticket).undone()).startsWith("text: 200,000 bytes");
            assertThat(inbox("tech")).isEmpty();
            assertThat(desk.deliveries()).isEmpty();
            assertThat(server.mails()).isEmpty();
            assertThat(desk.again(ticket).title()).isEqualTo("disk full");
        }
    }

    @Test
    void whoBecameInactiveIsNotToldAnyMoreAndTheOthersAre() {
        try (var server = FakeMailServer.start()) {
            desk.restartWith(mail(server.port()));
            rule("{ who: [ tech, chief ], subject: s, text: t }");
            var before = ticket("disk full");
            desk.apply(
                    "people: [ { login: tech, name: A. Technician, email: tech@acme.example, role: technician, active: false } ]");
            desk.runDue();
            var after = ticket("disk full");
            desk.runDue();

            assertThat(told(before)).containsExactly("tech tech by mail", "chief chief by mail");
            assertThat(desk.deliveries())
                    .extracting(delivery -> String.valueOf(delivery.error()))
                    .contains("person \"tech\" has become inactive; never retried");
            assertThat(told(after)).containsExactly("tech: person \"tech\" is inactive", "chief chief by mail");
            assertThat(server.mails()).hasSize(2).noneMatch(mail -> mail.contains("tech@acme.example"));
        }
    }

    @Test
    void whoIsNamedTwiceIsNotWokenUp() {
        try (var server = FakeMailServer.start()) {
            desk.restartWith(mail(server.port()));
            desk.apply("people: [ { login: twin, name: T. Win, email: tech@acme.example, role: technician } ]");
            desk.house().choices().beQuiet(id("tech"), QuietHours.parse("00:00-23:59"));
            rule("{ who: [ tech, tech@acme.example ], subject: \"{{ticket.title}}\", text: t }");

            ticket("disk full");
            desk.runDue();

            assertThat(inbox("tech")).hasSize(1);
            assertThat(server.mails()).isEmpty();

            rule("{ who: [ tech, tech@acme.example, twin ], subject: \"{{ticket.title}}\", text: t }");
            ticket("disk on fire");
            desk.runDue();

            assertThat(server.mails()).as("the twin is awake").hasSize(1);
        }
    }

    @Test
    void anInboxIsReadByItsOwnPersonAlone() {
        rule("{ who: [ tech, chief ], subject: \"{{ticket.title}}\", text: t }");
        for (int i = 1; i <= 3; i++) {
            ticket("disk " + i);
        }
        var inbox = desk.house().inbox();
        var newest = inbox("tech").getFirst();

        assertThat(inbox("tech")).extracting(Notice::subject).containsExactly("disk 3", "disk 2", "disk 1");
        assertThat(inbox.of(id("tech"), newest.id(), 1))
                .extracting(Notice::subject)
                .containsExactly("disk 2");
        assertThat(inbox.unread(id("tech"), 100)).isEqualTo(3);
        assertThat(inbox.unread(id("tech"), 2)).isEqualTo(2);

        inbox.markRead(id("chief"), newest.id());
        assertThat(inbox.unread(id("tech"), 100)).isEqualTo(3);
        inbox.markRead(id("tech"), newest.id());
        assertThat(inbox("tech")).extracting(Notice::isRead).containsExactly(true, false, false);
        ticket("disk 4");
        inbox.markAllRead(id("tech"), newest.id());
        assertThat(inbox("tech")).extracting(Notice::isRead).containsExactly(false, true, true, true);
        assertThat(inbox.unread(id("chief"), 100)).isEqualTo(4);
    }
}
