package dev.roundtrip.story;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.Received;
import dev.roundtrip.testing.Reply;
import dev.roundtrip.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who sent a request, and that nobody altered it, can be seen at the far end. */
@OnBothDatabases
class SignatureStory {
    private static final String OLD = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String NEW = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String RULE =
            "\nrules: [ { name: Created, when: [ created ], then: [ { callout: Signed } ] } ]\n";

    private final DeskUnderTest desk;
    private final FakeEndpoint endpoint = FakeEndpoint.start();

    SignatureStory(TestDatabase database) {
        desk = DeskUnderTest.on(database);
    }

    @AfterEach
    void close() {
        desk.close();
        endpoint.close();
    }

    private void signed(String more, String... secrets) {
        signedTo(endpoint.url("/hook"), more, secrets);
    }

    private void signedTo(String url, String more, String... secrets) {
        var all = Stream.of(secrets).map(secret -> "whsec_" + secret).toList();
        desk.apply("""
                callouts: [ { name: Signed, url: "%s", retry: { every: 60s, times: 3 }, sign: { secrets: %s }%s } ]""".formatted(url, all, more) + RULE);
    }

    @Test
    void everyRequestIsSignedAsItGoesOut() {
        for (var more : List.of(
                "",
                ", format: json, auth: { basic: { username: rt, password: s3cr3t } }",
                ", format: xml, method: PATCH",
                ", method: GET",
                ", method: GET, format: custom",
                ", method: DELETE",
                ", format: custom, content-type: text/plain, secrets: { k: clé }, body: '{{ticket.title}} {{secret.k}}'")) {
            signed(more, NEW);

            desk.ticket("Störung – 98 %");
            desk.runDue();

            var request = endpoint.requests().getLast();
            assertThat(request.header("webhook-signature")).as(more).contains(signature(request, NEW));
        }
        assertThat(endpoint.requests()).hasSize(7).extracting(Received::method).contains("GET", "DELETE", "PATCH");
        assertThat(endpoint.requests().get(1).header("Authorization")).isPresent();
        assertThat(endpoint.requests().get(3).body()).isEmpty();
    }

    @Test
    void everyAttemptIsSignedAnewAndBySecretsAsTheyAreThen() {
        endpoint.answers(503, 503, 503, 200);
        signed("", OLD);

        desk.ticket("disk full");
        desk.runDue();
        signed("", NEW, OLD);
        desk.pass(ofSeconds(60));
        desk.runDue();
        signed("", NEW);
        desk.pass(ofSeconds(60));
        desk.runDue();
        desk.apply("callouts: [ { name: Signed, url: '%s' } ]".formatted(endpoint.url("/hook")));
        desk.pass(ofSeconds(60));
        desk.runDue();

        var requests = endpoint.requests();
        assertThat(requests).hasSize(4);
        assertThat(requests)
                .extracting(r -> r.header("webhook-id").orElseThrow())
                .containsOnly(requests.getFirst().header("webhook-id").orElseThrow());
        assertThat(requests)
                .extracting(r -> r.header("webhook-timestamp").orElseThrow())
                .doesNotHaveDuplicates();
        assertThat(requests.get(0).header("webhook-signature")).contains(signature(requests.get(0), OLD));
        assertThat(requests.get(1).header("webhook-signature"))
                .contains(signature(requests.get(1), NEW) + " " + signature(requests.get(1), OLD));
        assertThat(requests.get(2).header("webhook-signature")).contains(signature(requests.get(2), NEW));
        assertThat(requests.get(3).header("webhook-signature")).isEmpty();
    }

    @Test
    void aSecretThatTheFarEndBlurtsOutIsNotKept() throws IOException {
        var hex = "31f290f6bf0629";
        endpoint.answers(Reply.status(401)
                .body("expected whsec_%s (%s, 31F290F6BF06298AAB4F08D43C3F082CF648A362DA2DA4B0)".formatted(NEW, NEW)));
        signed("", NEW, OLD);

        desk.ticket("disk full");
        desk.runDue();

        var delivery = desk.api().delivery(desk.deliveries().getFirst().id()).toString();
        assertThat(delivery)
                .contains("webhook-signature: v1,")
                .contains("expected ••••••••")
                .doesNotContainIgnoringCase(hex)
                .doesNotContain(NEW.substring(0, 8), NEW.substring(20), OLD.substring(0, 8));
        assertThat(desk.house()
                        .store()
                        .jdbc()
                        .sql("select * from callout")
                        .query()
                        .listOfRows()
                        .toString())
                .contains("sign.0", "sign.1")
                .doesNotContain(NEW.substring(0, 8), OLD.substring(0, 8));
    }

