package dev.roundtrip.rule;

import static dev.roundtrip.rule.DeskWithRules.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.callout.Fired;
import dev.roundtrip.callout.Turn;
import dev.roundtrip.directory.Company;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.Filter;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.UserField;
import dev.roundtrip.notify.Message;
import dev.roundtrip.people.Actor;
import dev.roundtrip.store.StoreUnavailable;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.HistoryLine;
import dev.roundtrip.ticket.Note;
import dev.roundtrip.ticket.NoteDraft;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange.Event;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Rules over a real store, from the change of a ticket to what is in the store after it. */
@OnBothDatabases
class RuleStoryTest {
    /** One a database for all tests: opening and closing a store takes longer than any of them. */
    private static final Map<TestDatabase, DeskWithRules> DESKS = new EnumMap<>(TestDatabase.class);

    private final DeskWithRules desk;

    RuleStoryTest(TestDatabase database) {
        desk = DESKS.computeIfAbsent(database, DeskWithRules::new);
        desk.forget();
        desk.clock.goTo(DeskWithRules.NOON);
    }

    @AfterAll
    static void close() {
        DESKS.values().forEach(DeskWithRules::close);
    }

    /** C04. */
    @Test
    void changedToMeansTheChangeNotTheState() {
        var rule = desk.rule("Done", Event.EDITED)
                .when("status", "changed-to", "Complete")
                .callout("Close alert")
                .kept();
        var ticket = desk.ticket();

        desk.set(ticket, TicketField.STATUS, 5);
        desk.set(ticket, TicketField.TITLE, "disk full again");
        var trace = desk.trace(ticket);
        desk.tickets.addNote(ticket.id(), NoteDraft.internal("Call", "said thanks"), TECH);
        var lines = desk.tickets.historyOf(ticket.id()).size();
        desk.set(ticket, TicketField.STATUS, 5);
        desk.tickets.edit(
                ticket.id(),
                TicketEdit.with()
                        .set(TicketField.STATUS, "5")
                        .set(TicketField.TITLE, "disk full again")
                        .build(),
                TECH);

        assertThat(desk.calls).hasSize(1);
        assertThat(desk.tickets.historyOf(ticket.id())).hasSize(lines);
        assertThat(trace.rules()).singleElement().satisfies(line -> {
            assertThat(line.ruleId()).isEqualTo(rule.id());
            assertThat(line.failed())
                    .isEqualTo(new FailedCondition.Test(
                            "status", "changed-to", List.of(5L), 5L, 5L, Map.of("5", "Complete")));
        });

        desk.set(ticket, TicketField.STATUS, 8);
        desk.set(ticket, TicketField.STATUS, 5);

        assertThat(desk.calls).hasSize(2);
    }

    /** C05. */
    @Test
    void rulesOfOneChangeSeeTheSameTicket() {
        var first = desk.rule("Web tickets to the portal queue", Event.CREATED)
                .when("queueID", "not-equal-to", "Client Portal")
                .set("queueID", "Client Portal")
                .kept();
        desk.rule("Portal tickets get a note", Event.CREATED)
                .when("queueID", "equal-to", "Client Portal")
                .note("Portal", "came through the portal")
                .kept();

        var monitored = desk.ticket(TicketEdit.with().set(TicketField.QUEUE_ID, 8));
        var portal = desk.ticket(TicketEdit.with().set(TicketField.QUEUE_ID, 5));

        assertThat(desk.now(monitored).number(TicketField.QUEUE_ID)).isEqualTo(5);
        assertThat(desk.tickets.notesOf(monitored.id())).isEmpty();
        assertThat(desk.traces.ofTicket(monitored.id())).singleElement().satisfies(trace -> {
            assertThat(trace.event()).isEqualTo("created");
            assertThat(outcomes(trace))
                    .containsExactly("Web tickets to the portal queue fired", "Portal tickets get a note failed");
            assertThat(trace.rules().get(0).updates()).containsExactly(new TraceLine.Updated("queueID", 5L));
            assertThat(trace.rules().get(1).failed())
                    .isEqualTo(new FailedCondition.Test(
                            "queueID",
                            "equal-to",
                            List.of(5L),
                            null,
                            8L,
                            Map.of("5", "Client Portal", "8", "Monitoring Alert")));
        });
        assertThat(desk.tickets.historyOf(monitored.id())).last().satisfies(line -> {
            assertThat(line.actor()).isEqualTo(Actor.rule(first.id(), first.name()));
            assertThat(line.field()).isEqualTo("queueID");
            assertThat(line.version()).isEqualTo(2);
        });
        assertThat(desk.tickets.notesOf(portal.id())).extracting(Note::title).containsExactly("Portal");
    }

