package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.ApiUser;
import dev.roundtrip.ticket.Ticket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The page on which the doors for programs are looked up and tried, in a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DevelopersPageTest {
    private static final String API_USER = "api@acme.example";
    private static final String SECRET = "sesame, öffne dich";
    private static final String CREATE = "#requests [data-words^='post /tickets creates']";

    private static final String OUTCOME = CREATE + " [data-slot=outcome] .state";

    private final TestBrowser browser;
    private final PageServer server;

    DevelopersPageTest(@TempDir Path folder) {
        browser = TestBrowser.open(folder.resolve("profile"));
        server = PageServer.withTechnician(folder.resolve("desk"));
        server.house.apiUsers().add(new ApiUser(0, API_USER, "ACME1", Set.of(), true), SECRET);
    }

    @BeforeEach
    void startAsAStranger() {
        browser.forget(server.url());
    }

    @AfterAll
    void close() {
        browser.close();
        server.close();
    }

    @ParameterizedTest(name = "{0} px, dark {1}, {2}")
    @CsvSource({"1280, false, en", "360, true, de"})
    void everybodyCanReadItAndSeeWhatARequestTakes(int width, boolean dark, String language) {
        browser.look(width, dark);
        var look = "-" + width + (dark ? "-dark-" : "-light-") + language;
        open(language);
        browser.waitsFor(CREATE);
        check("developers", look, language);

        signInPrograms();
        browser.type("#find", "post /tickets creates");
        browser.click(CREATE + " > summary");
        browser.waitsFor(CREATE + " form");
        browser.click(CREATE + " [data-slot=takes] summary");
        assertThat(browser.text(CREATE + " [data-slot=takes]"))
                .contains(
                        "Never without companyID",
                        "title",
                        "string, 255",
                        "4 Critical",
                        language.equals("de") ? "nur lesbar" : "read-only");
        browser.click(CREATE + " [type=submit]");
        browser.waitsFor(OUTCOME + ".ok");
        check("developers-tried", look, language);

        browser.run("scrollTo(0, 0)"); // from under the bar on top of narrow pages
        browser.click("nav.tabs a[href='#desk']");
        browser.waitsFor("#requests [data-words^='get /api/v1/deliveries ']");
        browser.type("#find", "post rules dry-run");
        browser.click("#requests [data-words^='post /api/v1/rules/{id}/dry-run'] > summary");
        browser.waitsFor("#requests [data-words^='post /api/v1/rules/{id}/dry-run'] form");
        check("developers-desk", look, language);
    }

    @Test
    void aTicketIsCreatedByKeyboardAlone() {
        browser.look(1280, false);
        open("en");
        browser.waitsFor(CREATE);

        tabTo("#user-name");
        browser.press(API_USER);
        tabTo("#secret");
        browser.press(SECRET);
        tabTo("#integration-code");
        browser.press("ACME1");
        browser.press(Keys.ENTER);
        tabTo("#find");
        browser.press("post /tickets creates");
        tabTo(CREATE + " > summary");
        browser.press(Keys.ENTER);
        browser.waitsFor(CREATE + " form");
        tabTo(CREATE + " textarea");
        browser.press(Keys.chord(Keys.CONTROL, "a"));
        browser.press("{\"title\": \"Printer's jam\", \"companyID\": 0}");
        tabTo(CREATE + " [type=submit]");
        browser.press(Keys.ENTER);

        assertThat(browser.text(OUTCOME + ".ok")).isEqualTo("200");
        assertThat(browser.text(CREATE + " [data-slot=answer] [data-slot=body]"))
                .isEqualTo("{\n  \"itemId\": %d\n}".formatted(newest().id()));
        assertThat(newest().title()).isEqualTo("Printer's jam");
        assertThat(browser.text(CREATE + " [data-slot=line]"))
                .startsWith("curl -X POST '" + server.url() + "/ATServicesRest/V1.0/Tickets'")
                .contains("-H 'UserName: api@acme.example'")
                .contains("-H \"Secret: $SECRET\"")
                .contains("Printer'\\''s jam");
        browser.isFaultless("developers, a ticket created");
        browser.shoot("developers-created");
        staysAtHome();
        keepsTheSecret();
    }

    @Test
    void aWrongSecretIsToldInTheApisWords() {
        browser.look(1280, false);
        open("en");
        browser.waitsFor(CREATE);
        browser.type("#user-name", API_USER);
        browser.type("#secret", "wrong");
        browser.type("#find", "post /tickets creates");
        browser.click(CREATE + " > summary");
        browser.waitsFor(CREATE + " form");
        browser.click(CREATE + " [type=submit]");

        assertThat(browser.text(OUTCOME + ".fail")).isEqualTo("401");
        assertThat(browser.text(CREATE + " [data-slot=answer] [data-slot=body]"))
                .contains("UserName, Secret and ApiIntegrationCode together are not those of an active API user");
        browser.logged("401");
        staysAtHome();
    }

    @Test
    void whoIsSignedOutMeanwhileIsTold() {
        browser.look(1280, false);
        open("en");
        browser.waitsFor(CREATE);
        browser.forget();

        browser.click("nav.tabs a[href='#desk']");

        assertThat(browser.text("#requests [role=alert]")).contains("You may be signed out");
        browser.logged("/signin");
    }

    private Ticket newest() {
        long id = 1;
        while (server.house.tickets().find(id + 1).isPresent()) {
            id++;
        }
        return server.house.tickets().find(id).orElseThrow();
    }

    private void open(String language) {
        browser.go(server.url() + "/signin?lang=" + language);
        browser.type("#login", PageServer.LOGIN);
        browser.type("#password", PageServer.PASSWORD);
        browser.press(Keys.ENTER);
        browser.arrivesAt(server.url() + "/");
        browser.go(server.url() + "/developers");
    }

    @Test
    void withoutScriptThereAreTheDescriptionsThemselves() {
        var client = server.signedIn();

        assertThat(client.get("/developers").body())
                .containsPattern("(?s)<noscript>.*This page needs JavaScript.*/developers/openapi/desk.*</noscript>");
        for (var description : List.of("autotask", "desk")) {
            assertThat(client.get("/developers/openapi/" + description, "Accept", "application/json")
                            .body())
                    .startsWith("{\"openapi\":\"3.1.0\"");
        }
    }

    private void signInPrograms() {
        browser.type("#user-name", API_USER);
        browser.type("#secret", SECRET);
        browser.type("#integration-code", "ACME1");
    }

    private void tabTo(String selector) {
        for (int i = 0; i < 100; i++) {
            if (browser.run("return document.activeElement.matches(\"%s\")".formatted(selector))
                    .equals(true)) {
                return;
            }
            browser.press(Keys.TAB);
        }
        throw new AssertionError("no way to " + selector + " by keyboard");
    }

    private void staysAtHome() {
        assertThat(browser.run(
                        "return performance.getEntriesByType('resource').map((entry) => new URL(entry.name).origin)"
                                + ".filter((origin) => origin !== location.origin).length"))
                .isEqualTo(0L);
    }

    private void keepsTheSecret() {
        assertThat(browser.run("return JSON.stringify([{...localStorage}, {...sessionStorage}, location.href,"
                        + " document.getElementById('requests').textContent])"))
                .asString()
                .contains("/developers")
                .doesNotContain("sesame");
    }

    private void check(String page, String look, String language) {
        browser.shoot(page + look);
        assertThat(browser.attribute("html", "lang")).isEqualTo(language);
        browser.isFaultless(page + look);
    }
}
