package dev.roundtrip.callout;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.outbound.AddressPolicy;
import dev.roundtrip.outbound.Deadline;
import dev.roundtrip.outbound.OutboundClient;
import dev.roundtrip.outbound.TlsProfile;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.Reply;
import dev.roundtrip.testing.SystemThreads;
import dev.roundtrip.testing.TestCa;
import dev.roundtrip.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Access tokens: fetched when needed, shared, forgotten in time. */
class AccessTokensTest {
    private static final Duration LONG = ofSeconds(30);

    private final FakeEndpoint endpoint = FakeEndpoint.start();
    private final OutboundClient client = new OutboundClient(AddressPolicy.parse("127.0.0.0/8"));
    private final TestClock clock = TestClock.atNoon();
    private final AccessTokens tokens = new AccessTokens(clock, client, "Roundtrip/1");
    private final AtomicInteger given = new AtomicInteger();

    @AfterEach
    void close() {
        client.close();
        endpoint.close();
    }

    @Test
    void areAskedForAsTheStandardSays() throws Exception {
        endpoint.answers(gives("'expires_in':3600"));

        var way = new Authentication.OAuth2(endpoint.url("/token?tenant=a"), "rt:ä b", "close all+");
        value(account(way, "p%w:d ü", TlsProfile.SYSTEM));

        assertThat(endpoint.requests().getFirst().raw())
                .isEqualTo("POST /token?tenant=a HTTP/1.1\r\n"
                        + "Host: 127.0.0.1:" + endpoint.port() + "\r\n"
                        + "User-Agent: Roundtrip/1\r\n"
                        + "Accept: application/json\r\n"
                        // rt%3A%C3%A4+b:p%25w%3Ad+%C3%BC
                        + "Authorization: Basic cnQlM0ElQzMlQTQrYjpwJTI1dyUzQWQrJUMzJUJD\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\n"
                        + "Content-Length: 48\r\n"
                        + "\r\n"
                        + "grant_type=client_credentials&scope=close+all%2B");
    }

    @Test
    void areUsedUntilShortlyBeforeTheirEnd() throws Exception {
        endpoint.answers(gives("'expires_in':3600"));

        assertThat(value(account())).isEqualTo("token-1");
        clock.pass(ofSeconds(3569));
        assertThat(value(account())).isEqualTo("token-1");
        clock.pass(ofSeconds(1));
        assertThat(value(account())).isEqualTo("token-2");
        assertThat(endpoint.requests()).hasSize(2);
    }

    @Test
    void ofAShortLifeKeepATenthOfItInReserve() throws Exception {
        endpoint.answers(gives("'expires_in':10"));

        assertThat(value(account())).isEqualTo("token-1");
        clock.pass(ofMillis(8999));
        assertThat(value(account())).isEqualTo("token-1");
        clock.pass(ofMillis(1));
        assertThat(value(account())).isEqualTo("token-2");
    }

    @Test
    void withoutAnEndAreUsedUntilTheyAreRefused() throws Exception {
        endpoint.answers(gives("'scope':'close'"));
        var first = token(account());
        clock.pass(Duration.ofDays(400));

        assertThat(value(account())).isEqualTo("token-1");
        assertThat(((Grant.Token) tokens.grant(account(), first, Deadline.within(LONG)))
                        .token()
                        .value())
                .isEqualTo("token-2");
        // Whoever comes late with the old one gets the new one, and fetches none.
        assertThat(((Grant.Token) tokens.grant(account(), first, Deadline.within(LONG)))
                        .token()
                        .value())
                .isEqualTo("token-2");
        assertThat(endpoint.requests()).hasSize(2);
    }

    @Test
    void areNotUsedForAChangedCalloutOrSecret() throws Exception {
        endpoint.answers(gives("'expires_in':3600"));
        var way = new Authentication.OAuth2(endpoint.url("/token"), "roundtrip", null);
        var scoped = new Authentication.OAuth2(endpoint.url("/token"), "roundtrip", "close");
        var named = AccessTokens.Account.of(
                callout(way, LONG), way, Secrets.none().withAuth("s3cr3t").withNamed("key", "k"), TlsProfile.SYSTEM);

        assertThat(value(account(way, "s3cr3t", TlsProfile.SYSTEM))).isEqualTo("token-1");
        assertThat(value(account(way, "another", TlsProfile.SYSTEM))).isEqualTo("token-2");
        assertThat(value(account(scoped, "another", TlsProfile.SYSTEM))).isEqualTo("token-3");
        assertThat(value(named)).isEqualTo("token-4");
        assertThat(value(account(way, "s3cr3t", TlsProfile.SYSTEM))).isEqualTo("token-5");
        assertThat(value(account(way, "s3cr3t", TlsProfile.SYSTEM))).isEqualTo("token-5");
    }