    @Test
    void aRulesUpdatesApplyBeforeItsOwnCallouts() {
        desk.rule("Done", Event.EDITED)
                .when("status", "changed-to", "Complete")
                .callout("Close alert")
                .callout("Tell chat")
                .note("Told", "told {{ticket.title}}")
                .set("title", "{{ticket.title}}, done by {{actor.name}}")
                .kept();
        var ticket = desk.ticket();

        desk.set(ticket, TicketField.STATUS, 5);

        assertThat(desk.calls).extracting(Call::calloutId).containsExactly(1L, 2L);
        assertThat(desk.calls).allSatisfy(call -> {
            assertThat(call.change().after().title()).isEqualTo("disk full, done by A. Technician");
            assertThat(call.change().after()).isEqualTo(desk.now(ticket));
            assertThat(call.change().before()).extracting(Ticket::status).isEqualTo(1L);
            assertThat(call.change().actor()).isEqualTo(TECH);
            assertThat(call.change().event()).isEqualTo(Event.EDITED);
        });
        assertThat(desk.tickets.notesOf(ticket.id())).extracting(Note::text).containsExactly("told disk full");
        var line = desk.traces.ofTicket(ticket.id()).getLast().rules().getFirst();
        assertThat(line.notes()).containsExactly("Told");
        assertThat(line.updates()).containsExactly(new TraceLine.Updated("title", "disk full, done by A. Technician"));
        assertThat(line.callouts())
                .containsExactly(
                        new TraceLine.CalledOut("Close alert", 1, "d1", null),
                        new TraceLine.CalledOut("Tell chat", 2, "d2", null));
    }

    @Test
    void setsWhatTheSetupFileSays() {
        var by = desk.field("Closed by", UserField.Type.TEXT);
        var due = desk.field("Due", UserField.Type.DATE);
        var severity = desk.field("Severity", UserField.Type.LIST, "warning", "critical");
        desk.rule("Sort", Event.CREATED)
                .set("status", "in progress")
                .set("assignedResourceID", "7")
                .set("estimatedHours", "1.5")
                .set("isVisibleToComanaged", "true")
                .set("description", null)
                .set("dueDateTime", "createDate + 4h")
                .set("udf.closed BY", "{{actor.name}}")
                .set("udf.Due", "now + 2d")
                .set("udf.Severity", "Critical")
                .kept();
        desk.rule("Day", Event.EDITED).set("dueDateTime", "2026-12-24").kept();

        var ticket = desk.ticket(
                TicketEdit.with().set(TicketField.DESCRIPTION, "full").set(TicketField.CONTRACT_ID, 9));

        var now = desk.now(ticket);
        assertThat(now.status()).isEqualTo(8);
        assertThat(now.number(TicketField.ASSIGNED_RESOURCE_ID)).isEqualTo(7);
        assertThat(now.value(TicketField.ESTIMATED_HOURS)).isEqualTo(1.5);
        assertThat(now.value(TicketField.IS_VISIBLE_TO_COMANAGED)).isEqualTo(true);
        assertThat(now.value(TicketField.DESCRIPTION)).isNull();
        assertThat(now.userValue(by.id())).isEqualTo("A. Technician");
        assertThat(now.userValue(due.id())).isEqualTo(FieldValues.shown(NOON.plus(Duration.ofDays(2))));
        assertThat(now.userValue(severity.id())).isEqualTo("critical");
        // The first rule's update is an edit, which the second listens to: its day begins at midnight in Berlin.
        assertThat(now.time(TicketField.DUE_DATE_TIME)).isEqualTo("2026-12-23T23:00:00Z");
    }

