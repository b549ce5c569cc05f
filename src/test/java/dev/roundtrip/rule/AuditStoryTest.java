package dev.roundtrip.rule;

import static dev.roundtrip.rule.DeskWithRules.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.callout.Fired;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.NoteDraft;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange.Event;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The audit over a real store: that firings are noted, and what is told of the rules then. */
@OnBothDatabases
class AuditStoryTest {
    /** One a database for all tests: opening and closing a store takes longer than any of them. */
    private static final Map<TestDatabase, DeskWithRules> DESKS = new EnumMap<>(TestDatabase.class);

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

    private final DeskWithRules desk;
    private final FiredTable fired;

    AuditStoryTest(TestDatabase database) {
        desk = DESKS.computeIfAbsent(database, DeskWithRules::new);
        desk.clock.goTo(NOON);
        desk.forget();
        fired = new FiredTable(desk.store);
    }

    @AfterAll
    static void close() {
        DESKS.values().forEach(DeskWithRules::close);
    }

    private void erase() {
        desk.store.write(() -> desk.store.jdbc().sql("delete from rule_fired").update());
    }

    private List<String> found() {
        return desk.audit.findings().stream().map(FindingWords::of).toList();
    }

    @Test
    void aFiringIsNotedOnceADay() {
        var rule = desk.rule("Edited", Event.EDITED).callout("Tell chat").kept();
        var never = desk.rule("Noted", Event.NOTE_ADDED).callout("Tell chat").kept();
        var ticket = desk.ticket();

        desk.set(ticket, TicketField.PRIORITY, 1);
        assertThat(fired.all()).isEqualTo(Map.of(rule.id(), TODAY));

        erase();
        desk.set(ticket, TicketField.PRIORITY, 3);
        assertThat(fired.all()).as("not written again on that day").isEmpty();

        desk.clock.pass(Duration.ofHours(13)); // midnight in Berlin is an hour before that of UTC
        desk.set(ticket, TicketField.PRIORITY, 1);
        assertThat(fired.all()).isEqualTo(Map.of(rule.id(), TODAY.plusDays(1)));
        assertThat(fired.all()).doesNotContainKey(never.id());
    }

    @Test
    void aFiringByTheClockIsNotedToo() {
        var rule = desk.rule("Idle", new Event[0])
                .after("idle-for", "30m")
                .callout("Tell chat")
                .kept();
        desk.ticket();
        desk.clock.pass(Duration.ofMinutes(31));

        desk.ruleClock.runDue();

        assertThat(fired.all()).isEqualTo(Map.of(rule.id(), TODAY));
    }

    @Test
    void whatIsUndoneIsNotNoted() {
        var rule = desk.rule("Done", Event.EDITED).callout("Close alert").kept();
        var ticket = desk.ticket();
        desk.answer = call -> {
            throw new IllegalStateException("no place for it");
        };

        desk.set(ticket, TicketField.PRIORITY, 1);
        assertThat(outcomes(desk.trace(ticket))).containsExactly("Done undone");
        assertThat(fired.all()).isEmpty();

        desk.answer = call -> new Fired.Promised("d1");
        desk.set(ticket, TicketField.PRIORITY, 3);
        assertThat(fired.all()).isEqualTo(Map.of(rule.id(), TODAY));
    }

    @Test
    void aDeletedRuleLeavesNothingBehind() {
        var rule = desk.rule("Done", Event.EDITED).callout("Close alert").kept();
        desk.set(desk.ticket(), TicketField.PRIORITY, 1);

        desk.rules.delete(rule.id());

        assertThat(fired.all()).isEmpty();
    }

