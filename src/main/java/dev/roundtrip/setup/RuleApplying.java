package dev.roundtrip.setup;

import static dev.roundtrip.setup.BasicsApplying.added;
import static dev.roundtrip.setup.BasicsApplying.called;

import dev.roundtrip.rule.Action;
import dev.roundtrip.rule.Condition;
import dev.roundtrip.rule.Rule;
import dev.roundtrip.rule.RuleEvent;
import dev.roundtrip.rule.RuleMaker;
import dev.roundtrip.rule.TimeWindow;
import dev.roundtrip.rule.Update;
import dev.roundtrip.rule.WordedRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Applies rules, and their order. */
final class RuleApplying {
    private final Applying applying;
    private final Rooms rooms;
    private final RuleMaker maker;

    RuleApplying(Applying applying) {
        this.applying = applying;
        this.rooms = applying.rooms;
        this.maker = new RuleMaker(rooms.words(), rooms.renderer(), applying::wrong);
    }

    void rule(WordedRule entry) {
        var parts = maker.parts(entry).orElseThrow(Applying.Told::new);
        if (applying.isSound(entry.path())) {
            keep(entry, parts);
        }
    }

    private void keep(WordedRule entry, RuleMaker.Parts parts) {
        var kept = rooms.rules().named(entry.name());
        var wanted =
                parts.rule(kept.map(Rule::id).orElse(0L), kept.map(Rule::place).orElse(0));
        applying.change(
                () -> rooms.rules()
                        .named(wanted.name())
                        .map(now -> differences(entry, now, wanted))
                        .orElse(List.of(added("rule", wanted.name()))),
                () -> rooms.rules().keep(wanted));
    }

    private List<String> differences(WordedRule entry, Rule now, Rule wanted) {
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
    void order(List<WordedRule> entries) {
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
            case Action.CreateTicket ticket ->
                ticket.fields().stream().map(this::word).collect(Collectors.joining(", ", "new ticket: ", ""));
            case Action.Notify told ->
                "notify %s%s: %s: %s"
                        .formatted(
                                told.who().stream()
                                        .map(rooms.words()::recipient)
                                        .collect(Collectors.joining(", ")),
                                told.storeAsNote() ? " and in a note" : "",
                                told.subject(),
                                told.text());
        };
    }

    private static <T> String lines(List<T> parts, Function<T, String> word) {
        return parts.stream().map(word).collect(Collectors.joining("; "));
    }
}
