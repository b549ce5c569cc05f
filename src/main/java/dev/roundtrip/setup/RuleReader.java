package dev.roundtrip.setup;

import dev.roundtrip.rule.Operator;
import dev.roundtrip.rule.RuleEvent;
import dev.roundtrip.rule.Span;
import dev.roundtrip.rule.TimeWindow;
import dev.roundtrip.setup.SetupDocument.ActionEntry;
import dev.roundtrip.setup.SetupDocument.ConditionEntry;
import dev.roundtrip.setup.SetupDocument.EventEntry;
import dev.roundtrip.setup.SetupDocument.RuleEntry;
import dev.roundtrip.ticket.TicketChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    static RuleEntry rule(Part part) {
        return new RuleEntry(
                part.path(),
                part.name("name"),
                part.flag("active", true),
                events(part),
                conditions(part),
                during(part),
                actions(part));
    }

    private static List<EventEntry> events(Part rule) {
        var events = new ArrayList<EventEntry>();
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

    private static Optional<EventEntry> event(Part.Item item, Reading reading) {
        if (item.node() instanceof Node.Scalar) {
            return reading.text(item.path(), item.node(), false).flatMap(word -> {
                if (EVENTS.contains(word)) {
                    return Optional.of(new EventEntry.Made(item.path(), word, List.of()));
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

    private static Optional<EventEntry> event(Part part) {
        EventEntry event = null;
        for (var word : EVENTS) {
            var details = part.part(word);
            if (details.isPresent()) {
                event = new EventEntry.Made(part.path(), word, by(details.get()));
                details.get().end();
            }
        }
        for (var state : RuleEvent.State.values()) {
            if (part.asked(state.word()).isPresent()) {
                event = part.read(state.word(), Span::of, "is not a length of time, such as 30m, 4h or 2d")
                        .flatMap(span -> part.made(state.word(), () -> new RuleEvent.Reached(state, span)))
                        .map(reached -> new EventEntry.Reached(part.path(), reached))
                        .orElse(null);
            }
        }
        part.end();
        refuseUnlessOne(part, "event");
        return Optional.ofNullable(event);
    }

    private static List<Value> by(Part details) {
        return oneOrMore(details, "by");
    }

    /** A text, or a list of them. */
    private static List<Value> oneOrMore(Part part, String key) {
        return part.node(key)
                .map(node -> node instanceof Node.Items
                        ? part.texts(key)
                        : part.reading()
                                .text(part.pathOf(key), node, false)
                                .map(text -> List.of(new Value(part.pathOf(key), text)))
                                .orElse(List.of()))
                .orElse(List.of());
    }

    private static List<ConditionEntry> conditions(Part rule) {
        var conditions = new ArrayList<ConditionEntry>();
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
                    conditions.add(new ConditionEntry.Any(part.path(), alternatives));
                }
            } else {
                condition(part).ifPresent(conditions::add);
            }
        }
        return conditions;
    }

    private static Optional<ConditionEntry.One> condition(Part part) {
        return part.reading().sound(() -> {
            var attribute = part.required("attribute");
            var operator = part.absent("operator") ? null : part.word("operator", OPERATORS);
            var values = values(part, operator);
            part.end();
            return new ConditionEntry.One(part.path(), attribute, operator == null ? "" : operator, values);
        });
    }

    private static List<Value> values(Part part, @Nullable String operator) {
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
            case ONE_OR_MORE -> part.absent("value") ? List.of() : part.texts("value");
            case ONE -> part.absent("value") ? List.of() : value(part, operator, node.orElseThrow());
        };
    }

    private static List<Value> value(Part part, String operator, Node node) {
        if (node instanceof Node.Items) {
            part.wrong("value", "is a list; operator %s takes one value (in-list takes a list)".formatted(operator));
            return List.of();
        }
        var text = part.text("value");
        return text == null ? List.of() : List.of(new Value(part.pathOf("value"), text));
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

    private static List<ActionEntry> actions(Part rule) {
        var actions = new ArrayList<ActionEntry>();
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

    private static Optional<ActionEntry> action(Part part) {
        var set = part.part("set").<ActionEntry>map(of -> new ActionEntry.SetFields(of.path(), fields(of)));
        var callout = part.asked("callout")
                .flatMap(named -> part.reading()
                        .<ActionEntry>sound(() -> new ActionEntry.CallOut(part.path(), part.required("callout"))));
        var note = part.part("note").flatMap(told -> part.reading().<ActionEntry>sound(() -> note(told)));
        var ticket =
                part.part("create-ticket").<ActionEntry>map(of -> new ActionEntry.CreateTicket(of.path(), fields(of)));
        var notify = part.part("notify").flatMap(told -> part.reading().<ActionEntry>sound(() -> notify(told)));
        part.end();
        refuseUnlessOne(part, "action");
        return set.or(() -> callout).or(() -> note).or(() -> ticket).or(() -> notify);
    }

    /** Empty values clear. */
    private static Map<String, Optional<Value>> fields(Part part) {
        var fields = new LinkedHashMap<String, Optional<Value>>();
        for (var name : part.keys()) {
            var node = part.node(name).orElseThrow();
            if (node instanceof Node.Scalar scalar && scalar.isNull()) {
                fields.put(name, Optional.empty());
            } else {
                var at = part.pathOf(name);
                part.reading()
                        .text(at, node, false)
                        .ifPresent(text -> fields.put(name, Optional.of(new Value(at, text))));
            }
        }
        if (part.keys().isEmpty()) {
            part.reading().wrong(part.path(), "is empty; name a field and its value");
        }
        return fields;
    }

    private static ActionEntry note(Part part) {
        var note = new ActionEntry.AddNote(
                part.path(),
                part.required("title"),
                part.required("text"),
                part.word("publish", "internal", PUBLISH).equals("internal"));
        part.end();
        return note;
    }

    private static ActionEntry notify(Part part) {
        var notify = new ActionEntry.Notify(
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
