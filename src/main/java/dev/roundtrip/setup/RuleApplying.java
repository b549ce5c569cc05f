package dev.roundtrip.setup;

import static dev.roundtrip.setup.BasicsApplying.added;
import static dev.roundtrip.setup.BasicsApplying.called;

import dev.roundtrip.rule.Action;
import dev.roundtrip.rule.Condition;
import dev.roundtrip.rule.Rule;
import dev.roundtrip.rule.RuleEvent;
import dev.roundtrip.rule.RuleRefused;
import dev.roundtrip.rule.TimeWindow;
import dev.roundtrip.rule.Update;
import dev.roundtrip.setup.SetupDocument.ActionEntry;
import dev.roundtrip.setup.SetupDocument.ConditionEntry;
import dev.roundtrip.setup.SetupDocument.EventEntry;
import dev.roundtrip.setup.SetupDocument.RuleEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Applies rules, and their order. */
final class RuleApplying {
    private final Applying applying;
    private final Rooms rooms;

    RuleApplying(Applying applying) {
        this.applying = applying;
        this.rooms = applying.rooms;
    }

    void rule(RuleEntry entry) {
        var parts = new Parts();
        var events = entry.when().stream()
                .flatMap(e -> parts.made(e.path(), () -> event(e)))
                .toList();
        var conditions =
                entry.conditions().stream().flatMap(c -> condition(parts, c)).toList();
        var updates = new ArrayList<Update>();
        var actions = new ArrayList<Action>();
        for (var action : entry.then()) {
            switch (action) {
                case ActionEntry.SetFields(var path, var fields) ->
                    fields.forEach((name, value) ->
                            update(parts, path + "." + name, name, value).ifPresent(updates::add));
                case ActionEntry.CallOut(var path, var callout) ->
                    parts.made(path + ".callout", () -> rooms.words().callout(callout))
                            .forEach(actions::add);
                case ActionEntry.AddNote note -> note(parts, note).ifPresent(actions::add);
            }
        }
        parts.refuseIfWrong();
        if (applying.isSound(entry.path())) {
            keep(entry, events, conditions, updates, actions);
        }
    }

    private RuleEvent event(EventEntry entry) {
        return switch (entry) {
            case EventEntry.Made made -> rooms.words().event(made.word(), texts(made.by()));
            case EventEntry.Reached reached -> reached.event();
        };
    }

    private void keep(
            RuleEntry entry,
            List<RuleEvent> events,
            List<Condition> conditions,
            List<Update> updates,
            List<Action> actions) {
        var kept = rooms.rules().named(entry.name());
        var wanted = new Rule(
                kept.map(Rule::id).orElse(0L),
                entry.name(),
                kept.map(Rule::place).orElse(0),
                entry.active(),
                events,
                conditions,
                entry.during(),
                updates,
                actions);
        applying.change(
                () -> rooms.rules()
                        .named(wanted.name())
                        .map(now -> differences(entry, now, wanted))
                        .orElse(List.of(added("rule", wanted.name()))),
                () -> rooms.rules().keep(wanted));
    }

    private List<String> differences(RuleEntry entry, Rule now, Rule wanted) {
        var comparison = applying.compare(called("rule", now.name()), entry.path())
                .of("name", now.name(), wanted.name())
                .of("active", now.active(), wanted.active());
        // By what they are, not by how they are called: 5 is Complete, and a list of two is one in either spelling.
        if (!now.events().equals(wanted.events())) {
            comparison.of("when", lines(now.events(), this::word), lines(wanted.events(), this::word));
        }
        if (!now.conditions().equals(wanted.conditions())) {
            comparison.of("if", lines(now.conditions(), this::word), lines(wanted.conditions(), this::word));
        }
        comparison.of("during", word(now.during()), word(wanted.during()));
        if (!now.updates().equals(wanted.updates())) {
            comparison.of("set", lines(now.updates(), this::word), lines(wanted.updates(), this::word));
        }
        if (!now.actions().equals(wanted.actions())) {
            comparison.of("then", lines(now.actions(), this::word), lines(wanted.actions(), this::word));
        }
        return comparison.differences();
    }

