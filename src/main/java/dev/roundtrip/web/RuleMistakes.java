package dev.roundtrip.web;

import static dev.roundtrip.web.KnownMistakes.known;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is to mend in the form of a rule, by field. The rules' room speaks English, with the words of the setup file; what people meet most
 * is told here in both languages, the rest as it comes, marked as English.
 */
final class RuleMistakes {
    private static final KnownMistakes KNOWN = new KnownMistakes(List.of(
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
            known("who \"(.*)\": there is no channel of that name.*", "rule.mistake.channel"),
            known("who \"(.*)\": that person is inactive.*", "rule.mistake.person-inactive"),
            known("no hours are named.*", "rule.mistake.no-hours"),
            known("\"(.*)\" is no span of hours.*", "rule.mistake.hours"),
            known("the hours (.*) do not end after they begin.*", "rule.mistake.hours-end"),
            known("on \\w+ the hours (.*) and (.*) overlap", "rule.mistake.hours-overlap")));

    private final Words words;
    private final Map<String, List<MistakeWords.Said>> byField = new LinkedHashMap<>();

    RuleMistakes(Words words) {
        this.words = words;
    }

    /** @param field empty for what is about the whole */
    void add(String field, String message) {
        var english = message.replaceFirst("^:? ", "");
        byField.computeIfAbsent(field, _ -> new ArrayList<>())
                .add(MistakeWords.said(english, KNOWN.say(english, words)));
    }

    public boolean isEmpty() {
        return byField.isEmpty();
    }

    public int count() {
        return byField.values().stream().mapToInt(List::size).sum();
    }

    public List<MistakeWords.Said> whole() {
        return of("");
    }

    public boolean at(String field) {
        return byField.containsKey(field);
    }

    /** Of these fields, which are shown in one place. */
    public List<MistakeWords.Said> of(String... fields) {
        return List.of(fields).stream()
                .flatMap(field -> byField.getOrDefault(field, List.of()).stream())
                .toList();
    }

    /** Of a line: what is about it as one, and about each of its own fields. */
    public List<MistakeWords.Said> ofLine(String path) {
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
