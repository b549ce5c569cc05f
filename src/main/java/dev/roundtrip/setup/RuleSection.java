package dev.roundtrip.setup;

import dev.roundtrip.rule.Renderer;
import dev.roundtrip.rule.Rule;
import dev.roundtrip.rule.RuleMaker;
import dev.roundtrip.rule.RuleRefused;
import dev.roundtrip.rule.RuleWords;
import dev.roundtrip.rule.Rules;
import dev.roundtrip.rule.WordedRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code rules}: read by the reader of the file and made by its maker. They are not applied as a file is, for what is wrong is told of all
 * parts of a rule at once, and the limit of active rules is no mistake of what was sent.
 */
final class RuleSection extends Section<Rule> {
    private final Rules rules;
    private final RuleWords words;
    private final Renderer renderer;
    private final RuleWriter writer;

    RuleSection(Rooms rooms) {
        super(rooms.store(), "rules", "rule");
        this.rules = rooms.rules();
        this.words = rooms.words();
        this.renderer = rooms.renderer();
        this.writer = new RuleWriter(words);
    }

    @Override
    List<Rule> all() {
        return rules.all();
    }

    @Override
    long id(Rule rule) {
        return rule.id();
    }

    @Override
    String name(Rule rule) {
        return rule.name();
    }

    @Override
    Map<String, @Nullable Object> entry(Rule rule, Withheld secrets) {
        return writer.written(rule);
    }

    @Override
    Map<String, Object> before(Rule rule) {
        var before = new LinkedHashMap<String, Object>();
        before.put("id", rule.id());
        before.put("place", rule.place());
        return before;
    }

    @Override
    Collection<String> passedOver() {
        return List.of("id", "place");
    }

    /** Where it stands, and how what it names is called, does not count. */
    @Override
    String tag(Rule rule) {
        return "\"" + rule.fingerprint() + "\"";
    }

    @Override
    Kept<Rule> create(SentJson sent, Consumer<? super Rule> witness) {
        return new Kept<>(change(() -> rules.keep(wanted(sent, null)), witness));
    }

    @Override
    Kept<Rule> replace(long id, IfMatch match, SentJson sent, Consumer<? super Rule> witness) {
        return new Kept<>(change(() -> rules.keep(wanted(sent, matching(id, match))), witness));
    }

    /**
     * @param sent tells the ids
     * @param witness is told within the write that does it
     */
    void order(SentJson sent, Runnable witness) {
        change(
                () -> {
                    var reading = sent.reading();
                    var ids = sent.part(reading).map(this::ids);
                    sent.refuseIfWrong(reading);
                    rules.reorder(ids.orElseThrow());
                    return ids;
                },
                _ -> witness.run());
    }

    /** As it would be kept, under whatever name. It is not. */
    Rule read(SentJson sent) {
        var reading = sent.reading();
        var rule = sent.part(reading).flatMap(part -> rule(part, RuleReader.rule(part), null));
        sent.refuseIfWrong(reading);
        return rule.orElseThrow();
    }

    /** @param known null for a new one */
    private Rule wanted(SentJson sent, @Nullable Rule known) {
        var reading = sent.reading();
        var wanted = sent.part(reading).flatMap(part -> {
            var entry = RuleReader.rule(part);
            refuseTaken(reading::wrong, "name", entry.name(), known == null ? null : known.id());
            return rule(part, entry, known);
        });
        sent.refuseIfWrong(reading);
        return wanted.orElseThrow();
    }

    private Optional<Rule> rule(Part part, WordedRule entry, @Nullable Rule known) {
        var reading = part.reading();
        part.passOver(passedOver());
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
