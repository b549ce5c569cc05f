package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Actor;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import dev.roundtrip.rule.Rule;
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

/** The pages of rules as people meet them, with script. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesBrowserTest {
    private static final int WIDE = 1280;

    private final TestBrowser browser;
    private final PageServer server;

    RulesBrowserTest(@TempDir Path folder) {
        browser = TestBrowser.open(folder.resolve("profile"));
        server = PageServer.withTechnician(folder.resolve("desk"));
        server.house
                .people()
                .add(
                        new Person(0, "admin", "A. Dministrator", null, Role.ADMINISTRATOR, null, true),
                        PageServer.PASSWORD);
        for (int i = 1; i <= 3; i++) {
            var ticket = server.house
                    .tickets()
                    .create(
                            TicketEdit.with()
                                    .set(TicketField.TITLE, "web-0" + i + " disk full")
                                    .set(TicketField.COMPANY_ID, 0)
                                    .set(TicketField.QUEUE_ID, 5)
                                    .build(),
                            Actor.DESK);
            server.house
                    .tickets()
                    .edit(
                            ticket.id(),
                            TicketEdit.with()
                                    .set(TicketField.STATUS, i == 3 ? 8 : 5)
                                    .build(),
                            Actor.person(1, "A. Technician"));
        }
    }

    @BeforeEach
    void asItWas() {
        server.house.rules().all().forEach(rule -> server.house.rules().delete(rule.id()));
        server.house.setup().apply("setup.yaml", """
                picklists: { queue: [ { id: 29, label: Monitoring } ] }
                fields: [ { name: Icinga object, type: text }, { name: Severity, type: list, values: [ warning, critical ] }, { name: Seen, type: date } ]
                callouts: [ { name: "Icinga: clear problem", url: "https://localhost/" }, { name: "Alertmanager: resolve", url: "https://localhost/", active: false } ]
                rules:
                  - { name: Alerts go to Monitoring, when: [ created: { by: api-users } ], if: [ { attribute: udf.Icinga object, operator: is-not-empty } ], then: [ set: { queueID: Monitoring } ] }
                  - name: "Done in Monitoring: tell Icinga"
                    when: [ edited, overdue-by: 4h ]
                    if:
                      - { attribute: status, operator: changed-to, value: Complete }
                      - any: [ { attribute: queueID, operator: in-list, value: [ Monitoring, Client Portal ] }, { attribute: udf.Seen, operator: greater-than, value: "2026-11-01T08:30:00+01:00" } ]
                    during: { inside: { mon-fri: "08:00-12:00, 13:00-18:00" } }
                    then:
                      - set: { dueDateTime: now + 4h, resolution: "by {{actor.name}}", contactID: null }
                      - callout: "Icinga: clear problem"
                      - note: { title: Told, text: Icinga was told }
                      - notify: { who: [ contact, "noc@acme.example" ], subject: Done, text: "{{ticket.title}}" }
                      - create-ticket: { title: Look after it, queueID: Monitoring }
                  - { name: "Done: resolve in Alertmanager", when: [ edited ], if: [ { attribute: status, operator: equal-to, value: Complete } ], then: [ callout: "Alertmanager: resolve" ] }
                  - { name: Old test hook, active: false, when: [ edited ], then: [ callout: "Alertmanager: resolve" ] }
                """, Map.of(), false);
        browser.forget(server.url());
    }

    @AfterAll
    void close() {
        browser.close();
        server.close();
    }

    private void signIn(String language) {
        browser.go(server.url() + "/signin?lang=" + language);
        browser.type("#login", "admin");
        browser.type("#password", PageServer.PASSWORD);
        browser.press(Keys.ENTER);
        browser.waitsFor(".side-foot");
    }

    private Rule named(String name) {
        return server.house.rules().named(name).orElseThrow();
    }

    private List<String> order() {
        return server.house.rules().all().stream().map(Rule::name).toList();
    }

    private String rulePage() {
        return server.url() + "/rules/"
                + named("Done in Monitoring: tell Icinga").id();
    }

    @ParameterizedTest(name = "{0} px, dark {1}, {2}")
    @CsvSource({"1280, false, en", "360, true, de"})
    void everybodyCanReadEveryPage(int width, boolean dark, String language) {
        browser.look(width, dark);
        var look = "-" + width + (dark ? "-dark-" : "-light-") + language;
        signIn(language);

        browser.go(server.url() + "/rules");
        assertThat(browser.text("table")).contains("Done in Monitoring: tell Icinga");
        check("rules", look, language);
        browser.go(rulePage());
        check("rule", look, language);
        browser.click("#try button");
        assertThat(browser.text("#try [role=status]")).isNotBlank();
        check("rule-tried", look, language);
        browser.go(server.url() + "/rules/new");
        browser.click(".savebar .btn-primary");
        browser.waitsFor("[aria-invalid]");
        browser.logged("422");
        check("rule-mistakes", look, language);
        browser.go(server.url() + "/rules/audit");
        check("rules-audit", look, language);
        browser.go(rulePage() + "/run?count=1");
        check("rule-run", look, language);
        browser.go(rulePage() + "/delete");
        check("rule-delete", look, language);
    }

    @Test
    void rulesAreMovedByKeyAndByDragging() {
        browser.look(WIDE, false);
        signIn("en");
        browser.go(server.url() + "/rules");
        var first = named("Alerts go to Monitoring").id();

        browser.run("document.getElementById('down-" + first + "').focus()");
        browser.press(Keys.ENTER);
        browser.waitsFor("tr[data-place='2'][data-id='" + first + "']");
        assertThat(order()).startsWith("Done in Monitoring: tell Icinga", "Alerts go to Monitoring");
        assertThat(browser.text("#moved")).isEqualTo("“Alerts go to Monitoring” is now rule 2 of 4.");
        browser.waitsUntil("document.activeElement.id === 'down-" + first + "'");

        browser.run("""
                const data = new DataTransfer();
                const grip = document.querySelector("tr[data-place='2'] .grip");
                const last = document.querySelector("tr[data-place='4']");
                const box = last.getBoundingClientRect();
                const fire = (node, type) => node.dispatchEvent(new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: data, clientY: box.bottom - 2}));
                fire(grip, 'dragstart'); fire(last, 'dragover'); fire(last, 'drop'); fire(grip, 'dragend');""");
        browser.waitsFor("tr[data-place='4'][data-id='" + first + "']");
        assertThat(order()).endsWith("Old test hook", "Alerts go to Monitoring");
        browser.isFaultless("rules that were moved");
    }

    @Test
    void theListFollowsWhatIsTypedAndTheMenuOpensByKey() {
        browser.look(WIDE, false);
        signIn("en");
        browser.go(server.url() + "/rules");

        browser.type("#q", "old test");
        browser.waitsFor("#rules .card-foot span + span");
        assertThat(browser.text("table")).contains("Old test hook").doesNotContain("Alerts go");
        assertThat(browser.run("return location.search")).asString().contains("q=old");

        browser.click("[data-menu]");
        browser.waitsFor(".menu:popover-open");
        browser.isFaultless("menu of a rule");
        browser.shoot("rules-menu");
        browser.press(Keys.ARROW_DOWN);
        browser.press(Keys.ENTER);
        browser.waitsFor(".toast");
        assertThat(named("Old test hook").active()).isTrue();
    }

    @Test
    void theFormFollowsWhatIsChosenAndLosesNothing() {
        browser.look(WIDE, false);
        signIn("en");
        browser.go(server.url() + "/rules/new");
        browser.type("#name", "By hand");
        browser.click("#add-if");
        browser.waitsFor("[id='if.1.any.0.attribute']");
        browser.waitsUntil("document.activeElement.id === 'if.1.any.0.attribute'");

        browser.run("""
                const list = document.getElementById('if.1.any.0.attribute');
                list.value = 'udf.Icinga object';
                list.dispatchEvent(new Event('change', {bubbles: true}));""");
        browser.waitsFor("input[id='if.1.any.0.value.0']");
        browser.waitsUntil("document.activeElement.id === 'if.1.any.0.attribute'");
        browser.type("[id='if.1.any.0.value.0']", "web-01");
        browser.waitsUntil("document.getElementById('sentence').textContent.includes('web-01')");
        assertThat(browser.text("#sentence")).contains("Icinga object");
        assertThat(browser.run("return document.getElementById('name').value")).isEqualTo("By hand");

        browser.go(server.url() + "/rules");
        browser.go(server.url() + "/rules/new");
        browser.waitsFor("input[id='if.1.any.0.value.0']");
        assertThat(browser.run("return document.getElementById('if.1.any.0.value.0').value"))
                .isEqualTo("web-01");
        assertThat(browser.text("[data-draft-told]")).contains("was put back");
        browser.isFaultless("a rule that was put back");
    }

    private void check(String page, String look, String language) {
        browser.shoot(page + look);
        assertThat(browser.attribute("html", "lang")).isEqualTo(language);
        browser.isFaultless(page + look);
    }
}
