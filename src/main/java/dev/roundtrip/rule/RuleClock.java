package dev.roundtrip.rule;

import dev.roundtrip.store.NodeTurn;
import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.Moments;
import dev.roundtrip.ticket.Tickets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires rules that wait for time to pass: idle for, in a status for, due in, overdue by, and what a service level has of these.
 *
 * <p>It keeps up to which moment it has looked, and finds the tickets whose moment has come since through the index of what they count
 * from: never all of them. So a restart and a long downtime are one long look, taken a minute at a time, in the order in which it
 * would have come to pass. A firing and the row that says so are one transaction: it happens once, whatever dies in between.
 *
 * <p>A ticket has to be in the state when its turn comes. What rules do here fires no other rule.
 */
public final class RuleClock implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** Where nothing comes to pass, that is kept so often: what is looked over again costs little. */
    private static final Duration KEPT_EVERY = Duration.ofMinutes(1);

    private static final int AT_ONCE = 500;
    private static final Logger log = LoggerFactory.getLogger(RuleClock.class);

    private final Store store;
    private final Clock clock;
    private final Rules rules;
    private final RuleRunner runner;
    private final Tickets tickets;
    private final NodeTurn turn;
    private final Moments moments;
    private final EntryTable entries;
    private final ClockTable table;
    private final CountDownLatch end = new CountDownLatch(1);
    private @Nullable Thread thread;

    /** @param node this process's name among those that share the store */
    public RuleClock(Store store, Clock clock, Rules rules, RuleRunner runner, Tickets tickets, String node) {
        this.store = store;
        this.clock = clock;
        this.rules = rules;
        this.runner = runner;
        this.tickets = tickets;
        this.turn = new NodeTurn(store, clock, "rule-clock", node);
        this.moments = new Moments(store);
        this.entries = new EntryTable(store);
        this.table = new ClockTable(store);
    }

    /** Looks until closed. */
    public void start() {
        thread = Thread.ofPlatform().name("rule-clock").daemon().start(this::run);
    }

    private void run() {
        try {
            do {
                try {
                    runDue();
                } catch (RuntimeException | Error e) {
                    // It is looked over again: without this thread no such rule would ever fire.
                    if (Store.isAway(e)) {
                        log.warn("the store is away, rules by the clock wait: {}", e.getMessage());
                    } else {
                        log.error("a look by the clock failed", e);
                    }
                }
            } while (!end.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Tries every rule on every ticket that has come into its state until now.
     *
     * @return how many were tried
     */
    public int runDue() {
        if (rules.waiting().isEmpty() || !isMine()) {
            return 0;
        }
        int tried = 0;
        var from = begin();
        while (isMine()) {
            var waiting = rules.waiting();
            var now = now();
            var next = next(waiting, from).filter(moment -> !moment.isAfter(now));
            if (next.isEmpty()) {
                if (Duration.between(from, now).compareTo(KEPT_EVERY) >= 0) {
                    lookedUntil(now, waiting);
                }
                return tried;
            }
            var window = next.get().plus(WINDOW);
            var until = window.isAfter(now) ? now : window;
            for (var one : waiting) {
                for (var event : one.rule().states()) {
                    tried += fireFound(one, event, from, until);
                }
            }
            tried += fireOpen(waiting, until);
            if (isMine() && lookedUntil(until, waiting)) {
                from = until;
            }
        }
        return tried;
    }

    private Instant begin() {
        var from = table.lookedUntil();
        var now = now();
        if (!from.isAfter(now)) {
            return from;
        }
        log.warn("the clock was put back: rules by the clock were looked after until {}, and it is {}", from, now);
        store.write(() -> {
            table.backTo(now);
            return null;
        });
        return now;
    }

    /** Whether this node is to look, still. */
    private boolean isMine() {
        return end.getCount() > 0 && turn.isMine();
    }

    /** False when other rules wait by now: for these the same time is to be looked over again, which fires nothing twice. */
    private boolean lookedUntil(Instant until, List<Rules.Waiting> waiting) {
        return store.write(() -> {
            if (!rules.waiting().equals(waiting)) {
                return false;
            }
            table.lookedUntil(until);
            entries.forgetFired(until);
            return true;
        });
    }

    /** The first moment after {@code from} at which something comes to pass. */
    private Optional<Instant> next(List<Rules.Waiting> waiting, Instant from) {
        var found = waiting.stream()
                .flatMap(one -> one.rule().states().stream()
                        .flatMap(event -> moments
                                .next(
                                        event.state().from(),
                                        later(from, one.since()).minus(event.after()))
                                .map(at -> at.plus(event.after()))
                                .stream()));
        return Stream.concat(found, entries.firstOpen().map(moment -> later(moment, from)).stream())
                .min(Instant::compareTo);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private int fireFound(Rules.Waiting waiting, RuleEvent.Reached event, Instant from, Instant until) {
        var after = later(from, waiting.since()).minus(event.after());
        Optional<Moments.Of> last = Optional.empty();
        int tried = 0;
        while (true) {
            var page = moments.between(event.state().from(), after, until.minus(event.after()), last, AT_ONCE);
            for (var found : page) {
                var entry = new EntryTable.Entry(
                        waiting.rule().id(),
                        event.text(),
                        found.ticketId(),
                        found.at().plus(event.after()));
                if (fire(waiting, event, entry, until, now -> entries.firedAsFound(entry, now))) {
                    tried++;
                }
            }
            if (page.size() < AT_ONCE || !isMine()) {
                return tried;
            }
            last = Optional.of(page.getLast());
        }
    }

    private int fireOpen(List<Rules.Waiting> waiting, Instant until) {
        int tried = 0;
        while (true) {
            var page = entries.open(until, AT_ONCE);
            for (var entry : page) {
                var wanted = wanted(waiting, entry);
                if (wanted.isPresent()
                        && fire(
                                wanted.get().waiting(),
                                wanted.get().event(),
                                entry,
                                until,
                                now -> entries.fired(entry, now))) {
                    tried++;
                } else {
                    forget(entry);
                }
            }
            if (page.size() < AT_ONCE || !isMine()) {
                return tried;
            }
        }
    }

    private record Wanted(Rules.Waiting waiting, RuleEvent.Reached event) {}

    /** Who waits for it; what came to pass before he did is none of his. */
    private static Optional<Wanted> wanted(List<Rules.Waiting> waiting, EntryTable.Entry entry) {
        return waiting.stream()
                .filter(one ->
                        one.rule().id() == entry.ruleId() && !entry.moment().isBefore(one.since()))
                .flatMap(one -> one.rule().states().stream()
                        .filter(event -> event.text().equals(entry.event()))
                        .map(event -> new Wanted(one, event)))
                .findFirst();
    }

    private interface Claim {
        /** Keeps that it has fired; false when it has already. */
        boolean at(Instant now);
    }

    /** One ticket that cannot be tried is told, and keeps the others from nothing. */
    private boolean fire(
            Rules.Waiting waiting, RuleEvent.Reached event, EntryTable.Entry entry, Instant until, Claim claim) {
        try {
            return store.write(entry.ticketId(), () -> {
                var now = later(now(), until);
                var ticket = tickets.findToChange(entry.ticketId());
                if (ticket.isEmpty()
                        || !rules.waiting().contains(waiting) // switched off meanwhile, perhaps
                        || !isIn(event, entry, now)
                        || !claim.at(now)) {
                    return false;
                }
                runner.fire(waiting.rule(), event, ticket.get(), now);
                return true;
            });
        } catch (RuntimeException | StackOverflowError e) {
            if (e instanceof RuntimeException && Store.isAway(e)) {
                throw e;
            }
            log.error(
                    "rule \"{}\" could not be tried on ticket {}",
                    waiting.rule().name(),
                    entry.ticketId(),
                    e);
            return false;
        }
    }

    /** Whether the ticket is in the state that it came into at that moment. */
    private boolean isIn(RuleEvent.Reached event, EntryTable.Entry entry, Instant now) {
        var begin = moments.of(event.state().from(), entry.ticketId()).map(at -> at.plus(event.after()));
        return event.state().from().isDue()
                ? begin.filter(moment -> !moment.isAfter(now)).isPresent()
                : begin.equals(Optional.of(entry.moment()));
    }

    private void forget(EntryTable.Entry entry) {
        store.write(entry.ticketId(), () -> {
            entries.delete(entry);
            return null;
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        end.countDown();
        turn.endAfter(thread);
    }
}
