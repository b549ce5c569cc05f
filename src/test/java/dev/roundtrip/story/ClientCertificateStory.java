package dev.roundtrip.story;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.delivery.Attempt;
import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.Received;
import dev.roundtrip.testing.Reply;
import dev.roundtrip.testing.TestCa;
import dev.roundtrip.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A far end that hears only whom it knows by a certificate. */
@OnBothDatabases
class ClientCertificateStory {
    private static final TestCa SERVERS = TestCa.named("Servers");
    private static final TestCa CLIENTS = TestCa.named("Clients");
    private static final TestCa.Identity OWN = CLIENTS.issues("roundtrip");
    private static final TestCa.Identity NEXT = CLIENTS.issues("roundtrip 2");

    private final DeskUnderTest desk;

    ClientCertificateStory(TestDatabase database) {
        desk = DeskUnderTest.on(database);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private void calling(FakeEndpoint endpoint, String tls, TestCa.Identity own) {
        desk.apply(
                """
                callouts: [ { name: Known, url: "%s", retry: { every: 60s, times: 5 }, tls: { ca: ca.pem%s } } ]
                rules: [ { name: Created, when: [ created ], then: [ { callout: Known } ] } ]
                """.formatted(endpoint.url("/hook"), tls),
                Map.of(
                        "file:ca.pem", SERVERS.pem(),
                        "file:client.pem", own.certificatePem(),
                        "file:client.key", own.keyPem()));
    }

    private List<Attempt> tried(Delivery delivery) {
        desk.pass(ofSeconds(60));
        desk.runDue();
        return desk.attempts(delivery);
    }

    @Test
    void isCalledWithTheCertificateThatIsSetAtTheAttempt() {
        try (var endpoint = FakeEndpoint.startTls(SERVERS.issues("127.0.0.1"), CLIENTS)) {
            endpoint.answers(503, 200);
            calling(endpoint, "", OWN);
            desk.ticket("disk full");
            desk.runDue();
            var delivery = desk.deliveries().getFirst();

            calling(endpoint, ", certificate: client.pem, key: client.key", OWN);
            tried(delivery);
            calling(endpoint, ", certificate: client.pem, key: client.key", NEXT);
            var attempts = tried(delivery);

            assertThat(attempts).hasSize(3);
            assertThat(attempts.getFirst().error())
                    .contains("asks for a client certificate")
                    .endsWith("; set tls.certificate and tls.key");
            assertThat(attempts.getLast().error()).isNull();
            assertThat(endpoint.requests())
                    .extracting(Received::client)
                    .containsExactly("CN=roundtrip", "CN=roundtrip 2");
        }
    }

    @Test
    void whoIsLetInWithoutOneAndTurnedAwayHearsWhy() {
        try (var endpoint = FakeEndpoint.startTlsThatOnlyAsks(SERVERS.issues("127.0.0.1"), CLIENTS)) {
            endpoint.answers(Reply.status(400).body("No required SSL certificate was sent"));
            calling(endpoint, "", OWN);
            desk.ticket("disk full");
            desk.runDue();
            var delivery = desk.deliveries().getFirst();

            calling(endpoint, ", certificate: client.pem, key: client.key", OWN);
            var attempts = tried(delivery);

            assertThat(attempts.getFirst().error())
                    .endsWith("; it asked for a client certificate and got none: set tls.certificate and tls.key");
            assertThat(attempts.getLast().error()).isNotNull().doesNotContain("certificate");
        }
    }

    @Test
    void aKeyThatDoesNotOpenAnyMoreIsToldAtEachAttempt() {
        try (var endpoint = FakeEndpoint.startTls(SERVERS.issues("127.0.0.1"), CLIENTS)) {
            calling(endpoint, ", certificate: client.pem, key: client.key", OWN);
            desk.house()
                    .store()
                    .write(() -> desk.house()
                            .store()
                            .jdbc()
                            .sql("update callout set secrets = '{\"tls.key\":\"AAAA\"}'")
                            .update());
            desk.house().store().write(() -> {
                desk.house().store().revision().bump();
                return null;
            });

            desk.ticket("disk full");
            desk.runDue();

            assertThat(desk.attempts(desk.deliveries().getFirst()).getFirst().error())
                    .isEqualTo(
                            "could not be sent: tls.key is missing; without its private key tls.certificate cannot be shown");
            assertThat(endpoint.requests()).isEmpty();
        }
    }
}
