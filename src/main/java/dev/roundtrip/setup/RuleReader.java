package dev.roundtrip.setup;

import dev.roundtrip.rule.Operator;
import dev.roundtrip.rule.RuleEvent;
import dev.roundtrip.rule.Span;
import dev.roundtrip.rule.TimeWindow;
import dev.roundtrip.rule.WordedRule;
import dev.roundtrip.rule.WordedRule.FieldValue;
import dev.roundtrip.rule.WordedRule.If;
import dev.roundtrip.rule.WordedRule.Said;
import dev.roundtrip.rule.WordedRule.Then;
import dev.roundtrip.rule.WordedRule.When;
import dev.roundtrip.ticket.TicketChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one of {@code rules}. Which attributes there are, and what their values may be, only the desk knows. */
final class RuleReader {
    private static final List<String> EVENTS =
            TicketChange.Event.MADE.stream().map(TicketChange.Event::word).toList();
    private static final List<String> STATES =
            Arrays.stream(RuleEvent.State.values()).map(RuleEvent.State::word).toList();
    private static final List<String> ALL_EVENTS =
            Stream.concat(EVENTS.stream(), STATES.stream()).toList();
    private static final List<String> OPERATORS =
            Arrays.stream(Operator.values()).map(Operator::word).toList();
    private static final List<String> PUBLISH = List.of("internal", "all");

    private RuleReader() {}

    static WordedRule rule(Part part) {
        return new WordedRule(
                part.path(),
                part.name("name"),
                part.flag("active", true),
                events(part),
                conditions(part),
                during(part),
                actions(part));
    }

    private static List<When> events(Part rule) {
        var events = new ArrayList<When>();
        if (rule.absent("when")) {
            return events;
        }
        var items = rule.items("when");
        if (items.isEmpty() && rule.node("when").orElseThrow() instanceof Node.Items) {
            rule.wrong("when", "is empty; use " + Reading.or(ALL_EVENTS));
        }
        for (var item : items) {
            event(item, rule.reading()).ifPresent(events::add);
        }
        return events;
    }

    private static Optional<When> event(Part.Item item, Reading reading) {
        if (item.node() instanceof Node.Scalar) {
            return reading.text(item.path(), item.node(), false).flatMap(word -> {
                if (EVENTS.contains(word)) {
                    return Optional.of(new When.Made(item.path(), word, List.of()));
                }
                reading.wrong(
                        item.path(),
                        STATES.contains(word)
                                ? "\"%s\" needs a length of time; write %s: 30m".formatted(word, word)
                                : reading.shown(item.path(), word) + " " + Reading.unknown(word, ALL_EVENTS));
                return Optional.empty();
            });
        }
        return Part.of(item.path(), item.node(), reading).flatMap(RuleReader::event);
    }

    private static Optional<When> event(Part part) {
        When event = null;
        for (var word : EVENTS) {
            var details = part.part(word);
            if (details.isPresent()) {
                event = new When.Made(part.path(), word, by(details.get()));
                details.get().end();
            }
        }
        for (var state : RuleEvent.State.values()) {
            if (part.asked(state.word()).isPresent()) {
                event = part.read(state.word(), Span::of, "is not a length of time, such as 30m, 4h or 2d")
                        .flatMap(span -> part.made(state.word(), () -> new RuleEvent.Reached(state, span)))
                        .map(reached -> new When.Reached(part.path(), reached))
                        .orElse(null);
            }
        }
        part.end();
        refuseUnlessOne(part, "event");
        return Optional.ofNullable(event);
    }

    private static List<Said> by(Part details) {
        return oneOrMore(details, "by");
    }

    /** A text, or a list of them. */
    private static List<Said> oneOrMore(Part part, String key) {
        return part.node(key)
                .map(node -> node instanceof Node.Items
                        ? said(part.texts(key))
                        : part.reading()
                                .text(part.pathOf(key), node, false)
                                .map(text -> List.of(new Said(part.pathOf(key), text)))
                                .orElse(List.of()))
                .orElse(List.of());
    }

    private static List<If> conditions(Part rule) {
        var conditions = new ArrayList<If>();
        for (var part : rule.parts("if")) {
            if (part.has("any")) {
                var all = part.parts("any");
                part.end();
                if (all.isEmpty()) {
                    part.wrong("any", "needs at least one condition");
                }
                var alternatives =
                        all.stream().flatMap(one -> condition(one).stream()).toList();
                if (!alternatives.isEmpty()) {
                    conditions.add(new If.Any(part.path(), alternatives));
                }
            } else {
                condition(part).ifPresent(conditions::add);
            }
        }
        return conditions;
    }

    private static Optional<If.One> condition(Part part) {
        return part.reading().sound(() -> {
            var attribute = part.required("attribute");
            var operator = part.absent("operator") ? null : part.word("operator", OPERATORS);
            var values = values(part, operator);
            part.end();
            return new If.One(part.path(), attribute, operator == null ? "" : operator, values);
        });
    }