    /** On PostgreSQL tickets are made and edited by two writers, who then meet at the rows of both rules. */
    @Test
    void theFirstFiringsOfADayMayMeetInAnyOrder() throws Exception {
        var portal = desk.rule("Portal", Event.CREATED, Event.EDITED)
                .when("queueID", "equal-to", "Client Portal")
                .callout("Tell chat")
                .kept();
        var monitoring = desk.rule("Monitoring", Event.CREATED, Event.EDITED)
                .when("queueID", "equal-to", "Monitoring Alert")
                .callout("Tell chat")
                .kept();
        var tickets = IntStream.range(0, 20)
                .mapToObj(i -> inQueue(i % 2 == 0 ? 5 : 8))
                .toList();

        for (int day = 1; day <= 3; day++) {
            desk.clock.pass(Duration.ofDays(1));
            var changes = new ArrayList<Callable<Ticket>>();
            for (var ticket : tickets) {
                var other = Objects.equals(ticket.number(TicketField.QUEUE_ID), 5L) ? 8 : 5;
                changes.add(() -> inQueue(other));
                changes.add(() -> desk.set(ticket, TicketField.TITLE, "disk full on " + desk.clock.instant()));
            }
            try (var people = Executors.newFixedThreadPool(8)) {
                for (var change : people.invokeAll(changes)) {
                    change.get();
                }
            }

            assertThat(fired.all())
                    .isEqualTo(Map.of(portal.id(), TODAY.plusDays(day), monitoring.id(), TODAY.plusDays(day)));
            assertThat(desk.calls).hasSize(20 + 40 * day);
        }
    }

    private Ticket inQueue(long queue) {
        return desk.ticket(TicketEdit.with().set(TicketField.QUEUE_ID, queue));
    }

    @Test
    void aRuleThatHasNotFiredForNinetyDaysIsToldOf() {
        desk.rule("Edited", Event.EDITED).callout("Tell chat").kept();
        desk.rule("Noted", Event.NOTE_ADDED).callout("Close alert").kept();
        var young = desk.rule("Young", Event.NOTE_ADDED).note("Again", "").kept();
        desk.rules.keep(young.switched(false));
        var ticket = desk.ticket();

        desk.clock.pass(Duration.ofDays(1));
        desk.rules.keep(young);
        desk.set(ticket, TicketField.PRIORITY, 1);
        desk.clock.pass(Duration.ofDays(89));

        assertThat(found().stream().filter(text -> text.contains("not fired")))
                .containsExactly("\"Noted\" has not fired since it began to listen, 90 days ago on 2026-11-25");

        desk.tickets.addNote(ticket.id(), NoteDraft.internal("Call", "they wait"), TECH);
        desk.clock.pass(Duration.ofDays(1));
        assertThat(found().stream().filter(text -> text.contains("not fired")))
                .containsExactly("\"Edited\" has not fired for 90 days, since 2026-11-26");
    }

    @Test
    void whoAsksForAStateAtEveryEditCallsOutAtEveryEditAndIsWarnedOf() {
        desk.rule("Is complete", Event.EDITED)
                .when("status", "equal-to", "Complete")
                .callout("Tell chat")
                .kept();
        desk.rule("Becomes complete", Event.EDITED)
                .when("status", "changed-to", "Complete")
                .callout("Close alert")
                .kept();
        var ticket = desk.ticket();

        desk.set(ticket, TicketField.STATUS, 5);
        desk.set(ticket, TicketField.TITLE, "disk full again");
        desk.set(ticket, TicketField.PRIORITY, 1);

        assertThat(desk.calls).extracting(Call::calloutId).containsExactly(2L, 1L, 2L, 2L);
        assertThat(found())
                .containsExactly(
                        "\"Is complete\" fires at every later edit too, as long as status is Complete; changed-to fires once");
    }

    @Test
    void aRoundThatIsToldOfIsOne() {
        desk.rule("There", Event.EDITED)
                .when("status", "changed-to", "Complete")
                .set("status", "In Progress")
                .kept();
        desk.rule("Back", Event.EDITED)
                .when("status", "changed-to", "In Progress")
                .set("status", "Complete")
                .kept();
        var ticket = desk.ticket();

        desk.set(ticket, TicketField.STATUS, 5);

        assertThat(found())
                .containsExactly(
                        "\"There\" -> \"Back\" -> \"There\" can go round: each sets off the next, until 5 rules have run in sequence");
        assertThat(desk.traces.ofTicket(ticket.id()).stream().flatMap(DeskWithRules::outcomes))
                .contains("Back skipped");
    }

    @Test
    void whatIsSwitchedOffIsToldOfWhileItIs() {
        desk.rule("Done", Event.EDITED).callout("Close alert").kept();
        assertThat(found()).isEmpty();

        desk.switchOff(1L);
        assertThat(found())
                .containsExactly(
                        "\"Done\" is broken: callout \"Close alert\" is inactive; the rest of it is run all the same");
    }
}
