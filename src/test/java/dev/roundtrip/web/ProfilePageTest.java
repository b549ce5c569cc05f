package dev.roundtrip.web;

import static dev.roundtrip.web.PageClient.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.QuietHours;
import dev.roundtrip.people.SecurityEvent.What;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilePageTest {
    private static final String PAGE = "/profile";
    private static final Pattern ID = Pattern.compile("name=\"id\" value=\"(\\d+)\"");

    private final PageServer server;

    ProfilePageTest(@TempDir Path data) {
        server = PageServer.withTechnician(data);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private PageClient signedIn() {
        var client = server.client();
        client.signIn(PageServer.LOGIN, PageServer.PASSWORD);
        return client;
    }

    @Test
    void keepsLanguageAndLookWithThePersonWhereverTheySignIn() {
        signedIn().submit(PAGE, PAGE, Map.of("language", "de", "theme", "dark"));

        var elsewhere = signedIn();

        assertThat(elsewhere.get(PAGE, "Accept-Language", "en").body())
                .contains("<html lang=\"de\" data-theme=\"dark\">")
                .contains("Ihre Einstellungen");
        elsewhere.submit(PAGE, PAGE, Map.of("language", "", "theme", ""));
        assertThat(elsewhere.get(PAGE, "Accept-Language", "en").body())
                .contains("<html lang=\"en\" data-theme=\"browser\">");
    }

    @Test
    void keepsTheLanguageOfTheSideBarToo() {
        signedIn().get("/deliveries?lang=de");

        assertThat(signedIn().get("/deliveries").body()).contains("<html lang=\"de\"");
    }

    @Test
    void keepsTheLookOfTheSideBarToo() {
        var client = signedIn();

        assertThat(client.submit(PAGE, "/profile/theme", Map.of("theme", "light"))
                        .statusCode())
                .isEqualTo(204);

        assertThat(client.get("/inbox").body()).contains("data-theme=\"light\"");
    }

    @Test
    void keepsQuietHours() {
        var client = signedIn();
        var person = server.house.people().named(PageServer.LOGIN).orElseThrow().id();
        assertThat(client.get(PAGE).body()).contains("By the clock of Europe/Berlin");

        assertThat(location(client.submit(PAGE, "/profile/quiet", Map.of("quiet", " 22:00 – 6:30 "))))
                .isEqualTo(PAGE);
        assertThat(server.house.choices().of(person).quiet())
                .isEqualTo(new QuietHours(LocalTime.of(22, 0), LocalTime.of(6, 30)));
        assertThat(client.get(PAGE).body()).contains("value=\"22:00-06:30\"");

        var wrong = client.submit(PAGE, "/profile/quiet", Map.of("quiet", "10 pm to \"6\""));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("id=\"quiet-e\"")
                .contains(
                        "“10 pm to &quot;6&quot;” are no quiet hours; write from one time of day to another, such as 22:00-06:00.")
                .contains("value=\"10 pm to &quot;6&quot;\"");
        assertThat(client.submit(PAGE, "/profile/quiet", Map.of("quiet", "06:00-06:00"))
                        .body())
                .contains("“06:00-06:00” has no length");
        client.get(PAGE + "?lang=de");
        assertThat(client.submit(PAGE, "/profile/quiet", Map.of("quiet", "25:00-06:00"))
                        .body())
                .contains("„25:00-06:00“ sind keine Ruhezeiten");
        assertThat(server.house.choices().of(person).quiet()).isNotNull();

        client.submit(PAGE, "/profile/quiet", Map.of("quiet", " "));
        assertThat(server.house.choices().of(person).quiet()).isNull();
    }

    @Test
    void changesThePasswordAndSignsOutEverywhereElse() {
        var here = signedIn();
        var elsewhere = signedIn();
        server.clock.pass(Duration.ofSeconds(1));

        var answer = here.submit(
                PAGE, "/profile/password", Map.of("current", PageServer.PASSWORD, "password", "staple battery horse"));

        assertThat(location(answer)).isEqualTo(PAGE);
        assertThat(here.get(PAGE).body()).contains("The password is changed.");
        assertThat(location(elsewhere.get("/deliveries"))).isEqualTo("/signin");
        assertThat(server.client().signIn(PageServer.LOGIN, PageServer.PASSWORD).statusCode())
                .isEqualTo(401);
        assertThat(server.client()
                        .signIn(PageServer.LOGIN, "staple battery horse")
                        .statusCode())
                .isEqualTo(302);
    }

    @Test
    void refusesAWrongOldPasswordAndABadNewOne() {
        var client = signedIn();

        assertThat(client.submit(
                                PAGE,
                                "/profile/password",
                                Map.of("current", "not this one", "password", "staple battery horse"))
                        .body())
                .contains("This is not your password.");
        for (var bad : Map.of(
                        "short",
                        "Too short",
                        "passw0rd1",
                        "guessed first",
                        "A. Technician 1",
                        "guessed first",
                        "\ud83d\udd25".repeat(257),
                        "Too long")
                .entrySet()) {
            var answer = client.submit(
                    PAGE, "/profile/password", Map.of("current", PageServer.PASSWORD, "password", bad.getKey()));

            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).as(bad.getKey()).contains(bad.getValue());
        }
        assertThat(server.client().signIn(PageServer.LOGIN, PageServer.PASSWORD).statusCode())
                .isEqualTo(302);
    }

    @Test
    void letsWhoeverGuessesTheOldPasswordWait() {
        var client = signedIn();
        for (int i = 0; i < SignInThrottle.TRIES; i++) {
            client.submit(
                    PAGE, "/profile/password", Map.of("current", "guess " + i, "password", "staple battery horse"));
        }

        assertThat(client.submit(
                                PAGE,
                                "/profile/password",
                                Map.of("current", PageServer.PASSWORD, "password", "staple battery horse"))
                        .body())
                .contains("Too many tries.");
    }

    @Test
    void showsWhereOneIsSignedInAndEndsOneOfThem() {
        var here = signedIn();
        server.clock.pass(Duration.ofMinutes(7));
        var elsewhere = signedIn();
        assertThat(elsewhere.get(PAGE).body())
                .contains("14:03")
                .contains("14:10")
                .contains("127.0.0.1")
                .containsOnlyOnce("This one")
                .containsOnlyOnce("/profile/sessions/end");
        var other = ID.matcher(elsewhere.get(PAGE).body());
        assertThat(other.find()).isTrue();

        var answer = elsewhere.submit(PAGE, "/profile/sessions/end", Map.of("id", other.group(1)));

        assertThat(location(answer)).isEqualTo(PAGE);
        assertThat(location(here.get("/deliveries"))).isEqualTo("/signin");
        assertThat(elsewhere.get(PAGE).body())
                .contains("The session has ended.")
                .doesNotContain("/profile/sessions/end");
        assertThat(whats()).contains(What.SESSION_ENDED);
    }

    @Test
    void endsNobodyElsesSession() {
        var administrator = server.administrator();
        var theirs = server.house
                .sessions()
                .of(server.house
                        .people()
                        .named(PageServer.ADMINISTRATOR)
                        .orElseThrow()
                        .id())
                .getFirst();

        signedIn().submit(PAGE, "/profile/sessions/end", Map.of("id", Long.toString(theirs.id())));

        assertThat(administrator.get("/deliveries").statusCode()).isEqualTo(200);
        assertThat(whats()).doesNotContain(What.SESSION_ENDED);
    }

    @Test
    void endsAllOthers() {
        var here = signedIn();
        var elsewhere = signedIn();
        var third = signedIn();

        here.submit(PAGE, "/profile/sessions/others", Map.of());

        assertThat(location(elsewhere.get("/deliveries"))).isEqualTo("/signin");
        assertThat(location(third.get("/deliveries"))).isEqualTo("/signin");
        assertThat(here.get(PAGE).body())
                .contains("All other sessions have ended.")
                .doesNotContain("/profile/sessions/others");
    }

    @Test
    void endsASessionByTheClockOfTheDeskAndNotForTheBell() {
        var client = signedIn();
        for (int i = 0; i < 8; i++) {
            assertThat(client.get("/inbox/bell?known=0&titled=0", "HX-Request", "true")
                            .statusCode())
                    .isNotEqualTo(401);
            assertThat(client.get("/deliveries/rows?known=x", "HX-Request", "true")
                            .statusCode())
                    .isNotEqualTo(401);
            server.clock.pass(Duration.ofHours(1));
        }

        assertThat(client.get("/inbox/bell?known=0&titled=0", "HX-Request", "true")
                        .statusCode())
                .isEqualTo(401);
        assertThat(location(client.get("/deliveries"))).isEqualTo("/signin");
    }

    @Test
    void keepsASessionForWhoeverOpensPages() {
        var client = signedIn();
        for (int i = 0; i < 3; i++) {
            server.clock.pass(Duration.ofHours(7));
            assertThat(client.get("/deliveries").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void signingOutEndsTheSessionItself() {
        var client = signedIn();
        var person = server.house.people().named(PageServer.LOGIN).orElseThrow().id();
        assertThat(server.house.sessions().of(person)).hasSize(1);

        client.submit(PAGE, "/signout", Map.of());

        assertThat(server.house.sessions().of(person)).isEmpty();
    }

    @Test
    void anAdministratorEndsAllOfAPerson() {
        var client = signedIn();
        var administrator = server.administrator();
        var page = "/settings/people/"
                + server.house.people().named(PageServer.LOGIN).orElseThrow().id();
        assertThat(administrator.get(page).body())
                .contains("End all sessions")
                .contains("127.0.0.1")
                .doesNotContain("This one");
        assertThat(client.submit(PAGE, page + "/signout", Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(client.get(PAGE).statusCode()).isEqualTo(200);

        administrator.submit(page, page + "/signout", Map.of());

        assertThat(location(client.get("/deliveries"))).isEqualTo("/signin");
        assertThat(administrator.get(page).body())
                .contains("All sessions of A. Technician have ended.")
                .contains("Signed in nowhere.");
        assertThat(administrator.get("/settings/security").body()).contains("Sessions of somebody ended");
    }

    private List<What> whats() {
        var whats = new ArrayList<What>();
        server.house.securityLog().all(event -> whats.add(event.what()));
        return whats;
    }

    @Test
    void signsOutEverywhere() {
        var here = signedIn();
        var elsewhere = signedIn();

        assertThat(location(here.submit(PAGE, "/profile/signout", Map.of()))).isEqualTo("/signin?signedout");

        assertThat(location(here.get("/deliveries"))).isEqualTo("/signin");
        assertThat(location(elsewhere.get("/deliveries"))).isEqualTo("/signin");
        server.clock.pass(Duration.ofSeconds(1));
        assertThat(signedIn().get("/deliveries").statusCode()).isEqualTo(200);
    }
}
