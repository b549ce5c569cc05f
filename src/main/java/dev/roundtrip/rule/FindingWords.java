package dev.roundtrip.rule;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A finding in a sentence that names the rule, what is wrong, and what would be right. */
public final class FindingWords {
    private FindingWords() {}

    public static String of(Finding finding) {
        return switch (finding) {
            case Finding.NotFired found -> notFired(found);
            case Finding.Broken found ->
                "%s is broken: %s; %s"
                        .formatted(
                                quoted(found.rule()),
                                String.join("; ", found.defects()),
                                found.skipped()
                                        ? "it is not run until that is mended"
                                        : "the rest of it is run all the same");
            case Finding.Shadowed found ->
                "%1$s does a second time what %2$s does: whenever it fires, %2$s has fired on the same change, with all the callouts, notes, new tickets, notices and updates of %1$s"
                        .formatted(quoted(found.rule()), quoted(found.by()));
            case Finding.Loop found ->
                "%s can go round: each sets off the next, until %d rules have run in sequence"
                        .formatted(
                                Stream.concat(
                                                found.round().stream(),
                                                found.round().stream().limit(1))
                                        .map(FindingWords::quoted)
                                        .collect(Collectors.joining(" -> ")),
                                RuleRunner.MOST_IN_SEQUENCE);
            case Finding.FiresAgain found ->
                "%s fires at every later edit too, as long as %s is %s; %s"
                        .formatted(
                                quoted(found.rule()),
                                found.attribute(),
                                either(found.values()),
                                found.values().size() == 1
                                        ? "changed-to fires once"
                                        : "with a condition %s changed beside it, it fires only when that changes"
                                                .formatted(found.attribute()));
            case Finding.NearLimit found ->
                "%d of the %d rules that may be active are".formatted(found.active(), found.most());
        };
    }

    private static String notFired(Finding.NotFired found) {
        return found.last() == null || found.last().isBefore(found.since())
                ? "%s has not fired since it began to listen, %d days ago on %s"
                        .formatted(quoted(found.rule()), found.days(), found.since())
                : "%s has not fired for %d days, since %s".formatted(quoted(found.rule()), found.days(), found.last());
    }

    private static String either(List<String> values) {
        return String.join(" or ", values);
    }

    private static String quoted(Finding.Subject rule) {
        return "\"" + rule.name() + "\"";
    }
}
