package dev.roundtrip.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.outbound.Answer.Answered;
import dev.roundtrip.outbound.Answer.Kind;
import dev.roundtrip.outbound.Answer.Unanswered;
import dev.roundtrip.outbound.OutboundRequest.Header;
import dev.roundtrip.testing.DeadAddresses;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.Received;
import dev.roundtrip.testing.Reply;
import dev.roundtrip.testing.SystemThreads;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundClientTest {
    private static final AddressPolicy LOOPBACK = AddressPolicy.parse("127.0.0.0/8");
    private static final Duration SOON = Duration.ofMillis(300);

    private final FakeEndpoint endpoint = FakeEndpoint.start();
    private final DeadAddresses dead = new DeadAddresses();
    private final OutboundClient client = new OutboundClient(LOOPBACK);

    @AfterEach
    void close() {
        client.close();
        endpoint.close();
        dead.close();
    }

    @Nested
    class OnTheWire {
        @Test
        void aRequestIsPlainHttp11ByteForByte() throws Exception {
            var request = new OutboundRequest(
                    "POST",
                    OutboundUrl.parse(endpoint.url("/v1/close?host=a%20b&x=%C3%A4")),
                    List.of(
                            new Header("User-Agent", "Roundtrip/1"),
                            new Header("X-Key", "a\tb"),
                            new Header("x-key", "%C3%A4")),
                    Bytes.utf8("{\"id\":1,\"ü\":\"\"}"),
                    "application/json",
                    Duration.ofSeconds(10),
                    TlsProfile.SYSTEM);

            client.send(request);

            assertThat(endpoint.awaitRequests(1).getFirst().raw())
                    .isEqualTo("POST /v1/close?host=a%20b&x=%C3%A4 HTTP/1.1\r\n"
                            + "Host: 127.0.0.1:" + endpoint.port() + "\r\n"
                            + "User-Agent: Roundtrip/1\r\n"
                            + "X-Key: a\tb\r\n"
                            + "x-key: %C3%A4\r\n"
                            + "Content-Type: application/json\r\n"
                            + "Content-Length: 16\r\n"
                            + "\r\n"
                            + "{\"id\":1,\"Ã¼\":\"\"}");
        }

        @ParameterizedTest
        @CsvSource({"GET,false", "DELETE,false", "POST,true", "PUT,true", "PATCH,true"})
        void aMethodThatUsuallyHasABodySaysThatThereIsNone(String method, boolean says) throws Exception {
            client.send(request(method, "/", null));

            var received = endpoint.awaitRequests(1).getFirst();
            assertThat(received.method()).isEqualTo(method);
            assertThat(received.header("Content-Length")).isEqualTo(says ? Optional.of("0") : Optional.empty());
            assertThat(received.header("Content-Type")).isEmpty();
        }

        @Test
        void aLargeBodyArrivesWholeAndNotInChunks() throws Exception {
            var body = "0123456789".repeat(300_000);

            client.send(request("POST", "/", body));

            var received = endpoint.awaitRequests(1).getFirst();
            assertThat(received.bodyText()).isEqualTo(body);
            assertThat(received.header("Content-Length")).contains("3000000");
            assertThat(received.headerNames())
                    .doesNotContain(
                            "Transfer-Encoding",
                            "Upgrade",
                            "HTTP2-Settings",
                            "Connection",
                            "Expect",
                            "Accept-Encoding");
        }

        @Test
        void aContentTypeAmongTheHeadersTakesThePlace() throws Exception {
            var request = new OutboundRequest(
                    "POST",
                    OutboundUrl.parse(endpoint.url("/")),
                    List.of(new Header("content-type", "text/x-mine")),
                    Bytes.utf8("x"),
                    "text/plain",
                    Duration.ofSeconds(10),
                    TlsProfile.SYSTEM);

            client.send(request);

            assertThat(endpoint.awaitRequests(1).getFirst().headers())
                    .contains(Map.entry("content-type", "text/x-mine"))
                    .doesNotContain(Map.entry("Content-Type", "text/plain"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\rb", "a\u0000b", "a\u007fb", "ä", "\uD83D\uDCA9"})
        void aHeaderValueThatIsNotEscapedIsNotSent(String value) throws Exception {
            var answer = unanswered(request("GET", "/", null, new Header("X-Key", value)));

            assertThat(answer.kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(answer.message())
                    .startsWith("not sent: the value of the header X-Key holds")
                    .doesNotContain("Evil");
            assertThat(endpoint.connections()).isZero();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "Host | cannot be set",
                    "content-length | cannot be set",
                    "Transfer-Encoding | cannot be set",
                    "Upgrade | cannot be set",
                    "Connection | cannot be set",
                    "Expect | cannot be set",
                    "X Key | not valid",
                    "X-Key: | not valid",
                    "Ä | not valid",
                    "'' | not valid"
                })
        void aHeaderThatWouldMisleadIsNotSent(String name, String why) throws Exception {
            var answer = unanswered(request("GET", "/", null, new Header(name, "x")));

            assertThat(answer.kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(answer.message()).contains(why);
            assertThat(endpoint.connections()).isZero();
        }
    }

    @Nested
    class Answers {
        @Test
        void areHandedOverWhole() throws Exception {
            endpoint.answers(Reply.status(409)
                    .header("Retry-After", "120")
                    .header("X-A", "1")
                    .header("x-a", "2")
                    .body("bütte"));

            var answer = answered(request("GET", "/", null));

            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.header("retry-after")).contains("120");
            assertThat(answer.headers()).extracting(Header::name).containsSubsequence("X-A", "x-a");
            assertThat(answer.text()).isEqualTo("bütte");
            assertThat(answer.cut()).isFalse();
            assertThat(answer.address()).isEqualTo(endpoint.address());
            assertThat(answer.timing().dns()).isNull();
            assertThat(answer.timing().tls()).isNull();
            assertThat(answer.timing().connect()).isPositive();
            assertThat(answer.timing().firstByte())
                    .isPositive()
                    .isLessThanOrEqualTo(answer.timing().total());
        }

        @ParameterizedTest
        @ValueSource(ints = {301, 302, 303, 307, 308})
        void redirectsAreNotFollowed(int code) throws Exception {
            try (var elsewhere = FakeEndpoint.start()) {
                endpoint.answers(Reply.redirect(code, elsewhere.url("/")));

                assertThat(answered(request("POST", "/", "x")).status()).isEqualTo(code);
                assertThat(elsewhere.connections()).isZero();
            }
        }

        @Test
        void inChunksUntilTheEndOrWithNothingInThemAreRead() throws Exception {
            endpoint.answers(
                    Reply.status(200).body("in chunks").inChunks(),
                    Reply.status(204),
                    Reply.status(304),
                    Reply.raw("HTTP/1.0 200\r\n\r\nuntil the end"));

            assertThat(answered(request("GET", "/", null)).text()).isEqualTo("in chunks");
            assertThat(answered(request("GET", "/", null)).text()).isEmpty();
            assertThat(answered(request("GET", "/", null)).text()).isEmpty();
            assertThat(answered(request("GET", "/", null)).text()).isEqualTo("until the end");
        }

        @Test
        void interimOnesArePassedOver() throws Exception {
            endpoint.answers(
                    Reply.raw(
                            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nA: b\r\n\r\nHTTP/1.1 201 Made\r\nContent-Length: 2\r\n\r\nok"));

            assertThat(answered(request("GET", "/", null)).status()).isEqualTo(201);
        }

        @Test
        void cookiesAreNotKeptAndNothingIsUnpacked() throws Exception {
            endpoint.answers(Reply.status(200)
                    .header("Set-Cookie", "a=b")
                    .header("Content-Encoding", "gzip")
                    .body("not really"));

            var answer = answered(request("GET", "/", null));
            client.send(request("GET", "/", null));

            assertThat(answer.text()).isEqualTo("not really");
            assertThat(endpoint.awaitRequests(2).getLast().header("Cookie")).isEmpty();
        }

        @Test
        void ofExactlyTheCapAreWholeAndOfOneMoreAreCut() throws Exception {
            endpoint.answers(
                    Reply.status(200).body("x".repeat(OutboundClient.BODY_CAP)),
                    Reply.status(200).body("x".repeat(OutboundClient.BODY_CAP + 1)));

            var whole = answered(request("GET", "/", null));
            var cut = answered(request("GET", "/", null));

            assertThat(whole.cut()).isFalse();
            assertThat(whole.body().length()).isEqualTo(OutboundClient.BODY_CAP);
            assertThat(cut.cut()).isTrue();
            assertThat(cut.body().length()).isEqualTo(OutboundClient.BODY_CAP);
        }

        @Test
        void withoutAnEndAreCutAtTheCapAndTheConnectionIsGone() throws Exception {
            endpoint.answers(Reply.endlessBody(), Reply.status(200));

            var answer = answered(request("GET", "/", null));
            client.send(request("GET", "/", null));

            assertThat(answer.cut()).isTrue();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(endpoint.connections()).isEqualTo(2);
        }
    }

    @Nested
    class Deadlines {
        @Test
        void cutOffAConnectThatHangs() throws Exception {
            int port = dead.hanging();

            var answer = late("http://127.0.0.1:" + port + "/");

            assertThat(answer.message()).isEqualTo("no answer within 300 ms: still connecting to 127.0.0.1:" + port);
            assertThat(answer.timing().connect()).isNull();
        }

        @Test
        void cutOffATlsThatStaysMute() throws Exception {
            try (var mute = FakeEndpoint.startMute()) {
                var answer = late("https://127.0.0.1:" + mute.port() + "/");

                assertThat(answer.message())
                        .isEqualTo("no answer within 300 ms: connected to 127.0.0.1:" + mute.port()
                                + ", amid the TLS handshake");
            }
        }

        @Test
        void cutOffAnAnswerThatNeverBegins() throws Exception {
            endpoint.answers(Reply.silence());

            var answer = late(endpoint.url("/"));

            assertThat(answer.message())
                    .isEqualTo("no answer within 300 ms: connected to 127.0.0.1:" + endpoint.port()
                            + ", waiting for headers");
            assertThat(answer.timing().firstByte()).isNull();
            assertThat(answer.address()).isEqualTo(endpoint.address());
        }

        @Test
        void cutOffHeadersThatDrip() throws Exception {
            endpoint.answers(Reply.drippingHeaders(Duration.ofMillis(20)));

            assertThat(late(endpoint.url("/")).message()).endsWith("waiting for headers");
        }

        @Test
        void cutOffABodyThatDrips() throws Exception {
            endpoint.answers(Reply.dripping(Duration.ofMillis(20)));

            var answer = late(endpoint.url("/"));

            assertThat(answer.message())
                    .matches("no answer within 300 ms: status 200 from 127.0.0.1:" + endpoint.port()
                            + ", its body still coming \\(\\d+ bytes so far\\)");
            assertThat(answer.timing().firstByte()).isPositive();
        }

        @Test
        void cutOffARequestThatNobodyReads() throws Exception {
            try (var mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
                var request =
                        request("POST", "http://127.0.0.1:" + mute.getLocalPort() + "/", "x".repeat(20_000_000), SOON);

                assertThat(unanswered(request).message()).endsWith("still sending the request");
            }
        }

        @Test
        void cutOffALookUpThatNobodyAnswersAndTheNextCallJoinsIt() throws Exception {
            var asked = new AtomicInteger();
            var never = new CountDownLatch(1);
            Resolver slow = _ -> {
                asked.incrementAndGet();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new UnknownHostException("closed");
                }
                return List.of();
            };
            try (var resolving = new OutboundClient(LOOPBACK, slow, WirePool.Limits.DEFAULT)) {
                var request = request("GET", "http://slow.acme.example/", null, SOON);

                var first = assertLate(resolving.send(request));
                var second = assertLate(resolving.send(request));

                assertThat(first.message())
                        .isEqualTo("no answer within 300 ms: still looking up the name slow.acme.example");
                assertThat(second.kind()).isEqualTo(Kind.TIMEOUT);
                assertThat(asked).hasValue(1);
            }
        }

        @Test
        void holdNoThreadOfTheSystemHoweverManyWait() throws Exception {
            endpoint.answers(Reply.silence());

            var calls = new ArrayList<CompletableFuture<Answer>>();
            for (int i = 0; i < 200; i++) {
                calls.add(onVirtualThread(request("GET", endpoint.url("/"), null, Duration.ofSeconds(60))));
            }
            endpoint.awaitRequests(200);
            var held = SystemThreads.within(OutboundClient.class.getPackage());
            endpoint.close();

            for (var call : calls) {
                assertThat(((Unanswered) call.get(10, TimeUnit.SECONDS)).kind()).isEqualTo(Kind.RESET);
            }
            // The tests themselves are in this package, each on a thread of its own; so are the client's alarms.
            assertThat(held).isLessThan(20);
        }

        private Unanswered late(String url) throws InterruptedException {
            return assertLate(client.send(request("GET", url, null, SOON)));
        }

        private Unanswered assertLate(Answer answer) {
            var late = (Unanswered) answer;
            assertThat(late.kind()).isEqualTo(Kind.TIMEOUT);
            // 2 to 6 ms late on an idle machine; the rest is room for a busy one.
            assertThat(late.timing().total()).isBetween(SOON, SOON.plusSeconds(3));
            return late;
        }
    }

    @Nested
    class Failures {
        @Test
        void nobodyListens() throws Exception {
            int port = dead.refusing();

            var answer = unanswered(request("GET", "http://127.0.0.1:" + port + "/?key=s3cr3t", null, SOON));

            assertThat(answer.kind()).isEqualTo(Kind.CONNECT);
            assertThat(answer.message()).isEqualTo("connection refused by 127.0.0.1:" + port);
            assertThat(answer.address()).isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }

        @ParameterizedTest
        @CsvSource({"false,without an answer", "true,without an answer"})
        void theConnectionIsReset(boolean read, String how) throws Exception {
            endpoint.answers(read ? Reply.reset() : Reply.resetUnread());

            var answer = unanswered(request("POST", "/", "x"));

            assertThat(answer.kind()).isEqualTo(Kind.RESET);
            assertThat(answer.message()).isEqualTo("127.0.0.1:" + endpoint.port() + " reset the connection " + how);
        }

        @Test
        void theFarEndHangsUp() throws Exception {
            endpoint.answers(Reply.hangUp());

            var answer = unanswered(request("POST", "/", "x"));

            assertThat(answer.kind()).isEqualTo(Kind.RESET);
            assertThat(answer.message())
                    .isEqualTo("127.0.0.1:" + endpoint.port() + " closed the connection without an answer");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/1.1 2",
                    "HTTP/1.1 200",
                    "HTTP/1.1 200 OK\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Le",
                    "HTTP/1.1 200 OK\r\nA: b\r\n"
                })
        void halfAHeadIsNoAnswer(String half) throws Exception {
            endpoint.answers(Reply.raw(half));

            assertThat(unanswered(request("POST", "/", "x")).kind()).isEqualTo(Kind.RESET);
        }

        @Test
        void halfABodyIsNoAnswer() throws Exception {
            endpoint.answers(Reply.status(200).body("half").claiming(10));

            var answer = unanswered(request("POST", "/", "x"));

            assertThat(answer.kind()).isEqualTo(Kind.RESET);
            assertThat(answer.message())
                    .isEqualTo("status 200 from 127.0.0.1:" + endpoint.port()
                            + ", which then closed the connection before the end of the body (after 4 bytes)");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nsecret",
                    "\u0000\u0001secret\n\n",
                    "SSH-2.0-secret\r\n",
                    "HTTP/2.0 200 secret\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nsecret without a colon\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: secret\r\n\r\n",
                    "HTTP/1.1 two hundred secret\r\n\r\n"
                })
        void whatIsNotHttpIsSaidWithoutRepeatingIt(String bytes) throws Exception {
            endpoint.answers(Reply.raw(bytes));

            var answer = unanswered(request("POST", "/", "x"));

            assertThat(answer.kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(answer.message()).contains("not valid HTTP").doesNotContain("secret");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/1.1 0 x\r\n\r\n",
                    "HTTP/1.1 000 x\r\n\r\n",
                    "HTTP/1.1 -1 x\r\n\r\n",
                    "HTTP/1.1 99 x\r\n\r\n",
                    "HTTP/1.1 99999999999 x\r\n\r\n",
                    "HTTP/9999999999.1 200 x\r\n\r\n",
                    "HTTP/1.1\r\n\r\n",
                    "HTTP/0.9 200 x\r\n\r\n",
                    "HTTP/1.1 200 x\r\n: no name\r\n\r\n",
                    "HTTP/1.1 200 x\r\n folded at once\r\n\r\n",
                    "HTTP/1.1 200 x\r\nContent-Length: -1\r\n\r\nx",
                    "HTTP/1.1 200 x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
                    "HTTP/1.1 200 x\r\nContent-Length: 99999999999999999999\r\n\r\nx",
                    "HTTP/1.1 200 x\r\nContent-Length: 9223372036854775807\r\n\r\nx",
                    "HTTP/1.1 200 x\r\nContent-Length: many\r\n\r\nx",
                    "HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx",
                    "HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nx",
                    "HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n1;ext=y\r\nx\r\n0\r\nA: b\r\n\r\n",
                    "HTTP/1.1 200 x\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
                    "HTTP/1.1 200 x\r\nConnection: ,,,\r\nContent-Type: ;charset=\"\r\n\r\nx",
                    "HTTP/1.1 101 x\r\nUpgrade: h2c\r\n\r\nx",
                    "HTTP/1.1 200 x\r\nSet-Cookie: \u00ff\u0000\u0001\r\n\r\n\u0000",
                    "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n",
                    "ICY 200 OK\r\n\r\n"
                })
        void whateverComesItIsAValueAndNoException(String bytes) throws Exception {
            endpoint.answers(Reply.raw(bytes));

            var answer = client.send(request("GET", "/", null));

            assertThat(answer.timing().total()).isLessThan(Duration.ofSeconds(5));
            if (answer instanceof Answered answered) {
                assertThat(answered.text()).hasSizeLessThan(10);
            }
        }

        @Test
        void headersWithoutAnEndAreGivenUp() throws Exception {
            endpoint.answers(Reply.endlessHeaders(), Reply.raw("HTTP/1.1 200 OK\r\nA: " + "x".repeat(70_000)));

            var many = unanswered(request("GET", "/", null));
            var longOne = unanswered(request("GET", "/", null));

            assertThat(many.kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(many.message()).contains("too long; at most 200 headers");
            assertThat(longOne.message()).isEqualTo(many.message());
        }

        @Test
        void interimAnswersWithoutAnEndAreGivenUp() throws Exception {
            endpoint.answers(Reply.raw("HTTP/1.1 102 Processing\r\n\r\n".repeat(50)));

            var answer = unanswered(request("GET", "/", null));

            assertThat(answer.kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(answer.message()).contains("interim");
        }

        @Test
        void aClosedClientSaysSo() {
            client.close();

            assertThatThrownBy(() -> client.send(request("GET", "/", null))).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void anInterruptedCallIsNoAnswerAtAll() throws Exception {
            endpoint.answers(Reply.silence());
            var thrown = new CompletableFuture<Throwable>();
            var caller = Thread.ofVirtual().start(() -> {
                try {
                    client.send(request("GET", "/", null));
                } catch (InterruptedException e) {
                    thrown.complete(e);
                }
            });
            endpoint.awaitRequests(1);

            caller.interrupt();

            assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        }
    }

    @Nested
    class Guarding {
        @Test
        void theVettedAddressIsTheOneDialled() throws Exception {
            var answers = new ArrayList<>(List.of(List.of(at("127.0.0.1")), List.of(at("169.254.169.254"))));
            try (var rebound = resolvingWith(_ -> answers.removeFirst())) {
                var request = request("GET", endpoint.url("hook.acme.example", "/a"), null, Duration.ofSeconds(10));

                var first = rebound.send(request);
                var second = rebound.send(request); // although the connection of the first was kept

                assertThat(((Answered) first).address()).isEqualTo(endpoint.address());
                assertThat(endpoint.requests())
                        .extracting(r -> r.header("Host"))
                        .containsExactly(Optional.of("hook.acme.example:" + endpoint.port()));
                assertThat(((Unanswered) second).kind()).isEqualTo(Kind.REFUSED_ADDRESS);
                assertThat(((Unanswered) second).message())
                        .startsWith("address 169.254.169.254 (of hook.acme.example) is");
                assertThat(((Unanswered) second).address()).isNull();
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"10.0.0.5", "::1", "fd00::1", "169.254.169.254", "0.0.0.0"})
        void oneBadAddressRefusesTheName(String bad) throws Exception {
            for (var addresses : List.of(List.of(at("127.0.0.1"), at(bad)), List.of(at(bad), at("127.0.0.1")))) {
                try (var mixed = resolvingWith(_ -> addresses)) {
                    var answer = mixed.send(
                            request("GET", endpoint.url("hook.acme.example", "/"), null, Duration.ofSeconds(10)));

                    assertThat(((Unanswered) answer).kind()).isEqualTo(Kind.REFUSED_ADDRESS);
                }
            }
            assertThat(endpoint.connections()).isZero();
        }

        @Test
        void aNameThatIsNotKnownIsCalledByNobody() throws Exception {
            for (Resolver broken : List.<Resolver>of(
                    host -> {
                        throw new UnknownHostException(host);
                    },
                    _ -> List.of(),
                    _ -> {
                        throw new IllegalStateException("resolver broken");
                    })) {
                try (var lost = resolvingWith(broken)) {
                    var answer = (Unanswered)
                            lost.send(request("GET", "http://nowhere.acme.example/", null, Duration.ofSeconds(10)));

                    assertThat(answer.kind()).isEqualTo(Kind.DNS);
                    assertThat(answer.message()).startsWith("the name nowhere.acme.example could not be resolved");
                    assertThat(answer.timing().dns()).isPositive();
                }
            }
        }

        @Test
        void theNextVettedAddressIsTriedWhereNobodyListens() throws Exception {
            try (var two = resolvingWith(_ -> List.of(at("127.0.0.2"), at("127.0.0.1")))) {
                var answer =
                        two.send(request("POST", endpoint.url("hook.acme.example", "/"), "x", Duration.ofSeconds(10)));

                assertThat(((Answered) answer).address()).isEqualTo(endpoint.address());
            }
        }

        @Test
        void allAddressesThatFailedAreNamed() throws Exception {
            int port = dead.refusing();
            try (var two = resolvingWith(_ -> List.of(at("127.0.0.1"), at("127.0.0.2"), at("127.0.0.1")))) {
                var answer = (Unanswered) two.send(
                        request("GET", "http://hook.acme.example:" + port + "/", null, Duration.ofSeconds(10)));

                assertThat(answer.kind()).isEqualTo(Kind.CONNECT);
                assertThat(answer.message())
                        .isEqualTo("connection refused by 127.0.0.1:" + port + " (hook.acme.example);"
                                + " connection refused by 127.0.0.2:" + port + " (hook.acme.example)");
            }
        }

        @Test
        void anAddressThatHangsLeavesTimeForTheNext() throws Exception {
            int port = dead.hanging();
            try (var two = resolvingWith(_ -> List.of(at("127.0.0.1"), at("127.0.0.2")))) {
                var answer =
                        (Unanswered) two.send(request("GET", "http://hook.acme.example:" + port + "/", null, SOON));

                assertThat(answer.message())
                        .contains("nothing answers at 127.0.0.1:" + port)
                        .contains("refused by 127.0.0.2:" + port);
            }
        }

        @Test
        void theDesksOwnPracticeReceiverNeedsNoOpening() throws Exception {
            var policy = AddressPolicy.parse("", () -> Optional.of(endpoint.address()));
            Resolver nobody = host -> {
                throw new UnknownHostException(host);
            };
            try (var closed = new OutboundClient(policy, nobody, WirePool.Limits.DEFAULT)) {
                var own = closed.send(
                        request("GET", endpoint.url("localhost", "/practice/x"), null, Duration.ofSeconds(10)));
                var other = closed.send(request("GET", endpoint.url("/api/v1"), null, Duration.ofSeconds(10)));

                assertThat(((Answered) own).status()).isEqualTo(200);
                assertThat(((Unanswered) other).kind()).isEqualTo(Kind.REFUSED_ADDRESS);
            }
        }

        @Test
        void aShutOneIsAnObjectionBeforeAnythingIsCalled() {
            Resolver names = host -> switch (host) {
                case "lan.acme.example" -> List.of(at("192.0.2.1"), at("10.0.0.5"));
                case "fine.acme.example" -> List.of(at("127.0.0.1"));
                default -> throw new UnknownHostException(host);
            };
            var asked = Stream.of("lan", "fine", "nobody").map(Guarding::target).toList();
            try (var resolving = resolvingWith(names)) {
                var objections = resolving.objections(asked, Duration.ofMinutes(1));

                assertThat(objections)
                        .containsOnly(
                                Map.entry(
                                        asked.getFirst(),
                                        "address 192.0.2.1 (of lan.acme.example) is reserved for documentation; to allow it: --outbound-allow 192.0.2.1/32:5665"));
            }
        }

        @Test
        void oneThatNobodyAnswersForIsNoObjectionAndIsNotWaitedForLongerThanAsked() {
            var never = new CountDownLatch(1);
            Resolver names = host -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new UnknownHostException("closed");
                }
                return List.of();
            };
            try (var resolving = resolvingWith(names)) {
                assertThat(resolving.objections(List.of(target("dead")), SOON)).isEmpty();
            }
        }

        private static OutboundUrl target(String name) {
            return OutboundUrl.parse("https://" + name + ".acme.example:5665/");
        }

        private OutboundClient resolvingWith(Resolver resolver) {
            return new OutboundClient(LOOPBACK, resolver, WirePool.Limits.DEFAULT);
        }
    }

    @Nested
    class KeptConnections {
        @Test
        void carryTheNextRequestToTheSamePlace() throws Exception {
            client.send(request("POST", "/a", "1"));
            var second = answered(request("POST", "/b", "2"));

            assertThat(endpoint.requests()).extracting(Received::connection).containsExactly(1, 1);
            assertThat(second.timing().connect()).isNull();
            assertThat(second.timing().firstByte()).isPositive();
        }

        @Test
        void areNotSharedBetweenNamesOfOneAddress() throws Exception {
            try (var named = new OutboundClient(LOOPBACK, _ -> List.of(at("127.0.0.1")), WirePool.Limits.DEFAULT)) {
                named.send(request("GET", endpoint.url("a.acme.example", "/"), null, Duration.ofSeconds(10)));
                named.send(request("GET", endpoint.url("b.acme.example", "/"), null, Duration.ofSeconds(10)));

                assertThat(endpoint.requests()).extracting(Received::connection).containsExactly(1, 2);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"close", "Keep-Alive, Close"})
        void endWhenTheAnswerSaysSo(String connection) throws Exception {
            endpoint.answers(Reply.status(200).header("Connection", connection));

            client.send(request("GET", "/", null));
            client.send(request("GET", "/", null));

            assertThat(endpoint.requests()).extracting(Received::connection).containsExactly(1, 2);
        }

        @ParameterizedTest
        @CsvSource({"0,300", "30,0"})
        void endWithTheirTime(int idle, int age) throws Exception {
            var limits = new WirePool.Limits(Duration.ofSeconds(idle), Duration.ofSeconds(age), 10, 10);
            try (var shortLived = new OutboundClient(LOOPBACK, Resolver.SYSTEM, limits)) {
                shortLived.send(request("GET", "/", null));
                shortLived.send(request("GET", "/", null));

                assertThat(endpoint.requests()).extracting(Received::connection).containsExactly(1, 2);
            }
        }

        @Test
        void thatTheFarEndClosedMeanwhileCostNobodyAnAttempt() throws Exception {
            endpoint.answers(Reply.status(200).closing(), Reply.status(201));
            client.send(request("POST", "/", "x"));
            endpoint.awaitAllClosed();

            var answer = answered(request("POST", "/", "x"));

            assertThat(answer.status()).isEqualTo(201);
            assertThat(endpoint.requests()).hasSize(2);
        }

        @Test
        void areNotKeptWhereTheFarEndClosesThemAtOnceWithoutSayingSo() throws Exception {
            endpoint.answers(Reply.status(200).closing(), Reply.status(200));
            client.send(request("POST", "/", "x"));
            endpoint.awaitAllClosed();

            for (int i = 0; i < 3; i++) {
                client.send(request("POST", "/", "x"));
            }

            assertThat(endpoint.requests()).extracting(Received::connection).containsExactly(1, 2, 3, 4);
        }

        @Test
        void thatBringWhatNobodyAskedForAreNotUsedAgain() throws Exception {
            endpoint.answers(Reply.status(200).body("ok and HTTP/1.1 500 more").claiming(2), Reply.status(204));

            var first = answered(request("POST", "/", "x"));
            var second = answered(request("POST", "/", "x"));

            assertThat(first.text()).isEqualTo("ok");
            assertThat(second.status()).isEqualTo(204);
            assertThat(endpoint.connections()).isEqualTo(2);
        }

        @Test
        void thatFailBeforeTheRequestIsOutAreReplacedAtOnce() throws Exception {
            endpoint.answers(Reply.status(200), Reply.resetUnread(), Reply.status(201));
            client.send(request("POST", "/", "x"));

            var answer = answered(request("POST", "/", "x".repeat(20_000_000)));

            assertThat(answer.status()).isEqualTo(201);
            assertThat(endpoint.requests()).hasSize(2); // the one cut off on the kept connection was none
            assertThat(endpoint.connections()).isEqualTo(2);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void thatFailAfterTheRequestIsOutAreReportedForItMayHaveBeenHeard(boolean reset) throws Exception {
            endpoint.answers(Reply.status(200), reset ? Reply.reset() : Reply.hangUp(), Reply.status(201));
            client.send(request("POST", "/", "x"));

            var answer = unanswered(request("POST", "/", "y"));

            assertThat(answer.kind()).isEqualTo(Kind.RESET);
            assertThat(endpoint.requests()).hasSize(2);
        }

        @Test
        void areClosedWhenTheirTimeIsOverAndWithTheClient() throws Exception {
            var limits = new WirePool.Limits(Duration.ofMillis(20), Duration.ofSeconds(30), 10, 10);
            var pool = new WirePool(limits);
            try (var channel = SocketChannel.open(endpoint.address())) {
                var target = new WirePool.Target(
                        "http", "127.0.0.1", endpoint.port(), endpoint.address(), null, TlsProfile.SYSTEM);
                pool.keep(target, new Wire(channel.socket(), null, false));
                assertThat(channel.isOpen()).isTrue();

                while (channel.isOpen()) { // at most those 20 ms
                    pool.sweep();
                }
            }

            client.send(request("GET", "/", null));
            client.close();

            endpoint.awaitAllClosed();
        }

        @Test
        void areNotMoreThanTheirLimits() throws Exception {
            var limits = new WirePool.Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), 1, 2);
            try (var pool = new WirePool(limits);
                    var first = SocketChannel.open(endpoint.address());
                    var second = SocketChannel.open(endpoint.address())) {
                var target = new WirePool.Target(
                        "http", "127.0.0.1", endpoint.port(), endpoint.address(), null, TlsProfile.SYSTEM);

                pool.keep(target, new Wire(first.socket(), null, false));
                pool.keep(target, new Wire(second.socket(), null, false));

                assertThat(first.isOpen()).isTrue();
                assertThat(second.isOpen()).isFalse();
            }
        }

        @Test
        void areAsManyAsCallsAtOnce() throws Exception {
            endpoint.answers(Reply.status(200).held());
            var calls = List.of(onVirtualThread(request("GET", "/", null)), onVirtualThread(request("GET", "/", null)));
            endpoint.awaitRequests(2);

            endpoint.release();

            for (var call : calls) {
                assertThat(((Answered) call.get(10, TimeUnit.SECONDS)).status()).isEqualTo(200);
            }
            assertThat(endpoint.connections()).isEqualTo(2);
        }
    }

    private CompletableFuture<Answer> onVirtualThread(OutboundRequest request) {
        var answer = new CompletableFuture<Answer>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(client.send(request));
            } catch (InterruptedException | RuntimeException e) {
                answer.completeExceptionally(new ExecutionException(e));
            }
        });
        return answer;
    }

    private Answered answered(OutboundRequest request) throws InterruptedException {
        var answer = client.send(request);
        assertThat(answer).isInstanceOf(Answered.class);
        return (Answered) answer;
    }

    private Unanswered unanswered(OutboundRequest request) throws InterruptedException {
        var answer = client.send(request);
        assertThat(answer).isInstanceOf(Unanswered.class);
        return (Unanswered) answer;
    }

    private OutboundRequest request(String method, String path, @Nullable String body, Header... headers) {
        return new OutboundRequest(
                method,
                OutboundUrl.parse(endpoint.url(path)),
                List.of(headers),
                body == null ? null : Bytes.utf8(body),
                "text/plain",
                Duration.ofSeconds(10),
                TlsProfile.SYSTEM);
    }

    private static OutboundRequest request(String method, String url, @Nullable String body, Duration timeout) {
        return new OutboundRequest(
                method,
                OutboundUrl.parse(url),
                List.of(),
                body == null ? null : Bytes.utf8(body),
                "text/plain",
                timeout,
                TlsProfile.SYSTEM);
    }

    private static InetAddress at(String address) {
        return InetAddress.ofLiteral(address);
    }
}
