package dev.roundtrip.story;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.delivery.Attempt;
import dev.roundtrip.delivery.Attempt.Result;
import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.delivery.DeliveryState;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.Patience;
import dev.roundtrip.testing.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One node falls silent amid a call, and another that shares its database takes the call over when the lease has run out. */
class TwoNodesStory {
    /** Four times the time-out of the callout, and 30 s. */
    private static final Duration LEASE = ofSeconds(150);

    private final DeskUnderTest silent = DeskUnderTest.on(TestDatabase.POSTGRES);
    private final FakeEndpoint endpoint = FakeEndpoint.start();
    private DeskUnderTest other = silent;

    @BeforeEach
    void openTheOther() {
        silent.apply(
                "callouts: [ { name: Close, url: '%s', retry: { every: 1s } } ]".formatted(endpoint.url("/close")));
        other = DeskUnderTest.beside(silent);
    }

    @AfterEach
    void close() {
        other.close();
        silent.close();
        endpoint.close();
    }

    @Test
    void anotherNodeSendsItAgainWhenTheLeaseHasRunOutAndNotBefore() {
        endpoint.answers(503, 503, 200);
        var leased = calls(silent, "disk full");
        var itsOwn = calls(other, "fan stopped");
        other.house().start();
        await(itsOwn, DeliveryState.WAITING, 1);

        silent.pass(LEASE.minusSeconds(2));
        await(itsOwn, DeliveryState.WAITING, 2);
        silent.pass(ofSeconds(1));
        await(itsOwn, DeliveryState.DELIVERED, 3);

        // Between its own second and third call the other has looked for what silent nodes left.
        assertThat(other.again(leased).state()).isEqualTo(DeliveryState.RUNNING);

        awaitTakenOver(leased);

        assertThat(other.attempts(leased)).extracting(Attempt::result).containsExactly(Result.UNKNOWN, Result.SUCCESS);
    }

    @Test
    void whoComesBackLateAltersNothing() {
        var leased = calls(silent, "disk full");
        other.house().start();
        silent.pass(LEASE);
        awaitTakenOver(leased);

        endpoint.answers(500);
        silent.runDue();

        assertThat(endpoint.requests())
                .extracting(request -> request.header("X-Roundtrip-Attempt").orElseThrow())
                .as("whose lease is over, and who has not called yet, does not call")
                .containsExactly("2");
        assertThat(other.again(leased).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(other.attempts(leased)).extracting(Attempt::result).containsExactly(Result.UNKNOWN, Result.SUCCESS);
    }

    private Delivery calls(DeskUnderTest node, String title) {
        return node.fire(node.house().callouts().named("Close").orElseThrow(), node.ticket(title));
    }

    private void await(Delivery delivery, DeliveryState state, int attempts) {
        until("it is %s after attempt %d".formatted(state.word(), attempts), () -> {
            var now = other.again(delivery);
            return now.state() == state && now.attempts() == attempts;
        });
    }

    /**
     * Time goes on until it is taken over: a node that looks every five seconds of a clock that stands still looks once. Then it stands
     * still, for whoever's clock runs so fast has not been heard for long, and begins nothing.
     */
    private void awaitTakenOver(Delivery delivery) {
        until("it is taken over and delivered", () -> {
            var now = other.again(delivery);
            if (now.state() == DeliveryState.RUNNING && now.attempts() == 1) {
                other.pass(ofSeconds(1));
            }
            return now.state() == DeliveryState.DELIVERED;
        });
    }

    private void until(String what, Patience.Sight sight) {
        Patience.until(what, ofSeconds(30), sight, new Patience.Doer() {
            @Override
            public boolean isRunning() {
                return true;
            }

            @Override
            public String news() {
                return other.deliveries().toString();
            }
        });
    }
}
