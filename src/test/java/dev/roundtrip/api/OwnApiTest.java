package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Token;
import dev.roundtrip.testing.TestDatabase;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the desk's own API answers when it is asked wrongly, over the wire. */
class OwnApiTest {
    private static final String ADMIN = "rt_admin_0123456789abcdef";
    private static ApiServer server;

    @BeforeAll
    static void open() {
        server = ApiServer.on(TestDatabase.SQLITE);
        server.house().tokens().keep(new Token(0, "administrator", Set.of(Token.Scope.ADMIN), null), ADMIN);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void tellsTheMistakesOfASetupFileThatOnlyTheDeskCanSee() {
        var answer = post("/api/v1/setup", """
                {"name":"desk.yaml","text":"rules:\\n  - { name: X, when: [ edited ], then: [ { callout: None } ] }"}""");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/errors/0/message")).contains("callout \"None\" is not known");
        assertThat(answer.json().at("/errors/0/line").intValue()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"name\":\"desk.yaml\"}"})
    void refusesABodyThatIsNotWhatIsNeeded(String body) {
        assertThat(post("/api/v1/setup", body).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {                  | body: not readable as JSON at line 1, column 2: it ends too early
                    {"text": 'a'}      | body: not readable as JSON at line 1, column 10: something does not belong there
                    []                 | body: it is not the JSON that is needed here
                    """)
    void saysWhatIsWrongWithABodyInItsOwnWords(String body, String told) {
        assertThat(post("/api/v1/setup", body).text("/detail")).isEqualTo(told);
    }

    @Test
    void saysWhatADryRunMayBe() {
        var answer = post("/api/v1/setup?dry-run=maybe", "{\"text\":\"desk: {}\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/detail")).isEqualTo("dry-run: \"maybe\" is neither true nor false");
    }

    @Test
    void keepsWhoCancelledADelivery() {
        server.apply("""
                callouts:
                  - { name: Close, url: "https://icinga.acme.example/close" }
                rules:
                  - { name: One, when: [ created ], then: [ { callout: Close } ] }
                  - { name: Two, when: [ created ], then: [ { callout: Close } ] }
                """);
        server.ticket("{\"title\":\"disk full\",\"companyID\":0}");
        var second = get("/api/v1/deliveries?state=waiting").text("/items/0/id");

        var answer = post("/api/v1/deliveries/" + second + "/cancel", "");

        assertThat(answer.text("/state")).isEqualTo("cancelled");
        assertThat(answer.text("/error")).isEqualTo("cancelled by administrator");
    }

    @Test
    void replaysAnEndedDeliveryOnce() {
        server.apply("""
                callouts:
                  - { name: Close, url: "https://icinga.acme.example/close" }
                rules:
                  - { name: One, when: [ created ], then: [ { callout: Close } ] }
                  - { name: Two, when: [ created ], then: [ { callout: Close } ] }
                """);
        server.ticket("{\"title\":\"disk full\",\"companyID\":0}");
        var path =
                "/api/v1/deliveries/" + get("/api/v1/deliveries?state=waiting").text("/items/0/id");

        assertThat(post(path + "/replay", "").status()).as("it is open").isEqualTo(409);
        post(path + "/cancel", "");
        var answer = post(path + "/replay", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/callout")).isEqualTo("Close");
        assertThat(path).doesNotEndWith(answer.text("/id"));
        assertThat(post(path + "/replay", "").status()).as("a second time").isEqualTo(409);
        assertThat(post("/api/v1/deliveries/none/replay", "").status()).isEqualTo(404);
    }

    @Test
    void thePracticeReceiverIsNotThereUnlessItIsOn() {
        for (var answer :
                List.of(get("/api/v1/practice/close"), put("/api/v1/practice/close", "{\"answers\":[\"200\"]}"))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text("/detail"))
                    .isEqualTo(
                            "the practice receiver is off; an administrator switches it on in the settings, or a start with --practice");
        }
    }

    @Test
    void namesWhatThePracticeReceiverCannotAnswer() {
        try (var practising = ApiServer.practising(TestDatabase.SQLITE)) {
            practising.house().tokens().keep(new Token(0, "administrator", Set.of(Token.Scope.ADMIN), null), ADMIN);

            var answer = practising.send(put(practising, "{\"answers\":[\"teapot\"]}"));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text("/detail")).startsWith("answer \"teapot\"");
            assertThat(practising.send(put(practising, "{}")).status()).isEqualTo(400);
        }
    }

    private static ApiServer.Answer post(String path, String body) {
        return server.send(
                request(path).method("POST", BodyPublishers.ofString(body)).build());
    }

    private static ApiServer.Answer put(String path, String body) {
        return server.send(
                request(path).method("PUT", BodyPublishers.ofString(body)).build());
    }

    private static HttpRequest put(ApiServer practising, String body) {
        return practising
                .request("/api/v1/practice/close")
                .header("Authorization", "Bearer " + ADMIN)
                .PUT(BodyPublishers.ofString(body))
                .build();
    }

    private static ApiServer.Answer get(String path) {
        return server.send(request(path).build());
    }

    private static HttpRequest.Builder request(String path) {
        return server.request(path).header("Authorization", "Bearer " + ADMIN);
    }
}
