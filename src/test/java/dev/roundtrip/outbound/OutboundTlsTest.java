package dev.roundtrip.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.outbound.Answer.Answered;
import dev.roundtrip.outbound.Answer.Kind;
import dev.roundtrip.outbound.Answer.Unanswered;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.Received;
import dev.roundtrip.testing.TestCa;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
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
            var own = ANOTHER.issues("roundtrip");

            var anonymous = unanswered(endpoint, HOST, TRUSTING);
            var known = send(endpoint, HOST, new TlsProfile(CA.pem(), own.certificatePem(), own.keyPem()));

            // Whether the server's alert or the reset behind it is read first is not in our hands.
            assertThat(anonymous.kind()).isIn(Kind.TLS, Kind.RESET);
            assertThat(anonymous.message())
                    .contains("asks for a client certificate")
                    .contains("tls.key");
            assertThat(((Answered) known).status()).isEqualTo(200);
            assertThat(endpoint.requests()).extracting(Received::client).containsExactly("CN=roundtrip");
        }
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
                .hasMessage("tls.ca holds a PRIVATE KEY; only certificates belong there");
        assertThatThrownBy(() -> TlsProfile.trusting(
                        CA.pem() + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))
                .hasMessageStartingWith("certificate 2 of tls.ca cannot be read");
        assertThatThrownBy(() -> new TlsProfile(null, own.certificatePem(), null))
                .hasMessageContaining("belong together");
        assertThatThrownBy(() ->
                        new TlsProfile(null, own.certificatePem(), own.keyPem().replace("PRIVATE", "EC PRIVATE")))
                .hasMessageContaining("openssl pkcs8 -topk8");
        assertThatThrownBy(() -> new TlsProfile(
                        null, own.certificatePem(), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"))
                .hasMessage("tls.key cannot be read as a EC key, which tls.certificate asks for")
                .hasNoCause();
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