    @Test
    void anUpdateIsAChangeOfItsOwnThatFiresOtherRules() {
        desk.rule("Escalate", Event.CREATED)
                .set("priority", "Critical")
                .callout("Close alert")
                .kept();
        desk.rule("Critical goes to a person", Event.EDITED)
                .when("priority", "changed-to", "Critical")
                .set("assignedResourceID", "7")
                .callout("Tell chat")
                .kept();

        var ticket = desk.ticket();

        assertThat(desk.now(ticket).number(TicketField.ASSIGNED_RESOURCE_ID)).isEqualTo(7);
        // What the first rule set off is through before it goes on, and its callout tells of the whole.
        assertThat(desk.calls).extracting(Call::calloutId).containsExactly(2L, 1L);
        assertThat(desk.calls)
                .extracting(call -> call.change().after().version())
                .containsExactly(3, 3);
        assertThat(desk.traces.ofTicket(ticket.id()))
                .extracting(trace -> trace.version() + " " + trace.event() + " " + trace.hops() + " "
                        + trace.actor().name())
                .containsExactly(
                        "3 edited 2 Critical goes to a person", "2 edited 1 Escalate", "1 created 0 A. Technician");
    }

    @Test
    void aNoteByARuleFiresRulesThatListenToNotes() {
        desk.rule("Note it", Event.CREATED).note("Seen", "by the desk").kept();
        desk.rule("Tell", Event.NOTE_ADDED)
                .when("note.text", "contains", "the desk")
                .callout("Tell chat")
                .kept();

        desk.ticket();

        assertThat(desk.calls).singleElement().satisfies(call -> {
            assertThat(call.change().hops()).isEqualTo(1);
            assertThat(call.change().note()).extracting(Note::title).isEqualTo("Seen");
        });
    }

    @Test
    void atMostFiveRulesRunInSequenceAndTheSixthIsRecorded() {
        var statuses = List.of("In Progress", "Waiting Customer");
        for (int i = 0; i < 2; i++) {
            desk.rule("To " + statuses.get(i), Event.EDITED)
                    .when("status", "changed-to", statuses.get(1 - i))
                    .set("status", statuses.get(i))
                    .kept();
        }
        desk.rule("Never", Event.EDITED)
                .when("status", "equal-to", "Complete")
                .callout("Tell chat")
                .kept();
        var ticket = desk.ticket();

        desk.set(ticket, TicketField.STATUS, 7);

        // 7 by hand, the rest by five rules in sequence.
        assertThat(desk.now(ticket).status()).isEqualTo(8);
        assertThat(desk.tickets.historyOf(ticket.id()).stream()
                        .filter(line -> line.field().equals("status")))
                .extracting(HistoryLine::newValue)
                .containsExactly("7", "8", "7", "8", "7", "8");
        var last = desk.trace(ticket);
        assertThat(last.hops()).isEqualTo(5);
        assertThat(outcomes(last))
                .containsExactly("To In Progress failed", "To Waiting Customer skipped", "Never failed");
        assertThat(last.rules().get(1).skipped()).isEqualTo("5 rules ran in sequence already, which is the most");
    }

