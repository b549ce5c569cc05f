package dev.roundtrip.web;

import static dev.roundtrip.web.PageClient.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesSecurityTest {
    private final PageServer server;
    private final PageClient signedIn;

    PagesSecurityTest(@TempDir Path data) {
        server = PageServer.withTechnician(data);
        signedIn = server.signedIn();
    }

    @AfterAll
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/tickets",
                "/tickets/new",
                "/tickets/1",
                "/tickets/1/edit",
                "/tickets/1/triggered",
                "/tickets/1/files/1",
                "/tickets/T20261124.0001",
                "/deliveries",
                "/deliveries/01ka7q4m",
                "/deliveries/rows",
                "/deliveries/replay",
                "/deliveries/01ka7q4m/cancel",
                "/deliveries/01ka7q4m/part",
                "/developers",
                "/developers/openapi/desk",
                "/nowhere"
            })
    void asksAStrangerToSignIn(String page) {
        var answer = server.client().get(page);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).isEqualTo("/signin");
    }

    @Test
    void signsInAndShowsThePageThatWasWanted() {
        var client = server.client();
        client.get("/deliveries?state=given-up&q=a%20b");

        var answer = client.signIn(PageServer.LOGIN, PageServer.PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).isEqualTo("/deliveries?state=given-up&q=a%20b");
        assertThat(client.get(location(answer)).statusCode()).isEqualTo(200);
    }

    @Test
    void findsALoginWithoutCase() {
        var answer = server.client().signIn("TECH@acme.example", PageServer.PASSWORD);

        assertThat(location(answer)).isEqualTo("/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/signin?continue=https://evil.example/",
                "/signin?redirect=//evil.example",
                "/deliveries/..%5c..%5cevil.example",
                "//evil.example/",
                "/signin?lang=de&url=//evil.example"
            })
    void neverLeadsAwayFromTheDesk(String trap) {
        var client = server.client();
        client.get(trap);

        var answer = client.signIn(PageServer.LOGIN, PageServer.PASSWORD);

        assertThat(location(answer)).startsWith("/").doesNotStartWith("//").doesNotContain("\\");
    }

    @Test
    void takesNoHostFromTheBrowserAlong() {
        var answer = server.client().get("/deliveries?lang=de");

        assertThat(location(answer)).isEqualTo("/deliveries");
    }

    @Test
    void givesANewSessionToWhoeverSignsIn() {
        var client = server.client();
        client.get("/signin");
        var before = client.session();

        client.signIn(PageServer.LOGIN, PageServer.PASSWORD);

        assertThat(before).isNotEmpty();
        assertThat(client.session()).isNotEmpty().isNotEqualTo(before);
    }

    @Test
    void keepsTheSessionFromScriptsAndOtherSites() {
        var cookie = server.client()
                .get("/signin")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();

        assertThat(cookie).startsWith("roundtrip=").contains("HttpOnly").contains("SameSite=Lax");
    }

    @Test
    void saysTheSameOfAWrongLoginAndAWrongPassword() {
        var client = server.client();

        var wrongPassword = client.signIn(PageServer.LOGIN, "not this one");
        var wrongLogin = client.signIn("nobody@acme.example", PageServer.PASSWORD);

        assertThat(wrongPassword.statusCode()).isEqualTo(401);
        assertThat(wrongLogin.statusCode()).isEqualTo(401);
        assertThat(wrongPassword.body()).contains("Login and password do not match.");
        assertThat(wrongLogin.body()).contains("Login and password do not match.");
        assertThat(location(client.get("/deliveries"))).isEqualTo("/signin");
    }

    @Test
    void refusesAFormWithoutItsToken() {
        var client = server.signedIn();

        assertThat(client.post("/signout", Map.of()).statusCode()).isEqualTo(403);
        assertThat(server.client()
                        .post("/signin", Map.of("login", PageServer.LOGIN, "password", PageServer.PASSWORD))
                        .statusCode())
                .isEqualTo(403);
        assertThat(client.get("/deliveries").statusCode()).isEqualTo(200);
    }

    @Test
    void signsOutByPostAlone() {
        var client = server.signedIn();

        assertThat(client.get("/signout").statusCode()).isEqualTo(404);
        var answer = client.submit("/deliveries", "/signout", Map.of());

        assertThat(location(answer)).isEqualTo("/signin?signedout");
        assertThat(client.get("/signin?signedout").body()).contains("You are signed out.");
        assertThat(location(client.get("/deliveries"))).isEqualTo("/signin");
    }

    @Test
    void signsOutWhoWasDeactivated() {
        var people = server.house.people();
        var leaver = people.add(
                new Person(0, "leaver@acme.example", "L. Eaver", null, Role.READ_ONLY, null, true), "a long password");
        var client = server.client();
        client.signIn("leaver@acme.example", "a long password");
        assertThat(client.get("/deliveries").statusCode()).isEqualTo(200);

        people.change(new Person(leaver.id(), leaver.login(), leaver.name(), null, Role.READ_ONLY, null, false));

        assertThat(location(client.get("/deliveries"))).isEqualTo("/signin");
        assertThat(client.signIn("leaver@acme.example", "a long password").statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/signin",
                "/setup",
                "/deliveries",
                "/deliveries/none",
                "/nowhere",
                "/app.css",
                "/app.js",
                "/drafts.js",
                "/theme.js",
                "/icons.svg",
                "/icon.svg",
                "/error",
                "//",
                "/a;b"
            })
    void sendsStrictHeadersWithEverything(String path) {
        for (var client : new PageClient[] {server.client(), signedIn}) {
            var headers = client.get(path).headers();

            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .isEqualTo(
                            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                                    + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
            assertThat(headers.firstValue("Referrer-Policy")).contains("same-origin");
            assertThat(headers.allValues("Cache-Control"))
                    .containsExactly(path.matches(".*\\.(css|js|svg)") ? "no-cache" : "no-store");
        }
    }

    @Test
    void tellsOfAMistakeWithoutItsInsides() {
        var client = server.signedIn();

        var missing = client.get("/deliveries/none");
        var refused = client.post("/deliveries", Map.of());

        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body())
                .contains("<title>Not found · Roundtrip</title>")
                .contains("<h1")
                .contains("Not found")
                .doesNotContain("Exception");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Not allowed").doesNotContain("Exception");
        assertThat(client.get("/nowhere", "Accept-Language", "de").body())
                .contains("<html lang=\"de\">")
                .contains("Nicht gefunden");
    }

    @Test
    void letsWhoeverGuessesWait() {
        var client = server.client();
        for (int i = 0; i < SignInThrottle.TRIES; i++) {
            assertThat(client.signIn("guessed@acme.example", "guess " + i).statusCode())
                    .isEqualTo(401);
        }

        var answer = client.signIn("guessed@acme.example", "guess 11");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("901");
        assertThat(answer.body()).contains("Too many tries. Wait 15 minutes, then try again.");
        assertThat(client.signIn(PageServer.LOGIN, PageServer.PASSWORD).statusCode())
                .isEqualTo(302);

        server.clock.pass(Duration.ofMinutes(15));

        assertThat(client.submit("/deliveries", "/signout", Map.of()).statusCode())
                .isEqualTo(302);
        assertThat(client.signIn("guessed@acme.example", "guess 12").statusCode())
                .isEqualTo(401);
    }

    @Test
    void speaksTheLanguageThatWasChosenElseTheBrowsersElseTheDesks() {
        var client = server.client();

        assertThat(client.get("/signin").body()).contains("<html lang=\"en\">");
        assertThat(client.get("/signin", "Accept-Language", "fr, de;q=0.8, en;q=0.5")
                        .body())
                .contains("<html lang=\"de\">")
                .contains("Kennwort");

        var answer = client.get("/signin?lang=de");

        assertThat(location(answer)).isEqualTo("/signin");
        assertThat(client.get("/signin", "Accept-Language", "en").body()).contains("<html lang=\"de\">");
    }
}
