package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.field.UserField;
import dev.roundtrip.notify.About;
import dev.roundtrip.notify.Message;
import dev.roundtrip.notify.Reader;
import dev.roundtrip.people.Actor;
import dev.roundtrip.people.Person;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.Reply;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** Extension callouts as an administrator meets them in a browser: by mouse and by keyboard, live, and with drafts that outlive a session. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CalloutsBrowserTest {
    private final TestBrowser browser;
    private final PageServer server;
    private final PageServer fresh;
    private final FakeEndpoint endpoint = FakeEndpoint.start();

    CalloutsBrowserTest(@TempDir Path folder) {
        browser = TestBrowser.open(folder.resolve("profile"));
        server = PageServer.reaching(endpoint, folder.resolve("desk"));
        fresh = PageServer.withTechnician(folder.resolve("fresh"));
        server.administrator();
        fresh.administrator();
        server.house.userFields().add(new UserField(0, "AlertID", UserField.Type.TEXT, List.of(), null, null, true));
        server.makesATargetFail("Icinga: clear problem");
        server.house.setup().apply("setup.yaml", """
                callouts:
                  - { name: "Alertmanager: resolve", url: "https://alerts.acme.example/api/v2/alerts", field: AlertID }
                  - { name: Paging service, notify: { who: [ assigned-resource, tech@acme.example, noc@acme.example ] }, url: "https://paging.acme.example/hooks/desk/{{secret.token}}", secrets: { token: "very secret" },
                      auth: { basic: { username: desk, password: "very secret too" } } }
                  - { name: Test receiver (old), active: false, url: "https://test.acme.example/in" }
                """, Map.of(), false);
        server.house
                .tickets()
                .create(
                        TicketEdit.with()
                                .set(TicketField.TITLE, "web-01: disk /var \"97 %\"")
                                .set(TicketField.COMPANY_ID, 0)
                                .build(),
                        Actor.DESK);
    }

    @BeforeEach
    void startAsAStranger() {
        browser.forget(server.url());
    }

    @AfterAll
    void close() {
        browser.close();
        endpoint.close();
        server.close();
        fresh.close();
    }

    @ParameterizedTest(name = "{0} px, dark {1}, {2}")
    @CsvSource({"1280, false, en", "360, true, de"})
    void everybodyCanReadEveryPage(int width, boolean dark, String language) {
        browser.look(width, dark);
        var look = "-" + width + (dark ? "-dark-" : "-light-") + language;
        var freshUrl = fresh.url().replace("127.0.0.1", "localhost");
        signIn(freshUrl, language);
        browser.go(freshUrl + "/callouts");
        check("callouts-empty", look, language);

        signIn(server.url(), language);
        browser.go(server.url() + "/callouts");
        assertThat(browser.text("table")).contains("Icinga: clear problem");
        browser.click("[data-menu]");
        check("callouts", look, language);
        browser.press(Keys.END);
        browser.press(Keys.ENTER);
        browser.waitsFor("dialog[open] .dialog-foot");
        check("callouts-delete", look, language);

        var id = server.house.callouts().named("Paging service").orElseThrow().id();
        browser.go(server.url() + "/callouts/" + id);
        browser.shoot("callout" + look);
        // All parts at once: each look costs a second.
        browser.run("document.querySelectorAll('[data-panel], [data-when]').forEach((part) => (part.hidden = false))");
        check("callout-all", look, language);
        browser.go(server.url() + "/callouts/new?preset=icinga");
        browser.click("#t-request");
        browser.shoot("callout-new" + look);
        browser.click("button[value=save-close]");
        browser.waitsFor("[role=alert]");
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("notify.who");
        browser.forgetLog(); // that it was refused
        check("callout-mistakes", look, language);
    }

    @Test
    void theMenuOfARowWorksByKeyboard() {
        browser.look(1280, false);
        signIn(server.url(), "en");
        browser.go(server.url() + "/callouts");
        browser.run("document.querySelector('tbody tr:last-child a').focus()");

        browser.press(Keys.chord(Keys.SHIFT, Keys.F10));
        assertThat(focused()).isEqualTo("Edit");
        browser.press(Keys.ARROW_DOWN);
        assertThat(focused()).isEqualTo("Activate");
        browser.press(Keys.END);
        assertThat(focused()).isEqualTo("Delete");
        browser.press(Keys.ARROW_DOWN);
        assertThat(focused()).isEqualTo("Edit");
        browser.press("s");
        assertThat(focused()).isEqualTo("Send test");
        browser.press("d");
        assertThat(focused()).isEqualTo("Deliveries");
        browser.press(Keys.HOME);
        browser.press(Keys.ESCAPE);
        assertThat(browser.run("return document.activeElement.dataset.menu"))
                .asString()
                .startsWith("m");

        browser.press(Keys.ENTER);
        browser.press("a");
        browser.press(Keys.ENTER);
        browser.waitsFor("#toasts .toast.ok");
        assertThat(browser.text("#toasts")).contains("“Test receiver (old)” is active");
        assertThat(browser.text("tbody tr:last-child")).contains("Active").doesNotContain("Inactive");
        assertThat(server.house
                        .callouts()
                        .named("Test receiver (old)")
                        .orElseThrow()
                        .active())
                .isTrue();
        server.house
                .callouts()
                .deactivate(server.house.callouts().named("Test receiver (old)").orElseThrow());
        browser.isFaultless("callouts after a switch");
    }

    @Test
    void thePreviewFollowsWhatIsTypedAndATestIsSent() {
        endpoint.answers(Reply.status(200).body("{\"result\": \"<b>closed</b>\"}"), Reply.status(503));
        browser.look(1280, false);
        signIn(server.url(), "en");
        browser.go(server.url() + "/callouts/new");

        browser.type("#url", endpoint.url("/close") + "?by={{ticket.ticketNumber}}");
        browser.click("#t-request");
        browser.run(
                "const s = document.getElementById('format'); s.value = 'json'; s.dispatchEvent(new Event('change', {bubbles: true}))");
        browser.type("#ticket", "T20261124.0001");
        browser.waitsUntil("document.querySelector('#preview').innerText.includes('/close?by=T20261124.')");
        browser.waitsUntil("document.querySelector('#preview').innerText.includes('\"number\"')");
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("ticket");
        browser.isFaultless("preview");
        browser.shoot("callout-preview");

        browser.click("button[value=test]");
        browser.waitsFor("#test-result .notice.ok");
        assertThat(browser.text("#test-result"))
                .contains("Test with T20261124.0001")
                .contains("Would count as delivered")
                .contains("<b>closed</b>");
        browser.isFaultless("sent");
        browser.shoot("callout-sent");
        browser.click("button[value=test]");
        browser.waitsFor("#test-result .notice.fail");
        assertThat(endpoint.requests()).hasSize(2);
        assertThat(browser.run("return document.getElementById('format').value"))
                .isEqualTo("json");
    }

    @Test
    void whatWasTypedOutlivesLeavingThePageAndTheSession() {
        browser.look(1280, false);
        signIn(server.url(), "en");
        browser.go(server.url() + "/callouts/new");
        browser.type("#name", "Half typed");
        browser.type("#url", "https://half.acme.example/");
        browser.click("#t-notification");
        browser.click("[name='notify.who'][value='tech@acme.example']");
        browser.click("#t-authentication");
        browser.run(
                "const s = document.getElementById('auth'); s.value = 'bearer'; s.dispatchEvent(new Event('change', {bubbles: true}))");
        browser.run("document.getElementById('auth.bearer.token').value = 'secret of the far end'");
        browser.go(server.url() + "/inbox");
        assertThat(browser.run("return JSON.stringify(sessionStorage)"))
                .asString()
                .contains("Half typed")
                .doesNotContain("secret of the far end");

        browser.go(server.url() + "/callouts/new");
        browser.forgetLog();
        assertThat(browser.run("return document.getElementById('name').value")).isEqualTo("Half typed");
        assertThat(browser.text("[data-draft-told]")).contains("was put back");
        browser.isFaultless("restored");
        browser.shoot("callout-restored");

        browser.forget(server.url());
        browser.click("button[value=save-close]");
        browser.arrivesAt(server.url() + "/signin");
        browser.type("#login", PageServer.ADMINISTRATOR);
        browser.type("#password", PageServer.PASSWORD);
        browser.press(Keys.ENTER);
        browser.arrivesAt(server.url() + "/callouts/new");
        assertThat(browser.run("return document.getElementById('name').value")).isEqualTo("Half typed");
        browser.run(
                "const s = document.getElementById('auth'); s.value = 'none'; s.dispatchEvent(new Event('change', {bubbles: true}))");
        browser.click("#t-notification");
        browser.run("document.getElementById('notify.nobody').focus()");
        browser.waitsUntil("""
                (() => {
                  const box = document.activeElement.getBoundingClientRect();
                  return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === document.activeElement;
                })()""");
        assertThat(browser.run("return document.querySelector('[name=\"notify.who\"]:checked').value"))
                .isEqualTo(PageServer.LOGIN);
        browser.click("button[value=save-close]");
        browser.arrivesAt(server.url() + "/callouts");
        assertThat(browser.text("#toasts")).contains("“Half typed” is saved.");
        assertThat(drafts()).isEqualTo(0L);
    }

    @Test
    void whomToTellIsChosenByKeyboard() {
        browser.look(1280, false);
        signIn(server.url(), "en");
        browser.go(server.url() + "/callouts/new");
        browser.type("#name", "Chosen by keyboard");
        browser.type("#url", "https://keys.acme.example/");
        assertThat(browser.text("#t-notification")).contains("!");
        browser.press(Keys.ENTER);
        browser.waitsFor("[role=alert]");
        browser.forgetLog(); // that it was refused
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("notify.who");
        assertThat(browser.run("return document.activeElement.checkVisibility()"))
                .isEqualTo(true);
        browser.shoot("callout-telling-mistake");

        browser.press(Keys.SPACE);
        browser.waitsUntil(
                "document.getElementById('tells-nobody').textContent.includes('a ticket that is assigned to nobody')");
        browser.isFaultless("callout that tells the assigned person alone");
        browser.shoot("callout-telling-assigned");
        browser.look(360, true);
        browser.shoot("callout-telling-assigned-360");
        browser.look(1280, false);

        browser.press(Keys.TAB);
        browser.press(Keys.SPACE);
        browser.waitsUntil("!document.querySelector('#tells-nobody .notice')");
        assertThat(browser.run("return document.activeElement.value")).isEqualTo(PageServer.LOGIN);
        browser.isFaultless("callout that tells somebody");
        browser.press(Keys.ENTER);

        browser.arrivesAt(server.url() + "/callouts");
        var kept = server.house.callouts().named("Chosen by keyboard").orElseThrow();
        assertThat(kept.telling()).isNotNull();
        assertThat(kept.tellsNobody()).isFalse();
        server.house.callouts().delete(kept);
    }

    @Test
    void theBellRingsWhileSomebodyLooks() {
        browser.look(1280, false);
        signIn(server.url(), "en");
        browser.go(server.url() + "/inbox");
        assertThat(browser.run("return document.title")).isEqualTo("Inbox · Roundtrip");
        var admin = server.house.people().named(PageServer.ADMINISTRATOR).orElseThrow();
        tell(admin, "Callout in trouble");
        browser.run("document.querySelector('[href=\"/inbox\"]').focus()");

        browser.run("htmx.trigger('#bell', 'bell')");

        browser.waitsUntil("document.getElementById('bell-said').textContent === '1 not read'");
        assertThat(browser.text("#bell .tally")).isEqualTo("1");
        assertThat(browser.run("return document.title")).isEqualTo("(1) Inbox · Roundtrip");
        assertThat(browser.run("return document.activeElement.getAttribute('href')"))
                .isEqualTo("/inbox");
        browser.isFaultless("inbox after the bell rang");
        browser.go(server.url() + "/inbox");
        browser.shoot("inbox-told");
        server.house.inbox().markAllRead(admin.id(), Long.MAX_VALUE);
    }

    private void tell(Person person, String subject) {
        server.house.store().write(() -> {
            server.house
                    .notices()
                    .tell(
                            List.of(Reader.Somebody.of(person)),
                            _ -> new Message(
                                    Message.Kind.TROUBLE,
                                    "Icinga: clear problem",
                                    subject,
                                    "Given up since 14:03:21:\n\n" + "- T20261124.0007, 503\n".repeat(14)
                                            + "\nThe next attempt is at 14:09:21.",
                                    "/deliveries?view=look",
                                    ""),
                            About.NO_TICKET);
            return null;
        });
    }

    @Test
    void whatWasTypedIsGoneWhenSomebodySignsOut() {
        browser.look(1280, false);
        signIn(server.url(), "en");
        browser.go(server.url() + "/callouts/new");
        browser.type("#name", "Nobody else is to see it");
        browser.go(server.url() + "/callouts/new");
        assertThat(drafts()).isEqualTo(1L);

        browser.type("#name", "Nor this");
        browser.click(".side-foot form button");

        browser.arrivesAt(server.url() + "/signin?signedout");
        assertThat(drafts()).isEqualTo(0L);
    }

    private Object drafts() {
        return browser.run("return Object.keys(sessionStorage).filter((key) => key.startsWith('draft:')).length");
    }

    private Object focused() {
        return browser.run("return document.activeElement.textContent.trim()");
    }

    private void signIn(String url, String language) {
        browser.go(url + "/signin?lang=" + language);
        browser.type("#login", PageServer.ADMINISTRATOR);
        browser.type("#password", PageServer.PASSWORD);
        browser.press(Keys.ENTER);
        browser.arrivesAt(url + "/");
    }

    private void check(String page, String look, String language) {
        browser.shoot(page + look);
        assertThat(browser.attribute("html", "lang")).isEqualTo(language);
        browser.isFaultless(page + look);
    }
}