    @Test
    void rulesThatFireEachOtherSetOffAThousandFiringsAtMostAndFurtherOnesAreRecorded() {
        for (int i = 1; i <= 4; i++) {
            desk.rule("Answer " + i, Event.NOTE_ADDED).note("Answer", "again").kept();
        }
        desk.rule("Told", Event.NOTE_ADDED)
                .when("note.text", "equal-to", "by hand")
                .callout("Close alert")
                .kept();
        var ticket = desk.ticket();

        desk.tickets.addNote(ticket.id(), NoteDraft.internal("First", "by hand"), TECH);

        // The one by hand, the four that it fired, and what those set off.
        assertThat(desk.tickets.notesOf(ticket.id())).hasSize(1 + 4 + RuleRunner.MOST_SET_OFF);
        var first = desk.traces.ofTicket(ticket.id()).getLast();
        assertThat(outcomes(first))
                .containsExactly("Answer 1 fired", "Answer 2 fired", "Answer 3 fired", "Answer 4 fired", "Told fired");
        assertThat(desk.trace(ticket).rules().getFirst().skipped())
                .isEqualTo("1000 rules were set off by rules already, which is the most for one change");
    }

    @Test
    void aRuleCreatesTicketsAfterItsUpdatesAndNotesAndBeforeItsCallouts() {
        var severity = desk.field("Severity", UserField.Type.LIST, "warning", "critical");
        var acme = desk.directory.add(new Company(0, "Acme GmbH", null, true));
        var rule = desk.rule("Follow up", Event.EDITED)
                .when("status", "changed-to", "Complete")
                .set("title", "{{ticket.title}}, done")
                .callout("Close alert")
                .ticket("title", "Look after {{ticket.title}}", "queueID", "Client Portal", "dueDateTime", "now + 4h")
                .ticket(
                        "title", "By {{actor.name}}",
                        "companyID", "This desk",
                        "dueDateTime", "createDate + 1h",
                        "status", "Waiting Customer",
                        "udf.Severity", "critical")
                .kept();
        desk.rule("Noticed", Event.CREATED)
                .when("title", "starts-with", "Look after")
                .callout("Tell chat")
                .kept();
        var ticket = desk.ticket(TicketEdit.with().set(TicketField.QUEUE_ID, 8));
        desk.set(ticket, TicketField.COMPANY_ID, acme.id());
        desk.clock.pass(Duration.ofDays(3));
        var later = desk.clock.instant();

        desk.set(ticket, TicketField.STATUS, 5);

        var line = desk.traces.ofTicket(ticket.id()).stream()
                .filter(trace -> trace.hops() == 0)
                .findFirst()
                .orElseThrow()
                .rules()
                .getFirst();
        assertThat(line.tickets()).hasSize(2);
        var first = created(line, 0);
        assertThat(first.ticketNumber()).isEqualTo(line.tickets().getFirst().ticketNumber());
        assertThat(first.title()).as("as the change left it").isEqualTo("Look after disk full");
        assertThat(first.companyId()).isEqualTo(acme.id());
        assertThat(first.number(TicketField.QUEUE_ID)).isEqualTo(5);
        assertThat(first.number(TicketField.PRIORITY)).as("the desk's default").isEqualTo(2);
        assertThat(first.time(TicketField.DUE_DATE_TIME)).isEqualTo(later.plus(Duration.ofHours(4)));
        assertThat(desk.tickets.historyOf(first.id()))
                .singleElement()
                .satisfies(made -> assertThat(made.actor()).isEqualTo(Actor.rule(rule.id(), rule.name())));
        var second = created(line, 1);
        assertThat(second.title()).isEqualTo("By A. Technician");
        assertThat(second.companyId()).isZero();
        assertThat(second.status()).isEqualTo(7);
        assertThat(second.number(TicketField.QUEUE_ID)).isNull();
        assertThat(second.userValue(severity.id())).isEqualTo("critical");
        assertThat(second.time(TicketField.DUE_DATE_TIME))
                .as("counted from its own creation")
                .isEqualTo(later.plus(Duration.ofHours(1)));
        assertThat(desk.calls)
                .extracting(
                        call -> call.calloutId() + " " + call.change().after().title())
                .containsExactly("2 Look after disk full", "1 disk full, done");
        assertThat(desk.trace(first)).satisfies(trace -> {
            assertThat(trace.event()).isEqualTo("created");
            assertThat(trace.hops()).isEqualTo(1);
            assertThat(trace.actor().name()).isEqualTo("Follow up");
        });
    }