    private static List<Said> values(Part part, @Nullable String operator) {
        var node = part.node("value");
        if (operator == null) {
            return List.of();
        }
        return switch (Operator.of(operator).takes()) {
            case NONE -> {
                if (node.isPresent()) {
                    part.wrong("value", "does not go with operator " + operator + ", which takes none");
                }
                yield List.of();
            }
            case ONE_OR_MORE -> part.absent("value") ? List.of() : said(part.texts("value"));
            case ONE -> part.absent("value") ? List.of() : value(part, operator, node.orElseThrow());
        };
    }

    private static List<Said> value(Part part, String operator, Node node) {
        if (node instanceof Node.Items) {
            part.wrong("value", "is a list; operator %s takes one value (in-list takes a list)".formatted(operator));
            return List.of();
        }
        var text = part.text("value");
        return text == null ? List.of() : List.of(new Said(part.pathOf("value"), text));
    }

    private static @Nullable TimeWindow during(Part rule) {
        var during = rule.part("during").orElse(null);
        if (during == null) {
            return null;
        }
        var inside = window(during, "inside");
        var outside = window(during, "outside");
        during.end();
        if (during.has("inside") == during.has("outside")) {
            rule.wrong(
                    "during",
                    "needs one of inside and outside: business-hours, or hours such as { mon-fri: \"08:00-18:00\" }");
        }
        return inside.or(() -> outside).orElse(null);
    }

    private static Optional<TimeWindow> window(Part during, String side) {
        boolean inside = side.equals("inside");
        var node = during.node(side);
        if (node.isPresent() && node.get() instanceof Node.Scalar) {
            return Optional.ofNullable(during.word(side, List.of(TimeWindow.BUSINESS_HOURS)))
                    .map(_ -> new TimeWindow(inside, null));
        }
        return Optional.ofNullable(Reading.hours(during, side)).map(hours -> new TimeWindow(inside, hours));
    }

    private static List<Then> actions(Part rule) {
        var actions = new ArrayList<Then>();
        if (rule.absent("then")) {
            return actions;
        }
        for (var part : rule.parts("then")) {
            action(part).ifPresent(actions::add);
        }
        if (rule.node("then").orElseThrow() instanceof Node.Items list
                && list.items().isEmpty()) {
            rule.wrong("then", "is empty; use set, callout, note, create-ticket or notify");
        }
        return actions;
    }

    private static Optional<Then> action(Part part) {
        var set = part.part("set").<Then>map(of -> new Then.SetFields(of.path(), fields(of)));
        var callout = part.asked("callout")
                .flatMap(named ->
                        part.reading().<Then>sound(() -> new Then.CallOut(part.path(), part.required("callout"))));
        var note = part.part("note").flatMap(told -> part.reading().<Then>sound(() -> note(told)));
        var ticket = part.part("create-ticket").<Then>map(of -> new Then.CreateTicket(of.path(), fields(of)));
        var notify = part.part("notify").flatMap(told -> part.reading().<Then>sound(() -> notify(told)));
        part.end();
        refuseUnlessOne(part, "action");
        return set.or(() -> callout).or(() -> note).or(() -> ticket).or(() -> notify);
    }

    /** Empty values clear. */
    private static List<FieldValue> fields(Part part) {
        var fields = new ArrayList<FieldValue>();
        for (var name : part.keys()) {
            var node = part.node(name).orElseThrow();
            var at = part.path() + "." + name;
            if (node instanceof Node.Scalar scalar && scalar.isNull()) {
                fields.add(new FieldValue(at, name, null));
            } else {
                part.reading()
                        .text(part.pathOf(name), node, false)
                        .ifPresent(text -> fields.add(new FieldValue(at, name, text)));
            }
        }
        if (part.keys().isEmpty()) {
            part.reading().wrong(part.path(), "is empty; name a field and its value");
        }
        return fields;
    }

    private static Then note(Part part) {
        var note = new Then.AddNote(
                part.path(),
                part.required("title"),
                part.required("text"),
                part.word("publish", "internal", PUBLISH).equals("internal"));
        part.end();
        return note;
    }

    private static Then notify(Part part) {
        var notify = new Then.Notify(
                part.path(),
                part.absent("who") ? List.of() : oneOrMore(part, "who"),
                part.name("subject"),
                part.required("text"),
                part.flag("store-as-note", false));
        if (part.node("who").orElse(null) instanceof Node.Items list
                && list.items().isEmpty()) {
            part.wrong("who", "is empty; use assigned-resource, contact, actor, account, logins and mail addresses");
        }
        part.end();
        return notify;
    }

    private static List<Said> said(List<Value> values) {
        return values.stream()
                .map(value -> new Said(value.path(), value.text()))
                .toList();
    }

    private static void refuseUnlessOne(Part part, String what) {
        if (part.keys().size() > 1) {
            part.reading()
                    .wrong(
                            part.path(),
                            "has %s in one entry; write a list entry (- ) for each %s"
                                    .formatted(String.join(" and ", part.keys()), what));
        } else if (part.keys().isEmpty()) {
            part.reading().wrong(part.path(), "is empty; it needs one " + what);
        }
    }
}
