package dev.roundtrip.callout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Actor;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestCallsTest {
    private final DeskUnderTest desk = DeskUnderTest.on(TestDatabase.SQLITE);
    private final FakeEndpoint endpoint = FakeEndpoint.start();

    @AfterEach
    void close() {
        endpoint.close();
        desk.close();
    }

    @Test
    void sendsOnceAndKeepsNothing() throws InterruptedException {
        endpoint.answers(503);

        var result = send(Callout.to("Not kept", endpoint.url("/close")), Secrets.none());

        assertThat(result).isInstanceOfSatisfying(TestCalls.Result.Sent.class, sent -> {
            assertThat(sent.delivered()).isFalse();
            assertThat(sent.error()).contains("503");
            assertThat(sent.detail()).isNotNull();
        });
        assertThat(endpoint.requests()).hasSize(1);
        assertThat(endpoint.requests().getFirst().header("X-Roundtrip-Test")).contains("true");
        assertThat(desk.deliveries()).isEmpty();
        assertThat(desk.runDue()).isZero();
    }

    @Test
    void takesSecretsThatAreTypedBeforeThoseThatAreKept() throws InterruptedException {
        endpoint.answers(200, 200);
        var bearer = bearer(0);
        var kept = desk.house().callouts().keep(bearer, Secrets.none().withAuth("kept"));

        send(bearer(kept.id()), Secrets.none());
        send(bearer(kept.id()), Secrets.none().withAuth("typed"));

        assertThat(endpoint.requests())
                .extracting(request -> request.header("Authorization").orElse(""))
                .containsExactly("Bearer kept", "Bearer typed");
        assertThat(desk.house()
                        .callouts()
                        .secretsDiffer(kept.id(), Secrets.none().withAuth("kept")))
                .as("what was typed is not kept")
                .isFalse();
    }

    @Test
    void doesNotGoOutForATicketThatTheCalloutIsNotFor() throws InterruptedException {
        var field = desk.field("AlertID");
        var kept = desk.callout(Callout.to("Close", endpoint.url("/")));
        var asking = new Callout(
                kept.id(),
                kept.name(),
                false,
                kept.url(),
                kept.method(),
                kept.format(),
                null,
                null,
                kept.headers(),
                kept.authentication(),
                field.id(),
                kept.success(),
                kept.retry(),
                null,
                false,
                kept.timeout(),
                kept.concurrency(),
                kept.afterCrash(),
                null,
                null,
                0,
                kept.secretNames(),
                kept.telling());

        assertThat(send(asking, Secrets.none()))
                .isEqualTo(new TestCalls.Result.Unsent("the ticket holds no value in AlertID"));
        assertThat(endpoint.requests()).isEmpty();
    }

    private Callout bearer(long id) {
        var plain = Callout.to("Bearer", endpoint.url("/"));
        return new Callout(
                id,
                plain.name(),
                plain.active(),
                plain.url(),
                plain.method(),
                plain.format(),
                null,
                null,
                plain.headers(),
                new Authentication.Bearer(),
                null,
                plain.success(),
                plain.retry(),
                null,
                false,
                plain.timeout(),
                plain.concurrency(),
                plain.afterCrash(),
                null,
                null,
                0,
                plain.secretNames(),
                plain.telling());
    }

    private TestCalls.Result send(Callout callout, Secrets given) throws InterruptedException {
        Ticket ticket = desk.ticket("disk full");
        var change = new TicketChange(
                TicketChange.Event.EDITED,
                ticket,
                ticket,
                null,
                Actor.DESK,
                desk.clock().instant(),
                0);
        return desk.house().testCalls().send(callout, given, change);
    }
}
