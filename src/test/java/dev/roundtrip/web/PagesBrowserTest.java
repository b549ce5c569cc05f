package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The pages as people meet them: wide and narrow, light and dark, English and German. One browser for all of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesBrowserTest {
    private static final int WIDE = 1280;
    private static final int NARROW = 360;

    private final TestBrowser browser;
    private final PageServer server;
    private final PageServer fresh;
    private final Promises promises;
    private final String waiting;
    private final String delivered;

    PagesBrowserTest(@TempDir Path folder) {
        browser = TestBrowser.open(folder.resolve("profile"));
        server = PageServer.withTechnician(folder.resolve("desk"));
        fresh = PageServer.empty(folder.resolve("fresh"));
        promises = new Promises(server);
        server.tells("Drucker steht", "Im zweiten Stock\nseit 14:03.");

        server.makesATargetFail("Standort Süd: close");
        promises.promise(
                "callout:1", "Alertmanager: resolve", "T20261123.0031", "custom body: line 3, column 7: no JSON");
        promises.answered(
                "Paging service: close incident",
                "T20261124.0002",
                503,
                503,
                503,
                503,
                503,
                503,
                503,
                503,
                503,
                503,
                503);
        delivered = promises.answered("Icinga: Standort Süd", "T20261124.0014", 503, 503, 200);
        promises.promise(Promises.SHUT, "Alertmanager: resolve", "T20261124.0015", null);
        promises.cancel(promises.promise(Promises.SHUT, "Icinga: clear problem", "T20261124.0016", null));
        promises.promise("Paging service: close incident", "T20261124.0003");
        promises.crash();
        waiting = promises.promise("Icinga: clear problem", "T20261124.0007");
        promises.courier.answers(waiting, 503, 503, 503);
        promises.courier.getsNoAnswer(waiting);
        promises.run(6);
        server.clock.pass(Duration.ofSeconds(18));
        promises.promise("Alertmanager: resolve", "T20261124.0019");
    }

    @BeforeEach
    void startAsAStranger() {
        browser.forget(server.url());
    }

    @AfterAll
    void close() {
        browser.close();
        promises.close();
        server.close();
        fresh.close();
    }

    @ParameterizedTest(name = "{0} px, dark {1}, {2}")
    @CsvSource({"1280, false, en", "360, true, de"})
    void everybodyCanReadEveryPage(int width, boolean dark, String language) {
        browser.look(width, dark);
        var look = "-" + width + (dark ? "-dark-" : "-light-") + language;
        // Another name for the same machine: cookies do not tell ports apart.
        var freshUrl = fresh.url().replace("127.0.0.1", "localhost");

        browser.go(freshUrl + "/deliveries?lang=" + language);
        browser.go(freshUrl + "/deliveries");
        browser.arrivesAt(freshUrl + "/setup");
        check("setup", look, language);

        browser.go(server.url() + "/signin?lang=" + language);
        check("signin", look, language);
        browser.type("#login", PageServer.LOGIN);
        browser.type("#password", PageServer.PASSWORD);
        browser.press(Keys.ENTER);

        browser.arrivesAt(server.url() + "/");
        browser.go(server.url() + "/deliveries");
        assertThat(browser.text("table")).contains("Icinga: clear problem").contains("T20261124.0007");
        assertThat(browser.text(".notice")).contains("Standort Süd: close");
        check("deliveries", look, language);

        browser.go(server.url() + "/deliveries/" + waiting);
        assertThat(browser.text("h1")).contains("T20261124.0007");
        check("delivery", look, language);
        browser.go(server.url() + "/inbox");
        assertThat(browser.text("h1")).isEqualTo(language.equals("de") ? "Posteingang" : "Inbox");
        assertThat(browser.text("main")).contains("Drucker steht");
        check("inbox", look, language);
        browser.go(server.url() + "/deliveries/" + delivered);
        check("delivered", look, language);
        browser.go(server.url() + "/deliveries?callout=none&from=x");
        check("nothing", look, language);
        browser.go(server.url() + "/deliveries?view=look");
        check("deliveries-look", look, language);
        browser.go(server.url() + "/deliveries/" + waiting + "/cancel");
        check("delivery-cancel", look, language);
        browser.go(server.url() + "/deliveries/replay?state=delivered");
        check("deliveries-replay", look, language);

        if (width == NARROW) {
            browser.click("[data-nav-toggle]");
            check("menu", look, language);
        }
        browser.click(".side-foot form button");
        browser.arrivesAt(server.url() + "/signin?signedout");
        check("signed-out", look, language);
    }

    @Test
    void theThemeIsKeptAndTheSkipLinkComesFirst() {
        browser.look(WIDE, false);
        signIn();

        browser.press(Keys.TAB);
        assertThat(browser.run("return document.activeElement.className")).isEqualTo("skip");
        browser.press(Keys.ENTER);
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("main");

        browser.click("[data-theme-form] button");
        browser.waitsFor("html[data-theme=dark]");
        browser.go(server.url() + "/deliveries");
        assertThat(browser.attribute("html", "data-theme")).isEqualTo("dark");
        browser.isFaultless("deliveries, dark by choice");
    }

    @Test
    void aDeliveryIsRetriedAndCancelledByKeyboardAlone() {
        browser.look(WIDE, false);
        signIn();
        browser.forgetLog();
        var id = promises.answered("Icinga: clear problem", "T20261124.0099", 503);
        browser.go(server.url() + "/deliveries/" + id);

        browser.run("document.querySelector('form[action$=\"/retry\"] button').focus()");
        browser.press(Keys.ENTER);
        browser.waitsFor("#toasts .toast.ok");
        assertThat(browser.text("#one")).contains("A. Technician asked for a retry");

        browser.run("document.querySelector('a[href$=\"/cancel\"]').focus()");
        browser.press(Keys.ENTER);
        browser.waitsUntil("document.getElementById('dialog').open");
        browser.shoot("delivery-cancel-dialog");
        browser.isFaultless("cancel dialog");
        browser.press(Keys.ESCAPE);
        browser.waitsUntil("!document.getElementById('dialog').open");
        assertThat(browser.run("return document.activeElement.pathname")).isEqualTo("/deliveries/" + id + "/cancel");
        browser.press(Keys.ENTER);
        browser.waitsUntil("document.getElementById('dialog').open");
        browser.run("document.querySelector('#dialog form button').focus()");
        browser.press(Keys.ENTER);
        browser.waitsUntil("document.querySelector('#one').textContent.includes('cancelled by A. Technician')");
    }

    @Test
    void aWrongPasswordAndAMissingPageAreToldOnAPage() {
        browser.look(WIDE, false);
        browser.go(server.url() + "/signin?lang=en");
        browser.type("#login", "nobody@acme.example");
        browser.type("#password", "wrong");
        browser.press(Keys.ENTER);
        browser.waitsFor("#refusal");
        assertThat(browser.text("#refusal")).isEqualTo("Login and password do not match.");
        assertThat(browser.attribute("#password", "aria-invalid")).isEqualTo("true");
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("password");
        browser.shoot("signin-refused");

        signIn();
        browser.go(server.url() + "/nowhere");
        assertThat(browser.text("h1")).isEqualTo("Not found");
        browser.shoot("missing");
    }

    private void signIn() {
        browser.go(server.url() + "/signin");
        browser.type("#login", PageServer.LOGIN);
        browser.type("#password", PageServer.PASSWORD);
        browser.press(Keys.ENTER);
        browser.arrivesAt(server.url() + "/");
    }

    private void check(String page, String look, String language) {
        browser.shoot(page + look);
        assertThat(browser.attribute("html", "lang")).isEqualTo(language);
        browser.isFaultless(page + look);
    }
}
