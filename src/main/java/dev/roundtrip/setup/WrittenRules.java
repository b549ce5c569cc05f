package dev.roundtrip.setup;

import dev.roundtrip.rule.Renderer;
import dev.roundtrip.rule.Rule;
import dev.roundtrip.rule.RuleRefused;
import dev.roundtrip.rule.RuleWords;
import dev.roundtrip.rule.Rules;
import dev.roundtrip.setup.SetupDocument.RuleEntry;
import dev.roundtrip.store.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rules one by one, each as the setup file would have it: read by the same reader, made by the same maker. Every change is one
 * write, in which the rule is looked at as it is then.
 */
public final class WrittenRules {
    private final Store store;
    private final Rules rules;
    private final RuleWords words;
    private final Renderer renderer;
    private final RuleWriter writer;

    public WrittenRules(Store store, Rules rules, RuleWords words, Renderer renderer) {
        this.store = store;
        this.rules = rules;
        this.words = words;
        this.renderer = renderer;
        this.writer = new RuleWriter(words);
    }

    /** Nothing has that id. */
    static final class NoSuchRule extends RuntimeException {
        NoSuchRule(long id) {
            super("there is no rule " + id);
        }
    }

    /** It is not any more what the one who wants to change it has seen. */
    static final class ChangedMeanwhile extends RuntimeException {
        ChangedMeanwhile(Rule rule) {
            super("rule %d \"%s\" has been changed by somebody else since it was read; read it again and decide anew"
                    .formatted(rule.id(), rule.name()));
        }
    }

    List<Rule> all() {
        return rules.all();
    }

    Rule one(long id) {
        return rules.withId(id).orElseThrow(() -> new NoSuchRule(id));
    }

    /** With id and place, and then as an entry of the setup file. */
    Map<String, Object> written(Rule rule) {
        var all = new LinkedHashMap<String, Object>();
        all.put("id", rule.id());
        all.put("place", rule.place());
        all.putAll(writer.written(rule));
        return all;
    }

    Rule create(SentJson sent) {
        return change(() -> rules.keep(wanted(sent, null)));
    }

    Rule replace(long id, IfMatch match, SentJson sent) {
        return change(() -> rules.keep(wanted(sent, matching(id, match))));
    }

    Rule activate(long id, IfMatch match) {
        return change(() -> rules.keep(matching(id, match).switched(true)));
    }

    Rule deactivate(long id, IfMatch match) {
        return change(() -> rules.deactivate(matching(id, match).id()));
    }

    /** @param sent tells the name */
    Rule copy(long id, SentJson sent) {
        return change(() -> {
            var original = one(id);
            var reading = sent.reading();
            var name = sent.part(reading).map(this::name);
            sent.refuseIfWrong(reading);
            return rules.copy(original.id(), name.orElseThrow());
        });
    }

    /** @param sent tells the ids */
    void order(SentJson sent) {
        change(() -> {
            var reading = sent.reading();
            var ids = sent.part(reading).map(this::ids);
            sent.refuseIfWrong(reading);
            rules.reorder(ids.orElseThrow());
            return ids;
        });
    }

    void delete(long id, IfMatch match) {
        change(() -> {
            rules.delete(matching(id, match).id());
            return id;
        });
    }

    /** As it would be kept, under whatever name. It is not. */
    Rule read(SentJson sent) {
        var reading = sent.reading();
        var rule = sent.part(reading).flatMap(part -> rule(part, RuleReader.rule(part), null));
        sent.refuseIfWrong(reading);
        return rule.orElseThrow();
    }

    /** Holds the configuration before it looks: another node that changes it waits, and finds what was done here. */
    private <T> T change(Supplier<T> change) {
        return store.write(() -> {
            store.revision().bump();
            return change.get();
        });
    }

    private Rule matching(long id, IfMatch match) {
        var rule = one(id);
        if (!match.holds(rule)) {
            throw new ChangedMeanwhile(rule);
        }
        return rule;
    }

    /** @param known null for a new one */
    private Rule wanted(SentJson sent, @Nullable Rule known) {
        var reading = sent.reading();
        var wanted = sent.part(reading).flatMap(part -> {
            var entry = RuleReader.rule(part);
            refuseTaken(part, entry.name(), known == null ? 0 : known.id());
            return rule(part, entry, known);
        });
        sent.refuseIfWrong(reading);
        return wanted.orElseThrow();
    }

    private Optional<Rule> rule(Part part, RuleEntry entry, @Nullable Rule known) {
        var reading = part.reading();
        // As an answer has them, so that what was read can be sent back.
        part.passOver("id", "place");
        part.end();
        var parts = new RuleMaker(words, renderer, reading::wrong).parts(entry);
        if (reading.mistakes.count() > 0) {
            return Optional.empty();
        }
        try {
            return parts.map(made -> known == null ? made.rule(0, 0) : made.rule(known.id(), known.place()));
        } catch (RuleRefused e) {
            reading.mistakes.add(Place.START, e.problem());
            return Optional.empty();
        }
    }

    private String name(Part part) {
        var name = part.name("name");
        part.end();
        if (!name.isBlank()) {
            refuseTaken(part, name, 0);
            part.made("name", () -> {
                Rule.refuseWrongName(name);
                return name;
            });
        }
        return name;
    }

    private void refuseTaken(Part part, String name, long id) {
        rules.named(name)
                .filter(other -> other.id() != id)
                .ifPresent(other -> part.wrong(
                        "name", ": there is a rule \"%s\" already; choose another name".formatted(other.name())));
    }

    private List<Long> ids(Part part) {
        var ids = new ArrayList<Long>();
        if (!part.absent("ids")) {
            var met = new HashSet<Long>();
            for (var item : part.texts("ids")) {
                var id = id(item);
                if (id.isEmpty()) {
                    part.reading().wrong(item.path(), ": there is no rule " + Mistakes.shortened(item.text()));
                } else if (met.add(id.get())) {
                    ids.add(id.get());
                } else {
                    part.reading().wrong(item.path(), ": rule %d is named twice".formatted(id.get()));
                }
            }
        }
        part.end();
        return ids;
    }

    private Optional<Long> id(Value value) {
        return rules.all().stream()
                .map(Rule::id)
                .filter(id -> Long.toString(id).equals(value.text()))
                .findFirst();
    }
}
