package dev.roundtrip.setup;

import dev.roundtrip.rule.Action;
import dev.roundtrip.rule.Condition;
import dev.roundtrip.rule.Operator;
import dev.roundtrip.rule.Rule;
import dev.roundtrip.rule.RuleEvent;
import dev.roundtrip.rule.RuleWords;
import dev.roundtrip.rule.Span;
import dev.roundtrip.rule.TimeWindow;
import dev.roundtrip.rule.Update;
import dev.roundtrip.rule.Who;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a rule as the setup file has it, in texts, lists and maps. {@link RuleReader} reads it, and {@link RuleMaker} makes the same
 * rule of it again; what a rule names and is gone stands there by its number, which neither takes.
 */
final class RuleWriter {
    private final RuleWords words;

    RuleWriter(RuleWords words) {
        this.words = words;
    }

    Map<String, @Nullable Object> written(Rule rule) {
        var entry = new LinkedHashMap<String, @Nullable Object>();
        entry.put("name", text(rule.name()));
        entry.put("active", rule.active());
        entry.put("when", rule.events().stream().map(this::event).toList());
        entry.put("if", rule.conditions().stream().map(this::condition).toList());
        if (rule.during() != null) {
            entry.put("during", during(rule.during()));
        }
        var actions = new ArrayList<Object>();
        if (!rule.updates().isEmpty()) {
            actions.add(Map.of("set", set(rule.updates())));
        }
        rule.actions().forEach(action -> actions.add(action(action)));
        entry.put("then", actions);
        return entry;
    }

    private Object event(RuleEvent event) {
        return switch (event) {
            case RuleEvent.Made(var on, var by) ->
                by.equals(Who.ANYONE) ? on.word() : Map.of(on.word(), Map.of("by", oneOrList(words.words(by))));
            case RuleEvent.Reached(var state, var span) -> Map.of(state.word(), Span.written(span));
        };
    }

    private static Object oneOrList(List<String> texts) {
        return texts.size() == 1 ? text(texts.getFirst()) : texts(texts);
    }

    private Map<String, Object> condition(Condition condition) {
        return switch (condition) {
            case Condition.Test test -> test(test);
            case Condition.Any any ->
                Map.of("any", any.tests().stream().map(this::test).toList());
        };
    }

    private Map<String, Object> test(Condition.Test test) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("attribute", text(words.word(test.attribute())));
        entry.put("operator", test.operator().word());
        var values = words.values(test);
        if (test.operator().takes() == Operator.Takes.ONE_OR_MORE) {
            entry.put("value", texts(values));
        } else if (test.operator().takes() == Operator.Takes.ONE) {
            entry.put("value", text(values.getFirst()));
        }
        return entry;
    }

    private static Map<String, Object> during(TimeWindow during) {
        return Map.of(
                during.inside() ? "inside" : "outside",
                during.own() == null ? TimeWindow.BUSINESS_HOURS : during.own().words());
    }

    private Map<String, @Nullable Object> set(List<Update> updates) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        for (var update : updates) {
            var value = words.value(update);
            fields.put(words.word(update.target()), value == null ? null : text(value));
        }
        return fields;
    }

    private Map<String, Object> action(Action action) {
        return switch (action) {
            case Action.ExecuteCallout callout -> Map.of("callout", text(words.callout(callout)));
            case Action.AddNote note -> {
                var entry = new LinkedHashMap<String, Object>();
                entry.put("title", text(note.title()));
                entry.put("text", text(note.text()));
                entry.put("publish", words.publish(note));
                yield Map.of("note", entry);
            }
            case Action.CreateTicket ticket -> Map.of("create-ticket", set(ticket.fields()));
            case Action.Notify told -> {
                var entry = new LinkedHashMap<String, Object>();
                entry.put("who", texts(told.who().stream().map(words::recipient).toList()));
                entry.put("subject", text(told.subject()));
                entry.put("text", text(told.text()));
                entry.put("store-as-note", told.storeAsNote());
                yield Map.of("notify", entry);
            }
        };
    }

    private static List<String> texts(List<String> texts) {
        return texts.stream().map(RuleWriter::text).toList();
    }

    private static String text(String text) {
        return Filled.escaped(text);
    }
}
