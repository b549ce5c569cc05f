package dev.roundtrip.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.outbound.Answer.Answered;
import dev.roundtrip.outbound.Answer.Kind;
import dev.roundtrip.outbound.Answer.Unanswered;
import dev.roundtrip.testing.DeadAddresses;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.FakeProxy;
import dev.roundtrip.testing.Received;
import dev.roundtrip.testing.Reply;
import dev.roundtrip.testing.TestCa;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that go through a forward proxy, on real sockets. Only the proxy knows the way to *.acme.example. */
class ThroughAProxyTest {
    private static final TestCa CA = TestCa.named("Acme CA");
    private static final String HOST = "hook.acme.example";
    private static final TlsProfile TRUSTING = TlsProfile.trusting(CA.pem());
    private static final Resolver NAMES = host -> switch (host) {
        case "proxy.lan" -> List.of(InetAddress.getLoopbackAddress());
        case "shut.acme.example" -> List.of(InetAddress.ofLiteral("10.0.0.5"));
        case "known.acme.example" -> List.of(InetAddress.ofLiteral("203.0.113.7"));
        case "localhost" -> List.of(InetAddress.getLoopbackAddress());
        default -> throw new UnknownHostException(host);
    };

    private final FakeEndpoint plain = FakeEndpoint.start();
    private final FakeEndpoint secure = FakeEndpoint.startTls(CA.issues(HOST));
    private final FakeProxy toPlain = FakeProxy.before(plain);
    private final FakeProxy toSecure = FakeProxy.before(secure);
    private final DeadAddresses dead = new DeadAddresses();

    @AfterEach
    void close() {
        toPlain.close();
        toSecure.close();
        plain.close();
        secure.close();
        dead.close();
    }

