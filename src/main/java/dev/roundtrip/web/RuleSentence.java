package dev.roundtrip.web;

import dev.roundtrip.directory.OpenHours;
import dev.roundtrip.notify.Recipient;
import dev.roundtrip.rule.Action;
import dev.roundtrip.rule.Attribute;
import dev.roundtrip.rule.Condition;
import dev.roundtrip.rule.NewValue;
import dev.roundtrip.rule.Operator;
import dev.roundtrip.rule.Rule;
import dev.roundtrip.rule.RuleEvent;
import dev.roundtrip.rule.RuleNames;
import dev.roundtrip.rule.RuleWords;
import dev.roundtrip.rule.TimeWindow;
import dev.roundtrip.rule.Update;
import dev.roundtrip.rule.Value;
import dev.roundtrip.rule.ValueKind;
import dev.roundtrip.rule.Who;
import dev.roundtrip.ticket.TicketField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says a rule as a sentence in the reader's language: when …, if …, then …. */
final class RuleSentence {
    /** Longer texts are cut: a sentence is there to be read. */
    private static final int LONGEST_TEXT = 80;
    /** Of a private plane, so in no text: where a piece goes into a phrase. */
    private static final char FIRST_PLACE = '\uE000';

    private final Words words;
    private final RuleNames names;
    private final RuleWords spelled;

    RuleSentence(Words words, RuleNames names) {
        this.words = words;
        this.names = names;
        this.spelled = new RuleWords(names);
    }

    List<Piece> of(Rule rule) {
        return of(rule.events(), rule.conditions(), rule.during(), rule.updates(), rule.actions());
    }

    /** Of what there is of a rule: one that is being written may lack any part. */
    List<Piece> of(
            List<RuleEvent> events,
            List<Condition> conditions,
            @Nullable TimeWindow during,
            List<Update> updates,
            List<Action> actions) {
        var sentence = new ArrayList<Piece>();
        sentence.add(Piece.key(words.say("sentence.when")));
        sentence.add(Piece.plain(" "));
        sentence.addAll(orNothing(joined(events.stream().map(this::event).toList(), "sentence.or")));
        if (during != null) {
            sentence.add(Piece.plain(" "));
            sentence.addAll(window(during));
        }
        if (!conditions.isEmpty()) {
            begin(sentence, "sentence.if");
            sentence.addAll(joined(conditions.stream().map(this::condition).toList(), "sentence.and"));
        }
        begin(sentence, "sentence.then");
        var done = Stream.concat(
                        updates.stream().map(this::update), actions.stream().map(this::action))
                .toList();
        sentence.addAll(orNothing(joined(done, "sentence.and")));
        sentence.add(Piece.plain("."));
        return together(sentence);
    }

    /** Plain neighbours as one: a list of rules has thousands of pieces. */
    private static List<Piece> together(List<Piece> pieces) {
        var together = new ArrayList<Piece>();
        for (var piece : pieces) {
            var last = together.isEmpty() ? null : together.getLast();
            if (last != null && last.isPlain() && piece.isPlain()) {
                together.set(together.size() - 1, Piece.plain(last.text() + piece.text()));
            } else {
                together.add(piece);
            }
        }
        return together;
    }

    private void begin(List<Piece> sentence, String key) {
        sentence.add(Piece.plain(", "));
        sentence.add(Piece.key(words.say(key)));
        sentence.add(Piece.plain(" "));
    }

    private List<Piece> orNothing(List<Piece> pieces) {
        return pieces.isEmpty() ? List.of(Piece.plain(words.say("sentence.nothing"))) : pieces;
    }

    List<Piece> event(RuleEvent event) {
        return switch (event) {
            case RuleEvent.Made(var on, var by) -> phrase("sentence.event." + on.word(), who(by));
            case RuleEvent.Reached(var state, var span) ->
                phrase(
                        "sentence.event." + state.word(),
                        name(span(span, state.word().endsWith("overdue-by") ? "sentence.days" : "sentence.days.for")));
        };
    }

    private List<Piece> who(Who by) {
        return joined(by.anyOf().stream().map(this::one).toList(), "sentence.or");
    }