    private Ticket created(TraceLine line, int index) {
        return desk.tickets.find(line.tickets().get(index).ticketId()).orElseThrow();
    }

    @Test
    void aRuleWhoseTicketsFireItEndsWithTheFifth() {
        desk.rule("Again", Event.CREATED).ticket("title", "again").kept();
        var before = desk.tickets.count(Filter.everything(), Set.of());

        var ticket = desk.ticket();

        assertThat(desk.tickets.count(Filter.everything(), Set.of())).isEqualTo(before + 6);
        var last = ticket;
        for (int i = 0; i < 5; i++) {
            last = created(desk.trace(last).rules().getFirst(), 0);
        }
        assertThat(desk.trace(last).hops()).isEqualTo(5);
        assertThat(desk.trace(last).rules().getFirst().skipped())
                .isEqualTo("5 rules ran in sequence already, which is the most");
    }

    @Test
    void ticketsThatRulesCreateCountAsTheFiringsDoThatTheySetOff() {
        for (int i = 1; i <= 4; i++) {
            desk.rule("Again " + i, Event.CREATED).ticket("title", "again").kept();
        }
        var before = desk.tickets.count(Filter.everything(), Set.of());

        desk.ticket();

        assertThat(desk.tickets.count(Filter.everything(), Set.of()))
                .isEqualTo(before + 1 + 4 + RuleRunner.MOST_SET_OFF / 2);
    }

    @Test
    void ticketsAreCreatedByRulesAndByPeopleAtTheSameTime() throws InterruptedException {
        desk.rule("Follow up", Event.EDITED)
                .when("status", "changed-to", "Complete")
                .ticket("title", "next")
                .kept();
        desk.rule("Sorted", Event.CREATED).set("queueID", "5").kept();
        var numbers = new ConcurrentLinkedQueue<String>();
        var open = IntStream.range(0, 16).mapToObj(i -> desk.ticket()).toList();

        var threads = new ArrayList<Thread>();
        for (var ticket : open) {
            threads.add(Thread.ofVirtual().start(() -> desk.set(ticket, TicketField.STATUS, 5)));
            threads.add(Thread.ofVirtual().start(() -> numbers.add(desk.ticket().ticketNumber())));
        }
        for (var thread : threads) {
            thread.join();
        }

        for (var ticket : open) {
            var completed = desk.traces.ofTicket(ticket.id()).getFirst().rules().getFirst();
            numbers.add(created(completed, 0).ticketNumber());
            assertThat(created(completed, 0).number(TicketField.QUEUE_ID)).isEqualTo(5);
        }
        assertThat(numbers).hasSize(32).doesNotHaveDuplicates();
    }

    @Test
    void aTicketThatIsRefusedUndoesItsRuleAlone() {
        desk.rule("Refused", Event.EDITED)
                .set("queueID", "5")
                .ticket("title", "first")
                .ticket("title", "second", "companyID", "4711")
                .kept();
        desk.rule("Told", Event.EDITED)
                .when("priority", "changed")
                .callout("Close alert")
                .kept();
        var ticket = desk.ticket();
        var before = desk.tickets.count(Filter.everything(), Set.of());

        desk.set(ticket, TicketField.PRIORITY, 4);

        assertThat(desk.tickets.count(Filter.everything(), Set.of())).isEqualTo(before);
        assertThat(desk.now(ticket).number(TicketField.QUEUE_ID)).isNull();
        assertThat(desk.trace(ticket).rules().getFirst().undone()).isEqualTo("companyID: there is no Company 4711");
        assertThat(desk.calls).hasSize(1);
    }

