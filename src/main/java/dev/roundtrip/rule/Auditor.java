package dev.roundtrip.rule;

import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketField;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the rules as they stand and finds what an administrator should know of. Pure: facts, names and the time are handed in.
 *
 * <p>Of rules that are switched off only what is broken is told, for nothing else comes of them. One that is broken and not run does
 * nothing a second time and goes in no round.
 */
final class Auditor {
    /** So long may a rule not fire before somebody should ask whether it still can. */
    static final int QUIET_DAYS = 90;
    /** So many of a hundred rules that may be active are near the limit. */
    static final int NEAR = 90;

    private final Facts facts;
    private final RuleNames names;
    private final RuleWords words;
    private final LocalDate today;

    /**
     * @param since when it began to listen
     * @param last the day on which it fired last, in the desk's zone; null if it never did
     */
    record Audited(Rule rule, Instant since, @Nullable LocalDate last) {}

    Auditor(Facts facts, RuleNames names, Instant now) {
        this.facts = facts;
        this.names = names;
        this.words = new RuleWords(names);
        this.today = LocalDate.ofInstant(now, facts.zone());
    }

    /**
     * What is found of a rule however much time passes.
     *
     * @param broken empty when it is whole
     */
    record Lasting(Optional<Finding> broken, List<Finding> others) {
        static final Lasting NOTHING = new Lasting(Optional.empty(), List.of());
    }

    /**
     * What concerns all first, then rule by rule in their order.
     *
     * @param rules in their order
     */
    List<Finding> findings(List<Audited> rules, int mostActive) {
        return findings(
                rules, mostActive, lasting(rules.stream().map(Audited::rule).toList()));
    }

    /** @param lasting what {@link #lasting} found, by rule */
    List<Finding> findings(List<Audited> rules, int mostActive, Map<Long, Lasting> lasting) {
        var findings = new ArrayList<Finding>();
        nearLimit(rules, mostActive).ifPresent(findings::add);
        for (var audited : rules) {
            var of = lasting.getOrDefault(audited.rule().id(), Lasting.NOTHING);
            of.broken().ifPresent(findings::add);
            notFired(audited).ifPresent(findings::add);
            findings.addAll(of.others());
        }
        return findings;
    }

    /** @param rules in their order */
    Map<Long, Lasting> lasting(List<Rule> rules) {
        var run = rules.stream()
                .filter(rule -> rule.active() && facts.defectsOf(rule).isEmpty())
                .toList();
        var runs = run.stream().map(Rule::id).collect(Collectors.toSet());
        var loops = Loops.of(run, facts.zone());
        return rules.stream()
                .collect(Collectors.toMap(
                        Rule::id,
                        rule -> new Lasting(
                                broken(rule), runs.contains(rule.id()) ? others(rule, run, loops) : List.of()),
                        (one, other) -> one));
    }

    private List<Finding> others(Rule rule, List<Rule> run, List<List<Rule>> loops) {
        var others = new ArrayList<Finding>();
        firesAgain(rule).ifPresent(others::add);
        Shadows.over(rule, run)
                .map(by -> new Finding.Shadowed(Finding.Subject.of(rule), Finding.Subject.of(by)))
                .ifPresent(others::add);
        loops.stream()
                .filter(round -> round.getFirst().id() == rule.id())
                .map(round ->
                        new Finding.Loop(round.stream().map(Finding.Subject::of).toList()))
                .forEach(others::add);
        return others;
    }

    private static Optional<Finding> nearLimit(List<Audited> rules, int mostActive) {
        var active = rules.stream().filter(audited -> audited.rule().active()).count();
        return active * 100 >= (long) mostActive * NEAR
                ? Optional.of(new Finding.NearLimit(active, mostActive))
                : Optional.empty();
    }

    private Optional<Finding> broken(Rule rule) {
        var defects = new ArrayList<>(facts.defectsOf(rule));
        var skipped = !defects.isEmpty();
        defects.addAll(Retired.of(rule, names));
        return defects.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding.Broken(Finding.Subject.of(rule), skipped, defects));
    }

    private Optional<Finding> notFired(Audited audited) {
        var since = LocalDate.ofInstant(audited.since(), facts.zone());
        var last = audited.last();
        var days = ChronoUnit.DAYS.between(last == null || last.isBefore(since) ? since : last, today);
        return audited.rule().active() && days >= QUIET_DAYS
                ? Optional.of(new Finding.NotFired(Finding.Subject.of(audited.rule()), since, last, days))
                : Optional.empty();
    }

    private Optional<Finding> firesAgain(Rule rule) {
        var tests = rule.conditions().stream()
                .flatMap(condition -> condition.tests().stream())
                .toList();
        if (!rule.isAbout(TicketChange.Event.EDITED)
                || (rule.callouts().isEmpty()
                        && rule.tickets().isEmpty()
                        && rule.notifies().isEmpty())
                || tests.stream().anyMatch(Condition.Test::asksForAChange)) {
            return Optional.empty();
        }
        return tests.stream()
                .filter(Auditor::asksForAState)
                .findFirst()
                .map(test -> new Finding.FiresAgain(
                        Finding.Subject.of(rule),
                        words.word(test.attribute()),
                        test.operator().word(),
                        words.values(test)));
    }

    /** Whose ticket it is, is no state that it comes into: who asks for that wants to hear of every edit. */
    private static boolean asksForAState(Condition.Test test) {
        return (test.operator() == Operator.EQUAL_TO || test.operator() == Operator.IN_LIST)
                && test.attribute().isOfTicket()
                && !test.attribute().equals(new Attribute.Field(TicketField.COMPANY_ID));
    }
}
