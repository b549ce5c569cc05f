package dev.roundtrip.rule;

import static dev.roundtrip.rule.DeskWithRules.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.callout.Fired;
import dev.roundtrip.people.Actor;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange.Event;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A rule that somebody runs on the tickets there are. */
@OnBothDatabases
class RuleRunsTest {
    private static final Actor ADMIN = Actor.person(1, "An Administrator");

    private final DeskWithRules desk;

    RuleRunsTest(TestDatabase database) {
        desk = new DeskWithRules(database);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private Ticket withStatus(int status) {
        return desk.ticket(TicketEdit.with().set(TicketField.STATUS, status));
    }

    private List<Ticket> complete(int count) {
        var tickets = new ArrayList<Ticket>();
        for (int i = 0; i < count; i++) {
            tickets.add(withStatus(5));
        }
        return tickets;
    }

    private Rule close(String status) {
        return desk.rule("Close", Event.EDITED)
                .when("status", "changed-to", status)
                .callout("Close alert")
                .kept();
    }

    private List<Long> called() {
        return desk.calls.stream().map(call -> call.change().after().id()).toList();
    }

    private List<Long> ids(List<Ticket> tickets) {
        return tickets.stream().map(Ticket::id).toList();
    }

    @Test
    void firesOnEachTicketThatMatchesAsItStands() {
        withStatus(1);
        var complete = complete(3);
        var rule = close("Complete");

        var matching = desk.ruleRuns.matching(rule.id());
        var run = desk.ruleRuns.begin(rule.id(), 3, ADMIN);
        var later = withStatus(5);
        desk.ruleRuns.runDue();

        assertThat(matching.looked()).isEqualTo(4);
        assertThat(matching.matching()).isEqualTo(3);
        assertThat(matching.samples()).isEqualTo(complete);
        assertThat(called()).isEqualTo(ids(complete)).doesNotContain(later.id());
        var ended = desk.ruleRuns.ofRule(rule.id()).getFirst();
        assertThat(ended.id()).isEqualTo(run.id());
        assertThat(ended.fired()).isEqualTo(3);
        assertThat(ended.endedAt()).isNotNull();
        assertThat(ended.stopped()).isNull();
        var trace = desk.trace(complete.getFirst());
        assertThat(trace.event()).isEqualTo("run-by-hand");
        assertThat(trace.actor()).isEqualTo(ADMIN);
        assertThat(outcomes(trace)).containsExactly("Close fired");
    }

    @Test
    void anotherCountThanWasToldIsRefused() {
        complete(2);
        var rule = close("Complete");

        assertThatThrownBy(() -> desk.ruleRuns.begin(rule.id(), 1, ADMIN))
                .hasMessage("rule \"Close\" matches 2 tickets now, not 1; look again");
        desk.ruleRuns.runDue();

        assertThat(desk.calls).isEmpty();
        assertThat(desk.ruleRuns.ofRule(rule.id())).isEmpty();
    }

    @Test
    void whatIsInactiveOrUnderWayIsRefused() {
        complete(1);
        var rule = close("Complete");
        desk.ruleRuns.begin(rule.id(), 1, ADMIN);

        assertThatThrownBy(() -> desk.ruleRuns.begin(rule.id(), 1, ADMIN))
                .hasMessage("rule \"Close\" is being run already");
        desk.rules.deactivate(rule.id());
        assertThatThrownBy(() -> desk.ruleRuns.begin(rule.id(), 1, ADMIN))
                .hasMessage("rule \"Close\" is inactive; activate it first");
    }

    @Test
    void whatItDoesFiresNoOther() {
        complete(1);
        desk.rule("Echo", Event.EDITED).callout("Tell chat").kept();
        var rule = desk.rule("Reopen", Event.EDITED)
                .when("status", "equal-to", "Complete")
                .set("status", "In Progress")
                .kept();

        desk.ruleRuns.begin(rule.id(), 1, ADMIN);
        desk.ruleRuns.runDue();

        assertThat(desk.calls).isEmpty();
        assertThat(desk.ruleRuns.matching(rule.id()).matching()).isZero();
    }

    @Test
    void anotherLifeGoesOnWhereItEndedAndDoesNothingTwice() {
        var tickets = complete(50);
        var rule = close("Complete");
        desk.ruleRuns.begin(rule.id(), 50, ADMIN);
        desk.answer = call -> {
            desk.ruleRuns.close(); // in the middle of the first few
            return new Fired.Promised("d");
        };

        desk.ruleRuns.runDue();
        int before = desk.calls.size();
        desk.otherRuns().runDue();

        assertThat(before).isBetween(1, 49);
        assertThat(called()).isEqualTo(ids(tickets));
    }

    @Test
    void twoNodesDoTheWorkOnce() {
        var tickets = complete(100);
        var rule = close("Complete");
        desk.ruleRuns.begin(rule.id(), 100, ADMIN);

        var other = CompletableFuture.runAsync(desk.otherRuns()::runDue);
        desk.ruleRuns.runDue();
        other.join();
        desk.ruleRuns.runDue();

        assertThat(tickets)
                .allSatisfy(
                        ticket -> assertThat(desk.traces.ofTicket(ticket.id())).hasSize(1));
        assertThat(desk.ruleRuns.ofRule(rule.id()).getFirst().fired()).isEqualTo(100);
    }

    @Test
    void aRuleThatIsChangedMeanwhileIsNotRunOn() {
        complete(30);
        var rule = close("Complete");
        desk.ruleRuns.begin(rule.id(), 30, ADMIN);

        desk.rules.deactivate(rule.id());
        desk.ruleRuns.runDue();

        assertThat(desk.calls).isEmpty();
        assertThat(desk.ruleRuns.ofRule(rule.id()).getFirst().stopped())
                .isEqualTo("the rule was changed, switched off or deleted");
    }

    @Test
    void aBrokenRuleIsNeitherCountedNorRunOn() {
        complete(1);
        var rule = close("Complete");
        desk.ruleRuns.begin(rule.id(), 1, ADMIN);

        desk.callouts.remove(1L);
        desk.store.write(() -> {
            desk.store.revision().bump();
            return null;
        });
        desk.ruleRuns.runDue();

        assertThat(desk.ruleRuns.ofRule(rule.id()).getFirst().stopped()).startsWith("the rule is broken: ");
        assertThatThrownBy(() -> desk.ruleRuns.matching(rule.id()))
                .hasMessageStartingWith("rule \"Close\" is broken: ");
    }

    @Test
    void canBeStopped() {
        complete(1);
        var rule = close("Complete");
        var run = desk.ruleRuns.begin(rule.id(), 1, ADMIN);

        var stopped = desk.ruleRuns.stop(run.id(), ADMIN);
        desk.ruleRuns.runDue();

        assertThat(stopped.stopped()).isEqualTo("stopped by An Administrator");
        assertThat(desk.calls).isEmpty();
        assertThatThrownBy(() -> desk.ruleRuns.stop(run.id(), ADMIN)).hasMessageContaining("is under way");
    }

    @Test
    void aTicketThatARuleFailsOnIsUndoneAloneAndTheOthersGoOn() {
        var tickets = complete(3);
        var rule = close("Complete");
        desk.answer = call -> {
            if (call.change().after().id() == tickets.get(1).id()) {
                throw new IllegalStateException("the callout cannot be rendered");
            }
            return new Fired.Promised("d");
        };

        desk.ruleRuns.begin(rule.id(), 3, ADMIN);
        desk.ruleRuns.runDue();

        assertThat(desk.ruleRuns.ofRule(rule.id()).getFirst().fired()).isEqualTo(2);
        assertThat(outcomes(desk.trace(tickets.get(1)))).containsExactly("Close undone");
        assertThat(outcomes(desk.trace(tickets.get(2)))).containsExactly("Close fired");
    }
}
