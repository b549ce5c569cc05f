package dev.roundtrip.story;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.delivery.Attempt;
import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.testing.DeadAddresses;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.Received;
import dev.roundtrip.testing.Reply;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.web.PageClient;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A target that wants an access token, which somebody else gives out. */
@OnBothDatabases
class AccessTokenStory {
    private final DeskUnderTest desk;
    private final FakeEndpoint target = FakeEndpoint.start();
    private final FakeEndpoint login = FakeEndpoint.start();
    private final DeadAddresses nobody = new DeadAddresses();
    private final AtomicInteger given = new AtomicInteger();

    AccessTokenStory(TestDatabase database) {
        desk = DeskUnderTest.on(database);
    }

    @BeforeEach
    void setUp() {
        login.answers(token());
        apply("s3cr3t-4711", "");
    }

    @AfterEach
    void close() {
        desk.close();
        target.close();
        login.close();
        nobody.close();
    }

    @Test
    void oneTokenServesManyDeliveriesUntilItsTimeIsOver() {
        desk.ticket("one");
        desk.ticket("two");
        desk.runDue();
        desk.pass(ofHours(2));
        desk.ticket("three");
        desk.runDue();

        assertThat(target.requests())
                .extracting(AccessTokenStory::shown)
                .containsExactly("Bearer tok-1-s3cr3t", "Bearer tok-1-s3cr3t", "Bearer tok-2-s3cr3t");
        assertThat(login.requests()).hasSize(2);
        assertThat(desk.deliveries())
                .extracting(delivery -> delivery.state().word())
                .containsOnly("delivered");
    }

    @Test
    void aTokenThatIsNotTakenIsFetchedAnewWithinTheSameAttempt() throws IOException {
        desk.ticket("one");
        desk.runDue();
        target.answers(Reply.status(401), Reply.to(AccessTokenStory::echo));
        desk.ticket("two");
        desk.runDue();

        assertThat(target.requests())
                .extracting(AccessTokenStory::shown)
                .containsExactly("Bearer tok-1-s3cr3t", "Bearer tok-1-s3cr3t", "Bearer tok-2-s3cr3t");
        assertThat(target.requests())
                .extracting(request -> request.header("X-Roundtrip-Attempt"))
                .containsOnly(Optional.of("1"));
        var delivery = desk.deliveries().getFirst();
        assertThat(desk.attempts(delivery)).extracting(Attempt::status).containsExactly(200);
        var detail = detail(delivery, 0);
        assertThat(detail.path("earlier").toString())
                .isEqualTo(
                        "[{\"requestLine\":\"POST %s\",\"status\":401,\"millis\":%s},{\"requestLine\":\"POST %s\",\"status\":200,\"millis\":%s}]"
                                .formatted(
                                        target.url("/close"),
                                        detail.at("/earlier/0/millis"),
                                        login.url("/token"),
                                        detail.at("/earlier/1/millis")));
        assertThat(detail.path("headers").toString()).contains("\"Authorization: ••••••••\"");
        assertThat(detail.path("excerpt").stringValue()).isEqualTo("I got Bearer ••••••••");
        var technician = new PageClient(desk.url().toString());
        technician.signIn("tech", "Lantern-42-cellar");
        assertThat(technician.get("/deliveries/" + delivery.id()).body())
                .contains(
                        "Asked before that, in the same attempt",
                        "POST " + target.url("/close"),
                        "401 Unauthorized",
                        "POST " + login.url("/token"));
    }

