package dev.roundtrip.story;

import static java.time.Duration.ofMillis;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.LiveDesk;
import dev.roundtrip.testing.DeadAddresses;
import dev.roundtrip.testing.DeskApi;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Far ends that are slow, broken, hostile or not there: each fails in words that help, and none takes another along. */
class FarEndsStory {
    private static final String ACCOUNT =
            "api-users: [ { login: api@acme.example, secret: correct-horse-battery, integration-code: ACME } ]\n";

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final LiveDesk desk;
    private final DeskApi api;

    FarEndsStory() throws IOException {
        desk = LiveDesk.open();
        desk.apply(ACCOUNT, Map.of());
        api = new DeskApi(desk.account("ACME", "api@acme.example", "correct-horse-battery"), desk.token());
    }

    @AfterEach
    void close() throws Exception {
        api.close();
        for (var one : opened) {
            one.close(); // what hangs is let go before the desk waits for it
        }
        desk.close();
    }

    /** @param told how a delivery to it ends; ports and numbers of bytes are not in it */
    private record FarEnd(String callout, String url, String told) {
        /** Short only where it is what ends the call: else a busy machine would have a say in how it ends. */
        String timeout() {
            return told.contains("no answer within 3 s") ? "3s" : "60s";
        }
    }

    @Test
    void failInWordsThatHelpAndWithoutTheOthers() throws IOException {
        var dead = new DeadAddresses();
        opened.add(dead);
        var elsewhere = endpoint(Reply.status(200));
        var farEnds = List.of(
                new FarEnd("Works", url(Reply.status(200)), "delivered"),
                failing("Silent", Reply.silence(), "no answer within 3 s: connected to HERE, waiting for headers"),
                failing(
                        "Drips headers",
                        Reply.drippingHeaders(ofMillis(10)),
                        "no answer within 3 s: connected to HERE, waiting for headers"),
                failing(
                        "Drips a body",
                        Reply.dripping(ofMillis(10)),
                        "no answer within 3 s: status 200 from HERE, its body still coming (N bytes so far)"),
                failing(
                        "Hangs at connecting",
                        "http://127.0.0.1:%d/close".formatted(dead.hanging()),
                        "no answer within 3 s: still connecting to HERE"),
                failing(
                        "Refuses",
                        "http://127.0.0.1:%d/close".formatted(dead.refusing()),
                        "connection refused by HERE"),
                failing("Resets", Reply.reset(), "HERE reset the connection without an answer"),
                failing("Hangs up", Reply.hangUp(), "HERE closed the connection without an answer"),
                failing(
                        "Lies about its length",
                        Reply.status(200).body("short").claiming(1000),
                        "status 200 from HERE, which then closed the connection before the end of the body (after N bytes)"),
                failing(
                        "Endless headers",
                        Reply.endlessHeaders(),
                        "the head of the answer of HERE is too long; at most 200 headers and lines of N bytes are read"),
                failing("Garbage", Reply.garbage(), "what HERE answers is not valid HTTP/1.1"),
                failing(
                        "Endless body",
                        Reply.endlessBody(),
                        "the answer is longer than N bytes, so its body could not be tested"),
                failing(
                        "Redirects",
                        Reply.redirect(302, elsewhere.url("/stolen")),
                        "status 302, which points to http://HERE/stolen; redirects are never followed"));
        desk.apply(setup(farEnds), Map.of());

        var ticket = api.create("disk full", Map.of());

        desk.until(
                "all deliveries have ended",
                () -> api.deliveriesOf(ticket).stream()
                        .noneMatch(delivery -> delivery.path("endedAt").isNull()));
        assertThat(api.deliveriesOf(ticket).stream()
                        .map(delivery -> delivery.path("callout").stringValue() + " -> " + told(delivery)))
                .containsExactlyInAnyOrderElementsOf(farEnds.stream()
                        .map(farEnd -> farEnd.callout() + " -> " + farEnd.told())
                        .toList());
        assertThat(elsewhere.requests()).isEmpty();
    }

    private FarEnd failing(String callout, Reply reply, String words) {
        return failing(callout, url(reply), words);
    }

    private static FarEnd failing(String callout, String url, String words) {
        return new FarEnd(callout, url, "given-up: " + words + "; given up after 1 attempt");
    }

    private static String told(JsonNode delivery) {
        var error = delivery.path("error");
        return delivery.path("state").stringValue()
                + (error.isNull()
                        ? ""
                        : ": "
                                + error.stringValue()
                                        .replaceFirst("127\\.0\\.0\\.1:\\d+", "HERE")
                                        .replaceFirst("[\\d,]+ bytes", "N bytes"));
    }

    /** All of them at every new ticket, each with one attempt. */
    private static String setup(List<FarEnd> farEnds) {
        var callouts = farEnds.stream()
                .map(farEnd ->
                        "  - { name: %s, url: '%s', timeout: %s, retry: { times: 0 }, success: { body: { lacks: error } } }\n"
                                .formatted(farEnd.callout(), farEnd.url(), farEnd.timeout()))
                .collect(joining());
        var actions = farEnds.stream()
                .map(farEnd -> "{ callout: %s }".formatted(farEnd.callout()))
                .collect(joining(", "));
        return "callouts:\n" + callouts + "rules: [ { name: Created, when: [ created ], then: [ " + actions
                + " ] } ]\n";
    }

    private String url(Reply reply) {
        return endpoint(reply).url("/close");
    }

    private FakeEndpoint endpoint(Reply reply) {
        var endpoint = FakeEndpoint.start().answers(reply);
        opened.add(endpoint);
        return endpoint;
    }
}