    /**
     * Puts the rules of the file into the order of the file. They share the places they have among them, so that the others stay
     * where they are.
     */
    void order(List<RuleEntry> entries) {
        var ids = new ArrayList<Long>();
        entries.forEach(entry -> rooms.rules().named(entry.name()).map(Rule::id).ifPresent(ids::add));
        applying.change(
                () -> {
                    var now = names(rooms.rules().all(), ids);
                    var wanted = ids.stream()
                            .map(id -> rooms.rules().withId(id).orElseThrow().name())
                            .collect(Collectors.joining(", "));
                    return now.equals(wanted) ? List.of() : List.of("order of rules: " + now + " -> " + wanted);
                },
                () -> rooms.rules()
                        .reorder(inOrder(
                                rooms.rules().all().stream().map(Rule::id).toList(), ids)));
    }

    private static String names(List<Rule> rules, List<Long> ids) {
        return rules.stream()
                .filter(rule -> ids.contains(rule.id()))
                .map(Rule::name)
                .collect(Collectors.joining(", "));
    }

    /** {@code all} with {@code some} in their own order on the places that they hold there. */
    static List<Long> inOrder(List<Long> all, List<Long> some) {
        var next = some.iterator();
        return all.stream().map(id -> some.contains(id) ? next.next() : id).toList();
    }

    private Stream<Condition> condition(Parts parts, ConditionEntry entry) {
        return switch (entry) {
            case ConditionEntry.One one -> test(parts, one).map(test -> (Condition) test);
            case ConditionEntry.Any(var path, var alternatives) -> {
                var tests =
                        alternatives.stream().flatMap(one -> test(parts, one)).toList();
                yield tests.size() < alternatives.size()
                        ? Stream.empty()
                        : parts.made(path, () -> new Condition.Any(tests));
            }
        };
    }

    private Stream<Condition.Test> test(Parts parts, ConditionEntry.One one) {
        return parts.made(one.path(), () -> rooms.words().test(one.attribute(), one.operator(), texts(one.values())));
    }

    private Optional<Update> update(Parts parts, String path, String name, Optional<Value> value) {
        var text = value.map(Value::text).orElse(null);
        var update = parts.made(path, () -> rooms.words().update(name, text)).findFirst();
        checkTemplate(parts, path, text);
        return update;
    }

    private Optional<Action> note(Parts parts, ActionEntry.AddNote note) {
        checkTemplate(parts, note.path() + ".title", note.title());
        checkTemplate(parts, note.path() + ".text", note.text());
        return parts.made(note.path(), () ->
                        (Action) rooms.words().note(note.title(), note.text(), note.internal() ? "internal" : "all"))
                .findFirst();
    }

    // Rules look at their templates themselves, but know only the rule they stand in, not the line.
    private void checkTemplate(Parts parts, String path, @Nullable String text) {
        if (text == null || !text.contains("{{")) {
            return;
        }
        try {
            rooms.renderer().check(text);
        } catch (RuntimeException e) {
            parts.wrong(path, ": " + e.getMessage());
        }
    }

    private String word(RuleEvent event) {
        return rooms.words().word(event);
    }

    private String word(Condition condition) {
        return switch (condition) {
            case Condition.Test test -> {
                var values = rooms.words().values(test);
                yield rooms.words().word(test.attribute()) + " "
                        + test.operator().word() + (values.isEmpty() ? "" : " " + String.join(", ", values));
            }
            case Condition.Any any ->
                any.tests().stream().map(this::word).collect(Collectors.joining(" or ", "(", ")"));
        };
    }

    private static String word(@Nullable TimeWindow during) {
        return during == null ? "always" : during.text();
    }

    private String word(Update update) {
        var value = rooms.words().value(update);
        return rooms.words().word(update.target()) + " = " + (value == null ? "(none)" : value);
    }

    private String word(Action action) {
        return switch (action) {
            case Action.ExecuteCallout callout -> "callout " + rooms.words().callout(callout);
            case Action.AddNote note ->
                "note " + rooms.words().publish(note) + ": " + note.title() + ": " + note.text();
        };
    }

    private static <T> String lines(List<T> parts, Function<T, String> word) {
        return parts.stream().map(word).collect(Collectors.joining("; "));
    }

    private static List<String> texts(List<Value> values) {
        return values.stream().map(Value::text).toList();
    }

    /** Makes the parts of one rule, and notes at which of them it could not. */
    private final class Parts {
        private boolean wrong;

        <T> Stream<T> made(String path, Supplier<T> maker) {
            try {
                return Stream.of(maker.get());
            } catch (RuleRefused e) {
                wrong(path, ": " + e.getMessage());
                return Stream.empty();
            }
        }

        void wrong(String path, String message) {
            wrong = true;
            applying.wrong(path, message);
        }

        void refuseIfWrong() {
            if (wrong) {
                throw new Applying.Told();
            }
        }
    }
}