    @Test
    void thePracticeReceiverChecksWhatItGets() throws Exception {
        var url = desk.url().resolve("/practice/close");
        for (var more : List.of("", ", method: GET", ", method: PUT", ", format: json, method: DELETE")) {
            signedTo(url.toString(), more, NEW, OLD);
            desk.ticket("Störung – 98 %");
            desk.runDue();
        }

        assertThat(practised())
                .hasSize(4)
                .allSatisfy(request -> assertThat(check(request))
                        .as(request.toString())
                        .isEqualTo("right: made with 2 of the callout's 2 secrets"));
        var sent = practised().getFirst();
        assertThat(checkOf(sent, header(sent, "webhook-timestamp"), body(sent))).startsWith("right: ");
        assertThat(checkOf(sent, header(sent, "webhook-timestamp"), body(sent) + " "))
                .startsWith("wrong: ");
        assertThat(checkOf(sent, "1", body(sent))).startsWith("wrong: ");
        assertThat(checkOf(sent, "now", body(sent)))
                .isEqualTo("incomplete: webhook-timestamp is not a number of seconds");
        desk.pass(ofMinutes(5));
        assertThat(checkOf(sent, header(sent, "webhook-timestamp"), body(sent))).startsWith("right: ");
        desk.pass(ofSeconds(1));
        assertThat(checkOf(sent, header(sent, "webhook-timestamp"), body(sent)))
                .isEqualTo(
                        "out-of-time: made with the callout's secret, but webhook-timestamp is 301 s behind the receiver's clock; up to 5 min are let through");

        signedTo(url.toString(), "", OLD);
        assertThat(checkOf(sent, header(sent, "webhook-timestamp"), body(sent))).startsWith("out-of-time: ");
        signedTo(url.toString(), "", "BBECAwQFBgcICQoLDA0ODxAREhMUFRYX");
        assertThat(checkOf(sent, header(sent, "webhook-timestamp"), body(sent))).startsWith("wrong: ");
        desk.apply("callouts: [ { name: Signed, url: '%s' } ]".formatted(url));
        assertThat(checkOf(sent, header(sent, "webhook-timestamp"), body(sent)))
                .isEqualTo("unknown: callout \"Signed\" has no signing secret");
        desk.ticket("disk full");
        desk.runDue();
        assertThat(check(practised().getLast())).isEqualTo("none: not signed");
        assertThat(post(Map.of("webhook-id", "x", "webhook-timestamp", "1", "webhook-signature", "v1,x"), ""))
                .isEqualTo("unknown: no delivery of this desk has that webhook-id");
        assertThat(post(Map.of("webhook-signature", "v1,x"), "")).startsWith("incomplete: ");
    }

    /** The same request once more, with this timestamp and body. */
    private String checkOf(JsonNode sent, String timestamp, String body) throws Exception {
        return post(
                Map.of(
                        "webhook-id", header(sent, "webhook-id"),
                        "webhook-timestamp", timestamp,
                        "webhook-signature", header(sent, "webhook-signature"),
                        "Content-Type", header(sent, "Content-Type")),
                body);
    }

    private String post(Map<String, String> headers, String body) throws Exception {
        var request = HttpRequest.newBuilder(desk.url().resolve("/practice/close"))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        assertThat(send(request).statusCode()).isEqualTo(200);
        return check(practised().getLast());
    }

    private List<JsonNode> practised() throws Exception {
        var answer = send(HttpRequest.newBuilder(URI.create(desk.url() + "/api/v1/practice/close"))
                .header("Authorization", "Bearer " + desk.token()));
        return JsonMapper.shared()
                .readTree(answer.body())
                .path("requests")
                .valueStream()
                .toList();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String check(JsonNode request) {
        return request.at("/signature/state").stringValue() + ": "
                + request.at("/signature/words").stringValue();
    }

    private static String header(JsonNode request, String name) {
        return request.path("headers").path(name).path(0).stringValue();
    }

    private static String body(JsonNode request) {
        return request.path("body").stringValue();
    }

    /** Made here once more from what came over the wire. */
    private static String signature(Received request, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
            mac.update((request.header("webhook-id").orElseThrow() + "."
                            + request.header("webhook-timestamp").orElseThrow() + ".")
                    .getBytes(US_ASCII));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(request.body()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
