package dev.roundtrip.ticket;

import static dev.roundtrip.ticket.DeskWithTickets.ADA;
import static dev.roundtrip.ticket.DeskWithTickets.PROGRAM;
import static dev.roundtrip.ticket.DeskWithTickets.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.directory.Contact;
import dev.roundtrip.directory.Device;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.Filter;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.UserField;
import dev.roundtrip.people.Actor;
import dev.roundtrip.testing.OddTexts;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.TicketChange.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class TicketsTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final DeskWithTickets desk;

    TicketsTest(TestDatabase database) {
        desk = new DeskWithTickets(STORES.on(database));
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @Test
    void aNewTicketTakesWhatTheDeskGivesIt() {
        var ticket = desk.create(TicketEdit.with().set(TicketField.TITLE, "disk full"));

        assertThat(ticket.version()).isEqualTo(1);
        assertThat(ticket.ticketNumber()).matches("T20261125\\.\\d{4,}");
        assertThat(ticket.fields())
                .containsAllEntriesOf(Map.of(
                        TicketField.STATUS,
                        1L,
                        TicketField.PRIORITY,
                        2L,
                        TicketField.DUE_DATE_TIME,
                        NOON.plus(Duration.ofDays(1)),
                        TicketField.CREATE_DATE,
                        NOON,
                        TicketField.LAST_ACTIVITY_DATE,
                        NOON,
                        TicketField.LAST_TRACKED_MODIFICATION_DATE_TIME,
                        NOON,
                        TicketField.CREATOR_TYPE,
                        1L,
                        TicketField.LAST_ACTIVITY_PERSON_TYPE,
                        1L))
                .doesNotContainKeys(
                        TicketField.COMPLETED_DATE,
                        TicketField.CREATOR_RESOURCE_ID,
                        TicketField.LAST_ACTIVITY_RESOURCE_ID);
        assertThat(desk.stored(ticket)).isEqualTo(ticket);
        assertThat(desk.history(ticket, 1)).containsExactly("created: null -> " + ticket.ticketNumber());
    }

    @Test
    void ofANewTicketTheListenerHearsAllThereIs() {
        var ticket = desk.tickets.create(
                TicketEdit.with()
                        .set(TicketField.TITLE, "disk full")
                        .set(TicketField.COMPANY_ID, 0)
                        .build(),
                PROGRAM,
                2);

        assertThat(desk.heard).containsExactly(new TicketChange(Event.CREATED, null, ticket, null, PROGRAM, NOON, 2));
    }

    @Test
    void whoMadeItIsKept() {
        var byAda = desk.create(TicketEdit.with(), ADA);
        var byContact = desk.create(TicketEdit.with(), new Actor(Actor.Kind.CONTACT, 5, "A customer"));
        var inAdasName = desk.tickets.create(
                TicketEdit.with()
                        .set(TicketField.TITLE, "disk full")
                        .set(TicketField.COMPANY_ID, 0)
                        .build(),
                PROGRAM,
                0,
                3L);

        assertThat(byAda.number(TicketField.CREATOR_RESOURCE_ID)).isEqualTo(3);
        assertThat(byAda.number(TicketField.LAST_ACTIVITY_RESOURCE_ID)).isEqualTo(3);
        assertThat(byContact.number(TicketField.CREATOR_TYPE)).isEqualTo(2);
        assertThat(byContact.number(TicketField.CREATOR_RESOURCE_ID)).isNull();
        assertThat(inAdasName.number(TicketField.IMPERSONATOR_CREATOR_RESOURCE_ID))
                .isEqualTo(3);
    }

    @Test
    void whatIsNotAClientsToSayIsPassedOver() {
        var said = TicketEdit.with();
        for (var field : TicketField.values()) {
            if (field.isReadOnly()) {
                said.set(field, "nonsense");
            }
        }

        var ticket = desk.create(said);
        var after = desk.edit(ticket, said);

        assertThat(after).isEqualTo(ticket);
        assertThat(ticket.createdAt()).isEqualTo(NOON);
    }

    @Test
    void nullIsNotGivenToANewTicket() {
        var ticket = desk.create(TicketEdit.with()
                .set(TicketField.STATUS, null)
                .set(TicketField.PRIORITY, " ")
                .set(TicketField.DUE_DATE_TIME, "")
                .set(TicketField.QUEUE_ID, null)
                .set(TicketField.DESCRIPTION, " "));

        assertThat(ticket.status()).isEqualTo(Status.NEW);
        assertThat(ticket.number(TicketField.PRIORITY)).isEqualTo(2);
        assertThat(ticket.time(TicketField.DUE_DATE_TIME)).isEqualTo(NOON.plus(Tickets.DEFAULT_DUE));
        assertThat(ticket.fields()).doesNotContainKeys(TicketField.QUEUE_ID, TicketField.DESCRIPTION);
    }

    @Test
    void allThatIsWrongIsToldAtOnceAndNothingIsKept() {
        desk.field("Amount", UserField.Type.NUMBER);
        var before = desk.tickets.count(Filter.everything(), Set.of());

        var problems = refused(() -> desk.tickets.create(
                TicketEdit.with()
                        .set(TicketField.TITLE, "x".repeat(256))
                        .set(TicketField.COMPANY_ID, 4711)
                        .set(TicketField.STATUS, 4711)
                        .set(TicketField.PRIORITY, "high")
                        .set(TicketField.DUE_DATE_TIME, "tomorrow")
                        .setUser("Amount", "many")
                        .setUser("Colour", "red")
                        .build(),
                PROGRAM));

        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "title: 256 characters; at most 255 fit",
                        "companyID: there is no Company 4711",
                        "status: 4711 is not in the list; use 1 New, 5 Complete, 7 Waiting Customer, 8 In Progress,"
                                + " 9 Waiting Materials, 10 Scheduled, 11 Escalate, 12 Waiting Vendor,"
                                + " 13 Waiting Approval, 14 Approved, 15 Denied",
                        "priority: \"high\" is not a whole number",
                        "dueDateTime: \"tomorrow\" is not a time, such as 2026-11-25T14:00:00Z",
                        "Amount: \"many\" is not a number, such as 3 or 2.5",
                        "userDefinedFields: \"colour\" is not an active field of this desk");
        assertThat(desk.tickets.count(Filter.everything(), Set.of())).isEqualTo(before);
        assertThat(desk.heard).isEmpty();
    }

    @Test
    void aTicketIsNotWithoutTitleAndCompany() {
        assertThat(refused(() -> desk.tickets.create(TicketEdit.with().build(), PROGRAM)))
                .containsExactlyInAnyOrder(
                        "title: a ticket cannot be without it", "companyID: a ticket cannot be without it");

        var ticket = desk.ticket();
        for (var field : List.of(
                TicketField.TITLE,
                TicketField.COMPANY_ID,
                TicketField.STATUS,
                TicketField.PRIORITY,
                TicketField.DUE_DATE_TIME)) {
            for (var nothing : new @Nullable Object[] {null, "", " \r\n"}) {
                assertThat(refused(() -> desk.edit(ticket, field, nothing)))
                        .containsExactly(field.apiName() + ": a ticket cannot be without it");
            }
        }
        assertThat(desk.stored(ticket)).isEqualTo(ticket);
    }

    @Test
    void whatAFieldPointsAtHasToBeThere() {
        var ticket = desk.ticket();
        long contact = desk.directory.add(new Contact(0, 0, "A", "Customer", null, true));
        long device = desk.directory.add(new Device(0, 0, "web-1", null, true));
        Map<String, Long> there = Map.of(
                "Company", 0L, "Contact", contact, "ConfigurationItem", device, "Resource", 9L, "Ticket", ticket.id());

        for (var field : TicketField.values()) {
            if (!field.isReadOnly() && field.reference().isPresent()) {
                var entity = field.reference().get();
                assertThat(refused(() -> desk.edit(ticket, field, 4_711_000)))
                        .containsExactly("%s: there is no %s 4711000".formatted(field.apiName(), entity));
                var after = desk.edit(ticket, field, there.get(entity));
                assertThat(after.value(field)).isEqualTo(there.get(entity));
            }
        }
    }

    @Test
    void aValueThatIsInactiveStaysAndIsNotChosenAnew() {
        var number = 70L;
        desk.picklists.keep(PicklistName.QUEUE, new PicklistValue(number, "Old queue", 9, true, false, false));
        var ticket = desk.create(TicketEdit.with().set(TicketField.QUEUE_ID, number));
        desk.picklists.keep(PicklistName.QUEUE, new PicklistValue(number, "Old queue", 9, false, false, false));

        var after = desk.edit(
                ticket,
                TicketEdit.with().set(TicketField.QUEUE_ID, number).set(TicketField.TITLE, "whole model, sent back"));

        assertThat(after.number(TicketField.QUEUE_ID)).isEqualTo(number);
        assertThat(refused(() -> desk.create(TicketEdit.with().set(TicketField.QUEUE_ID, number))))
                .containsExactly(
                        "queueID: 70 (Old queue) is inactive; use 5 Client Portal, 6 Post Sale, 8 Monitoring Alert");
        assertThat(refused(() -> desk.create(TicketEdit.with().set(TicketField.SUB_ISSUE_TYPE, 1))))
                .containsExactly("subIssueType: 1 is not in the list; use nothing: the list is empty");
    }

    @Test
    void aNewTicketTakesTheDefaultsOfUserDefinedFieldsThatItDoesNotName() {
        var field = desk.userFields.add(
                new UserField(0, "Grade", UserField.Type.LIST, List.of("low", "high"), "low", null, true));

        assertThat(desk.ticket().userValue(field.id())).isEqualTo("low");
        assertThat(desk.create(TicketEdit.with().setUser("GRADE", "HIGH")).userValue(field.id()))
                .isEqualTo("high");
        assertThat(desk.create(TicketEdit.with().setUser("Grade", null)).userValue(field.id()))
                .as("named, and empty")
                .isNull();

        desk.userFields.change(new UserField(
                field.id(), field.name(), field.type(), field.choices(), field.defaultValue(), null, false));
        assertThat(desk.ticket().userFields()).isEmpty();
    }

    @Test
    void anInactiveFieldKeepsItsValuesAndTakesNone() {
        var field = desk.field("Host", UserField.Type.TEXT);
        var ticket = desk.create(TicketEdit.with().setUser("Host", "web-1"));
        desk.userFields.change(new UserField(field.id(), "Host", field.type(), List.of(), null, null, false));

        assertThat(refused(() -> desk.edit(ticket, TicketEdit.with().setUser("Host", "web-2"))))
                .containsExactly("userDefinedFields: \"host\" is not an active field of this desk");
        desk.edit(ticket, TicketField.PRIORITY, 4);

        assertThat(desk.stored(ticket).userValue(field.id())).isEqualTo("web-1");
    }

    @Test
    void anEditTellsOnlyWhatChanged() {
        var host = desk.field("Monitored host", UserField.Type.MULTI_LINE_TEXT);
        var ticket = desk.create(TicketEdit.with()
                .set(TicketField.DESCRIPTION, "old\r\ntext")
                .set(TicketField.EXTERNAL_ID, "E-1")
                .setUser("Monitored host", "web-1"));
        desk.heard.clear();
        desk.clock.pass(Duration.ofMinutes(5));

        var after = desk.edit(
                ticket,
                TicketEdit.with()
                        .set(TicketField.TITLE, " disk\r\nfull ")
                        .set(TicketField.STATUS, "8")
                        .set(TicketField.PRIORITY, 2)
                        .set(TicketField.DESCRIPTION, null)
                        .set(TicketField.EXTERNAL_ID, "E-1")
                        .set(TicketField.DUE_DATE_TIME, "2026-12-01T10:00:00+01:00")
                        .set(TicketField.ESTIMATED_HOURS, "2.50")
                        .set(TicketField.RESOLUTION, "")
                        .setUser("MONITORED HOST", OddTexts.ONE));

        assertThat(desk.history(ticket, 2))
                .containsExactly(
                        "description: old\r\ntext -> null",
                        "dueDateTime: 2026-11-26T12:00:00.000Z -> 2026-12-01T09:00:00.000Z",
                        "estimatedHours: null -> 2.5",
                        "status: 1 -> 8",
                        "udf.Monitored host: web-1 -> " + OddTexts.ONE);
        assertThat(desk.tickets.historyOf(ticket.id()).getLast())
                .extracting(HistoryLine::actor, HistoryLine::at)
                .containsExactly(ADA, NOON.plusSeconds(300));
        assertThat(after.version()).isEqualTo(2);
        assertThat(after.userValue(host.id())).isEqualTo(OddTexts.ONE);
        assertThat(desk.stored(ticket)).isEqualTo(after);
        assertThat(desk.heard)
                .containsExactly(new TicketChange(Event.EDITED, ticket, after, null, ADA, NOON.plusSeconds(300), 0));
    }

    @Test
    void anEditThatChangesNothingIsNone() {
        desk.field("Amount", UserField.Type.NUMBER);
        desk.field("Severity", UserField.Type.LIST, "low", "high");
        desk.field("Free", UserField.Type.TEXT);
        var ticket = desk.create(TicketEdit.with()
                .setUser("Amount", "2.5")
                .setUser("Severity", "low")
                .set(TicketField.ESTIMATED_HOURS, 2.5));
        desk.heard.clear();
        desk.clock.pass(Duration.ofMinutes(5));

        var after = desk.edit(
                ticket,
                TicketEdit.with()
                        .set(TicketField.STATUS, "1.0")
                        .set(TicketField.TITLE, "disk \n full")
                        .set(TicketField.DESCRIPTION, " \t")
                        .set(TicketField.QUEUE_ID, null)
                        .set(TicketField.ESTIMATED_HOURS, "2.500")
                        .set(TicketField.DUE_DATE_TIME, "2026-11-26T13:00:00+01:00")
                        .setUser("Amount", "2.50")
                        .setUser("Severity", "LOW")
                        .setUser("Free", ""));

        assertThat(after).isEqualTo(ticket);
        assertThat(desk.stored(ticket)).isEqualTo(ticket);
        assertThat(desk.history(ticket, 2)).isEmpty();
        assertThat(desk.heard).isEmpty();
    }

    @Test
    void ofAnEditThatIsWrongInOnePlaceNothingIsKept() {
        var ticket = desk.ticket();
        desk.heard.clear();

        assertThat(refused(() -> desk.edit(
                        ticket, TicketEdit.with().set(TicketField.PRIORITY, 4).set(TicketField.STATUS, "done"))))
                .containsExactly("status: \"done\" is not a whole number");

        assertThat(desk.stored(ticket)).isEqualTo(ticket);
        assertThat(desk.heard).isEmpty();
        assertThatThrownBy(() -> desk.tickets.edit(-1, TicketEdit.with().build(), ADA))
                .isInstanceOf(NoSuchTicket.class)
                .hasMessage("there is no ticket -1");
    }

    @Test
    void becomingCompleteSetsWhenAndByWhomAndLeavingClearsIt() {
        var ticket = desk.ticket();
        desk.clock.pass(Duration.ofHours(1));

        var complete = desk.edit(ticket, TicketField.STATUS, Status.COMPLETE);
        assertThat(complete.time(TicketField.COMPLETED_DATE)).isEqualTo(NOON.plusSeconds(3600));
        assertThat(complete.number(TicketField.COMPLETED_BY_RESOURCE_ID)).isEqualTo(3);

        desk.clock.pass(Duration.ofHours(1));
        var edited =
                desk.edit(complete, TicketEdit.with().set(TicketField.STATUS, 5).set(TicketField.PRIORITY, 4), PROGRAM);
        assertThat(edited.time(TicketField.COMPLETED_DATE)).as("once").isEqualTo(NOON.plusSeconds(3600));

        var open = desk.edit(edited, TicketField.STATUS, 8);
        assertThat(open.fields()).doesNotContainKeys(TicketField.COMPLETED_DATE, TicketField.COMPLETED_BY_RESOURCE_ID);

        var byProgram = desk.edit(open, TicketEdit.with().set(TicketField.STATUS, 5), PROGRAM);
        assertThat(byProgram.time(TicketField.COMPLETED_DATE)).isEqualTo(NOON.plusSeconds(7200));
        assertThat(byProgram.fields()).doesNotContainKey(TicketField.COMPLETED_BY_RESOURCE_ID);
        assertThat(desk.stored(ticket)).isEqualTo(byProgram);
    }

    @Test
    void oneThatIsMadeCompleteIsCompletedThenAndThere() {
        var byAda = desk.create(TicketEdit.with().set(TicketField.STATUS, Status.COMPLETE), ADA);
        var byProgram = desk.create(TicketEdit.with().set(TicketField.STATUS, Status.COMPLETE));

        assertThat(byAda.time(TicketField.COMPLETED_DATE)).isEqualTo(NOON);
        assertThat(byAda.number(TicketField.COMPLETED_BY_RESOURCE_ID)).isEqualTo(3);
        assertThat(byProgram.time(TicketField.COMPLETED_DATE)).isEqualTo(NOON);
        assertThat(byProgram.number(TicketField.COMPLETED_BY_RESOURCE_ID)).isNull();
    }

    @Test
    void everyWriteIsAnActivity() {
        var ticket = desk.ticket();

        desk.clock.pass(Duration.ofMinutes(1));
        var edited = desk.edit(ticket, TicketField.PRIORITY, 4);
        assertThat(edited.lastActivityAt()).isEqualTo(NOON.plusSeconds(60));
        assertThat(edited.number(TicketField.LAST_ACTIVITY_RESOURCE_ID)).isEqualTo(3);

        desk.clock.pass(Duration.ofMinutes(1));
        desk.tickets.addNote(
                ticket.id(), NoteDraft.internal("Call", ""), new Actor(Actor.Kind.CONTACT, 5, "A customer"));
        var noted = desk.stored(ticket);
        assertThat(noted.lastActivityAt()).isEqualTo(NOON.plusSeconds(120));
        assertThat(noted.number(TicketField.LAST_ACTIVITY_PERSON_TYPE)).isEqualTo(2);
        assertThat(noted.number(TicketField.LAST_ACTIVITY_RESOURCE_ID)).isNull();
    }

    @Test
    void aNoteIsAChangeOfItsTicket() {
        var ticket = desk.ticket();
        desk.heard.clear();

        var note = desk.tickets.addNote(
                ticket.id(), new NoteDraft(" Called\r\nback ", OddTexts.ONE, 3, Note.PUBLISH_ALL), ADA);

        var after = desk.stored(ticket);
        assertThat(note)
                .isEqualTo(
                        new Note(note.id(), ticket.id(), "Called back", OddTexts.ONE, 3, Note.PUBLISH_ALL, NOON, ADA));
        assertThat(desk.tickets.note(note.id())).contains(note);
        assertThat(desk.tickets.notesOf(ticket.id())).containsExactly(note);
        assertThat(after.version()).isEqualTo(2);
        assertThat(desk.history(ticket, 2)).containsExactly("note: null -> Called back");
        assertThat(desk.heard).containsExactly(new TicketChange(Event.NOTE_ADDED, ticket, after, note, ADA, NOON, 0));
    }

    @Test
    void aNoteThatSaysNothingOrTooMuchIsRefused() {
        var ticket = desk.ticket();

        assertThat(refused(() -> note(ticket, new NoteDraft(" \r\n", "\u00a0", 7, 3))))
                .containsExactly(
                        "title, description: a note needs at least one of them",
                        "noteType: 7 is not known; use 1 (task summary), 2 (task detail) or 3 (task notes)",
                        "publish: 3 is not known; use 1 (everybody), 2 (internal) or 4 (internal and co-managed)");
        assertThat(refused(() -> note(ticket, NoteDraft.internal("x".repeat(251), "x".repeat(131_073)))))
                .containsExactly(
                        "title: 251 characters; at most 250 fit", "description: 131,073 bytes; at most 131,072 fit");
        assertThat(refused(() -> note(ticket, NoteDraft.internal("\u0000", "\ud83d"))))
                .hasSize(2);
        assertThatThrownBy(() -> desk.tickets.addNote(-1, NoteDraft.internal("Call", ""), ADA))
                .isInstanceOf(NoSuchTicket.class);
        assertThat(desk.stored(ticket)).isEqualTo(ticket);

        var longest = note(ticket, NoteDraft.internal("\ud83d\udd25".repeat(250), "x".repeat(131_072)));
        assertThat(desk.tickets.note(longest.id())).contains(longest);
    }

    private Note note(Ticket ticket, NoteDraft draft) {
        return desk.tickets.addNote(ticket.id(), draft, ADA);
    }

    @Test
    void aListenerThatRefusesUndoesTheChange() {
        var ticket = desk.ticket();
        desk.tickets.tell(change -> {
            throw new IllegalStateException("not now");
        });

        assertThatThrownBy(() -> desk.edit(ticket, TicketField.PRIORITY, 4)).hasMessage("not now");
        assertThatThrownBy(() -> note(ticket, NoteDraft.internal("Call", ""))).hasMessage("not now");
        var before = desk.tickets.count(Filter.everything(), Set.of());
        assertThatThrownBy(desk::ticket).hasMessage("not now");

        assertThat(desk.stored(ticket)).isEqualTo(ticket);
        assertThat(desk.tickets.historyOf(ticket.id())).hasSize(1);
        assertThat(desk.tickets.notesOf(ticket.id())).isEmpty();
        assertThat(desk.tickets.count(Filter.everything(), Set.of())).isEqualTo(before);
    }

    @Test
    void whoeverEditsAtTheSameTimeTakesTurns() throws InterruptedException {
        var ticket = desk.ticket();
        var versions = new ConcurrentLinkedQueue<Integer>();

        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 32; i++) {
            var name = "edit " + i;
            threads.add(Thread.ofVirtual().start(() -> {
                versions.add(desk.edit(ticket, TicketField.TITLE, name).version());
                desk.tickets.addNote(ticket.id(), NoteDraft.internal(name, ""), ADA);
            }));
        }
        for (var thread : threads) {
            thread.join();
        }

        assertThat(desk.stored(ticket).version()).isEqualTo(65);
        assertThat(versions).doesNotHaveDuplicates().hasSize(32);
        assertThat(desk.tickets.historyOf(ticket.id()).stream().map(HistoryLine::version))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 65).boxed().toList());
        assertThat(desk.tickets.notesOf(ticket.id())).hasSize(32);
    }

    /** Whatever is written to it, a ticket can be told from its history. */
    @Test
    void itsHistoryTellsWhatItIs() {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var free = desk.field("Free", UserField.Type.TEXT);
        var amount = desk.field("Amount", UserField.Type.NUMBER);
        var ticket = desk.ticket();
        var told = shown(ticket);

        var last = ticket;
        for (int i = 0; i < 150; i++) {
            desk.clock.pass(Duration.ofSeconds(random.nextInt(3)));
            last = desk.edit(last, anything(random));
            assertThat(desk.stored(ticket)).as("seed %d, edit %d", seed, i).isEqualTo(last);
        }

        for (var line : desk.tickets.historyOf(ticket.id())) {
            if (line.version() > 1) {
                assertThat(line.oldValue()).as("seed %d: %s", seed, line).isEqualTo(told.get(line.field()));
                assertThat(line.newValue()).as("seed %d: %s", seed, line).isNotEqualTo(line.oldValue());
                told.put(line.field(), line.newValue());
            }
        }
        told.values().removeIf(value -> value == null);
        assertThat(told)
                .as("seed %d, fields %d and %d", seed, free.id(), amount.id())
                .isEqualTo(shown(last));
    }

    private static TicketEdit.Builder anything(Random random) {
        var edit = TicketEdit.with();
        var values = Map.<TicketField, List<Optional<Object>>>of(
                TicketField.TITLE, some("disk full", " disk\nfull", "DISK FULL", OddTexts.ONE.replace("\u0001", "")),
                TicketField.DESCRIPTION, some(null, "", " ", "text", "text\r\n", OddTexts.ONE),
                TicketField.STATUS, some(1, "5", 5L, "8", 12),
                TicketField.PRIORITY, some(1, 2, "4"),
                TicketField.QUEUE_ID, some(null, "", 5, 8),
                TicketField.DUE_DATE_TIME, some("2026-12-01", "2026-12-01T00:00:00Z", "2026-12-01T01:00:00.001+01:00"),
                TicketField.ESTIMATED_HOURS, some(null, 0, "0.0", 2.5, "2.50"),
                TicketField.IS_VISIBLE_TO_COMANAGED, some(null, true, "TRUE", false, 0),
                TicketField.EXTERNAL_ID, some(null, "0", 0, "a", "A"));
        values.forEach((field, choices) -> {
            if (random.nextInt(3) == 0) {
                edit.set(field, choices.get(random.nextInt(choices.size())).orElse(null));
            }
        });
        if (random.nextBoolean()) {
            var texts = some(null, "", "a", "A", OddTexts.ONE);
            edit.setUser("free", texts.get(random.nextInt(texts.size())).orElse(null));
            var numbers = some(null, "1", "1.0", "-0", 0);
            edit.setUser("AMOUNT", numbers.get(random.nextInt(numbers.size())).orElse(null));
        }
        return edit;
    }

    private static List<Optional<Object>> some(@Nullable Object... values) {
        var all = new ArrayList<Optional<Object>>();
        for (var value : values) {
            all.add(Optional.ofNullable(value));
        }
        return all;
    }

    /** What a client may set, as history writes it. */
    private Map<String, @Nullable String> shown(Ticket ticket) {
        var shown = new HashMap<String, @Nullable String>();
        ticket.fields().forEach((field, value) -> {
            if (!field.isReadOnly()) {
                shown.put(field.apiName(), FieldValues.shown(value));
            }
        });
        ticket.userFields()
                .forEach((id, value) -> shown.put(
                        "udf." + desk.userFields.withId(id).orElseThrow().name(), value));
        return shown;
    }
}
