package dev.roundtrip.rule;

import java.util.List;
import java.util.Optional;

/**
 * Finds rules that do a second time what an earlier one does. Pure.
 *
 * <p>Rules do not stop each other, so nothing is hidden here: the earlier one fires on every change that the later one fires on, and its
 * callouts, notes, new tickets, notices and updates include all of the later one's. Only what is certain is told; a condition that is wider in meaning
 * but not in its words is not.
 */
final class Shadows {
    private Shadows() {}

    /**
     * The first that is earlier and does the same.
     *
     * @param rules those that are run, in their order, {@code later} among them
     */
    static Optional<Rule> over(Rule later, List<Rule> rules) {
        return rules.subList(0, rules.indexOf(later)).stream()
                .filter(earlier -> firesWith(earlier, later) && doesAllOf(earlier, later))
                .filter(earlier -> isLeftAlone(earlier, later, rules))
                .findFirst();
    }

    private static boolean firesWith(Rule earlier, Rule later) {
        return later.events().stream().allMatch(event -> listensTo(earlier, event))
                && earlier.conditions().stream()
                        .allMatch(wide -> later.conditions().stream().anyMatch(narrow -> follows(wide, narrow)))
                && (earlier.during() == null || earlier.during().equals(later.during()));
    }

    private static boolean listensTo(Rule rule, RuleEvent event) {
        return switch (event) {
            case RuleEvent.Reached reached -> rule.events().contains(reached);
            case RuleEvent.Made(var on, var by) ->
                by.anyOf().stream()
                        .allMatch(one -> rule.events().stream()
                                .anyMatch(own -> own instanceof RuleEvent.Made made
                                        && made.on() == on
                                        && made.by().includes(one)));
        };
    }

    /** Any of a group holds it, so a part of the group holds it too. */
    private static boolean follows(Condition wide, Condition narrow) {
        return wide.tests().containsAll(narrow.tests());
    }

    private static boolean doesAllOf(Rule earlier, Rule later) {
        return earlier.callouts().containsAll(later.callouts())
                && earlier.notes().containsAll(later.notes())
                && earlier.tickets().containsAll(later.tickets())
                && earlier.notifies().containsAll(later.notifies())
                && earlier.updates().containsAll(later.updates());
    }

    /** Where a third rule sets the same field otherwise, the later one sets it back: that is not the same again. */
    private static boolean isLeftAlone(Rule earlier, Rule later, List<Rule> rules) {
        return rules.stream()
                .filter(rule -> rule.id() != earlier.id() && rule.id() != later.id())
                .flatMap(rule -> rule.updates().stream())
                .noneMatch(update -> later.updates().stream()
                        .anyMatch(own -> own.target().equals(update.target()) && !own.equals(update)));
    }
}
