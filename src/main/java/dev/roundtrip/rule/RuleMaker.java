package dev.roundtrip.rule;

import dev.roundtrip.rule.WordedRule.FieldValue;
import dev.roundtrip.rule.WordedRule.If;
import dev.roundtrip.rule.WordedRule.Said;
import dev.roundtrip.rule.WordedRule.Then;
import dev.roundtrip.rule.WordedRule.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a rule of what is said of it: names become what this desk knows by them. All that cannot be is told, part by part. */
public final class RuleMaker {
    private final RuleWords words;
    private final Renderer renderer;
    private final BiConsumer<String, String> teller;
    private boolean wrong;

    /** @param teller hears of each mistake: the path, and how the message goes on behind it */
    public RuleMaker(RuleWords words, Renderer renderer, BiConsumer<String, String> teller) {
        this.words = words;
        this.renderer = renderer;
        this.teller = teller;
    }

    /** What a rule is made of. Whether the parts go together the rule itself decides. */
    public record Parts(
            WordedRule entry,
            List<RuleEvent> events,
            List<Condition> conditions,
            List<Update> updates,
            List<Action> actions) {

        /** @throws RuleRefused when the parts do not go together */
        public Rule rule(long id, int place) {
            return new Rule(
                    id, entry.name(), place, entry.active(), events, conditions, entry.during(), updates, actions);
        }
    }

    /** Empty, after it was told, when one of the parts cannot be. */
    public Optional<Parts> parts(WordedRule entry) {
        var parts = soundParts(entry);
        return wrong ? Optional.empty() : Optional.of(parts);
    }

    /** Those that can be; of the others it is told why they cannot. */
    public Parts soundParts(WordedRule entry) {
        wrong = false;
        if (!entry.name().isBlank()) {
            checkName(entry.path().isEmpty() ? "name" : entry.path() + ".name", entry.name());
        }
        var events = entry.when().stream().flatMap(this::event).toList();
        var conditions = entry.conditions().stream().flatMap(this::condition).toList();
        var updates = new ArrayList<Update>();
        var actions = new ArrayList<Action>();
        for (var action : entry.then()) {
            switch (action) {
                case Then.SetFields set ->
                    set.fields().forEach(field -> update(field).ifPresent(updates::add));
                case Then.CallOut(var path, var callout) ->
                    made(path + ".callout", () -> words.callout(callout)).forEach(actions::add);
                case Then.AddNote note -> note(note).ifPresent(actions::add);
                case Then.CreateTicket(var path, var fields) ->
                    ticket(path, fields).ifPresent(actions::add);
                case Then.Notify notify -> notify(notify).forEach(actions::add);
            }
        }
        return new Parts(entry, events, conditions, updates, actions);
    }

    private void checkName(String path, String name) {
        try {
            Rule.refuseWrongName(name);
        } catch (RuleRefused e) {
            tell(path, e);
        }
    }

    private Stream<RuleEvent> event(When entry) {
        return switch (entry) {
            case When.Made made -> {
                var known = made.by().stream()
                        .flatMap(by -> made(by.path(), () -> words.who(List.of(by.text()))))
                        .toList();
                yield known.size() < made.by().size()
                        ? Stream.empty()
                        : made(made.path(), () -> words.event(made.word(), texts(made.by())));
            }
            case When.Reached reached -> Stream.of(reached.event());
        };
    }

    private Stream<Condition> condition(If entry) {
        return switch (entry) {
            case If.One one -> test(one).map(test -> (Condition) test);
            case If.Any(var path, var alternatives) -> {
                var tests = alternatives.stream().flatMap(this::test).toList();
                yield tests.size() < alternatives.size() ? Stream.empty() : made(path, () -> new Condition.Any(tests));
            }
        };
    }

    private Stream<Condition.Test> test(If.One one) {
        return made(one.path() + ".attribute", () -> words.attribute(one.attribute()))
                .flatMap(attribute -> {
                    if (!attribute.operators().contains(Operator.of(one.operator()))) {
                        return test(one.path() + ".operator", one, one.values());
                    }
                    var known = one.values().stream()
                            .flatMap(value -> test(value.path(), one, List.of(value)))
                            .toList();
                    return known.size() < one.values().size() ? Stream.empty() : test(one.path(), one, one.values());
                });
    }

    private Stream<Condition.Test> test(String path, If.One one, List<Said> values) {
        return made(path, () -> words.test(one.attribute(), one.operator(), texts(values)));
    }

    private Optional<Update> update(FieldValue field) {
        var update = made(field.path(), () -> words.update(field.name(), field.value()))
                .findFirst();
        checkTemplate(field.path(), field.value());
        return update;
    }

    private Optional<Action> note(Then.AddNote note) {
        checkTemplate(note.path() + ".title", note.title());
        checkTemplate(note.path() + ".text", note.text());
        return made(note.path(), () ->
                        (Action) words.note(note.title(), note.text(), note.internal() ? "internal" : "all"))
                .findFirst();
    }

    /** Where one of its fields is wrong, or it has none, that is told already, and not besides that it lacks a title. */
    private Optional<Action> ticket(String path, List<FieldValue> fields) {
        var known = new ArrayList<Update>();
        fields.forEach(field ->
                update(field).filter(update -> isGiven(field.path(), update)).ifPresent(known::add));
        return fields.isEmpty() || known.size() < fields.size()
                ? Optional.empty()
                : made(path, () -> (Action) new Action.CreateTicket(known)).findFirst();
    }

    private boolean isGiven(String path, Update update) {
        if (update.value() instanceof NewValue.Cleared) {
            tell(path, new RuleRefused("a new ticket holds nothing that could be cleared; leave the field out"));
            return false;
        }
        return true;
    }

    private Stream<Action> notify(Then.Notify notify) {
        checkTemplate(notify.path() + ".subject", notify.subject());
        checkTemplate(notify.path() + ".text", notify.text());
        var who = notify.who().stream()
                .flatMap(one -> made(one.path(), () -> words.recipient(one.text())))
                .toList();
        return who.size() < notify.who().size()
                ? Stream.empty()
                : made(
                        notify.path(),
                        () -> new Action.Notify(who, notify.subject(), notify.text(), notify.storeAsNote()));
    }

    // Rules look at their templates themselves, but know only the rule they stand in, not the line.
    private void checkTemplate(String path, @Nullable String text) {
        if (text == null || !text.contains("{{")) {
            return;
        }
        try {
            renderer.check(text);
        } catch (RuntimeException e) {
            tell(path, e);
        }
    }

    private <T> Stream<T> made(String path, Supplier<T> maker) {
        try {
            return Stream.of(maker.get());
        } catch (RuleRefused e) {
            tell(path, e);
            return Stream.empty();
        }
    }

    private void tell(String path, RuntimeException e) {
        wrong = true;
        teller.accept(path, ": " + e.getMessage());
    }

    private static List<String> texts(List<Said> values) {
        return values.stream().map(Said::text).toList();
    }
}