    @Test
    void httpGoesInTheAbsoluteFormByteForByte() throws Exception {
        try (var client = client(toPlain.setting("desk:p%40ss@"), "")) {
            var answer = (Answered) client.send(request("POST", "http://" + HOST + "/close?a=b", "x"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.address()).isEqualTo(toPlain.address());
            assertThat(plain.requests().getFirst().raw())
                    .isEqualTo("POST http://" + HOST + "/close?a=b HTTP/1.1\r\n"
                            + "Host: " + HOST + "\r\n"
                            + "X-Key: k\r\n"
                            + "Content-Type: text/plain\r\n"
                            + "Proxy-Authorization: Basic ZGVzazpwQHNz\r\n" // desk:p@ss
                            + "Content-Length: 1\r\n"
                            + "\r\n"
                            + "x");
        }
    }

    @Test
    void httpsGoesThroughATunnelWithTheNameCheckedAndTheProxySeesNothingOfIt() throws Exception {
        try (var client = client(toSecure.setting("desk:p%40ss@"), "")) {
            var answer = (Answered) client.send(request("POST", "https://" + HOST + "/close", "x"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.timing().connect()).isPositive();
            assertThat(answer.timing().tls()).isPositive();
            assertThat(toSecure.heads())
                    .containsExactly("CONNECT " + HOST + ":443 HTTP/1.1\r\n"
                            + "Host: " + HOST + ":443\r\n"
                            + "Proxy-Authorization: Basic ZGVzazpwQHNz\r\n"
                            + "\r\n");
            assertThat(secure.requests()).singleElement().satisfies(request -> {
                assertThat(request.requestLine()).isEqualTo("POST /close HTTP/1.1");
                assertThat(request.header("Proxy-Authorization")).isEmpty();
                assertThat(request.header("Host")).contains(HOST);
            });
        }
    }

    @Test
    void aProxyThatPretendsToBeTheTargetIsFoundOut() throws Exception {
        try (var other = FakeEndpoint.startTls(CA.issues("other.acme.example"));
                var liar = FakeProxy.before(other);
                var client = client(liar.setting(""), "")) {
            var answer = unanswered(client, "https://" + HOST + "/");

            assertThat(answer.kind()).isEqualTo(Kind.TLS);
            assertThat(answer.message())
                    .isEqualTo(
                            "the certificate of hook.acme.example:443 (through the proxy 127.0.0.1:%d) is for other.acme.example, not for hook.acme.example",
                            liar.port());
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void aClientsCertificateIsShownFromEndToEnd() throws Exception {
        var clients = TestCa.named("Clients");
        var me = clients.issues("roundtrip.acme.example");
        try (var strict = FakeEndpoint.startTls(CA.issues(HOST), clients);
                var proxy = FakeProxy.before(strict);
                var client = client(proxy.setting(""), "")) {
            var profile = new TlsProfile(CA.pem(), me.certificatePem(), me.keyPem());

            client.send(request("GET", "https://" + HOST + "/", null, Duration.ofSeconds(10), profile));

            assertThat(strict.requests()).extracting(Received::client).containsExactly("CN=roundtrip.acme.example");
        }
    }

    @Test
    void connectionsAreKeptForTheSameTargetAndProfileOnly() throws Exception {
        try (var client = client(toSecure.setting(""), "")) {
            for (int i = 0; i < 2; i++) {
                client.send(request("GET", "https://" + HOST + "/", null));
                client.send(request("GET", "https://" + HOST + ":8443/", null));
            }
            client.send(request(
                    "GET",
                    "https://" + HOST + "/",
                    null,
                    Duration.ofSeconds(10),
                    TlsProfile.trusting(CA.pem() + "\n")));

            assertThat(secure.requests()).extracting(Received::connection).containsExactly(1, 2, 1, 2, 3);
            assertThat(toSecure.heads()).hasSize(3);
        }
        try (var client = client(toPlain.setting(""), "")) {
            for (var host : List.of("a", "b", "a", "b")) {
                client.send(request("GET", "http://" + host + ".acme.example/", null));
            }

            assertThat(plain.requests()).extracting(Received::connection).containsExactly(1, 2, 1, 2);
        }
    }

    @Test
    void aProxyThatAsksWhoCallsIsToldAsSuchAndNeverAsTheTargetsAnswer() throws Exception {
        toPlain.answers("HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 6\r\n\r\ns3cr3t");
        var where = "the proxy 127.0.0.1:%d ".formatted(toPlain.port());
        for (var url : List.of("https://" + HOST + "/", "http://" + HOST + "/")) {
            try (var nobody = client(toPlain.setting(""), "");
                    var somebody = client(toPlain.setting("desk:s3cr3t@"), "")) {
                var unknown = unanswered(nobody, url);
                var known = unanswered(somebody, url);

                assertThat(unknown.kind()).isEqualTo(Kind.PROXY);
                assertThat(unknown.message())
                        .isEqualTo(where + "asks for a user and a password (407); put them into --outbound-proxy");
                assertThat(known.message())
                        .isEqualTo(where + "does not accept the user and password of --outbound-proxy (407)");
                assertThat(known.address()).isEqualTo(toPlain.address());
            }
        }
    }

    @Test
    void what407SaysInsideATunnelIsTheTargetsAnswer() throws Exception {
        secure.answers(407);
        try (var client = client(toSecure.setting(""), "")) {
            assertThat(((Answered) client.send(request("GET", "https://" + HOST + "/", null))).status())
                    .isEqualTo(407);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 502, 503, 302, 504})
    void aWayThatIsRefusedIsTheProxysFailure(int status) throws Exception {
        toSecure.answers("HTTP/1.1 %d s3cr3t\r\nContent-Length: 6\r\n\r\ns3cr3t".formatted(status));
        try (var client = client(toSecure.setting(""), "")) {
            var answer = unanswered(client, "https://" + HOST + "/");

            assertThat(answer.kind()).isEqualTo(Kind.PROXY);
            assertThat(answer.message())
                    .isEqualTo(
                            "the proxy 127.0.0.1:%d opens no way to hook.acme.example:443: it answers %d",
                            toSecure.port(), status);
            assertThat(secure.connections()).isZero();
        }
    }

    @Test
    void aProxyThatSpeaksNoHttpOrHangsUpIsNamed() throws Exception {
        try (var client = client(toSecure.setting(""), "")) {
            toSecure.answers("SSH-2.0-secret\r\n\r\n\r\n");
            var garbage = unanswered(client, "https://" + HOST + "/");
            toSecure.answers("HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000));
            var giant = unanswered(client, "https://" + HOST + "/");
            toSecure.answers("HTTP/1.1 2");
            var half = unanswered(client, "https://" + HOST + "/");

            assertThat(garbage.message())
                    .isEqualTo("what the proxy 127.0.0.1:%d answers is not valid HTTP/1.1", toSecure.port());
            assertThat(giant.message()).contains("is too long; at most 16,384 bytes are read");
            assertThat(half.message())
                    .isEqualTo("the proxy 127.0.0.1:%d closed the connection without an answer", toSecure.port());
            assertThat(half.kind()).isEqualTo(Kind.RESET);
        }
    }

    @Test
    void aDeadProxyIsNamed() throws Exception {
        int port = dead.refusing();
        try (var client = client("http://proxy.lan:" + port, "")) {
            var answer = unanswered(client, "https://" + HOST + "/");

            assertThat(answer.kind()).isEqualTo(Kind.CONNECT);
            assertThat(answer.message()).isEqualTo("connection refused by the proxy 127.0.0.1:%d (proxy.lan)", port);
        }
        try (var client = client("http://gone.lan:3128", "")) {
            assertThat(unanswered(client, "https://" + HOST + "/").message())
                    .startsWith("the proxy cannot be used: the name gone.lan could not be resolved");
        }
    }

    @Test
    void aProxyThatDripsOrStaysMuteIsCutOffByTheDeadline() throws Exception {
        toSecure.drips();
        try (var mute = FakeEndpoint.startMute();
                var dripping = client(toSecure.setting(""), "");
                var silent = client("http://127.0.0.1:" + mute.port(), "")) {
            var soon = Duration.ofMillis(300);
            var drips =
                    (Unanswered) dripping.send(request("GET", "https://" + HOST + "/", null, soon, TlsProfile.SYSTEM));
            var waits = (Unanswered) silent.send(request("GET", "http://" + HOST + "/", null, soon, TlsProfile.SYSTEM));

            assertThat(drips.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(drips.message())
                    .isEqualTo(
                            "no answer within 300 ms: connected to the proxy 127.0.0.1:%d, waiting for a way to hook.acme.example:443",
                            toSecure.port());
            assertThat(drips.timing().total()).isBetween(soon, soon.plusSeconds(3));
            assertThat(waits.message())
                    .isEqualTo(
                            "no answer within 300 ms: connected to hook.acme.example:80 (through the proxy 127.0.0.1:%d), waiting for headers",
                            mute.port());
        }
    }

    @Test
    void whatIsKnownToBeShutIsNotCalledThroughAProxyEither() throws Exception {
        try (var client = client(toPlain.setting(""), "")) {
            for (var url : List.of("http://shut.acme.example/", "http://10.0.0.5/", "http://169.254.169.254/")) {
                assertThat(unanswered(client, url).kind()).isEqualTo(Kind.REFUSED_ADDRESS);
            }
            assertThat(unanswered(client, "http://shut.acme.example/").message())
                    .isEqualTo(
                            "address 10.0.0.5 (of shut.acme.example) is private; to allow it: --outbound-allow 10.0.0.5/32:80");
            assertThat(toPlain.heads()).isEmpty();
        }
    }

    @Test
    void theProxysOwnNameIsJudgedToo() throws Exception {
        var proxy =
                OutboundProxy.parse("http://proxy.lan:" + toPlain.port(), "").orElseThrow();
        try (var client = new OutboundClient(AddressPolicy.parse(""), proxy, NAMES)) {
            assertThat(unanswered(client, "http://" + HOST + "/").message())
                    .isEqualTo(
                            "the proxy cannot be used: address 127.0.0.1 (of proxy.lan) is loopback; to allow it: --outbound-allow 127.0.0.1/32:%d",
                            toPlain.port());
            assertThat(toPlain.heads()).isEmpty();
        }
    }

    @Test
    void aNameThatIsKnownHereIsJudgedAndGoesToTheProxyAsAName() throws Exception {
        try (var client = client(toPlain.setting(""), "")) {
            client.send(request("GET", "http://known.acme.example/", null));

            assertThat(plain.requests().getFirst().target()).isEqualTo("http://known.acme.example/");
        }
    }

    @Test
    void aNameServerThatStaysMuteDoesNotKeepACallFromTheProxy() throws Exception {
        var never = new CountDownLatch(1);
        Resolver mute = host -> {
            if (host.equals(HOST)) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new UnknownHostException("closed");
                }
            }
            return NAMES.resolve(host);
        };
        var proxy = OutboundProxy.parse(toPlain.setting(""), "").orElseThrow();
        try (var client = new OutboundClient(policy(), proxy, mute)) {
            var answer = (Answered)
                    client.send(request("GET", "http://" + HOST + "/", null, Duration.ofSeconds(4), TRUSTING));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.timing().dns()).isBetween(Duration.ofMillis(900), Duration.ofSeconds(3));
        }
    }

    @Test
    void exceptionsAndThisMachineAreCalledWithoutIt() throws Exception {
        Resolver here = host -> host.equals("gone.acme.example")
                ? NAMES.resolve(host)
                : List.of(InetAddress.ofLiteral(host.equals("icinga.lan") ? "127.0.0.1" : "127.0.0.2"));
        var proxy =
                OutboundProxy.parse(toPlain.setting(""), "gone.acme.example").orElseThrow();
        try (var client = new OutboundClient(policy(), proxy, here)) {
            var named = client.send(request("GET", plain.url("icinga.lan", "/a"), null));
            var literal = client.send(request("GET", plain.url("/b"), null));

            assertThat(((Answered) named).address()).isEqualTo(plain.address());
            assertThat(((Answered) literal).address()).isEqualTo(plain.address());
            assertThat(plain.requests()).extracting(Received::target).containsExactly("/a", "/b");
            assertThat(unanswered(client, "http://gone.acme.example/").kind()).isEqualTo(Kind.DNS);
            assertThat(toPlain.heads()).isEmpty();
        }
    }

    @Test
    void theDesksOwnPracticeReceiverIsCalledWithoutIt() throws Exception {
        var policy = AddressPolicy.parse("127.0.0.1/32:" + toPlain.port(), () -> Optional.of(plain.address()));
        var proxy = OutboundProxy.parse(toPlain.setting(""), "").orElseThrow();
        try (var client = new OutboundClient(policy, proxy, NAMES)) {
            client.send(request("GET", plain.url("localhost", "/practice/x"), null));

            assertThat(plain.requests()).extracting(Received::target).containsExactly("/practice/x");
            assertThat(toPlain.heads()).isEmpty();
        }
    }

    @Test
    void otherAnswersOverPlainHttpCountAsTheTargets() throws Exception {
        plain.answers(Reply.status(502));
        try (var client = client(toPlain.setting(""), "")) {
            assertThat(((Answered) client.send(request("GET", "http://" + HOST + "/", null))).status())
                    .isEqualTo(502);
        }
    }

    private static AddressPolicy policy() {
        return AddressPolicy.parse("127.0.0.0/8,203.0.113.7/32");
    }

    private static OutboundClient client(String proxy, String noProxy) {
        return new OutboundClient(policy(), OutboundProxy.parse(proxy, noProxy).orElseThrow(), NAMES);
    }

    private static Unanswered unanswered(OutboundClient client, String url) throws InterruptedException {
        return (Unanswered) client.send(request("GET", url, null));
    }

    private static OutboundRequest request(String method, String url, @Nullable String body) {
        return request(method, url, body, Duration.ofSeconds(10), TRUSTING);
    }

    private static OutboundRequest request(
            String method, String url, @Nullable String body, Duration timeout, TlsProfile tls) {
        return new OutboundRequest(
                method,
                OutboundUrl.parse(url),
                List.of(new OutboundRequest.Header("X-Key", "k")),
                body == null ? null : Bytes.utf8(body),
                "text/plain",
                timeout,
                tls);
    }
}
