package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The settings as a browser shows them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsBrowserTest {
    private final TestBrowser browser;
    private final PageServer server;

    SettingsBrowserTest(@TempDir Path folder) {
        browser = TestBrowser.open(folder.resolve("profile"));
        server = PageServer.withTechnician(folder.resolve("desk"));
        server.administrator();
        server.house.setup().apply("setup.yaml", """
                desk: { holidays: [ 2026-12-25, 2026-12-26 ] }
                service-levels: [ { name: Gold, default: true, targets: { Critical: { first-response: 1h, resolution: 8h }, other: { resolution: 2d } } } ]
                fields:
                  - { name: Icinga object, type: text, description: "host!service, as Icinga calls it" }
                  - { name: Severity at alert, type: list, values: [ warning, critical ], default: warning }
                  - { name: Component, type: text, active: false }
                companies:
                  - { name: Acme GmbH, classification: Gold, manager: tech@acme.example }
                  - { name: North Wind Ltd, active: false }
                people:
                  - { login: viewer@acme.example, name: D. Viewer, email: viewer@acme.example, role: read-only, language: de }
                api-users:
                  - { login: icinga@acme.example, secret: correct-horse-battery, integration-code: ACME1, companies: [ Acme GmbH ] }
                  - { login: retired@acme.example, secret: correct-horse-battery, active: false }
                tokens: [ { name: ci, token: "01234567890123456789", scopes: [ admin, read ], expires: 2027-01-01 } ]
                channels:
                  - { name: noc, kind: slack, url: "https://hooks.acme.example/services/x" }
                  - { name: on-call, kind: ntfy, url: "https://ntfy.acme.example/x" }
                callouts:
                  - { name: "Icinga: clear problem", url: "https://icinga.acme.example/{{udf.Icinga object}}", field: Icinga object }
                rules: [ { name: "Done: tell Icinga", when: [ edited ], then: [ { notify: { who: [ "#noc" ], subject: Done, text: Done } }, { callout: "Icinga: clear problem" } ] } ]
                """, Map.of(), false);
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
    void everybodyCanReadEveryPage(int width, boolean dark, String language) {
        browser.look(width, dark);
        var look = "-" + width + (dark ? "-dark-" : "-light-") + language;
        signIn(language);
        var field =
                server.house.userFields().named("Icinga object").orElseThrow().id();
        var user = server.house
                .apiUsers()
                .named("icinga@acme.example")
                .orElseThrow()
                .id();
        var person =
                server.house.people().named("viewer@acme.example").orElseThrow().id();
        var token = server.house.tokens().named("ci").orElseThrow().id();

        look("fields", look, language);
        browser.click("[data-menu]");
        check("settings-fields-menu", look, language);
        look("fields/" + field, look, language);
        look("picklists", look, language);
        look("picklists/status/5", look, language);
        look("companies", look, language);
        look("companies/new", look, language);
        look("people", look, language);
        look("people/" + person, look, language);
        look("api", look, language);
        look("api/users/" + user, look, language);
        look("api/users/" + user + "/rotate", look, language);
        look("api/tokens/" + token, look, language);
        look("channels", look, language);
        browser.click("[data-menu]");
        check("settings-channels-menu", look, language);
        look("channels/new", look, language);
        look("channels/1", look, language);
        look("channels/1/delete", look, language);
        look("desk", look, language);
        look("setup-file", look, language);

        browser.go(server.url() + "/settings/people/new");
        browser.type("#password", "short");
        browser.click("button[value=save-close]");
        browser.waitsFor("[role=alert]");
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("name");
        assertThat(browser.run("return document.querySelectorAll('[aria-invalid=true]').length"))
                .as("all at once")
                .isEqualTo(3L);
        browser.forgetLog(); // that it was refused
        check("settings-mistakes", look, language);
    }

    @Test
    void aNewSecretIsAskedForByKeyboardAndShownOnce() {
        browser.look(1280, false);
        signIn("en");
        browser.go(server.url() + "/settings/api");
        browser.run("document.querySelector('#users tbody tr a').focus()");

        browser.press(Keys.chord(Keys.SHIFT, Keys.F10));
        browser.press("n");
        assertThat(browser.run("return document.activeElement.textContent.trim()"))
                .isEqualTo("New secret");
        browser.press(Keys.ENTER);
        browser.waitsFor("dialog[open] #overlap");
        browser.isFaultless("the dialog");
        browser.press(Keys.ESCAPE);
        browser.waitsUntil("!document.querySelector('dialog[open]')");
        assertThat(browser.run("return document.activeElement.dataset.menu"))
                .asString()
                .startsWith("m-user-");

        browser.press(Keys.chord(Keys.SHIFT, Keys.F10));
        browser.press("n");
        browser.press(Keys.ENTER);
        browser.waitsFor("dialog[open] #overlap");
        browser.click("dialog button[type=submit]");
        var secret = browser.text("#shown-once");
        browser.shoot("settings-shown-once");
        browser.isFaultless("the page with the secret");
        assertThat(server.house.apiUsers().signIn("icinga@acme.example", secret, "ACME1"))
                .isPresent();
        assertThat(browser.run("return location.href")).isEqualTo(server.url() + "/settings/api");

        browser.click("[data-copy]");
        browser.waitsUntil("document.querySelector('[data-done]').textContent === 'Copied'");

        browser.go(server.url() + "/settings/fields");
        browser.run("history.back()");
        browser.arrivesAt(server.url() + "/settings/api");
        browser.waitsFor("#users");
        assertThat(browser.run("return document.documentElement.outerHTML.includes('" + secret + "')"))
                .as("in the page that comes back")
                .isEqualTo(false);
    }

    @Test
    void whatWasTypedIsPutBackAndTheSearchFollows() {
        browser.look(1280, false);
        signIn("en");
        browser.go(server.url() + "/settings/companies/new");
        browser.type("#name", "Half typed");
        browser.go(server.url() + "/settings/companies");
        browser.type("#q", "north");
        browser.waitsUntil("document.querySelectorAll('#rows tbody tr').length === 1");
        assertThat(browser.text("#rows")).contains("North Wind Ltd").doesNotContain("Acme");
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("q");
        browser.forgetLog(); // a request that the next key overtakes

        browser.go(server.url() + "/settings/companies/new");
        browser.waitsFor("[data-draft-told]:not([hidden])");
        assertThat(browser.run("return document.getElementById('name').value")).isEqualTo("Half typed");
        browser.click("[data-draft-told] [data-draft-drop]");
        browser.waitsUntil("document.getElementById('name').value === ''");
    }

    private void signIn(String language) {
        browser.go(server.url() + "/signin?lang=" + language);
        browser.type("#login", PageServer.ADMINISTRATOR);
        browser.type("#password", PageServer.PASSWORD);
        browser.press(Keys.ENTER);
        browser.arrivesAt(server.url() + "/");
    }

    private void look(String page, String look, String language) {
        browser.go(server.url() + "/settings/" + page);
        check("settings-" + page.replaceAll("/", "-"), look, language);
    }

    private void check(String page, String look, String language) {
        browser.shoot(page + look);
        assertThat(browser.attribute("html", "lang")).isEqualTo(language);
        browser.isFaultless(page + look);
    }
}