    private List<Piece> one(Who.One one) {
        return switch (one) {
            case Who.Group group -> name(words.say("sentence.by." + group.word()));
            case Who.Person(var id) -> name(names.people().name(id).orElse(Long.toString(id)));
            case Who.ApiUser(var id) ->
                name(words.say("sentence.by.api-user", names.apiUsers().name(id).orElse(Long.toString(id))));
        };
    }

    List<Piece> window(TimeWindow during) {
        var side = during.inside() ? "sentence.inside" : "sentence.outside";
        return during.own() == null
                ? name(words.say(side + ".business-hours"))
                : phrase(side, name(hours(during.own(), words)));
    }

    /** {@code Mon–Fri 08:00-18:00} */
    static String hours(OpenHours hours, Words words) {
        return hours.words().entrySet().stream()
                .map(entry -> Stream.of(entry.getKey().split("-", -1))
                                .map(day -> words.say("day." + day))
                                .collect(Collectors.joining("–"))
                        + " " + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    List<Piece> condition(Condition condition) {
        return switch (condition) {
            case Condition.Test test -> test(test);
            case Condition.Any(var tests) -> {
                var any = joined(tests.stream().map(this::test).toList(), "sentence.or");
                yield tests.size() == 1 ? any : phrase("sentence.either", any);
            }
        };
    }

    private List<Piece> test(Condition.Test test) {
        var values = test.wanted().stream()
                .map(value -> value(test.attribute(), value))
                .toList();
        var attribute = name(attribute(test.attribute()));
        var operator = said(test);
        return phrase(
                "sentence.test." + operator,
                attribute,
                joined(values, operator.equals("not-in-list") ? "sentence.nor" : "sentence.or"));
    }

    /** Lists of one are no lists, and of times one says before and after. */
    private static String said(Condition.Test test) {
        boolean one = test.wanted().size() == 1;
        return switch (test.operator()) {
            case IN_LIST -> one ? Operator.EQUAL_TO.word() : test.operator().word();
            case NOT_IN_LIST ->
                one ? Operator.NOT_EQUAL_TO.word() : test.operator().word();
            default -> operator(test.attribute(), test.operator());
        };
    }

    /** How an operator is called of an attribute; the end of a key. */
    static String operator(Attribute attribute, Operator operator) {
        boolean time = attribute.kind() == ValueKind.TIME;
        return switch (operator) {
            case GREATER_THAN -> time ? "after" : operator.word();
            case LESS_THAN -> time ? "before" : operator.word();
            default -> operator.word();
        };
    }

    /** What an attribute is called; user-defined fields under their own name. */
    String attribute(Attribute attribute) {
        var word = spelled.word(attribute);
        return attribute instanceof Attribute.UserDefined
                ? word.substring(word.indexOf('.') + 1)
                : words.say("field." + word);
    }

    private List<Piece> value(Attribute attribute, Value value) {
        return switch (value) {
            case Value.Text text when attribute.kind() == ValueKind.TEXT -> name(text(text.text()));
            case Value.Text text -> name(text.text());
            case Value.Flag(var set) -> name(words.say(set ? "sentence.true" : "sentence.false"));
            case Value.Moment(var at) -> name(words.time(at));
            case Value.Day(var date) -> name(words.day(date));
            case Value.Decimal number ->
                name(spelled.values(new Condition.Test(attribute, Operator.EQUAL_TO, List.of(number)))
                        .getFirst());
        };
    }

    private List<Piece> update(Update update) {
        var target = name(attribute(update.target()));
        return update.value() instanceof NewValue.Cleared
                ? phrase("sentence.clear", target)
                : phrase("sentence.set", target, newValue(update));
    }

    private List<Piece> newValue(Update update) {
        return switch (update.value()) {
            case NewValue.Cleared _ -> List.of();
            case NewValue.Fixed(var value) -> value(update.target(), value);
            case NewValue.Templated(var template) -> name(text(template));
            case NewValue.Relative(var from, var span) -> {
                var key = "sentence.from." + from.word();
                yield name(
                        span.isZero()
                                ? words.say(key)
                                : words.say(
                                        key + (span.isNegative() ? ".minus" : ".plus"),
                                        span(span.abs(), "sentence.days")));
            }
        };
    }

    List<Piece> action(Action action) {
        return switch (action) {
            case Action.ExecuteCallout(var id) ->
                phrase(
                        "sentence.callout",
                        List.of(names.callouts()
                                .name(id)
                                .map(name -> Piece.link(name, "/callouts/" + id))
                                .orElseGet(() -> Piece.name(Long.toString(id)))));
            case Action.AddNote note ->
                phrase("sentence.note", name(text(note.title().isBlank() ? note.text() : note.title())));
            case Action.Notify told ->
                phrase(
                        "sentence.notify",
                        joined(told.who().stream().map(this::recipient).toList(), "sentence.and"));
            case Action.CreateTicket ticket -> ticket(ticket);
        };
    }

    private List<Piece> ticket(Action.CreateTicket ticket) {
        var title = ticket.fields().stream()
                .filter(RuleSentence::isTitle)
                .findFirst()
                .map(this::newValue)
                .orElse(List.of());
        var rest = ticket.fields().stream()
                .filter(field -> !isTitle(field))
                .map(field -> phrase("sentence.field", name(attribute(field.target())), newValue(field)))
                .toList();
        return rest.isEmpty()
                ? phrase("sentence.ticket", title)
                : phrase("sentence.ticket.with", title, joined(rest, "sentence.and"));
    }

    private static boolean isTitle(Update field) {
        return field.target().equals(new Attribute.Field(TicketField.TITLE));
    }

    private List<Piece> recipient(Recipient who) {
        return name(
                who instanceof Recipient.Role role ? words.say("sentence.who." + role.word()) : spelled.recipient(who));
    }

    private String text(String text) {
        var line = text.strip().replaceAll("\\s+", " ");
        return words.say(
                "sentence.text",
                line.length() <= LONGEST_TEXT
                        ? line
                        : line.substring(
                                        0,
                                        Character.isHighSurrogate(line.charAt(LONGEST_TEXT - 1))
                                                ? LONGEST_TEXT - 1
                                                : LONGEST_TEXT)
                                + "…");
    }

    /** @param days how days are counted: German says "um 2 Tage", but "in 2 Tagen" */
    private String span(Duration span, String days) {
        if (span.toMillis() % Duration.ofMinutes(1).toMillis() != 0) {
            return words.length(span);
        }
        long minutes = span.toMinutes();
        return minutes % (24 * 60) == 0
                ? words.say(days, minutes / (24 * 60))
                : minutes % 60 == 0
                        ? words.say("sentence.hours", minutes / 60)
                        : words.say("sentence.minutes", minutes);
    }

    private static List<Piece> name(String text) {
        return List.of(Piece.name(text));
    }

    /** {@code a}; {@code a or b}; {@code a, b or c}; {@code a or b, or c} */
    private List<Piece> joined(List<List<Piece>> all, String last) {
        boolean nested = all.stream().anyMatch(one -> one.stream().anyMatch(piece -> piece.isKey()));
        var joined = new ArrayList<Piece>();
        for (int i = 0; i < all.size(); i++) {
            if (i > 0 && i == all.size() - 1) {
                joined.add(Piece.plain(nested ? ", " : " "));
                joined.add(Piece.key(words.say(last)));
                joined.add(Piece.plain(" "));
            } else if (i > 0) {
                joined.add(Piece.plain(", "));
            }
            joined.addAll(all.get(i));
        }
        return joined;
    }

    /** A text of the reader's language with pieces in its places: languages differ in where a verb stands. */
    @SafeVarargs
    private List<Piece> phrase(String key, List<Piece>... values) {
        var places = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            places[i] = Character.toString(FIRST_PLACE + i);
        }
        var text = words.say(key, places);
        var pieces = new ArrayList<Piece>();
        int begun = 0;
        for (int at = 0; at < text.length(); at++) {
            int place = text.charAt(at) - FIRST_PLACE;
            if (place >= 0 && place < values.length) {
                if (begun < at) {
                    pieces.add(Piece.plain(text.substring(begun, at)));
                }
                pieces.addAll(values[place]);
                begun = at + 1;
            }
        }
        if (begun < text.length()) {
            pieces.add(Piece.plain(text.substring(begun)));
        }
        return pieces;
    }
}
