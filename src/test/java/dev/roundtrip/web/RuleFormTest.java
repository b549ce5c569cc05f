package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.House;
import dev.roundtrip.rule.Rule;
import dev.roundtrip.rule.RuleMaker;
import dev.roundtrip.rule.RuleWords;
import dev.roundtrip.settings.Settings;
import dev.roundtrip.testing.TestClock;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** That the form can say everything that rules can, and that its lines can be moved about. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuleFormTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private House house;

    @BeforeAll
    void open(@TempDir Path data) {
        house = new House(Settings.in(data), TestClock.atNoon());
        house.setup().apply("setup.yaml", """
                companies: [ { name: Acme GmbH }, { name: 1984 } ]
                picklists: { queue: [ { id: 29, label: Network }, { id: 40, label: "{{ticket.title}}" }, { id: 41, label: "40" } ] }
                fields:
                  - { name: AlertID, type: text }
                  - { name: Severity, type: list, values: [ warning, critical ] }
                  - { name: Size, type: number }
                  - { name: Seen, type: date }
                people: [ { login: tech, name: A. Technician, role: technician } ]
                api-users: [ { login: tech, secret: "correct horse battery" } ]
                callouts: [ { name: Close, url: "https://icinga.acme.example/" } ]
                """, Map.of(), false);
    }

    @AfterAll
    void close() {
        house.close();
    }

    private Rule kept(String rule) {
        house.setup().apply("setup.yaml", "rules: [ { name: R, " + rule + " } ]", Map.of(), false);
        return house.rules().named("R").orElseThrow();
    }

    private Rule readAgain(Rule rule) {
        var words = new RuleWords(house.ruleNames());
        var form = RuleFormWriter.written(rule, words, BERLIN);
        var mistakes = new ArrayList<String>();
        var said = new RuleFormReader(form, words, BERLIN, (field, wrong) -> mistakes.add(field + wrong)).read();
        var parts = new RuleMaker(words, house.ruleTexts(), (field, wrong) -> mistakes.add(field + wrong)).parts(said);
        assertThat(mistakes).isEmpty();
        return parts.orElseThrow().rule(rule.id(), rule.place());
    }

    private void isReadAsTheSame(String rule) {
        var kept = kept(rule);
        assertThat(readAgain(kept)).isEqualTo(kept);
    }

    @Test
    void saysEveryEvent() {
        isReadAsTheSame("""
                when: [ edited, created: { by: api-users }, created: { by: [ people, tech, contact ] }, note-added, attachment-added: { by: people },
                  idle-for: 30m, status-for: 4h, due-in: 90m, overdue-by: 1d, first-response-due-in: 10m, first-response-overdue-by: 1m, idle-for: 2d,
                  resolution-plan-due-in: 1h, resolution-plan-overdue-by: 1d, resolution-due-in: 90m, resolution-overdue-by: 15m ],
                then: [ callout: Close ]""");
    }

    @Test
    void saysEveryCondition() {
        isReadAsTheSame("""
                when: [ edited, note-added ], active: false, if: [
                  { attribute: status, operator: changed-to, value: Complete }, { attribute: status, operator: changed-from, value: 8 },
                  { attribute: status, operator: changed }, { attribute: queueID, operator: equal-to, value: Network },
                  { attribute: queueID, operator: in-list, value: [ 40, 41, "{{ticket.title}}" ] }, { attribute: companyID, operator: in-list, value: [ 0, Acme GmbH, 2 ] },
                  { attribute: udf.Severity, operator: in-list, value: [ critical, warning ] }, { attribute: priority, operator: not-in-list, value: [ Low ] },
                  { attribute: contactID, operator: is-empty }, { attribute: udf.AlertID, operator: is-not-empty }, { attribute: title, operator: contains, value: " disk " },
                  { attribute: title, operator: starts-with, value: "[" }, { attribute: udf.Size, operator: greater-than, value: 2.5 }, { attribute: udf.Size, operator: less-than, value: 40 },
                  { attribute: dueDateTime, operator: less-than, value: 2026-11-25 }, { attribute: dueDateTime, operator: in-list, value: [ "2026-11-25T14:00:00.123+01:00", 2026-12-01 ] },
                  { attribute: isVisibleToComanaged, operator: equal-to, value: false }, { attribute: note.type, operator: equal-to, value: 1 }, { attribute: note.text, operator: contains, value: x },
                  { attribute: company.classification, operator: equal-to, value: Gold }, { attribute: assignedResourceID, operator: equal-to, value: tech },
                  { any: [ { attribute: queueID, operator: equal-to, value: Network }, { attribute: priority, operator: equal-to, value: Critical } ] },
                  { any: [ { attribute: title, operator: contains, value: one } ] } ],
                then: [ callout: Close ]""");
    }

    @Test
    void saysWhenItMayFire() {
        isReadAsTheSame("when: [ edited ], during: { inside: business-hours }, then: [ callout: Close ]");
        isReadAsTheSame("when: [ edited ], during: { outside: business-hours }, then: [ callout: Close ]");
        isReadAsTheSame(
                "when: [ edited ], during: { outside: { mon-fri: \"08:00-12:00, 13:00-24:00\", sun: \"09:00-10:00\" } }, then: [ callout: Close ]");
    }

    @Test
    void saysEveryAction() {
        isReadAsTheSame("""
                when: [ edited ], then: [
                  set: { status: In Progress, udf.AlertID: "by {{actor.name}}", queueID: "{{ticket.queueID.id}}", dueDateTime: createDate + 4h, udf.Seen: now - 30s, contactID: null, udf.Size: 2.5,
                         resolution: "two\\nlines", udf.Severity: warning, isVisibleToComanaged: true, companyID: 1984 },
                  callout: Close, note: { title: Told, text: "Ticket {{ticket.ticketNumber}}", publish: all }, note: { title: In, text: "a\\nb", publish: internal },
                  create-ticket: { title: "After {{ticket.ticketNumber}}", companyID: "{{ticket.companyID}}", queueID: Network, dueDateTime: now + 4h, udf.Severity: critical },
                  create-ticket: { title: Second, dueDateTime: "2026-11-25T14:00:00+01:00" },
                  notify: { who: [ assigned-resource, contact, actor, account, tech, "noc@acme.example" ], subject: "{{ticket.title}}", text: "t", store-as-note: true }, callout: Close ]""");
    }

    @Test
    void movesLinesWithAllThatTheyHold() {
        var form = new Typed(Map.of(
                "then.0.kind", List.of("note"),
                "then.1.kind", List.of("create-ticket"),
                "then.1.set.0.value", List.of("a"),
                "then.1.set.1.value", List.of("b"),
                "name", List.of("kept")));

        var up = Lines.moved(form, "then", 1, -1);
        assertThat(up.text("then.0.set.1.value")).isEqualTo("b");
        assertThat(up.text("then.1.kind")).isEqualTo("note");
        assertThat(up.names()).hasSize(5);
        assertThat(Lines.moved(form, "then", 1, 1)).isEqualTo(form);
        assertThat(Lines.removed(form, "then.1.set", 0).fields())
                .containsEntry("then.1.set.0.value", List.of("b"))
                .doesNotContainKey("then.1.set.1.value");
        assertThat(Lines.removed(form, "then", 0).text("then.0.set.0.value")).isEqualTo("a");
        assertThat(Lines.removed(form, "then", 7)).isEqualTo(form);
        assertThat(Lines.added(form, "then", Map.of("kind", List.of("callout"))).text("then.2.kind"))
                .isEqualTo("callout");
    }

    @Test
    void takesAGroupOutWithItsLastTest() {
        var form = new Typed(Map.of(
                "if.0.any.0.attribute", List.of("status"),
                "if.0.group", List.of("any"),
                "if.1.any.0.attribute", List.of("title"),
                "if.2.any.0.attribute", List.of("queueID")));

        var less = RuleFormEdit.of("remove if.0.any.0").done(form);
        assertThat(less.text("if.0.any.0.attribute")).isEqualTo("title");
        assertThat(RuleFormEdit.of("remove if.0.any.0").done(less).fields())
                .isEqualTo(Map.of("if.0.any.0.attribute", List.of("queueID")));
        assertThat(RuleFormEdit.of("remove everything").done(form)).isEqualTo(form);
        assertThat(RuleFormEdit.of("add if").focus(form)).isEqualTo("if.3");
    }
}
