package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.people.Actor;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import dev.roundtrip.rule.Rule;
import dev.roundtrip.rule.RuleWords;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulePagesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private PageServer server;
    private PageClient admin;

    @BeforeAll
    void open(@TempDir Path data) {
        server = PageServer.withTechnician(data);
        server.house
                .people()
                .add(
                        new Person(0, "admin", "A. Dministrator", null, Role.ADMINISTRATOR, null, true),
                        PageServer.PASSWORD);
        server.house.setup().apply("setup.yaml", """
                companies: [ { name: Acme GmbH } ]
                fields: [ { name: Alert ID, type: text }, { name: Severity, type: list, values: [ warning, critical ] }, { name: Seen, type: date } ]
                callouts: [ { name: Close <b>, url: "https://localhost/", field: Alert ID } ]
                """, Map.of(), false);
    }

    @BeforeEach
    void startAnew() {
        admin = server.client(); // what an earlier page was to be told is not told here
        admin.signIn("admin", PageServer.PASSWORD);
        server.house.rules().all().forEach(rule -> server.house.rules().delete(rule.id()));
    }

    @AfterAll
    void close() {
        server.close();
    }

    private Rule rule(String name, String more) {
        server.house
                .setup()
                .apply("setup.yaml", "rules: [ { name: \"%s\", %s } ]".formatted(name, more), Map.of(), false);
        return server.house.rules().named(name).orElseThrow();
    }

    private Rule done(String name) {
        return rule(
                name,
                "when: [ edited ], if: [ { attribute: status, operator: changed-to, value: Complete } ], then: [ callout: Close <b> ]");
    }

    private List<String> order() {
        return server.house.rules().all().stream().map(Rule::name).toList();
    }

    private long ticket(String title) {
        return server.house
                .tickets()
                .create(
                        TicketEdit.with()
                                .set(TicketField.TITLE, title)
                                .set(TicketField.COMPANY_ID, 0)
                                .setUser("Alert ID", "a-1")
                                .build(),
                        Actor.DESK)
                .id();
    }

    private void complete(long ticket) {
        server.house
                .tickets()
                .edit(ticket, TicketEdit.with().set(TicketField.STATUS, 5).build(), Actor.person(1, "A. Technician"));
    }

    /** The form as its page fills it, and what a browser would send of it. */
    private Map<String, String> form(Rule rule) {
        var typed = RuleFormWriter.written(rule, new RuleWords(server.house.ruleNames()), BERLIN);
        var fields = new LinkedHashMap<String, String>();
        typed.fields().forEach((name, values) -> fields.put(name, values.getFirst()));
        fields.put("version", rule.fingerprint());
        fields.put("do", "save");
        return fields;
    }

    @Test
    void listsRulesAsSentencesInTheReadersLanguage() {
        var rule = done("Done <i>");

        assertThat(admin.get("/rules").body())
                .contains("Done &lt;i&gt;", "<a class=\"kw\">When</a>", "changed to", "<a class=\"nm\">Complete</a>")
                .contains("<a class=\"nm\" href=\"/callouts/1\">Close &lt;b&gt;</a>")
                .contains("1 rule, 1 active", "never")
                .doesNotContain("Done <i>", "Close <b>");
        assertThat(admin.get("/rules", "Cookie", "language=de").body()).isNotEmpty();

        complete(ticket("disk full"));
        assertThat(admin.get("/rules").body()).contains("<td class=\"p2\">today</td>");
        assertThat(rule.active()).isTrue();
    }

    @Test
    void findsRulesByNameSentenceEventAndCallout() {
        done("First");
        rule("Second", "when: [ idle-for: 30m ], then: [ set: { priority: High } ]");

        assertThat(admin.get("/rules?q=30+minutes").body()).contains("Second").doesNotContain(">First<");
        assertThat(admin.get("/rules?event=edited").body()).contains(">First<").doesNotContain(">Second<");
        assertThat(admin.get("/rules?callout=1").body()).contains(">First<").doesNotContain(">Second<");
        assertThat(admin.get("/rules?q=nothing").body()).contains("No rule matches");
    }

    @Test
    void putsARuleIntoAnotherPlaceAndTellsWhere() {
        done("A");
        done("B");
        var last = rule("C", "when: [ created ], then: [ callout: Close <b> ]");

        var answer = admin.submit("/rules", "/rules/" + last.id() + "/move?place=1", Map.of());

        assertThat(PageClient.location(answer)).isEqualTo("/rules");
        assertThat(order()).containsExactly("C", "A", "B");
        assertThat(admin.get("/rules").body()).contains("“C” is now rule 1 of 3.");
        assertThat(admin.get("/rules").body()).doesNotContain("is now rule");
    }

    @Test
    void switchesCopiesAndDeletes() {
        var rule = done("A");
        var path = "/rules/" + rule.id();

        admin.submit("/rules", path + "/deactivate", Map.of());
        assertThat(server.house.rules().named("A"))
                .hasValueSatisfying(now -> assertThat(now.active()).isFalse());
        assertThat(admin.get("/rules").body()).contains("“A” is inactive");
        admin.submit("/rules", path + "/activate", Map.of());
        assertThat(server.house.rules().named("A"))
                .hasValueSatisfying(now -> assertThat(now.active()).isTrue());

        admin.submit("/rules", path + "/copy", Map.of());
        admin.submit("/rules", path + "/copy", Map.of());
        assertThat(order()).containsExactly("A", "A (copy 2)", "A (copy)");

        assertThat(admin.get(path + "/delete").body()).contains("Delete the rule “A”?");
        assertThat(PageClient.location(admin.submit(path + "/delete", path + "/delete", Map.of())))
                .isEqualTo("/rules");
        assertThat(order()).containsExactly("A (copy 2)", "A (copy)");
        assertThat(admin.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void letsOthersOnlyRead() {
        var rule = done("A");
        var path = "/rules/" + rule.id();
        var technician = server.signedIn();

        assertThat(technician.get("/rules").body()).contains(">A<").doesNotContain("formaction", "/rules/new");
        assertThat(technician.get(path).body())
                .contains("<fieldset class=\"card-body stack\" disabled=\"disabled\">")
                .doesNotContain("name=\"do\" value=\"save\" class", "Try on past");
        assertThat(technician.get("/rules/audit").statusCode()).isEqualTo(200);
        for (var page : List.of("/rules/new", path + "/delete", path + "/run")) {
            assertThat(technician.get(page).statusCode()).as(page).isEqualTo(403);
        }
        for (var action : List.of(
                "/rules/new",
                path,
                path + "/move?place=1",
                path + "/activate",
                path + "/deactivate",
                path + "/copy",
                path + "/delete",
                path + "/run?count=0",
                path + "/runs/1/stop",
                "/rules/sentence")) {
            assertThat(technician.submit("/rules", action, Map.of("do", "save")).statusCode())
                    .as(action)
                    .isEqualTo(403);
        }
        assertThat(PageClient.location(server.client().get("/rules"))).startsWith("/signin");
    }

    @Test
    void keepsANewRule() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("name", " Night watch ");
        fields.put("when.0.event", "created");
        fields.put("when.0.by", "api-users");
        fields.put("when.1.event", "overdue-by");
        fields.put("when.1.count", "90");
        fields.put("when.1.unit", "m");
        fields.put("if.0.any.0.attribute", "udf.Severity");
        fields.put("if.0.any.0.operator", "equal-to");
        fields.put("if.0.any.0.value", "critical");
        fields.put("if.0.any.1.attribute", "udf.Seen");
        fields.put("if.0.any.1.operator", "greater-than");
        fields.put("if.0.any.1.value", "2026-11-01");
        fields.put("if.0.any.1.time", "08:30");
        fields.put("during", "outside");
        fields.put("during.hours", "own");
        fields.put("during.mon", "08:00-12:00");
        fields.put("set.0.attribute", "dueDateTime");
        fields.put("set.0.mode", "now+");
        fields.put("set.0.count", "4");
        fields.put("set.0.unit", "h");
        fields.put("then.0.kind", "notify");
        fields.put("then.0.role", "contact");
        fields.put("then.0.who", "noc@acme.example");
        fields.put("then.0.title", "Look");
        fields.put("then.0.text", "at {{ticket.ticketNumber}}");
        fields.put("do", "save");

        assertThat(PageClient.location(admin.submit("/rules/new", "/rules/new", fields)))
                .isEqualTo("/rules");

        assertThat(server.house.rules().named("Night watch")).hasValueSatisfying(rule -> {
            assertThat(rule.active()).isFalse();
            var words = new Words(Texts.messageSource(), Locale.ENGLISH, BERLIN, server.clock.instant());
            assertThat(Piece.text(new RuleSentence(words, server.house.ruleNames()).of(rule)))
                    .isEqualTo(
                            "When a ticket is created by an API user or a ticket is overdue by 90 minutes outside Mon 08:00-12:00, "
                                    + "if either Severity is critical or Seen is after 1 Nov, 08:30:00, "
                                    + "then set Due to 4 hours after it happens, and tell the contact and noc@acme.example.");
        });
        assertThat(admin.get("/rules").body()).contains("“Night watch” is saved.");
    }

    @Test
    void tellsEachMistakeAtItsFieldAndKeepsWhatWasTyped() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("name", "");
        fields.put("when.0.event", "idle-for");
        fields.put("when.0.count", "soon");
        fields.put("when.0.unit", "m");
        fields.put("if.0.any.0.attribute", "title");
        fields.put("if.0.any.0.operator", "contains");
        fields.put("if.0.any.0.value", "");
        fields.put("set.0.attribute", "title");
        fields.put("set.0.mode", "value");
        fields.put("set.0.value", "{{nothing}}");
        fields.put("then.0.kind", "notify");
        fields.put("then.0.who", "nobody");
        fields.put("then.0.title", "<i>typed</i>");
        fields.put("then.0.text", "t");
        fields.put("do", "save");

        var answer = admin.submit("/rules/new", "/rules/new", fields);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("5 things to mend")
                .containsPattern("id=\"name-e\"[^>]*>.*Fill this in")
                .containsPattern("id=\"when.0-e\"[^>]*>.*Enter a whole number")
                .containsPattern("id=\"if.0.any.0-e\"[^>]*>.*Fill this in")
                .containsPattern("id=\"set.0-e\"[^>]*>.*nothing")
                .containsPattern("id=\"then.0-e\"[^>]*>.*Nobody has the login “nobody”")
                .contains("&lt;i&gt;typed&lt;/i&gt;", "value=\"soon\"");
        assertThat(server.house.rules().all()).isEmpty();
    }

    @Test
    void refusesAnotherRulesName() {
        var rule = done("A");
        done("B");
        var fields = form(rule);
        fields.put("name", "b");

        var answer = admin.submit("/rules/" + rule.id(), "/rules/" + rule.id(), fields);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).containsPattern("id=\"name-e\"[^>]*>.*There is a rule “B” already");
    }

    @Test
    void showsWhatSomebodyElseChangedMeanwhile() {
        var rule = done("A");
        var fields = form(rule);
        fields.put("name", "Mine");
        rule("A", "when: [ created ], then: [ set: { priority: High } ]");

        var answer = admin.submit("/rules/" + rule.id(), "/rules/" + rule.id(), fields);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body())
                .contains("Somebody else changed this rule meanwhile", "value=\"Mine\"", "a ticket is created by");
        assertThat(order()).containsExactly("A");

        fields.put(
                "version", server.house.rules().withId(rule.id()).orElseThrow().fingerprint());
        assertThat(PageClient.location(admin.submit("/rules/" + rule.id(), "/rules/" + rule.id(), fields)))
                .isEqualTo("/rules");
        assertThat(order()).containsExactly("Mine");
    }

    @Test
    void addsAndTakesOutLinesWithoutLosingAnything() {
        var fields = form(done("A"));
        fields.put("name", "Not yet kept");
        fields.put("do", "add if.0.any");
        var path = "/rules/" + server.house.rules().named("A").orElseThrow().id();

        var more = admin.submit(path, path, fields).body();
        assertThat(more)
                .contains("value=\"Not yet kept\"", "name=\"if.0.any.1.attribute\"")
                .containsPattern("name=\"if.0.any.1.attribute\"[^>]*autofocus");
        fields.put("do", "remove if.0.any.0");
        assertThat(admin.submit(path, path, fields).body())
                .contains("value=\"Not yet kept\"", "No condition")
                .doesNotContain("if.0.any");
        fields.put("do", "add then note");
        assertThat(admin.submit(path, path, fields).body()).contains("name=\"then.1.title\"");
        fields.put("then.1.kind", "note");
        fields.put("then.1.title", "second");
        fields.put("do", "up then.1");
        assertThat(admin.submit(path, path, fields).body())
                .contains("name=\"then.0.title\"", "name=\"then.1.callout\"")
                .doesNotContain("name=\"then.1.title\"");
        assertThat(order()).containsExactly("A");
    }

    @Test
    void saysTheSentenceOfWhatIsTypedAsFarAsItGoes() {
        var fields = form(done("A"));
        fields.put("if.1.any.0.attribute", "title");
        fields.put("if.1.any.0.operator", "contains");
        fields.put("if.1.any.0.value", "");

        assertThat(admin.submit("/rules/new", "/rules/sentence", fields).body())
                .contains("changed to")
                .doesNotContain("contains", "<html");
    }

    @Test
    void triesARuleOnThePastAndSendsNothing() {
        var ticket = ticket("disk <i>full</i>");
        complete(ticket);
        complete(ticket("second"));
        server.house
                .tickets()
                .edit(ticket, TicketEdit.with().set(TicketField.PRIORITY, 4).build(), Actor.DESK);
        server.clock.pass(Duration.ofMinutes(1));
        var fields = form(done("A"));
        server.house
                .rules()
                .delete(server.house.rules().named("A").orElseThrow().id());
        var before = server.house
                .log()
                .page(DeliveryLog.Filter.ALL, null, 50)
                .entries()
                .size();
        fields.put("name", "");
        fields.put("days", "7");
        fields.put("do", "try");

        var page = admin.submit("/rules/new", "/rules/new", fields).body();

        assertThat(page)
                .contains("It would have fired", "Nothing was sent")
                .contains("disk &lt;i&gt;full&lt;/i&gt;", "href=\"/tickets/" + ticket + "\"")
                .contains("What kept it from the rest", "Request of “Close &lt;b&gt;”", "https://localhost/");
        assertThat(server.house.rules().all()).isEmpty();
        assertThat(server.house.log().page(DeliveryLog.Filter.ALL, null, 50).entries())
                .hasSize(before);
    }

    @Test
    void runsARuleOnMatchingTicketsAfterTheyWereCounted() {
        ticket("raid degraded");
        ticket("raid rebuilt");
        var rule = rule(
                "Raid",
                "when: [ created ], if: [ { attribute: title, operator: starts-with, value: raid } ], then: [ set: { priority: High } ]");
        var path = "/rules/" + rule.id() + "/run";

        assertThat(admin.get(path).body()).contains("Count the tickets first").doesNotContain("Run on 2 tickets");
        assertThat(admin.get(path + "?count=1").body())
                .contains("It matches 2 of", "Run on 2 tickets now", "raid rebuilt");

        assertThat(PageClient.location(admin.submit(path, path, Map.of("count", "3"))))
                .isEqualTo(path);
        assertThat(admin.get(path).body()).contains("as many tickets do not match any more");

        admin.submit(path, path, Map.of("count", "2"));
        assertThat(admin.get(path).body()).contains("under way", "every 2s", "A. Dministrator");
        server.house.ruleRuns().runDue();
        assertThat(admin.get(path).body())
                .contains("fired on 2 of 2", "through")
                .doesNotContain("every 2s");

        admin.submit(path, path, Map.of("count", "2"));
        var run = server.house.ruleRuns().ofRule(rule.id()).getFirst().id();
        admin.submit(path, "/rules/" + rule.id() + "/runs/" + run + "/stop", Map.of());
        assertThat(admin.get(path).body()).contains("what it has done stays", "stopped by A. Dministrator");
    }

    @Test
    void saysWhatTheAuditFinds() {
        rule(
                "Again <i>",
                "when: [ edited ], if: [ { attribute: status, operator: equal-to, value: Complete } ], then: [ callout: Close <b> ]");
        rule(
                "Twice",
                "when: [ edited ], if: [ { attribute: status, operator: equal-to, value: Complete } ], then: [ callout: Close <b> ]");

        assertThat(admin.get("/rules/audit").body())
                .contains("Again &lt;i&gt;", "fires at every later edit too, as long as Status is Complete")
                .contains("does a second time what “Again &lt;i&gt;” does");
        assertThat(admin.get("/rules").body())
                .contains("<span class=\"tally wait\">3</span>", "fires at every later edit");
        server.house.rules().all().forEach(rule -> server.house.rules().deactivate(rule.id()));
        assertThat(admin.get("/rules/audit").body()).contains("Nothing found");
    }
}
