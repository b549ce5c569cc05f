package dev.roundtrip.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OddTexts;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.NoteDraft;
import dev.roundtrip.ticket.TicketChange.Event;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

@OnBothDatabases
class RuleTableTest {
    private static final SharedStores STORES = new SharedStores();

    private final Store store;
    private final RuleTable table;

    RuleTableTest(TestDatabase database) {
        store = STORES.on(database);
        table = new RuleTable(store);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void none() {
        store.write(() -> store.jdbc().sql("delete from rule").update());
    }

    private static Rule rule(String name, int place) {
        return new Rule(
                0,
                name,
                place,
                true,
                List.of(RuleEvent.of(Event.EDITED)),
                List.of(Samples.status(Operator.CHANGED_TO, 5)),
                List.of(),
                List.of(new Action.ExecuteCallout(1)));
    }

    private Rule insert(Rule rule) {
        return rule.at(store.write(() -> table.insert(rule, Samples.NOON)), rule.place());
    }

    private List<String> names() {
        return table.all().stream()
                .map(rule -> rule.place() + " " + rule.name())
                .toList();
    }

    private void place(Rule rule, int place) {
        store.write(() -> {
            table.place(rule.id(), place);
            return null;
        });
    }

    @Test
    void everyColumnIsGivenBackAsItWas() {
        var odd = insert(new Rule(
                0,
                "R\u00fcle 'x' \ud83d\udd25 \"y\"",
                Integer.MAX_VALUE,
                false,
                List.of(RuleEvent.of(Event.NOTE_ADDED), RuleEvent.of(Event.CREATED)),
                List.of(),
                List.of(),
                List.of(
                        new Action.AddNote(
                                OddTexts.ONE,
                                OddTexts.LONG,
                                NoteDraft.internal("", "").publish()),
                        new Action.ExecuteCallout(Long.MAX_VALUE))));
        var plain = insert(rule("Plain", 1));

        assertThat(table.all()).containsExactly(plain, odd);
    }

    @Test
    void areListedInTheirOrder() {
        insert(rule("c", 3));
        insert(rule("a", 2));
        insert(rule("b", 2));
        insert(rule("d", 1));

        assertThat(names()).containsExactly("1 d", "2 a", "2 b", "3 c");
        assertThat(table.lastPlace()).isEqualTo(3);
    }

    @Test
    void theFirstComesAfterNone() {
        assertThat(table.lastPlace()).isZero();
        assertThat(table.all()).isEmpty();
    }

    @Test
    void aChangeLeavesThePlaceAndTheOthers() {
        var one = insert(rule("One", 1));
        var two = insert(rule("Two", 2));
        var changed = new Rule(
                one.id(),
                "Uno",
                99,
                false,
                one.events(),
                List.of(),
                one.updates(),
                List.of(new Action.ExecuteCallout(2)));

        store.write(() -> {
            table.update(changed);
            return null;
        });

        assertThat(table.all()).containsExactly(changed.at(one.id(), 1), two);
    }

    @Test
    void aPlaceChangesAlone() {
        var one = insert(rule("One", 1));
        insert(rule("Two", 2));

        place(one, 3);
        assertThat(names()).containsExactly("2 Two", "3 One");
        place(one, 3);
        place(rule("nobody", 1), 9);
        assertThat(names()).containsExactly("2 Two", "3 One");
    }

    @Test
    void oneIsDeleted() {
        var one = insert(rule("One", 1));
        insert(rule("Two", 2));

        for (int i = 0; i < 2; i++) {
            store.write(() -> {
                table.delete(one.id());
                return null;
            });
            assertThat(names()).containsExactly("2 Two");
        }
    }

    @Test
    void aRowThatMakesNoRuleIsLeftOut() {
        var one = insert(rule("One", 1));
        insert(rule("Two", 2));
        for (var settings : List.of("", "{", "[]", "{\"events\":[]}", "null")) {
            store.write(() -> store.jdbc()
                    .sql("update rule set settings = :settings where id = :id")
                    .param("settings", settings)
                    .param("id", one.id())
                    .update());

            assertThat(names()).as(settings).containsExactly("2 Two");
        }
        assertThat(table.lastPlace()).isEqualTo(2);
    }

    @Test
    void theSchemaKeepsNamesApart() {
        insert(rule("Schlie\u00dfen", 1));

        assertThatThrownBy(() -> insert(rule("SCHLIE\u00dfEN", 2))).isInstanceOf(DataAccessException.class);
        assertThat(names()).containsExactly("1 Schlie\u00dfen");
    }
}
