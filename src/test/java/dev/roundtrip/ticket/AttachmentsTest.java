package dev.roundtrip.ticket;

import static dev.roundtrip.ticket.DeskWithTickets.ADA;
import static dev.roundtrip.ticket.DeskWithTickets.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.field.Filter;
import dev.roundtrip.field.FilterOperator;
import dev.roundtrip.field.Query;
import dev.roundtrip.people.Actor;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.TicketChange.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Files of tickets. */
@OnBothDatabases
class AttachmentsTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final byte[] TEXT = "disk is full\n".getBytes(StandardCharsets.UTF_8);

    private final DeskWithTickets desk;

    AttachmentsTest(TestDatabase database) {
        desk = new DeskWithTickets(STORES.on(database));
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    private static AttachmentDraft named(String name) {
        return new AttachmentDraft(name, "", "", Note.PUBLISH_ALL);
    }

    private Attachment add(Ticket ticket, AttachmentDraft draft, byte[] content) {
        return desk.tickets.addAttachment(ticket.id(), draft, content, ADA);
    }

    private List<Attachment> attachmentsOf(Ticket ticket) {
        var ofTicket =
                new Filter.OnField(AttachmentField.TICKET_ID, FilterOperator.EQUAL, List.<Object>of(ticket.id()));
        return desk.tickets
                .findAttachments(new Query(ofTicket, Set.of(), Query.Position.START, 500))
                .rows();
    }

    @Test
    void aFileIsAChangeOfItsTicket() {
        var ticket = desk.ticket();
        desk.heard.clear();
        desk.clock.pass(Duration.ofMinutes(1));
        var at = NOON.plusSeconds(60);

        var file = add(
                ticket, new AttachmentDraft(" disk.log ", "text/x-log; charset=utf-8", " What it\r\nsaid ", 2), TEXT);

        var after = desk.stored(ticket);
        assertThat(file)
                .isEqualTo(new Attachment(
                        file.id(),
                        ticket.id(),
                        "disk.log",
                        "text/x-log; charset=utf-8",
                        "What it said",
                        Note.PUBLISH_INTERNAL,
                        TEXT.length,
                        at,
                        ADA));
        assertThat(desk.tickets.attachment(file.id())).contains(file);
        assertThat(desk.tickets.contentOf(file)).isEqualTo(TEXT);
        assertThat(after.version()).isEqualTo(2);
        assertThat(after.lastActivityAt()).isEqualTo(at);
        assertThat(after.number(TicketField.LAST_ACTIVITY_RESOURCE_ID)).isEqualTo(ADA.id());
        assertThat(desk.history(ticket, 2)).containsExactly("attachment: null -> disk.log");
        assertThat(desk.heard)
                .containsExactly(new TicketChange(Event.ATTACHMENT_ADDED, ticket, after, null, ADA, at, 0));
    }

    @Test
    void whatIsLeftOutFollowsFromTheName() {
        var ticket = desk.ticket();

        var log = add(ticket, named("disk.txt"), TEXT);
        var unknown = add(ticket, named("disk.qqq"), TEXT);

        assertThat(log.title()).isEqualTo("disk.txt");
        assertThat(log.contentType()).isEqualTo("text/plain");
        assertThat(unknown.contentType()).isEqualTo("application/octet-stream");
        assertThat(attachmentsOf(ticket)).containsExactly(log, unknown);
    }

    @Test
    void whatCannotBeKeptIsToldAtOnceAndNothingIsKept() {
        var ticket = desk.ticket();

        assertThat(refused(() -> add(ticket, new AttachmentDraft(" ", "text", "x".repeat(256), 3), new byte[0])))
                .containsExactly(
                        "fullPath: the file's name is needed, such as report.pdf",
                        "title: 256 characters; at most 255 fit",
                        "contentType: \"text\" is no type of content, such as text/plain",
                        "publish: 3 is not known; use 1 (everybody), 2 (internal) or 4 (internal and co-managed)",
                        "data: the file is empty; at least 1 byte is needed");
        assertThat(refused(() -> add(ticket, named("x".repeat(256)), new byte[(7 << 20) + 1])))
                .containsExactly(
                        "fullPath: 256 characters; at most 255 fit", "data: 7,340,033 bytes; at most 7,340,032 fit");
        for (var name : List.of("a\nb", "a\u0000b", "a\u2028b", "a\u0085b")) {
            assertThat(refused(() -> add(ticket, named(name), TEXT)))
                    .containsExactly(
                            "fullPath: holds a line break or a control character; a file's name stands on one line");
        }
        assertThat(refused(() -> add(ticket, named("a\ud800"), TEXT)))
                .singleElement()
                .asString()
                .startsWith("fullPath: holds half of a surrogate pair");
        assertThatThrownBy(() -> desk.tickets.addAttachment(-1, named("a"), TEXT, ADA))
                .isInstanceOf(NoSuchTicket.class);

        assertThat(attachmentsOf(ticket)).isEmpty();
        assertThat(desk.stored(ticket)).isEqualTo(ticket);
    }

    @Test
    void theLargestFileWithTheLongestNameIsKeptByteForByte() {
        var ticket = desk.ticket();
        var content = new byte[7 << 20];
        new Random(1).nextBytes(content);

        var file = add(ticket, named("\ud83d\udd25".repeat(255)), content);

        assertThat(desk.tickets.attachment(file.id())).contains(file);
        assertThat(desk.tickets.contentOf(file)).isEqualTo(content);
    }

    @Test
    void aListenerThatRefusesUndoesIt() {
        var ticket = desk.ticket();
        desk.tickets.tell(change -> {
            throw new IllegalStateException("not now");
        });

        assertThatThrownBy(() -> add(ticket, named("a"), TEXT)).hasMessage("not now");

        assertThat(attachmentsOf(ticket)).isEmpty();
        assertThat(desk.store
                        .jdbc()
                        .sql("select count(*) from attachment_content where id not in (select id from attachment)")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(desk.stored(ticket)).isEqualTo(ticket);
        assertThat(desk.tickets.historyOf(ticket.id())).hasSize(1);
    }

    @Test
    void areFoundByWhatIsToldOfThem() {
        var ticket = desk.ticket();
        var mine = add(ticket, named("mine.pdf"), TEXT);
        var theirs = desk.tickets.addAttachment(
                ticket.id(), named("theirs.png"), TEXT, new Actor(Actor.Kind.CONTACT, 5, "A customer"));

        assertThat(found(ticket, AttachmentField.ATTACHED_BY_RESOURCE_ID, ADA.id()))
                .containsExactly(mine);
        assertThat(found(ticket, AttachmentField.ATTACHED_BY_CONTACT_ID, 5L)).containsExactly(theirs);
        assertThat(found(ticket, AttachmentField.CREATOR_TYPE, 2L)).containsExactly(theirs);
        assertThat(found(ticket, AttachmentField.CONTENT_TYPE, "IMAGE/png")).containsExactly(theirs);
        assertThat(found(ticket, AttachmentField.FULL_PATH, "mine.pdf")).containsExactly(mine);
        assertThat(found(ticket, AttachmentField.ATTACHMENT_TYPE, "file_attachment"))
                .containsExactly(mine, theirs);
        assertThat(found(ticket, AttachmentField.FILE_SIZE, (long) TEXT.length)).containsExactly(mine, theirs);
        assertThat(found(ticket, AttachmentField.FILE_SIZE, 1L)).isEmpty();
        assertThat(found(ticket, AttachmentField.PARENT_ID, ticket.id() + 1)).isEmpty();
    }

    private List<Attachment> found(Ticket ticket, AttachmentField field, Object value) {
        var where = new Filter.All(List.of(
                new Filter.OnField(AttachmentField.TICKET_ID, FilterOperator.EQUAL, List.<Object>of(ticket.id())),
                new Filter.OnField(field, FilterOperator.EQUAL, List.of(value))));
        assertThat(desk.tickets.countAttachments(where, Set.of()))
                .isEqualTo(desk.tickets
                        .findAttachments(new Query(where, Set.of(), Query.Position.START, 500))
                        .rows()
                        .size());
        return desk.tickets
                .findAttachments(new Query(where, Set.of(), Query.Position.START, 500))
                .rows();
    }
}