    @Test
    void aRuleThatFailsIsUndoneAlone() {
        desk.rule("First", Event.EDITED).callout("Close alert").kept();
        desk.rule("Fails late", Event.EDITED)
                .when("priority", "changed")
                .set("title", "changed by a rule that fails")
                .note("A note", "of the rule that fails")
                .callout("Tell chat")
                .kept();
        desk.rule("Last", Event.EDITED)
                .when("priority", "changed")
                .note("Last", "ran")
                .kept();
        desk.answer = call -> {
            if (call.calloutId() == 2) {
                throw new IllegalStateException("body: line 3: not JSON");
            }
            return new Fired.Promised("d1");
        };
        var ticket = desk.ticket();

        desk.set(ticket, TicketField.PRIORITY, 4);

        var now = desk.now(ticket);
        assertThat(now.number(TicketField.PRIORITY)).isEqualTo(4);
        assertThat(now.title()).isEqualTo("disk full");
        assertThat(desk.tickets.notesOf(ticket.id())).extracting(Note::title).containsExactly("Last");
        assertThat(desk.traces.ofTicket(ticket.id())).singleElement().satisfies(trace -> {
            assertThat(outcomes(trace)).containsExactly("First fired", "Fails late undone", "Last fired");
            assertThat(trace.rules().get(1).undone()).isEqualTo("body: line 3: not JSON");
        });
    }

    @Test
    void anUpdateThatTheTicketRefusesBlocksNothing() {
        var plan = desk.field("Plan", UserField.Type.NUMBER);
        desk.rule("Refused", Event.EDITED).set("udf.Plan", "{{ticket.title}}").kept();
        desk.rule("Told", Event.EDITED).callout("Close alert").kept();
        var ticket = desk.ticket();

        desk.set(ticket, TicketField.PRIORITY, 4);

        assertThat(desk.now(ticket).userValue(plan.id())).isNull();
        assertThat(desk.trace(ticket).rules().get(0).undone())
                .isEqualTo("Plan: \"disk full\" is not a number, such as 3 or 2.5");
        assertThat(desk.calls)
                .singleElement()
                .satisfies(call -> assertThat(call.change().after()).isEqualTo(desk.now(ticket)));
    }

    @Test
    void aStatementThatTheDatabaseRefusesIsUndoneAlone() {
        desk.rule("Told", Event.EDITED).callout("Close alert").kept();
        desk.answer = call -> {
            desk.store.jdbc().sql("update ticket set no_such_column = 1").update();
            return new Fired.Promised("never");
        };
        var ticket = desk.ticket();

        desk.set(ticket, TicketField.PRIORITY, 4);

        assertThat(desk.now(ticket).number(TicketField.PRIORITY)).isEqualTo(4);
        assertThat(desk.now(ticket).status()).isEqualTo(1);
        assertThat(outcomes(desk.trace(ticket))).containsExactly("Told undone");
    }

    @Test
    void aStoreThatFailsUndoesTheWholeChange() {
        desk.rule("Told", Event.EDITED).callout("Close alert").kept();
        desk.answer = call -> {
            throw new StoreUnavailable("the disk is full", new IllegalStateException());
        };
        var ticket = desk.ticket();

        assertThatThrownBy(() -> desk.set(ticket, TicketField.PRIORITY, 4)).hasMessageContaining("the disk is full");

        assertThat(desk.now(ticket)).isEqualTo(ticket);
        assertThat(desk.traces.ofTicket(ticket.id())).isEmpty();
    }

    @Test
    void anErrorUndoesTheWholeChange() {
        desk.rule("Told", Event.EDITED).callout("Close alert").kept();
        desk.answer = call -> {
            throw new AssertionError("a bug");
        };
        var ticket = desk.ticket();

        assertThatThrownBy(() -> desk.set(ticket, TicketField.PRIORITY, 4)).isInstanceOf(AssertionError.class);

        assertThat(desk.now(ticket)).isEqualTo(ticket);
    }

