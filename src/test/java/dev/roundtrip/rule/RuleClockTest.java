package dev.roundtrip.rule;

import static dev.roundtrip.rule.DeskWithRules.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.callout.Fired;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.NoteDraft;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange.Event;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules that wait for time to pass, over a real store and a clock that stands still until told. */
@OnBothDatabases
class RuleClockTest {
    private final DeskWithRules desk;

    RuleClockTest(TestDatabase database) {
        desk = new DeskWithRules(database);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private int afterMinutes(long minutes) {
        return after(Duration.ofMinutes(minutes));
    }

    private int after(Duration time) {
        desk.clock.pass(time);
        return desk.ruleClock.runDue();
    }

    private Rule rule(String state, String span) {
        return desk.rule(state, new Event[0])
                .after(state, span)
                .callout("Close alert")
                .kept();
    }

    private Ticket dueIn(Duration time) {
        return desk.ticket(TicketEdit.with()
                .set(TicketField.DUE_DATE_TIME, desk.clock.instant().plus(time)));
    }

    @Test
    void idleForFiresOnceWhenNothingWasDoneForSoLong() {
        rule("idle-for", "30m");
        var ticket = desk.ticket();

        assertThat(after(Duration.ofMinutes(30).minusMillis(1))).isZero();
        assertThat(after(Duration.ofMillis(1))).isEqualTo(1);
        assertThat(afterMinutes(600)).isZero();
        desk.tickets.addNote(ticket.id(), NoteDraft.internal("Call", "they wait"), TECH);
        assertThat(afterMinutes(29)).isZero();
        assertThat(afterMinutes(1)).as("idle again").isEqualTo(1);

        assertThat(desk.calls).hasSize(2).allSatisfy(call -> {
            assertThat(call.change().after().id()).isEqualTo(ticket.id());
            assertThat(call.change().event()).isEqualTo(Event.TIME_PASSED);
        });
    }

    @Test
    void statusForCountsFromTheStatusWhateverElseIsDone() {
        rule("status-for", "2h");
        var ticket = desk.ticket();
        afterMinutes(60);
        desk.set(ticket, TicketField.TITLE, "disk fuller");

        assertThat(afterMinutes(60)).isEqualTo(1);
        desk.set(ticket, TicketField.STATUS, 8);
        desk.set(ticket, TicketField.STATUS, 1);
        assertThat(afterMinutes(119)).isZero();
        assertThat(afterMinutes(1)).isEqualTo(1);
    }

    @Test
    void dueInAndOverdueByCountFromTheDueDateOfWhatIsNotComplete() {
        rule("due-in", "1h");
        rule("overdue-by", "15m");
        var ticket = dueIn(Duration.ofHours(2));
        var done = dueIn(Duration.ofHours(2));
        desk.set(done, TicketField.STATUS, 5);

        assertThat(afterMinutes(59)).isZero();
        assertThat(afterMinutes(1)).isEqualTo(1);
        assertThat(afterMinutes(74)).isZero();
        assertThat(afterMinutes(1)).isEqualTo(1);
        assertThat(afterMinutes(6000)).isZero();
        assertThat(desk.traces.ofTicket(ticket.id()))
                .extracting(Trace::event)
                .containsExactly("overdue-by 15m", "due-in 1h");

        desk.set(done, TicketField.STATUS, 1);
        assertThat(afterMinutes(1)).as("reopened, and both already").isEqualTo(2);
        assertThat(afterMinutes(1)).isZero();
    }

    @Test
    void whoIsDueAtOnceIsNotMissed() {
        rule("due-in", "1h");
        var made = dueIn(Duration.ofMinutes(5));
        var moved = dueIn(Duration.ofDays(3));

        assertThat(desk.ruleClock.runDue()).isEqualTo(1);
        desk.set(moved, TicketField.DUE_DATE_TIME, desk.clock.instant().minusSeconds(60));
        assertThat(desk.ruleClock.runDue()).isEqualTo(1);
        desk.set(made, TicketField.DUE_DATE_TIME, desk.clock.instant().plusSeconds(60));
        assertThat(afterMinutes(1)).as("it was due within the hour before").isZero();
        desk.set(made, TicketField.DUE_DATE_TIME, desk.clock.instant().plus(Duration.ofHours(2)));
        assertThat(afterMinutes(1)).isZero();
        assertThat(afterMinutes(59)).as("it was not, and is again").isEqualTo(1);
    }

    @Test
    void aDueDateThatIsMovedBetweenTwoLooksFiresOnce() {
        rule("due-in", "1h");
        var ticket = dueIn(Duration.ofMinutes(70));
        desk.ruleClock.runDue();
        desk.clock.pass(Duration.ofMinutes(11));
        desk.set(ticket, TicketField.DUE_DATE_TIME, desk.clock.instant().plusSeconds(60));
        desk.set(ticket, TicketField.DUE_DATE_TIME, desk.clock.instant().plusSeconds(3_630));
        desk.set(ticket, TicketField.DUE_DATE_TIME, desk.clock.instant().plusSeconds(3_000));

        assertThat(afterMinutes(1)).isEqualTo(1);
        assertThat(afterMinutes(100)).isZero();
    }

    @Test
    void whatCameToPassBeforeARuleBeganToListenIsNoneOfIts() {
        var ticket = desk.ticket();
        desk.clock.pass(Duration.ofMinutes(45));
        var half = rule("idle-for", "30m");
        rule("status-for", "1h");

        assertThat(desk.ruleClock.runDue()).isZero();
        assertThat(afterMinutes(15))
                .as("the ticket is older than the rule, its hour is not")
                .isEqualTo(1);
        desk.rules.keep(half.switched(false));
        desk.set(ticket, TicketField.TITLE, "disk fuller");
        desk.clock.pass(Duration.ofMinutes(31));
        desk.rules.keep(half.switched(true));
        assertThat(afterMinutes(10)).isZero();
    }

    @Test
    void aLongTimeWithoutADeskIsMadeUpForInTheOrderItWouldHaveComeToPass() {
        rule("status-for", "3h");
        rule("idle-for", "1h");
        desk.ruleClock.runDue();
        var first = desk.ticket();
        desk.clock.pass(Duration.ofMinutes(90));
        var second = desk.ticket();
        desk.clock.pass(Duration.ofDays(3));

        assertThat(desk.anotherLife().runDue()).isEqualTo(4);
        assertThat(desk.calls)
                .extracting(call -> call.change().after().id())
                .containsExactly(first.id(), second.id(), first.id(), second.id());
        assertThat(desk.anotherLife().runDue()).isZero();
    }

    @Test
    void conditionsAreAskedWhenTheTimeHasCome() {
        desk.rule("Idle", new Event[0])
                .after("idle-for", "30m")
                .when("status", "not-equal-to", "Complete")
                .callout("Close alert")
                .kept();
        var ticket = desk.ticket(TicketEdit.with().set(TicketField.STATUS, 5));

        assertThat(afterMinutes(30)).as("it is tried").isEqualTo(1);

        assertThat(desk.calls).isEmpty();
        assertThat(desk.trace(ticket)).satisfies(trace -> {
            assertThat(trace.event()).isEqualTo("idle-for 30m");
            assertThat(trace.part()).isEqualTo(1);
            assertThat(outcomes(trace)).containsExactly("Idle failed");
        });
    }

    @Test
    void whatItDoesFiresNoOtherRule() {
        desk.rule("Escalate", new Event[0])
                .after("idle-for", "30m")
                .set("priority", "Critical")
                .note("Idle", "nobody was here")
                .ticket("title", "Somebody has to look after {{ticket.title}}")
                .callout("Close alert")
                .kept();
        desk.rule("Any edit", Event.EDITED, Event.NOTE_ADDED, Event.CREATED)
                .callout("Tell chat")
                .kept();
        var ticket = desk.ticket();
        desk.calls.clear();

        assertThat(afterMinutes(30)).isEqualTo(1);

        assertThat(desk.calls).singleElement().satisfies(call -> {
            assertThat(call.calloutId()).isEqualTo(1);
            assertThat(call.change().after().number(TicketField.PRIORITY)).isEqualTo(4);
        });
        assertThat(desk.trace(ticket).rules()).singleElement().satisfies(line -> {
            assertThat(line.updates()).hasSize(1);
            assertThat(line.notes()).containsExactly("Idle");
            assertThat(line.tickets())
                    .singleElement()
                    .satisfies(made -> assertThat(desk.tickets
                                    .find(made.ticketId())
                                    .orElseThrow()
                                    .title())
                            .isEqualTo("Somebody has to look after disk full"));
        });
    }

    @Test
    void oneThatFailsFailsAloneAndIsNotTriedForEver() {
        rule("idle-for", "30m");
        desk.ticket();
        desk.ticket();
        desk.answer = call -> {
            if (desk.calls.size() == 1) {
                throw new IllegalStateException("fell over");
            }
            return new Fired.Promised("d1");
        };

        assertThat(afterMinutes(30)).isEqualTo(2);
        assertThat(afterMinutes(30)).isZero();
        assertThat(desk.calls).hasSize(2);
    }

    @Test
    void manyTicketsOfOneMomentAllFire() {
        rule("idle-for", "30m");
        int many = 1_101;
        for (int i = 0; i < many; i++) {
            desk.ticket();
        }

        assertThat(afterMinutes(30)).isEqualTo(many);
        assertThat(afterMinutes(1)).isZero();
    }

    /** As long as it is heard; only where several share a store. */
    @Test
    void oneOfSeveralNodesLooks() {
        rule("idle-for", "30m");
        desk.ticket();
        var other = new RuleClock(desk.store, desk.clock, desk.rules, desk.runner, desk.tickets, "there");
        desk.clock.pass(Duration.ofMinutes(29).plusSeconds(40));
        desk.ruleClock.runDue();
        desk.clock.pass(Duration.ofSeconds(25));

        assertThat(other.runDue()).isEqualTo(desk.store.isShared() ? 0 : 1);
        desk.clock.pass(Duration.ofSeconds(6));
        assertThat(other.runDue()).isEqualTo(desk.store.isShared() ? 1 : 0);
        assertThat(desk.ruleClock.runDue()).as("it has fired").isZero();
    }

    /** A note of one would else be an activity for the other, and for itself. */
    @Test
    void whatARuleDoesEndsNoIdleness() {
        desk.rule("Note", new Event[0])
                .after("idle-for", "30m")
                .note("Idle", "nobody was here")
                .kept();
        rule("idle-for", "30m");
        desk.ticket();

        assertThat(afterMinutes(30)).isEqualTo(2);
        assertThat(afterMinutes(300)).isZero();
        assertThat(desk.calls).hasSize(1);
    }

    @Test
    void oneThatIsSwitchedOffDuringALookFiresNoMore() {
        var rule = rule("idle-for", "30m");
        desk.ticket();
        desk.ticket();
        desk.answer = call -> {
            desk.rules.keep(rule.switched(false));
            return new Fired.Promised("d1");
        };

        assertThat(afterMinutes(30)).isEqualTo(1);
        assertThat(desk.calls).hasSize(1);
    }

    @Test
    void aClockThatWasPutBackIsFollowed() {
        rule("idle-for", "30m");
        desk.clock.pass(Duration.ofDays(365));
        desk.ruleClock.runDue();
        desk.clock.pass(Duration.ofDays(-365).plusMinutes(10));
        desk.ticket();

        desk.ruleClock.runDue();
        assertThat(afterMinutes(30)).isEqualTo(1);
    }

    @Test
    void postponedWithinTheStateItIsNoNews() {
        rule("due-in", "1h");
        var ticket = dueIn(Duration.ofMinutes(80));
        assertThat(afterMinutes(20)).isEqualTo(1);
        desk.clock.pass(Duration.ofMinutes(40).plusSeconds(30));
        desk.set(
                ticket,
                TicketField.DUE_DATE_TIME,
                desk.clock.instant().plus(Duration.ofMinutes(59).plusSeconds(30)));

        assertThat(desk.ruleClock.runDue()).isZero();
        assertThat(afterMinutes(10)).isZero();
    }

    @Test
    void aTimeOfMinutesIsAskedFor() {
        assertThatThrownBy(() -> state("idle-for", "90s"))
                .hasMessage("idle-for \"90s\": whole minutes from 1m to 3660d");
        assertThatThrownBy(() -> state("idle-for", "0m")).hasMessageContaining("whole minutes from 1m");
        assertThatThrownBy(() -> state("idle-for", "3661d")).hasMessageContaining("to 3660d");
        assertThat(desk.words.word(state("due-in", "24h"))).isEqualTo("due-in 1d");
    }
}
