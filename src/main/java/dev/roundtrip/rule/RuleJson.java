package dev.roundtrip.rule;

import dev.roundtrip.directory.OpenHours;
import dev.roundtrip.field.UserField;
import dev.roundtrip.notify.Recipient;
import dev.roundtrip.ticket.Note;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rule's settings as the store keeps them. Written by hand, so that renaming a class never makes old rows unreadable; members
 * that are not known are passed over. Attributes, values and callouts stand by number, never by a name that people may change.
 *
 * <pre>
 * {"events": [{"on": "edited", "by": ["people", "api-user:7"]}, {"state": "idle-for", "minutes": 30}],
 *  "if":     [{"attribute": "status", "operator": "changed-to", "values": ["5"]}, {"any": [{…}, {…}]}],
 *  "during": {"inside": true, "hours": {"mon-fri": "08:00-18:00"}},
 *  "set":    [{"attribute": "udf:3:text", "value": "x"}, {…, "clear": true}, {…, "from": "now", "millis": 60000}, {…, "template": "…"}],
 *  "then":   [{"callout": 4}, {"note": {"title": "…", "text": "…", "publish": 2}}, {"ticket": [{"attribute": "title", "value": "x"}, {…}]},
 *             {"notify": {"who": ["contact", "person:3", "address:noc@acme.example"], "subject": "…", "text": "…", "note": true}}]}
 * </pre>
 */
final class RuleJson {
    private static final String PERSON = "person:";
    private static final JsonMapper JSON = JsonMapper.shared();

    private RuleJson() {}

    static String written(Rule rule) {
        var root = JSON.createObjectNode();
        var events = root.putArray("events");
        rule.events().forEach(event -> write(event, events.addObject()));
        var conditions = root.putArray("if");
        rule.conditions().forEach(condition -> write(condition, conditions.addObject()));
        if (rule.during() != null) {
            write(rule.during(), root.putObject("during"));
        }
        var updates = root.putArray("set");
        rule.updates().forEach(update -> write(update, updates.addObject()));
        var actions = root.putArray("then");
        rule.actions().forEach(action -> write(action, actions.addObject()));
        return JSON.writeValueAsString(root);
    }

    /** @throws RuntimeException when the settings make no rule */
    static Rule read(long id, String name, int place, boolean active, String settings) {
        var root = JSON.readTree(settings);
        return new Rule(
                id,
                name,
                place,
                active,
                list(root, "events", RuleJson::event),
                list(root, "if", RuleJson::condition),
                root.has("during") ? during(root.path("during")) : null,
                list(root, "set", RuleJson::update),
                list(root, "then", RuleJson::action));
    }

    private static void write(RuleEvent event, ObjectNode to) {
        switch (event) {
            case RuleEvent.Made(var on, var who) -> {
                to.put("on", on.word());
                var by = to.putArray("by");
                who.anyOf().forEach(one -> by.add(word(one)));
            }
            case RuleEvent.Reached(var state, var span) ->
                to.put("state", state.word()).put("minutes", span.toMinutes());
        }
    }

    private static RuleEvent event(JsonNode node) {
        if (node.has("state")) {
            var word = text(node, "state");
            var state = Arrays.stream(RuleEvent.State.values())
                    .filter(known -> known.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> unknown("state", word));
            return new RuleEvent.Reached(
                    state, Duration.ofMinutes(node.path("minutes").asLong()));
        }
        var word = text(node, "on");
        var on = TicketChange.Event.MADE.stream()
                .filter(event -> event.word().equals(word))
                .findFirst()
                .orElseThrow(() -> unknown("event", word));
        return new RuleEvent.Made(on, new Who(list(node, "by", one -> who(one.asString()))));
    }

    private static String word(Who.One one) {
        return switch (one) {
            case Who.Group group -> group.word();
            case Who.Person(var id) -> PERSON + id;
            case Who.ApiUser(var id) -> "api-user:" + id;
        };
    }

    private static Who.One who(String word) {
        if (word.startsWith(PERSON)) {
            return new Who.Person(Long.parseLong(word.substring(PERSON.length())));
        }
        if (word.startsWith("api-user:")) {
            return new Who.ApiUser(Long.parseLong(word.substring("api-user:".length())));
        }
        return Arrays.stream(Who.Group.values())
                .filter(group -> group.word().equals(word))
                .findFirst()
                .orElseThrow(() -> unknown("who", word));
    }

    private static void write(Condition condition, ObjectNode to) {
        switch (condition) {
            case Condition.Test test -> {
                to.put("attribute", word(test.attribute()));
                to.put("operator", test.operator().word());
                ArrayNode values = to.putArray("values");
                test.wanted().forEach(value -> values.add(value.text()));
            }
            case Condition.Any any -> {
                var tests = to.putArray("any");
                any.tests().forEach(test -> write(test, tests.addObject()));
            }
        }
    }

    private static Condition condition(JsonNode node) {
        return node.has("any") ? new Condition.Any(list(node, "any", RuleJson::test)) : test(node);
    }

    private static Condition.Test test(JsonNode node) {
        var attribute = attribute(text(node, "attribute"));
        return new Condition.Test(
                attribute,
                Operator.of(text(node, "operator")),
                list(node, "values", value -> value(attribute, value.asString())));
    }

