package dev.roundtrip.rule;

import dev.roundtrip.people.Actor;
import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.Tickets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a rule on the tickets there are, because somebody wants it so: rules are not retroactive by themselves.
 *
 * <p>A ticket matches when the rule's conditions hold on it as if it were made now as it stands: {@code changed-to} holds for what it
 * has. What the rule listens to does not matter, and what it does fires no other rule.
 *
 * <p>A run goes through the tickets in the order of their ids, a few in each transaction, which moves the run's mark as well: so
 * whoever takes it up after a crash, or on another node meanwhile, does none of them twice, and tickets that come in wait for a few at most.
 */
public final class RuleRuns implements AutoCloseable {
    private static final int READ_AT_ONCE = 100;
    private static final int FIRED_AT_ONCE = 20;
    private static final int SAMPLES = 10;
    private static final int REMEMBERED = 20;
    /** Another node may have gone in the middle of one. */
    private static final int SECONDS_BETWEEN_LOOKS = 10;

    private static final String EVENT = "run-by-hand";
    private static final Logger log = LoggerFactory.getLogger(RuleRuns.class);

    private final Store store;
    private final Clock clock;
    private final Rules rules;
    private final RuleRunner runner;
    private final Tickets tickets;
    private final RuleRunTable table;
    private final Semaphore wanted = new Semaphore(0);
    private volatile boolean closed;
    private @Nullable Thread thread;

    public RuleRuns(Store store, Clock clock, Rules rules, RuleRunner runner, Tickets tickets) {
        this.store = store;
        this.clock = clock;
        this.rules = rules;
        this.runner = runner;
        this.tickets = tickets;
        this.table = new RuleRunTable(store);
    }

    /**
     * Which tickets a rule would be run on.
     *
     * @param looked how many there are
     * @param samples the first of those that match
     */
    public record Matching(int looked, int matching, List<Ticket> samples) {}

    /** Goes on with what is under way, also of an earlier life, until closed. */
    public void start() {
        thread = Thread.ofPlatform().name("rule-runs").daemon().start(this::run);
    }