    @Test
    void aBrokenRuleIsSkippedAndSaysWhyUntilItIsWholeAgain() {
        var site = desk.field("Site", UserField.Type.TEXT);
        desk.rule("By site", Event.EDITED)
                .when("udf.Site", "is-empty")
                .when("status", "not-equal-to", "Waiting Vendor")
                .callout("Close alert")
                .kept();
        var ticket = desk.ticket();
        desk.userFields.change(new UserField(site.id(), "Place", site.type(), List.of(), null, null, false));
        desk.picklists.keep(PicklistName.STATUS, new PicklistValue(12, "Waiting Vendor", 8, false, false, false));
        desk.callouts.remove(1L);
        desk.store.write(() -> {
            desk.store.revision().bump();
            return null;
        });

        desk.set(ticket, TicketField.PRIORITY, 4);

        assertThat(desk.now(ticket).number(TicketField.PRIORITY)).isEqualTo(4);
        assertThat(desk.calls).isEmpty();
        assertThat(desk.trace(ticket).rules())
                .singleElement()
                .extracting(TraceLine::skipped)
                .isEqualTo(
                        "the rule is broken: udf.Place is inactive; status: value 12 (Waiting Vendor) is inactive; callout 1 is gone");

        desk.userFields.change(new UserField(site.id(), "Place", site.type(), List.of(), null, null, true));
        desk.picklists.keep(PicklistName.STATUS, new PicklistValue(12, "Vendor waits", 8, true, false, false));
        desk.callouts.put(1L, "Close alert");
        desk.store.write(() -> {
            desk.store.revision().bump();
            return null;
        });
        desk.set(ticket, TicketField.PRIORITY, 3);

        assertThat(desk.calls).hasSize(1);
    }

    @Test
    void aSkippedCalloutIsInTheTraceWithItsReason() {
        desk.rule("Told", Event.EDITED)
                .callout("Tell chat")
                .callout("Close alert")
                .kept();
        desk.answer =
                call -> call.calloutId() == 2 ? new Fired.Skipped("callout is inactive") : new Fired.Promised("d9");
        var ticket = desk.ticket();

        desk.set(ticket, TicketField.PRIORITY, 4);

        assertThat(desk.trace(ticket).rules().getFirst().callouts())
                .containsExactly(
                        new TraceLine.CalledOut("Tell chat", 2, null, "callout is inactive"),
                        new TraceLine.CalledOut("Close alert", 1, "d9", null));
    }

    @Test
    void deliveriesOfATicketAreOrderedByVersionAndPlace() {
        desk.rule("One", Event.EDITED)
                .when("priority", "changed")
                .callout("Close alert")
                .callout("Close alert")
                .kept();
        desk.rule("Two", Event.EDITED)
                .when("priority", "changed")
                .set("queueID", "8")
                .callout("Close alert")
                .kept();
        desk.rule("Three", Event.EDITED)
                .when("queueID", "changed")
                .callout("Close alert")
                .kept();
        desk.rule("Four", Event.EDITED)
                .when("priority", "changed")
                .callout("Close alert")
                .kept();
        var ticket = desk.ticket();

        desk.set(ticket, TicketField.PRIORITY, 4);
        desk.set(ticket, TicketField.PRIORITY, 1);

        assertThat(desk.calls).hasSize(9);
        assertThat(desk.calls)
                .extracting(call -> (long) call.change().after().version() * Turn.PLACES + call.place())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(desk.calls).extracting(Call::place).allMatch(place -> place >= 0 && place < Turn.PLACES);
    }

    @Test
    void aChangeThatNoRuleListensToLeavesNoTrace() {
        desk.rule("Done", Event.EDITED).callout("Close alert").kept();

        var ticket = desk.ticket();
        desk.tickets.addNote(ticket.id(), NoteDraft.internal("Call", "said thanks"), TECH);

        assertThat(desk.traces.ofTicket(ticket.id())).isEmpty();
    }

    @Test
    void rulesAreNotRetroactiveAndFollowTheirOrderAtOnce() {
        var ticket = desk.ticket();
        desk.set(ticket, TicketField.STATUS, 5);
        var first = desk.rule("First", Event.EDITED).callout("Close alert").kept();
        desk.rule("Second", Event.EDITED).callout("Tell chat").kept();
        assertThat(desk.calls).isEmpty();

        desk.set(ticket, TicketField.PRIORITY, 4);
        desk.rules.move(first.id(), 2);
        desk.set(ticket, TicketField.PRIORITY, 1);
        desk.rules.keep(first.switched(false));
        desk.set(ticket, TicketField.PRIORITY, 2);

        assertThat(desk.calls).extracting(Call::calloutId).containsExactly(1L, 2L, 2L, 1L, 2L);
    }

