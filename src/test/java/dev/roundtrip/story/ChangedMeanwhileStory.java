package dev.roundtrip.story;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.callout.AttemptDetail;
import dev.roundtrip.callout.PromisedRequest;
import dev.roundtrip.delivery.Attempt;
import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.delivery.DeliveryState;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.Received;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketField;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is changed while a delivery waits: what was promised stays, how it is sent is as it stands now. And what is spoilt meanwhile. */
@OnBothDatabases
class ChangedMeanwhileStory {
    private static final String TO_THE_FAR_END = "127.0.0.1/32";

    private final DeskUnderTest desk;
    private final FakeEndpoint endpoint = FakeEndpoint.start();

    ChangedMeanwhileStory(TestDatabase database) {
        desk = DeskUnderTest.on(database);
    }

    @AfterEach
    void close() {
        desk.close();
        endpoint.close();
    }

    @Test
    void whatWaitsIsSentAsItWasWritten() {
        endpoint.answers(503, 200);
        callout("/close", "format: custom, content-type: text/plain, body: '{{ticket.title}}'");
        var ticket = desk.ticket("disk full");
        calls(ticket);
        desk.runDue();

        callout("/elsewhere", "format: json");
        desk.edit(ticket, TicketField.TITLE, "disk still full");
        tryAgain();

        assertThat(endpoint.requests()).extracting(Received::target).containsExactly("/close", "/close");
        assertThat(endpoint.requests()).extracting(Received::bodyText).containsExactly("disk full", "disk full");
    }

