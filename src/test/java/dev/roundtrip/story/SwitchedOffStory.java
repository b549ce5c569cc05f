package dev.roundtrip.story;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.delivery.Attempt;
import dev.roundtrip.delivery.Attempt.Result;
import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.delivery.DeliveryState;
import dev.roundtrip.rule.TraceLine;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.Reply;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketField;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A callout is switched off, and on again; a process dies, and a person decides. */
@OnBothDatabases
class SwitchedOffStory {
    private final DeskUnderTest desk;
    private final FakeEndpoint endpoint = FakeEndpoint.start();

    SwitchedOffStory(TestDatabase database) {
        desk = DeskUnderTest.on(database);
    }

    @BeforeEach
    void open() {
        callout("on", "resend");
    }

    @AfterEach
    void close() {
        desk.close();
        endpoint.close();
    }

    @Test
    void holdsWhatWaitsAndLetsItGoWhenItIsOnAgain() {
        endpoint.answers(503);
        var one = calls(desk.ticket("disk full"));
        var other = calls(desk.ticket("fan stopped"));
        desk.runDue();

        callout("off", "resend");
        desk.pass(ofDays(1));

        assertThat(desk.runDue()).isZero();
        assertThat(states(one, other)).containsOnly(DeliveryState.HELD);

        endpoint.answers(200);
        callout("on", "resend");
        desk.runDue();

        assertThat(states(one, other)).containsOnly(DeliveryState.DELIVERED);
        assertThat(desk.attempts(one)).extracting(Attempt::status).containsExactly(503, 200);
    }

    @Test
    void keepsTheOrderOfATicketOverTheBreak() {
        endpoint.answers(503, 503, 200);
        var ticket = desk.ticket("disk full");
        var first = calls(ticket);
        var second = calls(desk.edit(ticket, TicketField.TITLE, "disk still full"));
        desk.runDue();

        callout("off", "resend");
        callout("on", "resend");
        desk.runDue();

        assertThat(states(first, second)).containsExactly(DeliveryState.WAITING, DeliveryState.WAITING);
        desk.pass(ofHours(1));
        desk.runDue();
        assertThat(endpoint.requests())
                .extracting(request -> request.header("webhook-id").orElseThrow())
                .containsExactly(first.id(), first.id(), first.id(), second.id());
    }

    @Test
    void promisesNothingMeanwhile() {
        callout("off", "resend");
        desk.apply("""
                rules:
                  - name: Created
                    when: [ created ]
                    then: [ { callout: Close } ]
                """);

        var ticket = desk.ticket("disk full");

        assertThat(desk.deliveries()).isEmpty();
        assertThat(desk.house().traces().ofTicket(ticket.id()).getFirst().rules())
                .flatExtracting(TraceLine::callouts)
                .extracting(TraceLine.CalledOut::skipped)
                .containsExactly("the callout is inactive");
    }

