package dev.roundtrip.web;

import dev.roundtrip.directory.OpenHours;
import dev.roundtrip.notify.Recipient;
import dev.roundtrip.rule.Action;
import dev.roundtrip.rule.Condition;
import dev.roundtrip.rule.NewValue;
import dev.roundtrip.rule.Rule;
import dev.roundtrip.rule.RuleEvent;
import dev.roundtrip.rule.RuleWords;
import dev.roundtrip.rule.Span;
import dev.roundtrip.rule.TimeWindow;
import dev.roundtrip.rule.Update;
import dev.roundtrip.rule.Value;
import dev.roundtrip.rule.ValueKind;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills the form with a rule; {@link RuleFormReader} reads it, and it is the same rule again. */
final class RuleFormWriter {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final RuleWords words;
    private final ZoneId zone;
    private final Map<String, List<String>> fields = new LinkedHashMap<>();

    private RuleFormWriter(RuleWords words, ZoneId zone) {
        this.words = words;
        this.zone = zone;
    }

    /** @param zone that moments are told in */
    static Typed written(Rule rule, RuleWords words, ZoneId zone) {
        var writer = new RuleFormWriter(words, zone);
        writer.write(rule);
        return new Typed(writer.fields);
    }

    private void write(Rule rule) {
        put("name", rule.name());
        if (rule.active()) {
            put("active", "true");
        }
        for (int i = 0; i < rule.events().size(); i++) {
            event("when." + i, rule.events().get(i));
        }
        for (int i = 0; i < rule.conditions().size(); i++) {
            condition("if." + i, rule.conditions().get(i));
        }
        during(rule.during());
        updates("set", rule.updates());
        for (int i = 0; i < rule.actions().size(); i++) {
            action("then." + i, rule.actions().get(i));
        }
    }

    private void event(String path, RuleEvent event) {
        switch (event) {
            case RuleEvent.Made(var on, var by) -> {
                put(path + ".event", on.word());
                put(path + ".by", words.words(by));
            }
            case RuleEvent.Reached(var state, var span) -> {
                put(path + ".event", state.word());
                span(path, span);
            }
        }
    }

    private void span(String path, Duration span) {
        var written = Span.written(span);
        var digits = written.replaceAll("[a-z]+", "");
        put(path + ".count", digits);
        put(path + ".unit", written.substring(digits.length()));
    }

    private void condition(String path, Condition condition) {
        if (condition instanceof Condition.Any) {
            put(path + ".group", "any");
        }
        for (int i = 0; i < condition.tests().size(); i++) {
            test(path + ".any." + i, condition.tests().get(i));
        }
    }

    private void test(String path, Condition.Test test) {
        put(path + ".attribute", words.word(test.attribute()));
        put(path + ".operator", test.operator().word());
        if (!test.wanted().isEmpty()) {
            var told = words.values(test);
            put(path + ".value", test.wanted().stream().map(this::date).toList(), told);
            put(path + ".time", test.wanted().stream().map(this::time).toList());
        }
    }

    /** Of moments their days, else what the words say. */
    private void put(String name, List<@Nullable String> dates, List<String> told) {
        var values = new ArrayList<String>();
        for (int i = 0; i < told.size(); i++) {
            var date = dates.get(i);
            values.add(date == null ? told.get(i) : date);
        }
        put(name, values);
    }

    private @Nullable String date(Value value) {
        return value instanceof Value.Moment(var at)
                ? at.atZone(zone).toLocalDate().toString()
                : null;
    }

    private String time(Value value) {
        return value instanceof Value.Moment(var at) ? CLOCK.format(at.atZone(zone)) : "";
    }

    private void during(@Nullable TimeWindow during) {
        put("during", during == null ? "always" : during.inside() ? "inside" : "outside");
        var own = during == null ? null : during.own();
        put("during.hours", own == null ? "business" : "own");
        if (own != null) {
            own.days()
                    .forEach((day, hours) -> put(
                            "during." + RuleFormReader.word(day),
                            new OpenHours(Map.of(day, hours))
                                    .words()
                                    .values()
                                    .iterator()
                                    .next()));
        }
    }

    private void updates(String list, List<Update> updates) {
        for (int i = 0; i < updates.size(); i++) {
            update(list + "." + i, updates.get(i));
        }
    }

    private void update(String path, Update update) {
        put(path + ".attribute", words.word(update.target()));
        var told = words.value(update);
        switch (update.value()) {
            case NewValue.Cleared _ -> put(path + ".mode", "clear");
            case NewValue.Fixed(var value) -> {
                put(path + ".mode", "value");
                var date = date(value);
                put(path + ".value", date == null ? String.valueOf(told) : date);
                put(path + ".time", time(value));
            }
            case NewValue.Templated(var template) -> {
                put(path + ".mode", update.target().kind() == ValueKind.TEXT ? "value" : "template");
                put(path + ".value", template);
            }
            case NewValue.Relative(var from, var span) -> {
                put(path + ".mode", from.word() + (span.isNegative() ? "-" : "+"));
                span(path, span.abs());
            }
        }
    }

    private void action(String path, Action action) {
        switch (action) {
            case Action.ExecuteCallout callout -> {
                put(path + ".kind", "callout");
                put(path + ".callout", words.callout(callout));
            }
            case Action.AddNote note -> {
                put(path + ".kind", "note");
                put(path + ".title", note.title());
                put(path + ".text", note.text());
                put(path + ".publish", words.publish(note));
            }
            case Action.CreateTicket ticket -> {
                put(path + ".kind", "create-ticket");
                updates(path + ".set", ticket.fields());
            }
            case Action.Notify told -> {
                put(path + ".kind", "notify");
                put(
                        path + ".role",
                        told.who().stream()
                                .filter(Recipient.Role.class::isInstance)
                                .map(words::recipient)
                                .toList());
                put(
                        path + ".who",
                        told.who().stream()
                                .filter(who -> !(who instanceof Recipient.Role))
                                .map(words::recipient)
                                .toList());
                put(path + ".title", told.subject());
                put(path + ".text", told.text());
                if (told.storeAsNote()) {
                    put(path + ".note", "true");
                }
            }
        }
    }

    private void put(String name, String value) {
        fields.put(name, List.of(value));
    }

    private void put(String name, List<String> values) {
        if (!values.isEmpty()) {
            fields.put(name, values);
        }
    }
}
