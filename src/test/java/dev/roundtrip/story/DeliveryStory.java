package dev.roundtrip.story;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.delivery.Attempt;
import dev.roundtrip.delivery.Attempt.Result;
import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.delivery.DeliveryState;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.Reply;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketField;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a promise. */
@OnBothDatabases
class DeliveryStory {
    private final DeskUnderTest desk;
    private final FakeEndpoint endpoint = FakeEndpoint.start();

    DeliveryStory(TestDatabase database) {
        desk = DeskUnderTest.on(database);
    }

    @AfterEach
    void close() {
        desk.close();
        endpoint.close();
    }

    @Test
    void isOnDiskWithItsFirstAttemptBeforeAnythingLeaves() {
        var delivery = calls(desk.ticket("disk full"));

        assertThat(endpoint.requests()).isEmpty();
        assertThat(delivery.state()).isEqualTo(DeliveryState.RUNNING);
        assertThat(desk.attempts(delivery)).extracting(Attempt::result).containsExactly(Result.RUNNING);
    }

    @Test
    void triesAgainAMinuteAfterAServerError() {
        endpoint.answers(503, 200);
        var delivery = calls(desk.ticket("disk full"));

        desk.runDue();
        desk.pass(ofSeconds(59));
        assertThat(desk.runDue()).isZero();
        desk.pass(ofSeconds(1));
        desk.runDue();

        assertThat(desk.attempts(delivery)).extracting(Attempt::status).containsExactly(503, 200);
        assertThat(desk.again(delivery).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(endpoint.requests())
                .extracting(r -> r.header("webhook-id").orElseThrow())
                .containsOnly(delivery.id());
        assertThat(endpoint.requests())
                .extracting(r -> r.header("X-Roundtrip-Attempt").orElseThrow())
                .containsExactly("1", "2");
    }

    @Test
    void tellsWhereARedirectPointsAndNoSecretWithIt() {
        endpoint.answers(Reply.redirect(302, "https://signin.acme.example/?back=%2Fclose%3Fkey%3Ds3cr3t-4711"));
        desk.apply(
                "callouts: [ { name: Close, url: '%s', method: GET, auth: { query: { name: key, value: s3cr3t-4711 } } } ]"
                        .formatted(endpoint.url("/close")));

        var delivery = calls(desk.ticket("disk full"));
        desk.runDue();

        assertThat(desk.attempts(delivery).getFirst().error())
                .isEqualTo(
                        "status 302, which points to https://signin.acme.example/?back=%2Fclose%3Fkey%3D••••••••; redirects are never followed");
        assertThat(endpoint.requests()).hasSize(1);
    }

    @Test
    void isGivenUpAfterElevenAttempts() {
        endpoint.answers(500);
        var delivery = calls(desk.ticket("disk full"));

        for (int i = 0; i < 20; i++) {
            desk.runDue();
            desk.pass(ofMinutes(1));
        }

        assertThat(desk.attempts(delivery)).hasSize(11);
        assertThat(desk.again(delivery).state()).isEqualTo(DeliveryState.GIVEN_UP);
        assertThat(desk.again(delivery).error()).isEqualTo("status 500; given up after 11 attempts");
    }

    @Test
    void followsTheIntervalAndTheNumberOfItsOwnCallout() {
        endpoint.answers(500);
        desk.apply("callouts: [ { name: Close, url: '%s', retry: { every: 5m, times: 2 } } ]"
                .formatted(endpoint.url("/close")));
        var delivery = calls(desk.ticket("disk full"));

        desk.runDue();
        desk.pass(ofMinutes(5).minusSeconds(1));
        assertThat(desk.runDue()).isZero();
        desk.pass(ofSeconds(1));
        assertThat(desk.runDue()).isEqualTo(1);
        desk.pass(ofMinutes(5));
        desk.runDue();

        assertThat(desk.again(delivery).state()).isEqualTo(DeliveryState.GIVEN_UP);
        assertThat(desk.again(delivery).error()).isEqualTo("status 500; given up after 3 attempts");
    }

    @Test
    void isGivenUpAtOnceAtAStatusThatIsNeverRetried() {
        endpoint.answers(404);
        desk.apply("callouts: [ { name: Close, url: '%s', retry: { never: '400,404' } } ]"
                .formatted(endpoint.url("/close")));
        var delivery = calls(desk.ticket("disk full"));

        desk.runDue();

        assertThat(desk.again(delivery).state()).isEqualTo(DeliveryState.GIVEN_UP);
        assertThat(desk.again(delivery).error()).isEqualTo("status 404; never retried");
        assertThat(desk.attempts(delivery)).hasSize(1);
    }

    @Test
    void aRetryByHandTakesThePlaceOfThePendingOneAndCountsOn() {
        endpoint.answers(500);
        desk.apply("callouts: [ { name: Close, url: '%s', retry: { times: 2 } } ]".formatted(endpoint.url("/close")));
        var delivery = calls(desk.ticket("disk full"));
        desk.runDue();
        desk.pass(ofSeconds(10));

        assertThat(desk.house().queue().retryNow(delivery.id(), "A. Technician"))
                .isTrue();
        assertThat(desk.runDue()).isEqualTo(1);

        assertThat(desk.again(delivery).dueAt())
                .isEqualTo(desk.clock().instant().plus(ofMinutes(1)));
        desk.pass(ofSeconds(59));
        assertThat(desk.runDue()).as("the one that was pending before").isZero();
        desk.pass(ofSeconds(1));
        assertThat(desk.runDue()).isEqualTo(1);
        assertThat(desk.again(delivery).state()).isEqualTo(DeliveryState.GIVEN_UP);
        assertThat(desk.house().queue().retryNow(delivery.id(), "A. Technician"))
                .as("an end is an end")
                .isFalse();
    }

    @Test
    void goesOutAtOnceWhenTheOneBeforeItIsCancelled() {
        endpoint.answers(503, 200);
        var ticket = desk.ticket("disk full");
        var first = calls(ticket);
        desk.runDue();
        var second = calls(desk.edit(ticket, TicketField.TITLE, "disk still full"));

        assertThat(desk.house().queue().cancel(first.id(), "A. Technician")).isTrue();
        desk.runDue();

        assertThat(desk.again(first).state()).isEqualTo(DeliveryState.CANCELLED);
        assertThat(desk.again(first).error()).isEqualTo("cancelled by A. Technician");
        assertThat(desk.again(second).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void readsUnknownAfterACrashAndIsSentAgain() {
        endpoint.answers(200);
        var delivery = calls(desk.ticket("disk full"));

        desk.crashAndRestart();
        desk.runDue();

        assertThat(desk.attempts(delivery)).extracting(Attempt::result).containsExactly(Result.UNKNOWN, Result.SUCCESS);
        assertThat(desk.again(delivery).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void isGivenBackWhenTheDeskIsStoppedBeforeItBegan() {
        endpoint.answers(200);
        var delivery = calls(desk.ticket("disk full"));

        desk.stopAndRestart();

        assertThat(desk.again(delivery).state()).isEqualTo(DeliveryState.WAITING);
        assertThat(desk.attempts(delivery)).isEmpty();
        desk.runDue();
        assertThat(desk.attempts(delivery)).extracting(Attempt::result).containsExactly(Result.SUCCESS);
        assertThat(endpoint.requests().getFirst().header("X-Roundtrip-Attempt")).contains("1");
    }

    @Test
    void goesOutThoughItWasPromisedBeforeTheDispatcherRan() {
        endpoint.answers(200);
        var delivery = calls(desk.ticket("disk full"));

        desk.house().start();

        assertThat(endpoint.awaitRequests(1).getFirst().header("webhook-id")).contains(delivery.id());
    }

    @Test
    void keepsItsTimeOverARestart() {
        endpoint.answers(503, 200);
        var delivery = calls(desk.ticket("disk full"));
        desk.runDue();

        desk.crashAndRestart();

        assertThat(desk.again(delivery).dueAt())
                .isEqualTo(desk.clock().instant().plus(ofMinutes(1)));
        assertThat(desk.runDue()).isZero();
        desk.pass(ofMinutes(1));
        assertThat(desk.runDue()).isEqualTo(1);
    }

    @Test
    void goesOutInTheOrderInWhichItWasDueAfterALongTimeDown() {
        endpoint.answers(503);
        var promised = new ArrayList<String>();
        for (int i = 0; i < 40; i++) {
            promised.add(calls(desk.ticket("ticket " + i)).id());
            desk.runDue();
            desk.pass(ofSeconds(1));
        }
        desk.crashAndRestart();
        desk.pass(ofDays(3));
        endpoint.answers(200);
        int before = endpoint.requests().size();

        assertThat(desk.runDue()).isEqualTo(40);

        assertThat(endpoint.requests().subList(before, before + 40))
                .extracting(r -> r.header("webhook-id").orElseThrow())
                .containsExactlyElementsOf(promised);
    }

    @Test
    void followsTheOneBeforeItOfTheSameTicketAndHoldsUpNoOther() {
        endpoint.answers(503, 200);
        var callout = callout();
        var ticket = desk.ticket("disk full");
        var first = calls(callout, ticket);
        desk.runDue();

        var second = calls(callout, desk.edit(ticket, TicketField.TITLE, "disk still full"));
        var other = calls(callout, desk.ticket("another"));
        desk.runDue();

        assertThat(desk.again(second).state()).isEqualTo(DeliveryState.WAITING);
        assertThat(desk.again(other).state()).isEqualTo(DeliveryState.DELIVERED);
        desk.pass(ofMinutes(1));
        desk.runDue();
        assertThat(desk.again(first).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(desk.again(second).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(endpoint.requests().getLast().header("webhook-id").orElseThrow())
                .isEqualTo(second.id());
    }

    private Callout callout() {
        return desk.house()
                .callouts()
                .named("Close")
                .orElseGet(() -> desk.callout(Callout.to("Close", endpoint.url("/close"))));
    }

    private Delivery calls(Ticket ticket) {
        return calls(callout(), ticket);
    }

    private Delivery calls(Callout callout, Ticket ticket) {
        return desk.fire(callout, ticket);
    }
}