    @Test
    void aSecondRefusalIsTheTargetsAnswer() throws IOException {
        apply("s3cr3t-4711", "never: '401'");
        target.answers(401);
        desk.ticket("one");
        desk.runDue();

        var delivery = desk.deliveries().getFirst();
        assertThat(delivery.state().word()).isEqualTo("given-up");
        assertThat(desk.attempts(delivery)).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).isEqualTo(401);
            assertThat(attempt.error()).isEqualTo("status 401");
            assertThat(attempt.address()).isEqualTo("127.0.0.1:" + target.port());
        });
        assertThat(target.requests()).hasSize(2);
        assertThat(login.requests()).hasSize(2);
        assertThat(detail(delivery, 0).path("earlier")).hasSize(3);
    }

    @Test
    void withoutATokenTheTargetIsNotAskedAndTheCalloutsOwnPolicyGoesOn() throws IOException {
        apply("s3cr3t-4711", "never: '400'");
        login.answers(
                Reply.status(400)
                        .json(
                                "{\"error\":\"invalid_client\",\"error_description\":\"roundtrip:s3cr3t-4711 is not known\"}"),
                token());
        desk.ticket("one");
        desk.runDue();

        var delivery = desk.deliveries().getFirst();
        assertThat(delivery.state().word()).isEqualTo("waiting");
        assertThat(desk.attempts(delivery)).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).isNull();
            assertThat(attempt.address()).isNull();
            assertThat(attempt.error())
                    .isEqualTo(
                            "no access token from %s: answered 400: invalid_client (roundtrip:•••••••• is not known)",
                            login.url("/token"));
        });
        var detail = detail(delivery, 0);
        assertThat(detail.path("requestLine").stringValue()).isEqualTo("POST " + login.url("/token"));
        assertThat(detail.path("headers").toString()).contains("\"Authorization: ••••••••\"");
        assertThat(detail.path("excerpt").stringValue()).contains("roundtrip:•••••••• is not known");
        assertThat(target.requests()).isEmpty();

        desk.pass(ofMinutes(1));
        desk.runDue();

        assertThat(desk.again(delivery).state().word()).isEqualTo("delivered");
        assertThat(target.requests().getFirst().header("X-Roundtrip-Attempt")).contains("2");
    }

    @Test
    void whatShouldHaveBeenATokenIsNotKeptWhateverItIs() throws IOException {
        login.answers(Reply.status(200).body("access_token=tok-9-s3cr3t&token_type=bearer"));
        desk.ticket("one");
        desk.runDue();

        var delivery = desk.deliveries().getFirst();
        assertThat(desk.attempts(delivery).getFirst().error())
                .endsWith("answered 200, but not with a JSON object,"
                        + " as an address that gives out access tokens does");
        assertThat(desk.attempts(delivery).getFirst().detail()).doesNotContain("tok-9");
        assertThat(detail(delivery, 0).path("excerpt").isNull()).isTrue();
    }

    @Test
    void aTokenThatCannotBeRenewedIsToldWithTheTargetsRefusal() throws IOException {
        desk.ticket("one");
        desk.runDue();
        target.answers(401);
        login.answers(500);
        desk.ticket("two");
        desk.runDue();

        var delivery = desk.deliveries().getFirst();
        assertThat(desk.attempts(delivery)).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).isNull();
            assertThat(attempt.error())
                    .isEqualTo("status 401, and then no access token from %s: answered 500", login.url("/token"));
        });
        assertThat(detail(delivery, 0).at("/earlier/0/status").intValue()).isEqualTo(401);
    }

    @Test
    void aChangedSecretFetchesANewToken() {
        desk.ticket("one");
        desk.runDue();
        apply("another-4711", "");
        desk.ticket("two");
        desk.runDue();

        assertThat(login.requests()).hasSize(2);
        assertThat(shown(target.requests().getLast())).isEqualTo("Bearer tok-2-s3cr3t");
    }

    @Test
    void theTimeOutCoversTheTokenToo() {
        apply("s3cr3t-4711", "");
        login.answers(Reply.silence());
        desk.ticket("one");
        desk.runDue();

        assertThat(desk.attempts(desk.deliveries().getFirst()).getFirst().error())
                .isEqualTo(
                        "no access token from %s: no answer within 1 s: connected to 127.0.0.1:%d, waiting for headers",
                        login.url("/token"), login.port());
        assertThat(target.requests()).isEmpty();
    }

    @Test
    void aTokenAddressThatIsDeadOrRedirectsIsToldAsSuch() throws IOException {
        try (var elsewhere = FakeEndpoint.start()) {
            login.answers(Reply.redirect(307, elsewhere.url("/stolen")));
            desk.ticket("one");
            desk.runDue();
            int dead = nobody.refusing();
            desk.apply(setup("s3cr3t-4711", "").replace(":" + login.port() + "/", ":" + dead + "/"));
            desk.ticket("two");
            desk.runDue();

            assertThat(desk.deliveries())
                    .extracting(delivery -> desk.attempts(delivery).getFirst().error())
                    .containsExactly(
                            "no access token from http://127.0.0.1:%d/token: connection refused by 127.0.0.1:%1$d"
                                    .formatted(dead),
                            "no access token from %s: answered 307, which points to %s; redirects are never followed"
                                    .formatted(login.url("/token"), elsewhere.url("/stolen")));
            assertThat(elsewhere.connections()).isZero();
            assertThat(target.requests()).isEmpty();
        }
    }

    private Reply token() {
        return Reply.to(_ -> Reply.status(200)
                .json("{\"access_token\":\"tok-%d-s3cr3t\",\"token_type\":\"bearer\",\"expires_in\":3600}"
                        .formatted(given.incrementAndGet())));
    }

    private void apply(String secret, String retry) {
        desk.apply(setup(secret, retry));
    }

    private String setup(String secret, String retry) {
        return """
                people: [ { login: tech, name: A. Technician, role: technician, password: Lantern-42-cellar } ]
                callouts:
                  - name: Close
                    url: "%s"
                    timeout: 1s
                    auth: { oauth2: { token-url: "%s", client-id: roundtrip, client-secret: %s } }
                    retry: { %s }
                rules: [ { name: Created, when: [ created ], then: [ { callout: Close } ] } ]
                """.formatted(target.url("/close"), login.url("/token"), secret, retry);
    }

    private JsonNode detail(Delivery delivery, int attempt) throws IOException {
        return desk.api().delivery(delivery.id()).path("attemptDetails").path(attempt);
    }

    private static Reply echo(Received request) {
        return Reply.status(200).body("I got " + shown(request));
    }

    private static String shown(Received request) {
        return request.header("Authorization").orElse("nothing");
    }
}
