package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** A second factor from its set-up to its end, as a browser has it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FactorBrowserTest {
    private static final String CODE = "#code";

    private final TestBrowser browser;
    private final PageServer server;

    FactorBrowserTest(@TempDir Path folder) {
        browser = TestBrowser.open(folder.resolve("profile"));
        server = PageServer.withTechnician(folder.resolve("desk"));
    }

    @AfterAll
    void close() {
        browser.close();
        server.close();
    }

    private void signIn(String language) {
        browser.forget(server.url());
        browser.go(server.url() + "/signin?lang=" + language);
        browser.type("#login", PageServer.LOGIN);
        browser.type("#password", PageServer.PASSWORD);
        browser.press(Keys.ENTER);
    }

    private String code(String secret) {
        server.clock.pass(Duration.ofSeconds(30)); // no code is taken twice
        return AppCodes.shown(secret, server.clock.instant());
    }

    private void look(String name, int width, String language) {
        browser.look(width, false);
        browser.isFaultless(name + "-light");
        browser.look(width, true);
        browser.isLegible(name + "-dark");
        browser.look(width, language.equals("de"));
        browser.shoot(name + "-" + width + "-" + language);
    }

    private void confirm(String secret) {
        browser.type("#current", PageServer.PASSWORD);
        browser.type(CODE, code(secret));
        browser.press(Keys.ENTER);
    }

    @ParameterizedTest(name = "{0} px, {1}")
    @CsvSource({"1280, en", "360, de", "1280, de", "360, en"})
    void isSetUpAskedForAndTurnedOff(int width, String language) {
        browser.look(width, false);
        signIn(language);
        browser.waitsFor(".side-foot");

        browser.go(server.url() + "/profile/factor");
        look("factor-set-up", width, language);
        var secret = browser.text(".card code");
        confirm(secret);
        browser.waitsFor("[role=status] li");
        look("factor-recovery", width, language);

        signIn(language);
        browser.arrivesAt(server.url() + "/signin/code");
        look("factor-code", width, language);
        browser.type(CODE, "123");
        browser.press(Keys.ENTER);
        browser.waitsFor("#refusal");
        browser.forgetLog(); // that it was refused
        look("factor-code-refused", width, language);
        browser.type(CODE, code(secret));
        browser.press(Keys.ENTER);
        browser.waitsFor(".side-foot");

        browser.go(server.url() + "/profile");
        look("factor-profile", width, language);
        browser.go(server.url() + "/profile/factor");
        look("factor-off", width, language);
        confirm(secret);
        browser.arrivesAt(server.url() + "/profile");
        assertThat(server.house
                        .secondFactors()
                        .isOn(server.house
                                .people()
                                .named(PageServer.LOGIN)
                                .orElseThrow()
                                .id()))
                .isFalse();
    }
}