    @Test
    void areFetchedOnceHoweverManyWaitAndNoThreadOfTheSystemIsHeld() throws Exception {
        endpoint.answers(gives("'expires_in':3600").held());

        var calls = startMany(200, account());
        endpoint.awaitRequests(1);
        until(() -> tokens.waiting() == 199 ? 1 : 0);
        var held = SystemThreads.within(AccessTokens.class.getPackage());
        endpoint.release();

        for (var call : calls) {
            assertThat(((Grant.Token) call.get(10, TimeUnit.SECONDS)).token().value())
                    .isEqualTo("token-1");
        }
        assertThat(endpoint.requests()).hasSize(1);
        assertThat(held).isLessThan(20);
    }

    @Test
    void thatAreRefusedFailAllThatWaitWithOneFetch() throws Exception {
        endpoint.answers(
                Reply.status(400).json("{\"error\":\"invalid_client\"}").held());

        var calls = startMany(20, account());
        endpoint.awaitRequests(1);
        until(() -> tokens.waiting() == 19 ? 1 : 0);
        endpoint.release();

        for (var call : calls) {
            assertThat(((Grant.None) call.get(10, TimeUnit.SECONDS)).words())
                    .isEqualTo("no access token from %s: answered 400: invalid_client", endpoint.url("/token"));
        }
        assertThat(endpoint.requests()).hasSize(1);
        // A failure is not kept: the next one asks.
        endpoint.answers(gives("'expires_in':3600"));
        assertThat(value(account())).isEqualTo("token-1");
    }

    @Test
    void areWaitedForWithinOnesOwnDeadlineOnly() throws Exception {
        endpoint.answers(gives("'expires_in':3600").held());
        var fetching = start(() -> tokens.grant(account(), null, Deadline.within(LONG)));
        endpoint.awaitRequests(1);

        var waiting = tokens.grant(account(), null, Deadline.within(ofMillis(100)));
        endpoint.release();

        assertThat(((Grant.None) waiting).words())
                .isEqualTo(
                        "no access token from %s: no answer within 100 ms, for which another call was waiting",
                        endpoint.url("/token"));
        assertThat(((Grant.Token) fetching.get(10, TimeUnit.SECONDS)).token().value())
                .isEqualTo("token-1");
    }

    @Test
    void areFetchedByTheNextWhenTheOneThatFetchesRunsOutOfTime() throws Exception {
        endpoint.answers(Reply.silence(), gives("'expires_in':3600"));
        var hasty = start(() -> tokens.grant(account(), null, Deadline.within(ofMillis(200))));
        endpoint.awaitRequests(1);

        var patient = tokens.grant(account(), null, Deadline.within(LONG));

        assertThat(((Grant.Token) patient).token().value()).isEqualTo("token-1");
        assertThat(((Grant.None) hasty.get(10, TimeUnit.SECONDS)).words())
                .isEqualTo(
                        "no access token from %s: no answer within 200 ms: connected to 127.0.0.1:%d, waiting for headers",
                        endpoint.url("/token"), endpoint.port());
    }

    @Test
    void areFetchedByTheNextWhenTheOneThatFetchesIsInterrupted() throws Exception {
        endpoint.answers(Reply.silence(), gives("'expires_in':3600"));
        var ended = new CompletableFuture<Throwable>();
        var ending = Thread.ofVirtual().start(() -> {
            try {
                tokens.grant(account(), null, Deadline.within(LONG));
            } catch (InterruptedException e) {
                ended.complete(e);
            }
        });
        endpoint.awaitRequests(1);
        var next = start(() -> tokens.grant(account(), null, Deadline.within(LONG)));
        until(tokens::waiting);

        ending.interrupt();

        assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(((Grant.Token) next.get(10, TimeUnit.SECONDS)).token().value())
                .isEqualTo("token-1");
    }