    @Test
    void holdsWhatWasUnderWayIfThatFails() {
        endpoint.answers(503, 200);
        var failing = calls(desk.ticket("disk full"));
        callout("off", "resend");

        desk.runDue();

        assertThat(desk.again(failing).state()).isEqualTo(DeliveryState.HELD);
        callout("on", "resend");
        desk.runDue();
        assertThat(desk.again(failing).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void whatHasNotGoneOutIsCancelledWhenItsCalloutIsDeleted() {
        endpoint.answers(200, 503);
        var delivered = calls(desk.ticket("disk full"));
        desk.runDue();
        var waiting = calls(desk.ticket("fan stopped"));
        desk.runDue();
        var callouts = desk.house().callouts();

        callouts.delete(callouts.named("Close").orElseThrow());
        desk.pass(ofDays(1));

        assertThat(desk.runDue()).isZero();
        assertThat(states(delivered, waiting)).containsExactly(DeliveryState.DELIVERED, DeliveryState.CANCELLED);
        assertThat(desk.again(waiting).error()).isEqualTo("cancelled, for callout \"Close\" was deleted");
        assertThat(callouts.all()).isEmpty();
    }

    @Test
    void whatIsUnderWayWhenItsCalloutIsDeletedIsNotTriedAgain() {
        var callouts = desk.house().callouts();
        endpoint.answers(Reply.to(request -> {
            callouts.delete(callouts.named("Close").orElseThrow());
            return Reply.status(503);
        }));
        var delivery = calls(desk.ticket("disk full"));

        desk.runDue();

        assertThat(desk.again(delivery).state()).isEqualTo(DeliveryState.GIVEN_UP);
        assertThat(desk.again(delivery).error()).isEqualTo("status 503; given up after 1 attempt");
    }

    @Test
    void leavesToAPersonWhatACrashLeftOpen() {
        callout("on", "hold");
        var delivery = calls(desk.ticket("disk full"));
        desk.crashAndRestart();

        callout("off", "hold");
        callout("on", "hold");
        desk.pass(ofDays(1));

        assertThat(desk.runDue()).isZero();
        assertThat(desk.again(delivery).state()).isEqualTo(DeliveryState.HELD);
        assertThat(desk.attempts(delivery)).extracting(Attempt::result).containsExactly(Result.UNKNOWN);
        assertThat(endpoint.requests()).isEmpty();

        assertThat(desk.house().queue().retryNow(delivery.id(), "A. Technician"))
                .isTrue();
        desk.runDue();

        assertThat(desk.again(delivery).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(desk.attempts(delivery)).extracting(Attempt::result).containsExactly(Result.UNKNOWN, Result.SUCCESS);
        assertThat(endpoint.requests().getFirst().header("X-Roundtrip-Attempt")).contains("2");
    }

    @Test
    void leavesItToAPersonAlsoWhereTheCrashCameWhileItWasOff() {
        callout("on", "hold");
        var delivery = calls(desk.ticket("disk full"));
        callout("off", "hold");
        desk.crashAndRestart();

        callout("on", "hold");

        assertThat(desk.runDue()).isZero();
        assertThat(desk.again(delivery).state()).isEqualTo(DeliveryState.HELD);
    }

    @Test
    void sendsAgainWhatACrashLeftOpenWhileItWasOffWhereThatIsItsPolicy() {
        var delivery = calls(desk.ticket("disk full"));
        callout("off", "resend");
        desk.crashAndRestart();
        assertThat(desk.again(delivery).state()).isEqualTo(DeliveryState.HELD);

        callout("on", "resend");
        desk.runDue();

        assertThat(desk.again(delivery).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void heedsThePolicyThatStandsWhenTheCrashIsFound() {
        callout("on", "hold");
        var delivery = calls(desk.ticket("disk full"));
        callout("on", "resend");

        desk.crashAndRestart();
        desk.runDue();

        assertThat(desk.again(delivery).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void keepsLaterOnesBehindTheOneThatAPersonIsToDecideAbout() {
        callout("on", "hold");
        var ticket = desk.ticket("disk full");
        var first = calls(ticket);
        var second = calls(desk.edit(ticket, TicketField.TITLE, "disk still full"));
        desk.crashAndRestart();
        desk.pass(ofDays(1));
        assertThat(desk.runDue()).isZero();

        assertThat(desk.house().queue().cancel(first.id(), "A. Technician")).isTrue();
        desk.runDue();

        assertThat(states(first, second)).containsExactly(DeliveryState.CANCELLED, DeliveryState.DELIVERED);
        assertThat(endpoint.requests()).hasSize(1);
    }

    @Test
    void keepsADecisionUntilItIsOnAgain() {
        callout("on", "hold");
        var delivery = calls(desk.ticket("disk full"));
        desk.crashAndRestart();
        callout("off", "hold");

        assertThat(desk.house().queue().retryNow(delivery.id(), "A. Technician"))
                .isTrue();

        assertThat(desk.runDue()).isZero();
        assertThat(desk.again(delivery).state()).isEqualTo(DeliveryState.HELD);
        callout("on", "hold");
        desk.runDue();
        assertThat(desk.again(delivery).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void sendsAgainThoughTheCrashTookTheLastAttempt() {
        desk.apply("""
                callouts: [ { name: Close, url: "%s", retry: { times: 0 } } ]
                """.formatted(endpoint.url("/close")));
        var delivery = calls(desk.ticket("disk full"));

        desk.crashAndRestart();
        desk.runDue();

        assertThat(desk.again(delivery).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(desk.attempts(delivery))
                .extracting(Attempt::result)
                .containsExactly(Attempt.Result.UNKNOWN, Attempt.Result.SUCCESS);
    }

    private void callout(String onOrOff, String afterCrash) {
        desk.apply("""
                callouts: [ { name: Close, url: "%s", active: %s, after-crash: %s } ]
                """.formatted(endpoint.url("/close"), onOrOff.equals("on"), afterCrash));
    }

    private Delivery calls(Ticket ticket) {
        return desk.fire(desk.house().callouts().named("Close").orElseThrow(), ticket);
    }

    private List<DeliveryState> states(Delivery... deliveries) {
        return Arrays.stream(deliveries)
                .map(delivery -> desk.again(delivery).state())
                .toList();
    }
}
