package dev.roundtrip.web;

import static dev.roundtrip.web.PageClient.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.QuietHours;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilePageTest {
    private static final String PAGE = "/profile";

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
                        "\ud83d\udd25".repeat(19),
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