    @Test
    void theTraceKeepsItsWordsWhenNamesChange() {
        var severity = desk.field("Severity", UserField.Type.LIST, "warning", "critical");
        desk.rule("Critical", Event.EDITED)
                .when("udf.Severity", "equal-to", "critical")
                .callout("Close alert")
                .kept();
        var ticket = desk.ticket();
        desk.set(ticket, TicketField.PRIORITY, 4);
        desk.set(ticket, TicketField.PRIORITY, 1);
        desk.userFields.change(
                new UserField(severity.id(), "Urgency", severity.type(), severity.choices(), null, null, true));

        assertThat(desk.traces.ofTicket(ticket.id())).hasSize(2);
        assertThat(desk.trace(ticket).rules().getFirst().failed())
                .isEqualTo(new FailedCondition.Test(
                        "udf.Severity", "equal-to", List.of("critical"), null, null, Map.of()));
        assertThat(desk.traces.ofTicket(ticket.id(), 3, 0, 50))
                .extracting(Trace::version)
                .containsExactly(2);
    }

    @Test
    void companyClassificationAndLabelsComeFromTheDesk() {
        var gold = desk.directory.add(new Company(0, "Acme Gold GmbH", "Gold", true));
        desk.rule("Gold", Event.CREATED)
                .when("company.classification", "equal-to", "GOLD")
                .callout("Close alert")
                .kept();
        desk.rule("Acme", Event.CREATED)
                .when("companyID", "equal-to", "acme gold gmbh")
                .callout("Tell chat")
                .kept();

        Ticket own = desk.ticket();
        desk.tickets.create(
                TicketEdit.with()
                        .set(TicketField.TITLE, "x")
                        .set(TicketField.COMPANY_ID, gold.id())
                        .build(),
                TECH);

        assertThat(desk.calls).extracting(Call::calloutId).containsExactly(1L, 2L);
        assertThat(desk.trace(own).rules().get(1).failed())
                .isEqualTo(new FailedCondition.Test(
                        "companyID",
                        "equal-to",
                        List.of(gold.id()),
                        null,
                        0L,
                        Map.of(Long.toString(gold.id()), "Acme Gold GmbH", "0", "This desk")));
    }

    @Test
    void peopleAreToldOfTheTicketAsTheRuleLeftItAndBeforeItsCallouts() {
        desk.rule("Tell", Event.EDITED)
                .callout("Close alert")
                .notify("now {{ticket.title}}", "by {{actor.name}}", true, "contact", "noc@acme.example")
                .note("Seen", "")
                .set("title", "seen")
                .when("status", "changed-to", "Complete")
                .kept();

        var ticket = desk.ticket();
        desk.set(ticket, TicketField.STATUS, 5);

        assertThat(desk.messages).containsExactly(new Message("Tell", "now seen", "by A. Technician"));
        assertThat(desk.tickets.notesOf(ticket.id())).extracting(Note::title).containsExactly("Seen", "now seen");
        var line = desk.traces.ofTicket(ticket.id()).stream()
                .flatMap(trace -> trace.rules().stream())
                .filter(TraceLine::fired)
                .findFirst()
                .orElseThrow();
        assertThat(line.notes()).containsExactly("Seen", "now seen");
        assertThat(line.notices())
                .containsExactly(
                        new TraceLine.Notified("contact", "tech", 1L, null, null, null),
                        new TraceLine.Notified("noc@acme.example", "tech", 1L, null, null, null));
        assertThat(desk.calls)
                .singleElement()
                .satisfies(call -> assertThat(call.change().after().version())
                        .isEqualTo(desk.now(ticket).version()));
    }
}
