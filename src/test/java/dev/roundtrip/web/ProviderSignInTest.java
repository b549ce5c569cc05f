package dev.roundtrip.web;

import static dev.roundtrip.web.PageClient.location;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.roundtrip.oidc.SignInProvider;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import dev.roundtrip.people.SecurityEvent;
import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.web.FakeProvider.Asked;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProviderSignInTest {
    private static final String BACK = SignInProvider.BACK;
    private static final String LINK = "/profile/provider";

    private final FakeProvider provider;
    private final PageServer server;

    ProviderSignInTest(@TempDir Path data) throws IOException {
        provider = new FakeProvider();
        server = PageServer.with(provider, data);
    }

    @AfterEach
    void close() {
        server.close();
        provider.close();
    }

    private static Asked sentThere(PageClient client) {
        var answer = client.get("/signin/provider");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return Asked.of(location(answer));
    }

    private JWTClaimsSet.Builder claims(Asked asked) {
        return provider.claims(asked, "sub-1", server.clock.instant())
                .claim("email", PageServer.LOGIN)
                .claim("email_verified", true);
    }

    private HttpResponse<String> through(PageClient client, JWTClaimsSet.Builder claims, Asked asked) {
        return client.get(provider.back(asked, _ -> provider.signed(claims)));
    }

    private HttpResponse<String> through(PageClient client) {
        var asked = sentThere(client);
        return through(client, claims(asked), asked);
    }

    private List<SecurityEvent> events() {
        var events = new ArrayList<SecurityEvent>();
        server.house.securityLog().all(events::add);
        return events;
    }

    private List<What> whats() {
        return events().stream().map(SecurityEvent::what).toList();
    }

    private Person person(String login) {
        return server.house.people().named(login).orElseThrow();
    }

    private void assertRefused(HttpResponse<String> answer, PageClient client, String reason, String words) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains(words).doesNotContain("eyJ").doesNotContain(FakeProvider.SECRET);
        assertThat(location(client.get("/tickets"))).isEqualTo("/signin");
        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.what()).isEqualTo(What.PROVIDER_REFUSED);
            assertThat(event.name()).isEqualTo(reason);
            assertThat(event.address()).isEqualTo("127.0.0.1");
        });
    }

    @Test
    void letsInWhoeverIsMatchedByVerifiedAddressAndThenWhoeverIsLinked() {
        var client = server.client();
        client.get("/deliveries?q=x");
        assertThat(client.get("/signin").body()).contains("Sign in with Example ID");
        var before = client.session();

        assertThat(location(through(client))).isEqualTo("/deliveries?q=x");

        assertThat(client.get("/tickets").statusCode()).isEqualTo(200);
        assertThat(client.session()).isNotEqualTo(before);
        assertThat(whats()).containsExactly(What.PROVIDER_LINKED, What.SIGNED_IN_BY_PROVIDER);
        var again = server.client();
        var asked = sentThere(again);
        var otherAddress = claims(asked).claim("email", "elsewhere@example.net");
        assertThat(location(through(again, otherAddress, asked))).isEqualTo("/");
        assertThat(whats().getLast()).isEqualTo(What.SIGNED_IN_BY_PROVIDER);
        assertThat(server.house.sessions().of(person(PageServer.LOGIN).id())).hasSize(2);
    }

    @Test
    void asksForACodeWithAllThatGuardsIt() {
        var asked = sentThere(server.client());

        assertThat(asked.get("response_type")).isEqualTo("code");
        assertThat(asked.get("client_id")).isEqualTo(FakeProvider.CLIENT);
        assertThat(asked.get("redirect_uri")).isEqualTo(server.url() + BACK);
        assertThat(asked.get("code_challenge_method")).isEqualTo("S256");
        assertThat(asked.get("tenant")).isEqualTo("1");
        assertThat(List.of(asked.get("state"), asked.get("nonce"), asked.get("code_challenge")))
                .doesNotHaveDuplicates()
                .allSatisfy(value -> assertThat(value).hasSize(43));
    }

    /** @param make what the provider gives in place of a good token */
    record Broken(String what, String reason, String words, BiFunction<ProviderSignInTest, Asked, String> make) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static Broken claim(
            String what, String reason, String words, BiConsumer<ProviderSignInTest, JWTClaimsSet.Builder> change) {
        return new Broken(what, reason, words, (test, asked) -> {
            var claims = test.claims(asked);
            change.accept(test, claims);
            return test.provider.signed(claims);
        });
    }

    private static Date in(ProviderSignInTest test, int seconds) {
        return Date.from(test.server.clock.instant().plusSeconds(seconds));
    }

    private static JWSHeader.Builder header(String id) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id);
    }

    static Stream<Broken> broken() {
        var own = FakeProvider.newKey("first");
        return Stream.of(
                new Broken(
                        "alg none",
                        "form",
                        "no ID token",
                        (t, asked) -> new PlainJWT(t.claims(asked).build()).serialize()),
                new Broken("HS256 by the public key", "algorithm", "not signed in a way", (t, asked) -> {
                    try {
                        var token = new SignedJWT(
                                new JWSHeader(JWSAlgorithm.HS256),
                                t.claims(asked).build());
                        token.sign(
                                new MACSigner(t.provider.key().toRSAPublicKey().getEncoded()));
                        return token.serialize();
                    } catch (JOSEException e) {
                        throw new IllegalStateException(e);
                    }
                }),
                new Broken("HS256 by the client's secret", "algorithm", "not signed in a way", (t, asked) -> {
                    try {
                        var token = new SignedJWT(
                                new JWSHeader(JWSAlgorithm.HS256),
                                t.claims(asked).build());
                        token.sign(new MACSigner(
                                (FakeProvider.SECRET + FakeProvider.SECRET).getBytes(StandardCharsets.UTF_8)));
                        return token.serialize();
                    } catch (JOSEException e) {
                        throw new IllegalStateException(e);
                    }
                }),
                new Broken(
                        "a key that it brings itself",
                        "signature",
                        "not signed by a key",
                        (t, asked) -> FakeProvider.signed(
                                header("first").jwk(own.toPublicJWK()).build(), t.claims(asked), own)),
                new Broken(
                        "a key to be fetched elsewhere",
                        "signature",
                        "not signed by a key",
                        (t, asked) -> FakeProvider.signed(
                                header("first")
                                        .jwkURL(URI.create("https://example.net/keys"))
                                        .build(),
                                t.claims(asked),
                                own)),
                new Broken(
                        "signed by another",
                        "signature",
                        "not signed by a key",
                        (t, asked) -> FakeProvider.signed(header("first").build(), t.claims(asked), own)),
                new Broken(
                        "a key id that nobody knows",
                        "signature",
                        "not signed by a key",
                        (t, asked) ->
                                FakeProvider.signed(header("unknown").build(), t.claims(asked), t.provider.key())),
                new Broken("other claims under the signature", "signature", "not signed by a key", (t, asked) -> {
                    var good = t.provider.signed(t.claims(asked)).split("\\.", -1);
                    var other =
                            t.provider.signed(t.claims(asked).subject("sub-2")).split("\\.", -1);
                    return good[0] + "." + other[1] + "." + good[2];
                }),
                new Broken("no token", "form", "no ID token", (_, _) -> "nonsense"),
                claim("another issuer", "issuer", "another provider", (_, c) -> c.issuer("https://example.net")),
                claim("no issuer", "issuer", "another provider", (_, c) -> c.issuer(null)),
                claim("another audience", "audience", "another application", (_, c) -> c.audience("other")),
                claim(
                        "two audiences and no azp",
                        "audience",
                        "another application",
                        (_, c) -> c.audience(List.of(FakeProvider.CLIENT, "other"))),
                claim("azp of another", "audience", "another application", (_, c) -> c.claim("azp", "other")),
                claim("expired", "expired", "has expired", (t, c) -> c.expirationTime(in(t, -61))),
                claim("without end", "expired", "has expired", (_, c) -> c.expirationTime(null)),
                claim("not yet", "not-yet", "not valid yet", (t, c) -> c.notBeforeTime(in(t, 90))),
                claim("made later", "not-yet", "not valid yet", (t, c) -> c.issueTime(in(t, 90))),
                claim("another nonce", "nonce", "another sign-in", (_, c) -> c.claim("nonce", "x")),
                claim("no nonce", "nonce", "another sign-in", (_, c) -> c.claim("nonce", null)),
                claim("no subject", "subject", "who you are", (_, c) -> c.subject(null)),
                claim("a blank subject", "subject", "who you are", (_, c) -> c.subject(" ")));
    }

    @ParameterizedTest
    @MethodSource
    void broken(Broken broken) {
        var client = server.client();
        var asked = sentThere(client);

        var answer = client.get(provider.back(asked, one -> broken.make().apply(this, one)));

        assertRefused(answer, client, broken.reason(), broken.words());
    }

    @Test
    void refusesATokenOfAnEarlierSignIn() {
        var earlier = claims(sentThere(server.client()));
        var client = server.client();
        var asked = sentThere(client);

        assertRefused(through(client, earlier, asked), client, "nonce", "another sign-in");
    }

    @Test
    void refusesAnAnswerThatThisBrowserDidNotAskFor() {
        var theirs = sentThere(server.client());
        var client = server.client();
        sentThere(client);

        assertRefused(through(client, claims(theirs), theirs), client, "state", "belongs to no sign-in");
    }

    @Test
    void refusesAnAnswerThatNobodyAskedForAndOneThatComesLate() {
        assertThat(server.client().get(BACK + "?code=x&state=").statusCode()).isEqualTo(403);
        var client = server.client();
        var asked = sentThere(client);
        server.clock.pass(Duration.ofMinutes(10));

        assertThat(through(client, claims(asked), asked).body()).contains("belongs to no sign-in");
    }

    @Test
    void looksAtAnAnswerOnceAndTheProviderTakesACodeOnce() {
        var client = server.client();
        var asked = sentThere(client);
        var back = provider.back(asked, one -> provider.signed(claims(one)));
        client.get(back.replaceFirst("state=.*", "state=other"));
        assertThat(client.get(back).body()).as("also the right one").contains("belongs to no sign-in");

        var second = sentThere(client);
        var code = provider.code(second, provider.signed(claims(second)));
        client.get(BACK + "?code=" + code + "&state=" + second.get("state"));
        var other = server.client();
        var third = sentThere(other);
        assertThat(other.get(BACK + "?code=" + code + "&state=" + third.get("state"))
                        .body())
                .contains("does not take the code");
    }

    @Test
    void refusesACodeThatWasMadeForAnotherBrowser() {
        var theirs = sentThere(server.client());
        var client = server.client();
        var asked = sentThere(client);
        var code = provider.code(theirs, provider.signed(claims(asked)));

        var answer = client.get(BACK + "?code=" + code + "&state=" + asked.get("state"));

        assertRefused(answer, client, "code", "does not take the code"); // its verifier of PKCE is another
    }

    @Test
    void saysWhenTheProviderRefusesOrIsAnotherOne() {
        var client = server.client();
        var asked = sentThere(client);
        assertRefused(
                client.get(BACK + "?error=access_denied&state=" + asked.get("state")),
                client,
                "denied",
                "let you not through");
        var again = sentThere(client);
        assertThat(client.get(provider.back(again, one -> provider.signed(claims(one))) + "&iss=https://example.net")
                        .body())
                .contains("another provider");
    }

    @Test
    void saysWhenTheProviderIsAway() {
        provider.goesAway();

        var answer = server.client().get("/signin/provider");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("does not answer as it should");
        assertThat(location(server.client().signIn(PageServer.LOGIN, PageServer.PASSWORD)))
                .isEqualTo("/");
    }

    @Test
    void goesToNobodyWhoSaysToBeAnotherProvider() {
        provider.saysItIs("https://example.net");

        assertThat(server.client().get("/signin/provider").body()).contains("another provider");
    }

    @Test
    void fetchesKeysAnewForOneThatItDoesNotKnow() {
        assertThat(location(through(server.client()))).isEqualTo("/");
        provider.rotates();
        assertThat(through(server.client()).statusCode())
                .as("once a minute at most")
                .isEqualTo(403);

        server.clock.pass(Duration.ofMinutes(1));

        assertThat(location(through(server.client()))).isEqualTo("/");
    }

    @Test
    void isThrottledLikePasswords() {
        for (int i = 0; i < SignInThrottle.TRIES; i++) {
            assertThat(server.client().get(BACK + "?code=x&state=x").statusCode())
                    .isEqualTo(403);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(through(server.client()).statusCode()).isEqualTo(429);
        }

        assertThat(whats()).filteredOn(What.SIGN_IN_THROTTLED::equals).hasSize(1);
        server.clock.pass(SignInThrottle.WITHIN);
        assertThat(location(through(server.client()))).isEqualTo("/");
    }

    @Test
    void letsInNobodyWhomTheDeskDoesNotKnow() {
        var client = server.client();
        var asked = sentThere(client);

        assertRefused(
                through(client, claims(asked).claim("email", "nobody@example.net"), asked),
                client,
                "unknown-person",
                "this desk does not");
        assertThat(server.house.people().all()).hasSize(1);
    }

    @Test
    void matchesNobodyByAnAddressThatIsNotVerified() {
        for (var verified : new Object[] {false, "true", 1}) {
            var client = server.client();
            var asked = sentThere(client);
            assertThat(through(client, claims(asked).claim("email_verified", verified), asked)
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(whats()).containsOnly(What.PROVIDER_REFUSED);
    }

    @Test
    void matchesNobodyWhereTwoHaveTheAddress() {
        server.house
                .people()
                .add(new Person(0, "second", "Second", PageServer.LOGIN, Role.TECHNICIAN, null, true), null);

        assertThat(through(server.client()).statusCode()).isEqualTo(403);
    }

    @Test
    void matchesNoAdministratorByAddress() {
        server.house
                .people()
                .add(
                        new Person(0, "boss", "Boss", "boss@acme.example", Role.ADMINISTRATOR, null, true),
                        PageServer.PASSWORD);
        var client = server.client();
        var asked = sentThere(client);

        assertRefused(
                through(client, claims(asked).claim("email", "boss@acme.example"), asked),
                client,
                "unknown-person",
                "this desk does not");
    }

    @Test
    void tellsWhoeverIsSwitchedOffAndEndsTheirSession() {
        var client = server.client();
        through(client);
        var person = person(PageServer.LOGIN);
        server.house
                .people()
                .change(new Person(
                        person.id(), person.login(), person.name(), person.email(), person.role(), null, false));

        assertThat(location(client.get("/tickets"))).isEqualTo("/signin");
        var answer = through(server.client());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("switched off here");
    }

    @Test
    void endsLikeEverySession() {
        var client = server.client();
        through(client);

        server.clock.pass(Duration.ofHours(8));

        assertThat(location(client.get("/tickets"))).isEqualTo("/signin");
    }

    @Test
    void anAdministratorLinksWithThePasswordAndUnlinksWithItToo() {
        var client = server.administrator();
        assertThat(location(client.get("/signin/provider")))
                .as("not before the password")
                .isEqualTo("/");
        assertThat(client.submit(LINK, LINK, Map.of("current", "not this one")).statusCode())
                .isEqualTo(422);
        client.submit(LINK, LINK, Map.of("current", PageServer.PASSWORD));
        assertThat(client.get(LINK).body()).contains("Go on to Example ID");

        assertThat(location(through(client))).isEqualTo(LINK);

        assertThat(client.get(LINK).body()).contains("Your account is linked.").contains("Remove link");
        var other = server.client();
        assertThat(location(through(other))).isEqualTo("/");
        assertThat(other.get("/settings/security").statusCode()).isEqualTo(200);
        client.submit(LINK, LINK, Map.of("current", PageServer.PASSWORD));
        assertThat(location(other.get("/tickets"))).as("signed out elsewhere").isEqualTo("/signin");
        assertThat(whats()).contains(What.PROVIDER_LINKED, What.PROVIDER_UNLINKED);
        assertThat(client.get("/profile").body()).contains("Link account");
    }

    @Test
    void nobodyLinksAnAccountOfSomebodyElse() {
        through(server.client());
        var client = server.administrator();
        client.submit(LINK, LINK, Map.of("current", PageServer.PASSWORD));

        var answer = through(client);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("linked with somebody already");
        assertThat(client.get("/settings/security").body())
                .contains("Sign-in over the provider refused")
                .contains("linked with somebody already");
    }

    @Test
    void speaksGerman() {
        assertThat(server.client().get("/signin?lang=de").statusCode()).isLessThan(400);
        assertThat(server.client().get("/signin", "Accept-Language", "de").body())
                .contains("Mit Beispiel-ID anmelden");
    }
}