    @Test
    void comeOverTlsThatTheCalloutsOwnCaVouchesFor() throws Exception {
        var ca = TestCa.named("Acme CA");
        try (var secure = FakeEndpoint.startTls(ca.issues("127.0.0.1")).answers(gives("'expires_in':3600"))) {
            var way = new Authentication.OAuth2(secure.url("/token"), "roundtrip", null);

            assertThat(value(account(way, "s3cr3t", TlsProfile.trusting(ca.pem()))))
                    .isEqualTo("token-1");
            assertThat(((Grant.None) tokens.grant(
                                    account(way, "s3cr3t", TlsProfile.SYSTEM), null, Deadline.within(LONG)))
                            .words())
                    .contains("is not trusted: it was issued by CN=Acme CA");
        }
    }

    @Test
    void fromAShutAddressAreNotAskedFor() throws Exception {
        try (var guarded = new OutboundClient(AddressPolicy.parse(""))) {
            var none = (Grant.None)
                    new AccessTokens(clock, guarded, "Roundtrip/1").grant(account(), null, Deadline.within(LONG));

            assertThat(none.words())
                    .isEqualTo(
                            "no access token from %s: address 127.0.0.1 is loopback; to allow it: --outbound-allow 127.0.0.1/32:%d",
                            endpoint.url("/token"), endpoint.port());
            assertThat(endpoint.connections()).isZero();
        }
    }

    @Test
    void aBodyWithoutAnEndIsNoToken() throws Exception {
        endpoint.answers(Reply.endlessBody());

        assertThat(((Grant.None) tokens.grant(account(), null, Deadline.within(LONG))).words())
                .endsWith(": answered 200 with more than a token: the answer is too long to be read");
    }

    /** Each time another token. */
    private Reply gives(String more) {
        return Reply.to(request -> Reply.status(200)
                .json("{'access_token':'token-%d','token_type':'Bearer',%s}"
                        .formatted(given.incrementAndGet(), more)
                        .replace('\'', '"')));
    }

    private AccessTokens.Account account() {
        return account(
                new Authentication.OAuth2(endpoint.url("/token"), "roundtrip", null), "s3cr3t", TlsProfile.SYSTEM);
    }

    private static AccessTokens.Account account(Authentication.OAuth2 way, String secret, TlsProfile tls) {
        return AccessTokens.Account.of(callout(way, LONG), way, Secrets.none().withAuth(secret), tls);
    }

    private static Callout callout(Authentication.OAuth2 way, Duration timeout) {
        var plain = Callout.to("Close", "https://icinga.acme.example/close");
        return new Callout(
                7,
                plain.name(),
                true,
                plain.url(),
                plain.method(),
                plain.format(),
                null,
                null,
                plain.headers(),
                way,
                null,
                plain.success(),
                plain.retry(),
                null,
                false,
                timeout,
                8,
                plain.afterCrash(),
                null,
                null,
                0,
                plain.secretNames(),
                plain.telling());
    }

    private AccessToken token(AccessTokens.Account account) throws InterruptedException {
        return ((Grant.Token) tokens.grant(account, null, Deadline.within(LONG))).token();
    }

    private String value(AccessTokens.Account account) throws InterruptedException {
        return token(account).value();
    }

    private List<CompletableFuture<Grant>> startMany(int count, AccessTokens.Account account) {
        var calls = new ArrayList<CompletableFuture<Grant>>();
        for (int i = 0; i < count; i++) {
            calls.add(start(() -> tokens.grant(account, null, Deadline.within(LONG))));
        }
        return calls;
    }

    private static CompletableFuture<Grant> start(Callable<Grant> call) {
        var result = new CompletableFuture<Grant>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(call.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** Waits until it is more than 0; what waits on a future leaves no other sign. */
    private static void until(IntSupplier sign) {
        var deadline = Deadline.within(ofSeconds(10));
        while (sign.getAsInt() == 0) {
            if (deadline.hasPassed()) {
                throw new AssertionError("waited 10 s in vain");
            }
            Thread.onSpinWait();
        }
    }
}
