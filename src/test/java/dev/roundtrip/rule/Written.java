package dev.roundtrip.rule;

import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.UserField;
import dev.roundtrip.notify.Recipient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule as a setup file would say it, without a store: of the desk that {@link Samples.Desk} knows, or of one like it. */
final class Written {
    static final Names NAMES = new Names();
    private static final RuleWords WORDS = new RuleWords(NAMES);

    private final long id;
    private final String name;
    private final List<RuleEvent> events = new ArrayList<>();
    private final List<Condition> conditions = new ArrayList<>();
    private final List<Update> updates = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();
    private boolean active = true;

    @Nullable
    private TimeWindow during;

    private Written(long id, String name) {
        this.id = id;
        this.name = name;
    }

    /** Named by one letter, and numbered by it. */
    static Written rule(String letter) {
        return new Written(letter.charAt(0) - 'A' + 1L, letter);
    }

    Written on(String event, String... by) {
        events.add(WORDS.event(event, List.of(by)));
        return this;
    }

    Written after(String state, String span) {
        events.add(DeskWithRules.state(state, span));
        return this;
    }

    static Condition.Test test(String attribute, String operator, String... values) {
        return WORDS.test(attribute, operator, List.of(values));
    }

    Written when(String attribute, String operator, String... values) {
        conditions.add(test(attribute, operator, values));
        return this;
    }

    Written any(Condition.Test... tests) {
        conditions.add(new Condition.Any(Arrays.asList(tests)));
        return this;
    }

    Written during(boolean inside) {
        during = new TimeWindow(inside, null);
        return this;
    }

    Written set(String attribute, @Nullable String value) {
        updates.add(WORDS.update(attribute, value));
        return this;
    }

    Written note(String title, String text) {
        actions.add(WORDS.note(title, text, "internal"));
        return this;
    }

    /** @param fields attribute, value, attribute, value, … */
    Written ticket(String... fields) {
        actions.add(DeskWithRules.created(WORDS, fields));
        return this;
    }

    Written notify(boolean storeAsNote, Recipient... who) {
        actions.add(new Action.Notify(List.of(who), "subject", "text", storeAsNote));
        return this;
    }

    Written callout(long id) {
        actions.add(new Action.ExecuteCallout(id));
        return this;
    }

    Written off() {
        active = false;
        return this;
    }

    Rule whole() {
        return new Rule(id, name, (int) id, active, events, conditions, during, updates, actions);
    }

    /** Fields, lists, people, API users and callouts, of which some are not in use. */
    static final class Names implements RuleNames {
        final Set<Long> inactiveCallouts = new HashSet<>();

        @Override
        public List<UserField> userFields() {
            return List.of(
                    new UserField(3, "Severity", UserField.Type.LIST, List.of("warning", "critical"), null, null, true),
                    new UserField(4, "Seen", UserField.Type.DATE, List.of(), null, null, true));
        }

        @Override
        public List<PicklistValue> picklist(PicklistName list) {
            return list == PicklistName.STATUS
                    ? List.of(
                            value(1, "New"), value(5, "Complete"), value(8, "In Progress"), value(12, "Waiting Vendor"))
                    : List.of(value(1, "One"), value(5, "Five"), value(8, "Eight"));
        }

        private static PicklistValue value(long number, String label) {
            return new PicklistValue(number, label, 1, true, false, false);
        }

        @Override
        public Named companies() {
            return named(Map.of(7L, "Acme"), Set.of());
        }

        @Override
        public Named people() {
            return named(Map.of(3L, "tech", 4L, "retired"), Set.of(4L));
        }

        @Override
        public Named apiUsers() {
            return named(Map.of(1L, "monitoring", 2L, "shut"), Set.of(2L));
        }

        @Override
        public Named callouts() {
            return named(Map.of(1L, "Close alert", 2L, "Tell chat"), inactiveCallouts);
        }

        @Override
        public Named channels() {
            return named(Map.of(1L, "noc", 2L, "old"), Set.of(2L));
        }

        private static Named named(Map<Long, String> all, Set<Long> inactive) {
            return Named.of(
                    () -> List.copyOf(all.entrySet()),
                    Map.Entry::getKey,
                    Map.Entry::getValue,
                    one -> !inactive.contains(one.getKey()));
        }
    }
}
