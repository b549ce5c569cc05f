package dev.roundtrip.story;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.LiveDesk;
import dev.roundtrip.testing.DeskApi;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.Received;
import dev.roundtrip.testing.Reply;
import dev.roundtrip.testing.TestDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many deliveries at once, on a desk that runs: how many go side by side, which wait for which, and who holds up whom. */
@OnBothDatabases
class LanesStory {
    private static final String SECRET = "correct-horse-battery";

    /** One a database for all tests: a desk takes longer to start than any of them. */
    private static final Map<TestDatabase, LiveDesk> DESKS = new EnumMap<>(TestDatabase.class);

    private final LiveDesk desk;
    private final DeskApi api;
    private final FakeEndpoint one = FakeEndpoint.start();
    private final FakeEndpoint other = FakeEndpoint.start();

    LanesStory(TestDatabase database) throws IOException {
        var known = DESKS.get(database);
        if (known == null) {
            known = LiveDesk.open(database);
            DESKS.put(database, known);
        }
        desk = known;
        desk.apply(
                "api-users: [ { login: api@acme.example, secret: %s, integration-code: ACME } ]".formatted(SECRET),
                Map.of());
        api = new DeskApi(desk.account("ACME", "api@acme.example", SECRET), desk.token());
    }

    @AfterEach
    void hangUp() {
        rule(false, one);
        api.close();
        one.close();
        other.close();
    }

    @AfterAll
    static void close() {
        DESKS.values().forEach(LiveDesk::close);
    }

    @Test
    void eightAtOnceAndAFarEndThatHangsHoldsUpNoOther() throws IOException {
        one.answers(Reply.status(200).held());
        callouts("timeout: 300s");
        rule(true, one, other);

        for (int i = 0; i < 20; i++) {
            api.create("disk full", Map.of());
        }

        other.awaitRequests(20);
        one.awaitRequests(8);
        desk.until("the other's are all delivered", () -> there(other, "delivered") == 20);
        assertThat(one.requests())
                .as("those that are answered free a place, and none was")
                .hasSize(8);
        one.release();
        one.awaitRequests(16);
        one.release();
        one.awaitRequests(20);
        one.release();
        desk.until("all are delivered", () -> there(one, "delivered") == 20);
        assertThat(one.mostAtOnce()).isEqualTo(8);
    }

    @Test
    void asManyAtOnceAsTheCalloutSays() throws IOException {
        one.answers(Reply.status(200).held());
        callouts("concurrency: 2");
        rule(true, one);

        for (int i = 0; i < 6; i++) {
            api.create("disk full", Map.of());
        }

        for (int answered = 2; answered <= 6; answered += 2) {
            one.awaitRequests(answered);
            one.release();
        }
        desk.until("all are delivered", () -> there(one, "delivered") == 6);
        assertThat(one.mostAtOnce()).isEqualTo(2);
    }

    @Test
    void whatWasHeldGoesOnAsTheLaneHasRoom() throws IOException {
        one.answers(503);
        callouts("timeout: 300s");
        rule(true, one);
        for (int i = 0; i < 20; i++) {
            api.create("disk full", Map.of());
        }
        one.awaitRequests(20); // one that was given back untried waits too
        desk.until("all wait for their retry", () -> there(one, "waiting") == 20);

        callouts("active: false");
        assertThat(there(one, "held")).isEqualTo(20);
        one.answers(Reply.status(200).held());
        callouts("active: true");

        one.awaitRequests(21); // it failed all along: one finds out that it is back
        one.release();
        one.awaitRequests(29);
        one.release();
        one.awaitRequests(37);
        one.release();
        one.awaitRequests(40);
        one.release();
        desk.until("all are delivered", () -> there(one, "delivered") == 20);
        assertThat(one.mostAtOnce()).isLessThanOrEqualTo(8);
    }

    @Test
    void deliveriesOfATicketGoInTheOrderOfItsChanges() throws IOException {
        callouts("format: custom, content-type: text/plain, body: '{{ticket.id}} {{ticket.title}}'");
        rule(true, one);
        var tickets = new ArrayList<Long>();
        for (int i = 0; i < 5; i++) {
            tickets.add(api.create("change 0", Map.of()));
        }

        for (int change = 1; change < 6; change++) {
            for (long ticket : tickets) {
                api.patch("{\"id\":%d,\"title\":\"change %d\"}".formatted(ticket, change));
            }
        }

        one.awaitRequests(30);
        desk.until("all are delivered", () -> there(one, "delivered") == 30);
        var arrived = one.requests().stream()
                .map(Received::bodyText)
                .collect(groupingBy(
                        body -> Long.valueOf(body.substring(0, body.indexOf(' '))),
                        mapping(body -> body.substring(body.indexOf(' ') + 1), toList())));
        assertThat(arrived)
                .hasSize(5)
                .allSatisfy((ticket, changes) -> assertThat(changes)
                        .containsExactly("change 0", "change 1", "change 2", "change 3", "change 4", "change 5"));
    }

    /** One for each far end: the first with these settings, the other as the defaults have it. */
    private void callouts(String settings) {
        desk.apply("""
                callouts:
                  - { name: %s, url: '%s', %s }
                  - { name: %s, url: '%s' }
                """.formatted(name(one), one.url("/close"), settings, name(other), other.url("/close")), Map.of());
    }

    /** Calls these at every creation and change. */
    private void rule(boolean active, FakeEndpoint... called) {
        var callouts = Stream.of(called)
                .map(endpoint -> "{ callout: %s }".formatted(name(endpoint)))
                .collect(joining(", "));
        desk.apply(
                "rules: [ { name: Rule of %s, active: %s, when: [ created, edited ], then: [ %s ] } ]"
                        .formatted(name(one), active, callouts),
                Map.of());
    }

    private static String name(FakeEndpoint endpoint) {
        return "callout-" + endpoint.port();
    }

    /** How many deliveries to that far end are in this state. */
    private int there(FakeEndpoint endpoint, String state) throws IOException {
        return api.deliveries("callout=" + name(endpoint) + "&state=" + state).size();
    }
}
