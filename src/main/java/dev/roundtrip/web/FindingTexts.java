package dev.roundtrip.web;

import dev.roundtrip.rule.Finding;
import dev.roundtrip.rule.RuleRefused;
import dev.roundtrip.rule.RuleWords;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the audit found, in the reader's language. What is broken about a rule stands there in the words of its room. */
final class FindingTexts {
    private final Words words;
    private final RuleWords spelled;
    private final RuleSentence sentence;

    /**
     * @param icon a symbol of icons.svg
     * @param tone of the icon
     * @param details in English
     */
    record Told(String icon, String tone, String text, List<String> details) {}

    FindingTexts(Words words, RuleWords spelled, RuleSentence sentence) {
        this.words = words;
        this.spelled = spelled;
        this.sentence = sentence;
    }

    Told told(Finding finding) {
        return switch (finding) {
            case Finding.NotFired found ->
                new Told(
                        "clock",
                        "wait",
                        found.last() == null || found.last().isBefore(found.since())
                                ? words.say("finding.not-fired.yet", found.days(), words.day(found.since()))
                                : words.say("finding.not-fired", found.days(), words.day(found.last())),
                        List.of());
            case Finding.Broken found ->
                new Told(
                        "alert",
                        found.skipped() ? "fail" : "wait",
                        words.say(found.skipped() ? "finding.broken.skipped" : "finding.broken"),
                        found.defects());
            case Finding.Shadowed found ->
                new Told(
                        "copy", "wait", words.say("finding.shadowed", found.by().name()), List.of());
            case Finding.Loop found -> new Told("loop", "wait", loop(found), List.of());
            case Finding.FiresAgain found -> new Told("alert", "wait", firesAgain(found), List.of());
            case Finding.NearLimit found ->
                new Told("info", "wait", words.say("finding.near-limit", found.active(), found.most()), List.of());
        };
    }

    private String loop(Finding.Loop found) {
        var round = Stream.concat(found.round().stream(), found.round().stream().limit(1))
                .map(rule -> words.say("sentence.text", rule.name()))
                .collect(Collectors.joining(" → "));
        return words.say("finding.loop", round);
    }

    private String firesAgain(Finding.FiresAgain found) {
        var attribute = attribute(found.attribute());
        var values = String.join(" " + words.say("sentence.or") + " ", found.values());
        return words.say(
                found.values().size() == 1 ? "finding.fires-again" : "finding.fires-again.list", attribute, values);
    }

    private String attribute(String word) {
        try {
            return sentence.attribute(spelled.attribute(word));
        } catch (RuleRefused e) {
            return word; // renamed since the audit looked
        }
    }
}
