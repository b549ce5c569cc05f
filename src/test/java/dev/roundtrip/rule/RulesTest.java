package dev.roundtrip.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.TicketChange.Event;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class RulesTest {
    /** One a database for all tests: opening and closing a store takes longer than any of them. */
    private static final Map<TestDatabase, DeskWithRules> DESKS = new EnumMap<>(TestDatabase.class);

    private final DeskWithRules desk;

    RulesTest(TestDatabase database) {
        desk = DESKS.computeIfAbsent(database, DeskWithRules::new);
        desk.forget();
    }

    @AfterAll
    static void close() {
        DESKS.values().forEach(DeskWithRules::close);
    }

    private Rule kept(String name) {
        return desk.rule(name, Event.EDITED).callout("Close alert").kept();
    }

    private List<String> names() {
        return desk.rules.all().stream()
                .map(rule -> rule.place() + " " + rule.name())
                .toList();
    }

    @Test
    void keepsRulesInTheirOrderAndFindsThemWithoutCase() {
        var one = kept("Öffnen");
        kept("Two");

        assertThat(names()).containsExactly("1 Öffnen", "2 Two");
        assertThat(desk.rules.named(" öFFNEN ")).contains(one);
        assertThat(desk.rules.withId(one.id())).contains(one);
        assertThat(desk.rules.named("Three")).isEmpty();
    }

    @Test
    void aChangedRuleKeepsItsPlaceAndANewOneMayTakeOne() {
        var one = kept("One");
        kept("Two");

        desk.rules.keep(
                new Rule(one.id(), "Uno", 9, false, one.events(), one.conditions(), one.updates(), one.actions()));
        desk.rules.keep(new Rule(0, "Between", 2, true, one.events(), one.conditions(), one.updates(), one.actions()));

        assertThat(names()).containsExactly("1 Uno", "2 Between", "3 Two");
        assertThat(desk.rules.active()).isEqualTo(2);
    }

    @Test
    void movesARuleAndTheOthersMakeRoom() {
        var one = kept("One");
        kept("Two");
        var three = kept("Three");

        desk.rules.move(three.id(), 1);
        assertThat(names()).containsExactly("1 Three", "2 One", "3 Two");

        desk.rules.move(one.id(), 99);
        assertThat(names()).containsExactly("1 Three", "2 Two", "3 One");

        desk.rules.delete(three.id());
        kept("Four");
        assertThat(names()).containsExactly("2 Two", "3 One", "4 Four");
    }

    @Test
    void bringsAllIntoAnotherOrderAtOnce() {
        var one = kept("One");
        var two = kept("Two");
        var three = kept("Three");
        kept("Four");

        desk.rules.reorder(List.of(three.id(), one.id(), two.id()));

        assertThat(names()).containsExactly("1 Three", "2 One", "3 Two", "4 Four");
        assertThatThrownBy(() -> desk.rules.reorder(List.of(one.id(), 999L))).hasMessage("there is no rule 999");
        assertThat(names()).containsExactly("1 Three", "2 One", "3 Two", "4 Four");
    }

    @Test
    void refusesANameThatIsTakenAndATextThatIsNoTemplate() {
        kept("One");

        assertThatThrownBy(() -> kept("ONE")).hasMessage("there is a rule \"One\" already; choose another name");
        assertThatThrownBy(() ->
                        desk.rule("Two", Event.EDITED).note("{{actor.name", "x").kept())
                .hasMessage("rule \"Two\": \"{{actor.name\": line 1, column 1: {{ is not closed");
        assertThatThrownBy(
                        () -> desk.rule("Two", Event.EDITED).set("title", "{{x").kept())
                .isInstanceOf(RuleRefused.class);
        assertThatThrownBy(() -> desk.rules.move(999, 1)).hasMessage("there is no rule 999");
        assertThat(names()).containsExactly("1 One");
    }

    @Test
    void refusesMoreActiveRulesThanTheLimit() {
        var few = new Rules(desk.store, desk.clock, new NoTemplates(), 2);
        kept("One");
        var off = desk.rules.keep(kept("Two").switched(false));
        var three = few.keep(kept("Three"));

        assertThatThrownBy(() -> few.keep(off.switched(true)))
                .hasMessage(
                        "rule \"Two\": 2 rules are active already, which is the most; deactivate another one first");
        assertThatThrownBy(() -> few.keep(new Rule(
                        0, "Four", 0, true, three.events(), three.conditions(), three.updates(), three.actions())))
                .isInstanceOf(RuleRefused.class);

        few.keep(new Rule(
                0, "Four, off", 0, false, three.events(), three.conditions(), three.updates(), three.actions()));
        few.keep(three.switched(false));
        few.keep(off.switched(true));
        assertThat(few.active()).isEqualTo(2);
    }

    @Test
    void aRowThatMakesNoRuleIsLeftOutAndBlocksNothing() {
        var bad = kept("Bad");
        kept("Good");
        desk.store.write(() -> {
            desk.store
                    .jdbc()
                    .sql("update rule set settings = '{' where id = :id")
                    .param("id", bad.id())
                    .update();
            desk.store.revision().bump();
            return null;
        });

        desk.set(desk.ticket(), dev.roundtrip.ticket.TicketField.PRIORITY, 4);

        assertThat(names()).containsExactly("2 Good");
        assertThat(desk.calls).hasSize(1);
        desk.rules.delete(bad.id());
    }

    @Test
    void refusesRulesThatMakeNoSense() {
        var edited = List.of(RuleEvent.of(Event.EDITED));
        var callout = List.<Action>of(new Action.ExecuteCallout(1));

        assertThatThrownBy(() -> new Rule(0, " ", 0, true, edited, List.of(), List.of(), callout))
                .hasMessage("rule name \"\": 1 to 200 characters, no line breaks");
        assertThatThrownBy(() -> new Rule(0, "R", 0, true, List.of(), List.of(), List.of(), callout))
                .hasMessage("rule \"R\" listens to nothing; it needs an event, such as edited");
        assertThatThrownBy(() -> new Rule(0, "R", 0, true, edited, List.of(), List.of(), List.of()))
                .hasMessage(
                        "rule \"R\" does nothing; it needs a field to set, a callout, a note, a ticket to create or somebody to notify");
        assertThatThrownBy(() -> desk.rule("R", Event.EDITED)
                        .when("note.text", "contains", "x")
                        .callout("Tell chat")
                        .kept())
                .hasMessage("rule \"R\" asks about a note but does not listen to note-added");
        assertThatThrownBy(() -> desk.rule("R", Event.EDITED)
                        .set("title", "x")
                        .set("Title", "y")
                        .kept())
                .hasMessage("rule \"R\" sets the same field twice");
    }

    @Test
    void refusesNewTicketsThatMakeNoSense() {
        assertThatThrownBy(() -> desk.rule("R", Event.EDITED).ticket("queueID", "8"))
                .hasMessage("a new ticket needs a title");
        assertThatThrownBy(() -> desk.rule("R", Event.EDITED).ticket("title", "x", "Title", "y"))
                .hasMessage("a new ticket is given the same field twice");
        assertThatThrownBy(() -> desk.rule("R", Event.EDITED).ticket("title", "x", "contactID", ""))
                .hasMessage("a new ticket holds nothing that could be cleared; leave the field out");
        assertThatThrownBy(() -> desk.rule("R", Event.EDITED).ticket("title", "x", "ticketNumber", "y"))
                .hasMessage("ticketNumber is set by the desk itself; a rule cannot set it");
        assertThatThrownBy(() -> desk.rule("R", Event.EDITED)
                        .ticket("title", "{{ticket.title")
                        .kept())
                .hasMessageContaining("rule \"R\": \"{{ticket.title\": ");
        var many = desk.rule("R", Event.EDITED);
        for (int i = 0; i < Rule.MOST_TICKETS; i++) {
            many.ticket("title", "x");
        }
        desk.rules.delete(many.kept().id());
        assertThatThrownBy(() -> many.ticket("title", "x").kept())
                .hasMessage("rule \"R\" creates 11 tickets; at most 10 go");
    }

    private static final class NoTemplates implements Renderer {
        @Override
        public String render(String template, dev.roundtrip.ticket.TicketChange change) {
            return template;
        }

        @Override
        public void check(String template) {}
    }
}
