package dev.roundtrip.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.outbound.Answer.Answered;
import dev.roundtrip.outbound.Answer.Kind;
import dev.roundtrip.outbound.Answer.Unanswered;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.Received;
import dev.roundtrip.testing.Reply;
import dev.roundtrip.testing.TestCa;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboundTlsTest {
    private static final String HOST = "hook.acme.example";
    private static final TestCa CA = TestCa.named("Acme CA");
    private static final TestCa ANOTHER = TestCa.named("Another CA");
    private static final TlsProfile TRUSTING = TlsProfile.trusting(CA.pem());

    private final OutboundClient client = new OutboundClient(
            AddressPolicy.parse("127.0.0.1/32"),
            _ -> List.of(InetAddress.getLoopbackAddress()),
            WirePool.Limits.DEFAULT);

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aPrivateCaIsTrustedAndTheNameIsChecked() throws Exception {
        try (var endpoint = FakeEndpoint.startTls(CA.issues(HOST))) {
            var answer = answered(endpoint, HOST, TRUSTING);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.timing().dns()).isPositive();
            assertThat(answer.timing().connect()).isPositive();
            assertThat(answer.timing().tls()).isPositive();
            assertThat(endpoint.requests().getFirst().header("Host")).contains(HOST + ":" + endpoint.port());
        }
    }

    @Test
    void tellsUntilWhenTheCertificateHoldsThatWasShownLast() throws Exception {
        var identity = CA.issues(HOST);
        try (var endpoint = FakeEndpoint.startTls(identity);
                var untrusted = FakeEndpoint.startTls(ANOTHER.issues(HOST));
                var plain = FakeEndpoint.start()) {
            answered(endpoint, HOST, TRUSTING);
            unanswered(untrusted, HOST, TRUSTING);
            answered(plain, HOST, TlsProfile.SYSTEM);

            assertThat(client.certificateEnds())
                    .containsExactly(Map.entry(
                            HOST + ":" + endpoint.port(),
                            identity.certificate().getNotAfter().toInstant()));
        }
    }

    @Test
    void oneOfSeveralCasIsEnough() throws Exception {
        try (var endpoint = FakeEndpoint.startTls(CA.issues("127.0.0.1"))) {
            var both = TlsProfile.trusting("# ours\n" + ANOTHER.pem() + "\n" + CA.pem());

            assertThat(answered(endpoint, "127.0.0.1", both).status()).isEqualTo(200);
        }
    }

    @Test
    void aCertificateOfItsOwnMakingIsTrustedIfItIsNamed() throws Exception {
        var identity = CA.issues(HOST);
        try (var endpoint = FakeEndpoint.startTls(identity)) {
            assertThat(answered(endpoint, HOST, TlsProfile.trusting(identity.certificatePem()))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void anotherCaIsNotTrusted() throws Exception {
        try (var endpoint = FakeEndpoint.startTls(CA.issues(HOST))) {
            var bySystem = unanswered(endpoint, HOST, TlsProfile.SYSTEM);
            var byAnother = unanswered(endpoint, HOST, TlsProfile.trusting(ANOTHER.pem()));

            assertThat(bySystem.kind()).isEqualTo(Kind.TLS);
            assertThat(bySystem.message())
                    .isEqualTo(
                            "the certificate of 127.0.0.1:" + endpoint.port()
                                    + " (hook.acme.example) is not trusted: it was issued by CN=Acme CA (add the CA under tls.ca)");
            assertThat(byAnother.message()).endsWith("issued by CN=Acme CA (the CA under tls.ca is another one)");
            assertThat(endpoint.requests()).isEmpty();
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        try (var endpoint = FakeEndpoint.startTls(CA.issues("other.acme.example", "10.0.0.5"))) {
            var answer = unanswered(endpoint, HOST, TRUSTING);
            var byAddress = unanswered(endpoint, "127.0.0.1", TRUSTING);

            assertThat(answer.kind()).isEqualTo(Kind.TLS);
            assertThat(answer.message()).endsWith("is for other.acme.example, 10.0.0.5, not for hook.acme.example");
            assertThat(byAddress.message()).endsWith("not for 127.0.0.1");
            assertThat(endpoint.requests()).isEmpty();
        }
    }

    @Test
    void anExpiredCertificateIsRefusedEvenWhereItIsItselfTrusted() throws Exception {
        var expired = CA.issuesExpired(HOST);
        try (var endpoint = FakeEndpoint.startTls(expired)) {
            var answer = unanswered(endpoint, HOST, TRUSTING);
            var pinned = unanswered(endpoint, HOST, TlsProfile.trusting(expired.certificatePem()));

            assertThat(answer.kind()).isEqualTo(Kind.TLS);
            assertThat(answer.message()).matches(".* expired on \\d{4}-\\d\\d-\\d\\d");
            assertThat(pinned.message()).isEqualTo(answer.message());
            assertThat(endpoint.requests()).isEmpty();
        }
    }

    @Test
    void aConnectionOfOneProfileIsNotUsedByAnother() throws Exception {
        try (var endpoint = FakeEndpoint.startTls(CA.issues(HOST))) {
            send(endpoint, HOST, TRUSTING);
            send(endpoint, HOST, TlsProfile.trusting(CA.pem()));
            var stranger = send(endpoint, HOST, TlsProfile.trusting(ANOTHER.pem()));

            assertThat(endpoint.requests()).extracting(Received::connection).containsExactly(1, 1);
            assertThat(stranger).isInstanceOf(Unanswered.class);
        }
    }

    @Test
    void aClientCertificateIsShownWhereOneIsSet() throws Exception {
        try (var endpoint = FakeEndpoint.startTls(CA.issues(HOST), ANOTHER)) {
            var known = answered(endpoint, HOST, showing(ANOTHER.issues("roundtrip")));

            assertThat(known.status()).isEqualTo(200);
            assertThat(endpoint.requests()).extracting(Received::client).containsExactly("CN=roundtrip");
        }
    }

    @Test
    void whoAsksForACertificateAndGetsNoneIsNamedSo() throws Exception {
        try (var endpoint = FakeEndpoint.startTls(CA.issues(HOST), ANOTHER)) {
            for (int i = 0; i < 10; i++) {
                var anonymous = unanswered(endpoint, HOST, TRUSTING);

                // Whether the server's alert or the reset behind it is read first is not in our hands.
                assertThat(anonymous.kind()).isIn(Kind.TLS, Kind.RESET);
                assertThat(anonymous.message())
                        .contains("(hook.acme.example) asks for a client certificate")
                        .endsWith("; set tls.certificate and tls.key");
            }
            assertThat(endpoint.requests()).isEmpty();
        }
    }

    @Test
    void whoDoesNotTakeTheCertificateIsNamedSo() throws Exception {
        try (var endpoint = FakeEndpoint.startTls(CA.issues(HOST), ANOTHER)) {
            for (var stranger : List.of(CA.issues("roundtrip"), ANOTHER.issuesExpired("roundtrip"))) {
                var refused = unanswered(endpoint, HOST, showing(stranger));

                assertThat(refused.kind()).isIn(Kind.TLS, Kind.RESET);
                assertThat(refused.message()).contains("does not take our tls.certificate");
            }
            assertThat(endpoint.requests()).isEmpty();
        }
    }

    @Test
    void whoHangsUpWithoutHavingAskedIsNotSaidToHaveAsked() throws Exception {
        try (var endpoint = FakeEndpoint.startTls(CA.issues(HOST))) {
            endpoint.answers(Reply.reset());

            assertThat(unanswered(endpoint, HOST, TRUSTING).message()).doesNotContain("certificate");
        }
    }

    /** By connection, by session, and where the sessions of the server are shared by all. */
    @Test
    void oneIdentityNeverGoesOutAsAnother() throws Exception {
        try (var endpoint = FakeEndpoint.startTls(CA.issues(HOST), ANOTHER)) {
            var one = showing(ANOTHER.issues("one"));
            var two = showing(ANOTHER.issues("two"));

            for (var profile : List.of(one, two, one, two)) {
                answered(endpoint, HOST, profile);
            }
            assertThat(endpoint.connections()).isEqualTo(2);
            endpoint.closeConnections();
            endpoint.awaitAllClosed();
            for (var profile : List.of(two, one)) {
                answered(endpoint, HOST, profile);
            }
            var anonymous = send(endpoint, HOST, TRUSTING);

            assertThat(anonymous).isInstanceOf(Unanswered.class);
            assertThat(endpoint.requests())
                    .extracting(Received::client)
                    .containsExactly("CN=one", "CN=two", "CN=one", "CN=two", "CN=two", "CN=one");
            assertThat(endpoint.requests()).extracting(Received::connection).containsExactly(1, 2, 1, 2, 3, 4);
        }
    }

    private static TlsProfile showing(TestCa.Identity own) {
        return new TlsProfile(CA.pem(), own.certificatePem(), own.keyPem());
    }

    @Test
    void whoDoesNotSpeakTlsIsNamed() throws Exception {
        try (var plain = FakeEndpoint.start()) {
            var answer = (Unanswered) client.send(request("https://127.0.0.1:" + plain.port() + "/", TRUSTING));

            assertThat(answer.kind()).isEqualTo(Kind.TLS);
            assertThat(answer.message())
                    .isEqualTo("127.0.0.1:" + plain.port() + " does not speak TLS; is the URL to begin with http:// ?");
        }
    }

    @Test
    void whatCannotBeReadIsRefusedWhenItIsSet() {
        var own = CA.issues("roundtrip");

        assertThatThrownBy(() -> TlsProfile.trusting("no PEM")).hasMessageStartingWith("tls.ca holds no certificate");
        assertThatThrownBy(() -> TlsProfile.trusting(own.keyPem()))
                .hasMessage(
                        "tls.ca holds a PRIVATE KEY; only certificates belong there, and a private key under tls.key");
        assertThatThrownBy(() -> TlsProfile.trusting(
                        CA.pem() + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))
                .hasMessageStartingWith("tls.ca cannot be read: certificate 2");
        assertThatThrownBy(() -> new TlsProfile(null, own.certificatePem(), null))
                .hasMessage("tls.key is missing; without its private key tls.certificate cannot be shown");
        assertThatThrownBy(() -> new TlsProfile(null, null, own.keyPem()))
                .hasMessage("tls.certificate is missing; tls.key belongs to one");
        assertThatThrownBy(() -> new TlsProfile(null, own.certificatePem() + own.keyPem(), own.keyPem()))
                .hasMessage(
                        "tls.certificate holds a PRIVATE KEY; only certificates belong there, and a private key under tls.key");
        assertThat(new TlsProfile(CA.pem(), own.certificatePem(), own.keyPem()).toString())
                .doesNotContain("KEY");
    }

    private Answered answered(FakeEndpoint endpoint, String host, TlsProfile tls) throws InterruptedException {
        var answer = send(endpoint, host, tls);
        assertThat(answer).isInstanceOf(Answered.class);
        return (Answered) answer;
    }

    private Unanswered unanswered(FakeEndpoint endpoint, String host, TlsProfile tls) throws InterruptedException {
        var answer = send(endpoint, host, tls);
        assertThat(answer).isInstanceOf(Unanswered.class);
        return (Unanswered) answer;
    }

    private Answer send(FakeEndpoint endpoint, String host, TlsProfile tls) throws InterruptedException {
        return client.send(request(endpoint.url(host, "/"), tls));
    }

    private static OutboundRequest request(String url, TlsProfile tls) {
        return new OutboundRequest(
                "POST", OutboundUrl.parse(url), List.of(), Bytes.utf8("x"), "text/plain", Duration.ofSeconds(10), tls);
    }
}
