package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.House;
import dev.roundtrip.Server;
import dev.roundtrip.settings.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Somebody who has just started a desk and has nothing but its pages: from the first start to a practice alert that closes. What is pressed
 * and filled in is found by what stands on the screen. The desk is the real one, by the real clock. The pictures of docs/tour.md are taken here.
 */
class NewcomerStory {
    private static final String PASSWORD = "correct horse battery";

    @Test
    void closesAPracticeAlert(@TempDir Path folder) {
        var plain = Settings.in(folder.resolve("desk"));
        var settings = new Settings(
                plain.data(), plain.database(), "127.0.0.1", 0, Optional.empty(), "", null, Optional.empty(), false);
        try (var house = new House(settings, Clock.systemUTC());
                var doors = Server.open(settings, house, house.clock());
                var browser = TestBrowser.open(folder.resolve("profile"))) {
            house.listensAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), port(doors)));
            house.start();
            tell(browser, "http://127.0.0.1:" + port(doors), doors.getBean(FirstStart.class));
        }
    }

    private static int port(ConfigurableApplicationContext doors) {
        return doors.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static void tell(TestBrowser browser, String url, FirstStart firstStart) {
        browser.look(1100, false);
        var line = firstStart.invitation(url).orElseThrow();
        browser.go(line.replaceAll(".*(http\\S+).*", "$1"));
        browser.fill("Name", "A. Technician");
        browser.fill("Login", "a.technician@acme.example");
        browser.fill("Password", PASSWORD);
        browser.choose("Language", "English");
        browser.shoot("tour-1-first-start");
        browser.follow("Create and sign in");

        browser.follow("Settings");
        browser.follow("Practice receiver");
        browser.follow("Switch on");
        browser.follow("Open");
        browser.fill("The next answers, in this order", "503, 200");
        browser.follow("Answer so");
        browser.follow("New extension callout to it");

        browser.fill("Name", "Close the alert");
        browser.follow("Retry");
        browser.fill("Send again every", "1s");
        browser.click("#t-notification");
        browser.click("[name='notify.who'][value='a.technician@acme.example']");
        browser.follow("General");
        browser.shoot("tour-2-callout");
        browser.follow("Save & close");
        assertThat(browser.text("table")).contains("Close the alert").contains("/practice/close");

        browser.follow("Workflow rules");
        browser.follow("New");
        browser.fill("Name", "Done: close the alert");
        browser.choose("Condition 1: value 1", "Complete");
        browser.choose("Execute extension callout", "Close the alert");
        browser.waitsUntil("document.getElementById('sentence').textContent.includes('Close the alert')");
        browser.shoot("tour-3-rule");
        browser.follow("Save & close");
        assertThat(browser.text("table")).contains("Done: close the alert");

        browser.follow("Settings");
        browser.follow("Practice receiver");
        browser.follow("close");
        browser.follow("Raise a practice alert");
        assertThat(browser.text("#got")).contains("Open").doesNotContain("Closed");
        browser.shoot("tour-4-alert");
        browser.follow(browser.text("#got li a"));

        browser.follow("Complete");
        browser.run("document.activeElement.blur()"); // what renews itself waits for whoever is at work in it
        browser.waitsUntil("document.getElementById('triggered').textContent.includes('Delivered')");
        browser.shoot("tour-5-ticket");
        browser.follow("Close the alert");
        assertThat(browser.text("h1")).isNotBlank();
        browser.shoot("tour-6-delivery");

        browser.follow("Settings");
        browser.follow("Practice receiver");
        browser.follow("close");
        assertThat(browser.text("#got"))
                .contains("Closed")
                .contains("answered 503")
                .contains("answered 200");
        browser.shoot("tour-7-closed");
        browser.follow("Dashboard");
        assertThat(browser.text("#figures")).contains("All is well");
        browser.shoot("tour-8-dashboard");
    }
}
