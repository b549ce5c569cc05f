package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Actor;
import dev.roundtrip.ticket.NoteDraft;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The pages of tickets as people meet them. One browser and one desk for all of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TicketBrowserTest {
    private static final Actor PROGRAM = Actor.apiUser(7, "icinga");

    private final TestBrowser browser;
    private final PageServer server;
    private final Ticket done;
    private final Ticket open;

    TicketBrowserTest(@TempDir Path folder) {
        browser = TestBrowser.open(folder.resolve("profile"));
        server = PageServer.withTechnician(folder.resolve("desk"));
        server.house.setup().apply("setup.yaml", """
                companies: [ { name: Example GmbH } ]
                fields:
                  - { name: Icinga object, type: text }
                  - { name: Severity at alert, type: list, values: [ WARNING, CRITICAL ] }
                  - { name: Checked on, type: date }
                  - { name: Remarks, type: multi-line-text }
                service-levels:
                  - name: Gold
                    default: true
                    targets: { other: { first-response: 1h, resolution: 8h } }
                callouts: [ { name: "Icinga: clear problem", url: "https://localhost/" }, { name: Test receiver (old), url: "https://localhost/", active: false } ]
                rules:
                  - name: Alerts go to Monitoring
                    when: [ created ]
                    if: [ { attribute: udf.Icinga object, operator: is-not-empty } ]
                    then: [ { set: { queueID: Monitoring Alert } } ]
                  - name: "Done in Monitoring: tell Icinga"
                    when: [ edited ]
                    if: [ { attribute: status, operator: changed-to, value: Complete } ]
                    then: [ { callout: "Icinga: clear problem" } ]
                  - name: Old test hook
                    when: [ edited ]
                    if: [ { attribute: status, operator: changed-to, value: Complete } ]
                    then: [ { callout: Test receiver (old) } ]
                  - name: "Critical outside hours: page"
                    when: [ edited ]
                    if: [ { attribute: priority, operator: equal-to, value: Critical } ]
                    then: [ { note: { title: x, text: y } } ]
                """, Map.of(), false);
        done = alert("web-01 disk /var 97 %", "web-01!disk");
        open = alert("sw-07 port 12 down", "sw-07!port12");
        alert("Ein sehr langer Titel, wie ihn Monitoring-Systeme gerne schreiben: " + "x".repeat(120), "long");
        server.house
                .tickets()
                .addNote(
                        done.id(),
                        NoteDraft.internal("", "Old journal files removed, log rotation set to 7 days."),
                        technician());
        server.house
                .tickets()
                .edit(done.id(), TicketEdit.with().set(TicketField.STATUS, 5).build(), technician());
        server.house.dispatcher().runDue();
        server.clock.pass(Duration.ofSeconds(18));
    }

    private Actor technician() {
        var person = server.house.people().named(PageServer.LOGIN).orElseThrow();
        return Actor.person(person.id(), person.name());
    }

    private Ticket alert(String title, String object) {
        return server.house
                .tickets()
                .create(
                        TicketEdit.with()
                                .set(TicketField.TITLE, title)
                                .set(TicketField.COMPANY_ID, 0)
                                .set(
                                        TicketField.DESCRIPTION,
                                        "DISK CRITICAL - free space: /var 312 MB (3 %)\nChecked every minute.")
                                .set(TicketField.PRIORITY, 1)
                                .setUser("Icinga object", object)
                                .setUser("Severity at alert", "CRITICAL")
                                .build(),
                        PROGRAM);
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

    private void signIn(String language) {
        browser.go(server.url() + "/signin?lang=" + language);
        browser.type("#login", PageServer.LOGIN);
        browser.type("#password", PageServer.PASSWORD);
        browser.press(Keys.ENTER);
        browser.arrivesAt(server.url() + "/");
    }

    private String at(Ticket ticket) {
        return server.url() + "/tickets/" + ticket.id();
    }

    @ParameterizedTest(name = "{0} px, dark {1}, {2}")
    @CsvSource({"1280, false, en", "360, true, de"})
    void everybodyCanReadAndWork(int width, boolean dark, String language) {
        browser.look(width, dark);
        var look = "-" + width + (dark ? "-dark-" : "-light-") + language;
        signIn(language);

        browser.go(server.url() + "/tickets?status=all");
        assertThat(browser.text("table")).contains("web-01 disk /var 97 %");
        check("tickets", look);
        browser.go(at(done));
        assertThat(browser.text("#triggered")).contains("Icinga: clear problem");
        check("ticket", look);
        browser.go(at(open) + "/edit");
        check("ticket-edit", look);
        browser.type("#f-title", " ");
        browser.click("form button.btn-primary");
        browser.waitsFor("#f-title-e");
        browser.logged("422");
        check("ticket-wrong", look);
        browser.go(server.url() + "/tickets?company=x");
        browser.click("[popovertarget=save-view]");
        browser.waitsFor("#view-name:focus");
        check("tickets-save", look);
    }

    private void check(String page, String look) {
        browser.shoot(page + look);
        browser.isFaultless(page + look);
    }

    @Test
    void theListFollowsWhatIsTyped() {
        browser.look(1280, false);
        signIn("en");
        browser.go(server.url() + "/tickets");
        browser.run("document.body.dataset.same = 'yes'");

        browser.click("#q");
        browser.press("port 12");
        browser.arrivesAt(server.url() + "/tickets?q=port%2012");
        browser.waitsFor("#views a:first-child:not([aria-current])");

        assertThat(browser.text("#list")).contains("sw-07 port 12 down").doesNotContain("web-01");
        assertThat(browser.attribute("body", "data-same"))
                .as("the page was not loaded anew")
                .isEqualTo("yes");
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("q");
        assertThat(browser.run("return document.querySelector('#found').textContent"))
                .isEqualTo("One ticket on this page");
        browser.isFaultless("tickets, filtered");
        browser.press(Keys.ENTER);
        browser.waitsFor("body:not([data-same])");
        assertThat(browser.text("#list")).contains("sw-07 port 12 down");
    }

    /** A desk in Berlin, a browser in New York: times are the desk's, and saving what was not changed is no change. */
    @Test
    void aTimeSoonAfterMidnightStaysWhereItIs() {
        var due = Instant.parse("2027-01-10T23:30:00Z");
        var ticket = server.house
                .tickets()
                .create(
                        TicketEdit.with()
                                .set(TicketField.TITLE, "night work")
                                .set(TicketField.COMPANY_ID, 0)
                                .set(TicketField.DUE_DATE_TIME, due)
                                .build(),
                        PROGRAM);
        browser.look(1280, false);
        browser.livesIn("America/New_York");
        try {
            signIn("en");
            var version = ticket.version();
            save(ticket, "dueDateTime", null);
            save(ticket, "dueDateTime", null);
            assertThat(now(ticket).version()).as("nothing was changed").isEqualTo(version);
            browser.go(at(ticket));
            assertThat(browser.text("main")).contains("11 Jan 2027, 00:30:00");

            save(ticket, "title", "night shift");
            assertThat(now(ticket).time(TicketField.DUE_DATE_TIME)).isEqualTo(due);
            assertThat(server.house.tickets().historyOf(ticket.id()))
                    .filteredOn(line -> line.version() > version)
                    .allSatisfy(line -> assertThat(line.field()).isEqualTo("title"))
                    .hasSize(1);

            // An hour that Berlin does not have that night.
            save(ticket, "dueDateTime", "2027-03-28T02:30");
            assertThat(now(ticket).time(TicketField.DUE_DATE_TIME)).isEqualTo(Instant.parse("2027-03-28T01:30:00Z"));
            save(ticket, "dueDateTime", null);
            assertThat(now(ticket).time(TicketField.DUE_DATE_TIME)).isEqualTo(Instant.parse("2027-03-28T01:30:00Z"));
        } finally {
            browser.livesIn("Europe/Berlin");
        }
    }

    private Ticket now(Ticket ticket) {
        return server.house.tickets().find(ticket.id()).orElseThrow();
    }

    /** @param value null leaves the form as it is */
    private void save(Ticket ticket, String field, @Nullable String value) {
        browser.go(at(ticket) + "/edit");
        browser.waitsFor("[name=" + field + "]");
        if (value != null) {
            browser.run("document.querySelector('[name=" + field + "]').value = '" + value + "'");
        }
        browser.click("form.w-form button.btn-primary");
        browser.waitsFor("#triggered");
    }

    @Test
    void whatATicketTriggeredRenewsItselfUnlessSomebodyIsInIt() {
        browser.look(1280, false);
        signIn("en");
        var ticket = alert("db-02 replication late", "db-02!replication");
        browser.go(at(ticket));
        browser.click("form[action$=complete] button");
        browser.arrivesAt(at(ticket) + "#triggered");
        assertThat(browser.text("#triggered")).contains("Status → Complete", "Sending");
        browser.run(
                "document.querySelector('#triggered-part a').focus(); document.querySelector('#triggered-part').dataset.old = 'yes'");

        server.house.dispatcher().runDue();
        browser.run("htmx.trigger('#triggered-part', 'live')");
        browser.run("document.querySelector('#triggered-part summary')?.click()");
        assertThat(browser.attribute("#triggered-part", "data-old")).isEqualTo("yes");
        browser.run("document.activeElement.blur()");
        browser.waitsFor("#triggered-part:not([data-old])");

        assertThat(browser.text("#triggered-part")).contains("Waiting", "1 of 11");
        browser.waitsFor("#renewed:not(:empty)");
        assertThat(browser.text("#renewed")).startsWith("updated");
        browser.isFaultless("ticket, renewed");
    }
}