    @Test
    void aCorrectedPasswordHelpsWhatWaits() {
        endpoint.answers(401, 200);
        callout("/close", "auth: { bearer: { token: misspelt } }");
        var delivery = calls(desk.ticket("disk full"));
        desk.runDue();

        callout("/close", "auth: { bearer: { token: right-one } }");
        tryAgain();

        assertThat(endpoint.requests())
                .extracting(request -> request.header("Authorization").orElse(""))
                .containsExactly("Bearer misspelt", "Bearer right-one");
        assertThat(state(delivery)).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void aSecretThatIsTakenAwayIsMissedAndHelpsAgainWhenItIsBack() {
        endpoint.answers(503, 200);
        callout("/close", "headers: { X-Key: '{{secret.key}}' }, secrets: { key: first-key }");
        var delivery = calls(desk.ticket("disk full"));
        desk.runDue();

        callout("/close", "secrets: {}");
        tryAgain();

        assertThat(desk.again(delivery).error())
                .isEqualTo(
                        "could not be sent: the callout has no secret named key any more; enter it again, or take it out of the template");

        callout("/close", "headers: { X-Key: '{{secret.key}}' }, secrets: { key: second-key }");
        tryAgain();

        assertThat(endpoint.requests())
                .extracting(request -> request.header("X-Key").orElse(""))
                .containsExactly("first-key", "second-key");
    }

    @Test
    void howOftenItIsTriedIsAsTheCalloutSaysNow() {
        endpoint.answers(503);
        callout("/close", "retry: { every: 60s, times: 10 }");
        var delivery = calls(desk.ticket("disk full"));
        desk.runDue();

        callout("/close", "retry: { every: 60s, times: 1 }");
        tryAgain();

        assertThat(state(delivery)).isEqualTo(DeliveryState.GIVEN_UP);
        assertThat(desk.again(delivery).error()).isEqualTo("status 503; given up after 2 attempts");
    }

    @Test
    void anAddressThatIsShutAtARestartIsNotCalledUntilItIsOpenAgain() {
        endpoint.answers(503, 200);
        callout("/close", "format: json");
        var delivery = calls(desk.ticket("disk full"));
        desk.runDue();

        desk.restartAllowing("");
        tryAgain();

        assertThat(endpoint.requests()).hasSize(1);
        assertThat(state(delivery)).isEqualTo(DeliveryState.WAITING);
        assertThat(desk.again(delivery).error())
                .isEqualTo(
                        "address 127.0.0.1 is loopback; to allow it: --outbound-allow 127.0.0.1/32:" + endpoint.port());

        desk.restartAllowing(TO_THE_FAR_END);
        tryAgain();

        assertThat(state(delivery)).isEqualTo(DeliveryState.DELIVERED);
        assertThat(desk.attempts(delivery)).extracting(Attempt::status).containsExactly(503, null, 200);
    }

    @Test
    void aRequestThatIsSpoiltInTheStoreFailsAloneAndSaysSo() {
        endpoint.answers(503);
        callout("/close", "format: json");
        var spoilt = calls(desk.ticket("disk full"));
        var other = calls(desk.ticket("fan stopped"));
        desk.runDue();
        desk.house()
                .store()
                .write(() -> desk.house()
                        .store()
                        .jdbc()
                        .sql("update delivery set load = '{\"method\":\"POST\"' where id = :id")
                        .param("id", spoilt.id())
                        .update());

        endpoint.answers(200);
        tryAgain();

        assertThat(state(other)).isEqualTo(DeliveryState.DELIVERED);
        assertThat(state(spoilt)).isEqualTo(DeliveryState.WAITING);
        assertThat(desk.again(spoilt).error())
                .isEqualTo("could not be sent: the request as it was kept cannot be read any more");
        assertThat(PromisedRequest.of(desk.again(spoilt))).isEmpty();
        for (int i = 0; i < 10; i++) {
            tryAgain();
        }
        assertThat(state(spoilt)).isEqualTo(DeliveryState.GIVEN_UP);
    }

    @Test
    void aSecretThatIsSpoiltInTheStoreIsTheTroubleOfItsCalloutAlone() {
        endpoint.answers(503, 503, 200);
        callout("/close", "auth: { bearer: { token: right-one } }");
        desk.apply("callouts: [ { name: Other, url: '%s', auth: { bearer: { token: other-one } } } ]"
                .formatted(endpoint.url("/other")));
        var ticket = desk.ticket("disk full");
        var spoilt = calls(ticket);
        var other = desk.fire(desk.house().callouts().named("Other").orElseThrow(), ticket);
        desk.runDue();
        desk.house().store().write(() -> {
            desk.house().store().revision().bump();
            return desk.house()
                    .store()
                    .jdbc()
                    .sql("update callout set secrets = '{\"auth\":\"c3BvaWx0\"}' where name = 'Close'")
                    .update();
        });

        tryAgain();

        assertThat(state(other)).isEqualTo(DeliveryState.DELIVERED);
        assertThat(desk.again(spoilt).error())
                .isEqualTo("could not be sent: the password, token or value of its authentication is missing");

        callout("/close", "auth: { bearer: { token: right-one } }");
        tryAgain();

        assertThat(state(spoilt)).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void whatWasSentStandsInTheLogAsItWasSent() {
        callout(
                "/close/{{ticket.ticketNumber}}?title={{ticket.title}}&key={{secret.key}}",
                "secrets: { key: first/key }");
        var ticket = desk.ticket("disk full");
        var delivery = calls(ticket);

        desk.runDue();

        assertThat(endpoint.requests().getFirst().target())
                .isEqualTo("/close/" + ticket.ticketNumber() + "?title=disk%20full&key=first%2Fkey");
        assertThat(AttemptDetail.decode(Objects.requireNonNull(
                                desk.attempts(delivery).getFirst().detail()))
                        .requestLine())
                .isEqualTo(
                        "POST " + endpoint.url("/close/") + ticket.ticketNumber() + "?title=disk%20full&key=••••••••");
    }

    private void tryAgain() {
        desk.pass(ofMinutes(1));
        desk.runDue();
    }

    private void callout(String path, String settings) {
        desk.apply("callouts: [ { name: Close, url: '%s', %s } ]".formatted(endpoint.url(path), settings));
    }

    private Delivery calls(Ticket ticket) {
        return desk.fire(desk.house().callouts().named("Close").orElseThrow(), ticket);
    }

    private DeliveryState state(Delivery delivery) {
        return desk.again(delivery).state();
    }
}
