package dev.roundtrip.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What there is to mend in the form of a rule, by field. The rules' room speaks English, with the words of the setup file; what people meet most
 * is told here in both languages, the rest as it comes, marked as English.
 */
final class RuleMistakes {
    private record Known(Pattern english, String key) {}

    /**
     * What there is to mend.
     *
     * @param language of the text, where it is not the page's
     */
    record Told(String text, @Nullable String language) {}

    private static final List<Known> KNOWN = List.of(
            known("is empty|operator \\S+ needs (?:a|at least one) value", "rule.mistake.empty"),
            known(".*an empty value is asked for with is-empty and is-not-empty", "rule.mistake.empty"),
            known("is not a whole number", "rule.mistake.number"),
            known(".* whole minutes from 1m to .*", "rule.mistake.span"),
            known("rule name .*", "rule.mistake.name"),
            known("there is a rule \"(.*)\" already; choose another name", "rule.mistake.taken"),
            known(".* is not what is needed: a number, .*", "rule.mistake.decimal"),
            known(".* is not what is needed: a date, .*", "rule.mistake.date"),
            known("operator .* makes no sense for .*", "rule.mistake.operator"),
            known("rule .* listens to nothing; .*", "rule.mistake.no-event"),
            known("rule .* does nothing; .*", "rule.mistake.no-action"),
            known("rule .* asks about a note but does not listen to note-added", "rule.mistake.note-event"),
            known("rule .* sets the same field twice|a new ticket is given the same field twice", "rule.mistake.twice"),
            known("rule .* executes (\\d+) callouts; at most (\\d+) go", "rule.mistake.callouts"),
            known("rule .* creates (\\d+) tickets; at most (\\d+) go", "rule.mistake.tickets"),
            known("rule .* (\\d+) rules are active already, .*", "rule.mistake.too-many"),
            known("notify: who is empty; .*", "rule.mistake.nobody"),
            known("notify: a mail needs a subject", "rule.mistake.subject"),
            known("a note needs a title or a text", "rule.mistake.note"),
            known("a new ticket needs a title", "rule.mistake.title"),
            known("a new ticket holds nothing that could be cleared; .*", "rule.mistake.cleared"),
            known(".*: a ticket cannot be without it", "rule.mistake.required"),
            known(".* is set by the desk itself; a rule cannot set it", "rule.mistake.own"),
            known("who \"(.*)\": nobody has that login.*", "rule.mistake.login"),
            known("who \"(.*)\": this is no mail address.*", "rule.mistake.address"),
            known("who \"(.*)\": that person is inactive.*", "rule.mistake.person-inactive"),
            known("no hours are named.*", "rule.mistake.no-hours"),
            known("\"(.*)\" is no span of hours.*", "rule.mistake.hours"),
            known("the hours (.*) do not end after they begin.*", "rule.mistake.hours-end"),
            known("on \\w+ the hours (.*) and (.*) overlap", "rule.mistake.hours-overlap"));

    private final Words words;
    private final Map<String, List<Told>> byField = new LinkedHashMap<>();

    RuleMistakes(Words words) {
        this.words = words;
    }

    private static Known known(String english, String key) {
        return new Known(Pattern.compile(english, Pattern.DOTALL), key);
    }

    /** @param field empty for what is about the whole */
    void add(String field, String message) {
        byField.computeIfAbsent(field, _ -> new ArrayList<>()).add(told(message.replaceFirst("^:? ", "")));
    }

    private Told told(String message) {
        for (var known : KNOWN) {
            var found = known.english().matcher(message);
            if (found.matches()) {
                return new Told(words.say(known.key(), values(found)), null);
            }
        }
        return new Told(message, "en");
    }

    private static Object[] values(Matcher found) {
        var values = new Object[found.groupCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = String.valueOf(found.group(i + 1));
        }
        return values;
    }

    public boolean isEmpty() {
        return byField.isEmpty();
    }

    public int count() {
        return byField.values().stream().mapToInt(List::size).sum();
    }

    public List<Told> whole() {
        return of("");
    }

    public boolean at(String field) {
        return byField.containsKey(field);
    }

    /** Of these fields, which are shown in one place. */
    public List<Told> of(String... fields) {
        return List.of(fields).stream()
                .flatMap(field -> byField.getOrDefault(field, List.of()).stream())
                .toList();
    }

    /** Of a line: what is about it as one, and about each of its own fields. */
    public List<Told> ofLine(String path) {
        return byField.entrySet().stream()
                .filter(entry -> entry.getKey().equals(path)
                        || (entry.getKey().startsWith(path + ".")
                                && !entry.getKey()
                                        .substring(path.length() + 1)
                                        .matches(".*\\.[0-9]+.*|any\\..*|set\\..*")))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }
}