    private void run() {
        try {
            while (!closed) {
                try {
                    runDue();
                } catch (RuntimeException | Error e) {
                    // It is gone on with later: without this thread no run would ever.
                    log.warn("rules that are run by hand wait: {}", e.getMessage(), e);
                }
                if (wanted.tryAcquire(SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS)) {
                    wanted.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @throws RuleRefused when there is no such rule, or it is broken */
    public Matching matching(long ruleId) {
        return matching(existing(ruleId));
    }

    private Matching matching(Rule rule) {
        var defects = runner.defectsOf(rule);
        if (!defects.isEmpty()) {
            throw new RuleRefused("rule \"%s\" is broken: %s".formatted(rule.name(), String.join("; ", defects)));
        }
        int looked = 0;
        int matching = 0;
        var samples = new ArrayList<Ticket>();
        for (var page = tickets.following(0, READ_AT_ONCE);
                !page.isEmpty();
                page = tickets.following(page.getLast().id(), READ_AT_ONCE)) {
            for (var ticket : page) {
                looked++;
                if (runner.wouldFire(rule, asMade(ticket, Actor.DESK))) {
                    matching++;
                    if (samples.size() < SAMPLES) {
                        samples.add(ticket);
                    }
                }
            }
        }
        return new Matching(looked, matching, samples);
    }

    /**
     * Begins a run, which then goes on by itself.
     *
     * @param expected how many tickets whoever wants it has been told that match
     * @throws RuleRefused when it is not that many (any more), or the rule is not there, inactive, or under way already
     */
    public RuleRun begin(long ruleId, int expected, Actor actor) {
        var rule = existing(ruleId);
        if (!rule.active()) {
            throw new RuleRefused("rule \"%s\" is inactive; activate it first".formatted(rule.name()));
        }
        int matching = matching(rule).matching();
        if (matching != expected) {
            throw new RuleRefused("rule \"%s\" matches %d tickets now, not %d; look again"
                    .formatted(rule.name(), matching, expected));
        }
        var begun = store.write(() -> {
            // Whoever else begins one waits here, and finds this one.
            store.revision().bump();
            if (!rules.withId(ruleId).equals(Optional.of(rule))) {
                throw new RuleRefused("rule \"%s\" was changed meanwhile; look again".formatted(rule.name()));
            }
            if (table.open().stream().anyMatch(run -> run.ruleId() == ruleId)) {
                throw new RuleRefused("rule \"%s\" is being run already".formatted(rule.name()));
            }
            return table.insert(rule, actor, now(), expected, tickets.lastId());
        });
        wanted.release();
        return table.find(begun).orElseThrow();
    }

    /** The last ones, the newest first. */
    public List<RuleRun> ofRule(long ruleId) {
        return table.ofRule(ruleId, REMEMBERED);
    }

    /**
     * Ends a run before its end; what it has done stays.
     *
     * @throws RuleRefused when there is none of that id under way
     */
    public RuleRun stop(long id, Actor actor) {
        if (!store.write(() -> table.end(id, now(), "stopped by " + actor.name()))) {
            throw new RuleRefused("no run %d is under way".formatted(id));
        }
        return table.find(id).orElseThrow();
    }

    /** Goes on with all that are under way until they are through. */
    public void runDue() {
        for (var run : table.open()) {
            try {
                goOn(run);
            } catch (RuntimeException | StackOverflowError e) {
                if (e instanceof RuntimeException && Store.isAway(e)) {
                    throw e;
                }
                log.error("run {} of rule \"{}\" could not go on, and is tried again later", run.id(), run.rule(), e);
            }
        }
    }

    private void goOn(RuleRun run) {
        var next = Optional.of(run);
        while (next.isPresent() && !closed) {
            next = step(next.get());
        }
    }

    /** @return the run as it stands then; empty when it is through, or somebody else goes on with it */
    private Optional<RuleRun> step(RuleRun run) {
        var rule = asItWas(run).orElse(null);
        if (rule == null) {
            end(run, "the rule was changed, switched off or deleted");
            return Optional.empty();
        }
        var defects = runner.defectsOf(rule);
        if (!defects.isEmpty()) {
            end(run, "the rule is broken: " + String.join("; ", defects));
            return Optional.empty();
        }
        var matching = new ArrayList<Long>();
        long doneTo = run.doneTo();
        for (var ticket : tickets.following(run.doneTo(), READ_AT_ONCE)) {
            if (ticket.id() > run.lastTicket() || matching.size() == FIRED_AT_ONCE) {
                break;
            }
            doneTo = ticket.id();
            if (runner.wouldFire(rule, asMade(ticket, run.actor()))) {
                matching.add(ticket.id());
            }
        }
        if (doneTo == run.doneTo()) {
            end(run, null);
            return Optional.empty();
        }
        long to = doneTo;
        // By the way of single tickets, so that who edits one meets it in the same order.
        boolean mine = store.write(to, () -> {
            if (asItWas(run).isEmpty() || !table.goOn(run, to)) {
                return false;
            }
            table.fired(run.id(), (int)
                    matching.stream().filter(id -> fired(rule, id, run)).count());
            return true;
        });
        return mine ? table.find(run.id()).filter(now -> now.endedAt() == null) : Optional.empty();
    }

    private Optional<Rule> asItWas(RuleRun run) {
        return rules.withId(run.ruleId())
                .filter(Rule::active)
                .filter(known -> known.fingerprint().equals(run.print()));
    }

    private boolean fired(Rule rule, long ticketId, RuleRun run) {
        return tickets.findToChange(ticketId)
                .map(ticket -> asMade(ticket, run.actor()))
                .filter(change -> runner.wouldFire(rule, change)) // still
                .map(change -> runner.fireAlone(rule, change, EVENT).fired())
                .orElse(false);
    }

    private void end(RuleRun run, @Nullable String stopped) {
        store.write(() -> table.end(run.id(), now(), stopped));
    }

    /** Made now, as it stands; by whoever runs the rule. */
    private TicketChange asMade(Ticket ticket, Actor actor) {
        return new TicketChange(TicketChange.Event.TIME_PASSED, null, ticket, null, actor, now(), 0);
    }

    private Rule existing(long ruleId) {
        return rules.withId(ruleId).orElseThrow(() -> new RuleRefused("there is no rule " + ruleId));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        closed = true;
        wanted.release();
        if (thread == null) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