    /** Without hours it is the desk's business hours that count. */
    private static void write(TimeWindow during, ObjectNode to) {
        to.put("inside", during.inside());
        if (during.own() != null) {
            var hours = to.putObject("hours");
            during.own().words().forEach(hours::put);
        }
    }

    private static TimeWindow during(JsonNode node) {
        var words = new LinkedHashMap<String, String>();
        node.path("hours").forEachEntry((days, hours) -> words.put(days, hours.asString()));
        return new TimeWindow(node.path("inside").asBoolean(), words.isEmpty() ? null : OpenHours.of(words));
    }

    private static void write(Update update, ObjectNode to) {
        to.put("attribute", word(update.target()));
        switch (update.value()) {
            case NewValue.Cleared _ -> to.put("clear", true);
            case NewValue.Fixed(var value) -> to.put("value", value.text());
            case NewValue.Relative(var from, var span) ->
                to.put("from", from.word()).put("millis", span.toMillis());
            case NewValue.Templated(var template) -> to.put("template", template);
        }
    }

    private static Update update(JsonNode node) {
        var target = attribute(text(node, "attribute"));
        if (node.has("template")) {
            return new Update(target, new NewValue.Templated(text(node, "template")));
        }
        if (node.has("value")) {
            return new Update(target, new NewValue.Fixed(value(target, text(node, "value"))));
        }
        if (node.has("from")) {
            var word = text(node, "from");
            var anchor = Arrays.stream(NewValue.Anchor.values())
                    .filter(a -> a.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> unknown("from", word));
            return new Update(
                    target,
                    new NewValue.Relative(
                            anchor, Duration.ofMillis(node.path("millis").asLong())));
        }
        if (node.path("clear").asBoolean(false)) {
            return new Update(target, new NewValue.Cleared());
        }
        throw unknown("update", node.toString());
    }

    private static void write(Action action, ObjectNode to) {
        switch (action) {
            case Action.ExecuteCallout(var callout) -> to.put("callout", callout);
            case Action.AddNote(var title, var text, var publish) ->
                to.putObject("note").put("title", title).put("text", text).put("publish", publish);
            case Action.CreateTicket(var fields) -> {
                var set = to.putArray("ticket");
                fields.forEach(field -> write(field, set.addObject()));
            }
            case Action.Notify(var who, var subject, var text, var storeAsNote) -> {
                var told = to.putObject("notify");
                var all = told.putArray("who");
                who.forEach(one -> all.add(one.stored()));
                told.put("subject", subject).put("text", text).put("note", storeAsNote);
            }
        }
    }

    private static Action action(JsonNode node) {
        if (node.has("callout")) {
            return new Action.ExecuteCallout(node.path("callout").asLong());
        }
        if (node.has("note")) {
            var note = node.path("note");
            return new Action.AddNote(
                    text(note, "title"),
                    text(note, "text"),
                    note.path("publish").asLong(Note.PUBLISH_INTERNAL));
        }
        if (node.has("ticket")) {
            return new Action.CreateTicket(list(node, "ticket", RuleJson::update));
        }
        if (node.has("notify")) {
            var told = node.path("notify");
            return new Action.Notify(
                    list(told, "who", one -> Recipient.ofStored(one.asString())),
                    text(told, "subject"),
                    text(told, "text"),
                    told.path("note").asBoolean(false));
        }
        throw unknown("action", node.toString());
    }

    /** {@code status}, {@code udf:3:text}, {@code note.text}. */
    private static String word(Attribute attribute) {
        return switch (attribute) {
            case Attribute.Field(var field) -> field.apiName();
            case Attribute.UserDefined(var id, var type) -> "udf:" + id + ":" + type.word();
            case Attribute.NoteType _ -> RuleWords.NOTE_TYPE;
            case Attribute.NoteText _ -> RuleWords.NOTE_TEXT;
            case Attribute.CompanyClassification _ -> RuleWords.COMPANY_CLASSIFICATION;
        };
    }

    private static Attribute attribute(String word) {
        if (word.startsWith("udf:")) {
            var parts = word.split(":", -1);
            return new Attribute.UserDefined(Long.parseLong(parts[1]), UserField.Type.of(parts[2]));
        }
        return switch (word) {
            case RuleWords.NOTE_TYPE -> new Attribute.NoteType();
            case RuleWords.NOTE_TEXT -> new Attribute.NoteText();
            case RuleWords.COMPANY_CLASSIFICATION -> new Attribute.CompanyClassification();
            default -> new Attribute.Field(TicketField.named(word).orElseThrow(() -> unknown("attribute", word)));
        };
    }

    private static Value value(Attribute attribute, String text) {
        return Value.read(attribute.kind(), text).orElseThrow(() -> unknown("value", text));
    }

    private static String text(JsonNode node, String member) {
        var value = node.path(member);
        if (!value.isString()) {
            throw unknown("\"" + member + "\" in", node.toString());
        }
        return value.stringValue();
    }

    private static <T> List<T> list(JsonNode node, String member, Function<JsonNode, T> read) {
        var all = new ArrayList<T>();
        node.path(member).forEach(one -> all.add(read.apply(one)));
        return all;
    }

    private static IllegalArgumentException unknown(String what, String word) {
        return new IllegalArgumentException(what + " " + word + " is not known to this version");
    }
}
