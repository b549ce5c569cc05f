package dev.roundtrip.rule;

import dev.roundtrip.directory.Desk;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.ticket.Life;
import dev.roundtrip.ticket.Moments;
import dev.roundtrip.ticket.PastChanges;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.Tickets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tries a rule on what was done to tickets in the past: what would it have done, and what kept it from the rest. Nothing is written
 * and nothing is sent.
 *
 * <p>The past is put together from the history of tickets that anybody but a rule has done something to since, and of those that came
 * into a state of the rule since; names and settings are those of today. Each change is looked at by itself: what the rule would have changed is not there at the next.
 */
public final class DryRun {
    /** In days. */
    public static final int LONGEST = 90;

    /** Of the tickets: enough to judge a rule by, and no longer than a person waits. */
    static final int MOST_TICKETS = 10_000;

    private static final int SAMPLES = 10;
    /** With all that was ever written on them: a few tickets may be megabytes. */
    private static final int AT_ONCE = 20;

    private final Clock clock;
    private final Desk desk;
    private final Directory directory;
    private final RuleNames names;
    private final Tickets tickets;
    private final PastChanges past;
    private final CalloutPreview callouts;
    private final Renderer renderer;

    public DryRun(
            Clock clock,
            Desk desk,
            Directory directory,
            RuleNames names,
            Tickets tickets,
            PastChanges past,
            CalloutPreview callouts,
            Renderer renderer) {
        this.clock = clock;
        this.desk = desk;
        this.directory = directory;
        this.names = names;
        this.tickets = tickets;
        this.past = past;
        this.callouts = callouts;
        this.renderer = renderer;
    }

    /**
     * @param rule kept or not, active or not
     * @param back over how long, up to now
     */
    public Rehearsed of(Rule rule, Duration back) {
        // Not those that are remembered by the ids of rules: this one may not have any yet.
        var facts = new DeskFacts(desk, directory, names);
        var rehearsal = new Rehearsal(tickets, callouts, renderer, facts, new RuleWords(names));
        var to = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var from = to.minus(back);
        var count = new Count(rule, facts, from, to);
        boolean whole = count.all(last -> past.page(from, last, AT_ONCE));
        for (var event : rule.states()) {
            var after = event.after();
            whole &= count.all(
                    last -> past.page(event.state().from(), from.minus(after), to.minus(after), last, AT_ONCE));
        }
        return count.result(rehearsal, whole);
    }

    /** A change, and what the trace would call it. */
    private record Past(TicketChange change, String event) {}

    private static final class Count {
        private final Rule rule;
        private final Facts facts;
        private final Instant from;
        private final Instant to;
        private final Map<Integer, Rehearsed.WhyNot> whyNot = new TreeMap<>();
        /** The earliest first, so that it goes when there are too many. */
        private final PriorityQueue<Past> latest = new PriorityQueue<>(
                Comparator.comparing((Past past) -> past.change().at()));

        private final Set<Long> seen = new HashSet<>();
        private int changes;
        private int fires;

        Count(Rule rule, Facts facts, Instant from, Instant to) {
            this.rule = rule;
            this.facts = facts;
            this.from = from;
            this.to = to;
        }

        /** @return whether that was all of them */
        boolean all(Function<Optional<Moments.Of>, List<PastChanges.Found>> pages) {
            Optional<Moments.Of> last = Optional.empty();
            while (seen.size() < MOST_TICKETS) {
                var page = pages.apply(last);
                page.stream().filter(found -> seen.add(found.at().ticketId())).forEach(found -> add(found.life()));
                if (page.size() < AT_ONCE) {
                    return true;
                }
                last = Optional.of(page.getLast().at());
            }
            return pages.apply(last).isEmpty();
        }

        private void add(Life life) {
            var made = life.changes().stream()
                    .filter(rule::listensTo)
                    .map(change -> new Past(change, change.event().word()));
            var reached = rule.states().stream()
                    .flatMap(event ->
                            Reaching.of(life, event, to).stream().map(change -> new Past(change, event.text())));
            Stream.concat(made, reached)
                    .filter(past -> !past.change().at().isBefore(from))
                    .forEach(this::add);
        }

        private void add(Past past) {
            changes++;
            switch (RuleEvaluator.tried(past.change(), rule, facts)) {
                case Verdict.Fires _ -> {
                    fires++;
                    latest.add(past);
                    if (latest.size() > SAMPLES) {
                        latest.remove();
                    }
                }
                case Verdict.Fails fails -> whyNot.merge(fails.condition(), whyNot(past, fails), Count::more);
                case Verdict.Broken _ -> {}
            }
        }

        private static Rehearsed.WhyNot whyNot(Past past, Verdict.Fails fails) {
            return new Rehearsed.WhyNot(
                    fails.condition(), 1, past.change().after().ticketNumber(), fails.failed());
        }

        private static Rehearsed.WhyNot more(Rehearsed.WhyNot one, Rehearsed.WhyNot other) {
            return new Rehearsed.WhyNot(
                    one.condition(), one.changes() + other.changes(), one.ticketNumber(), one.failed());
        }

        Rehearsed result(Rehearsal rehearsal, boolean whole) {
            var samples = new ArrayList<>(latest);
            samples.sort(Comparator.comparing((Past past) -> past.change().at()).reversed());
            return new Rehearsed(
                    from,
                    to,
                    whole,
                    seen.size(),
                    changes,
                    fires,
                    facts.defectsOf(rule),
                    whyNot.values().stream()
                            .sorted(Comparator.comparingInt(Rehearsed.WhyNot::changes)
                                    .reversed())
                            .toList(),
                    samples.stream()
                            .map(past -> rehearsal.sample(rule, past.change(), past.event()))
                            .toList());
        }
    }
}
