package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** An account at the sign-in provider from its first use to its end, as a browser has it: over another host and back, under the policy of the pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProviderBrowserTest {
    private static final String BUTTON = "a[href='/signin/provider']";

    private final FakeProvider provider;
    private final TestBrowser browser;
    private final PageServer server;

    ProviderBrowserTest(@TempDir Path folder) throws IOException {
        browser = TestBrowser.open(folder.resolve("profile"));
        provider = new FakeProvider();
        server = PageServer.with(provider, folder.resolve("desk"));
    }

    @AfterAll
    void close() {
        browser.close();
        server.close();
        provider.close();
    }

    private void look(String name, int width, String language) {
        browser.look(width, false);
        browser.isFaultless(name + "-light");
        browser.look(width, true);
        browser.isLegible(name + "-dark");
        browser.look(width, language.equals("de"));
        browser.shoot(name + "-" + width + "-" + language);
    }

    private JWTClaimsSet.Builder claims(FakeProvider.Asked asked, String email) {
        return provider.claims(asked, "sub-of-" + email, server.clock.instant())
                .claim("email", email)
                .claim("email_verified", true);
    }

    private void confirm() {
        browser.type("#current", PageServer.PASSWORD);
        browser.press(Keys.ENTER);
    }

    @ParameterizedTest(name = "{0} px, {1}")
    @CsvSource({"1280, en", "360, de"})
    void leadsThereAndBack(int width, String language) {
        browser.forget(server.url());
        provider.signsIn(asked -> provider.signed(claims(asked, "nobody@example.net")));
        browser.go(server.url() + "/signin?lang=" + language);
        browser.waitsFor(BUTTON);
        look("provider-signin", width, language);
        browser.click(BUTTON);
        browser.waitsFor("[role=alert]");
        browser.forgetLog(); // that it was refused
        look("provider-refused", width, language);

        provider.signsIn(asked -> provider.signed(claims(asked, PageServer.LOGIN)));
        browser.go(server.url() + "/signin");
        browser.click(BUTTON);
        browser.waitsFor(".side-foot");
        browser.go(server.url() + "/profile");
        browser.waitsFor("#provider");
        look("provider-profile", width, language);

        browser.go(server.url() + "/profile/provider");
        look("provider-linked", width, language);
        confirm();
        browser.waitsFor(".toast");
        browser.go(server.url() + "/profile/provider");
        look("provider-not-linked", width, language);
        confirm();
        browser.waitsFor(BUTTON);
        look("provider-ready", width, language);
        browser.click(BUTTON);
        browser.arrivesAt(server.url() + "/profile/provider");
        browser.waitsFor("#current");
        var person = server.house.people().named(PageServer.LOGIN).orElseThrow();
        assertThat(server.house.identities().isLinked(person.id(), provider.issuer()))
                .isTrue();
    }
}
