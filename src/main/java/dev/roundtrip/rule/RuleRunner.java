package dev.roundtrip.rule;

import dev.roundtrip.callout.Turn;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.notify.Message;
import dev.roundtrip.people.Actor;
import dev.roundtrip.store.Revision;
import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.Note;
import dev.roundtrip.ticket.NoteDraft;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketListener;
import dev.roundtrip.ticket.Tickets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what {@link RuleEvaluator} decides, inside the ticket's transaction: firing by firing in the rules' order, of each
 * rule its updates, then its notes, then the tickets it creates, then whom it tells something, then its callouts.
 *
 * <p>What a rule writes to the ticket, and each ticket it creates, is a change of its own, one hop further; it comes back here, and is
 * through before the rule goes on. A rule that fails is undone alone. What concerns the whole transaction (a full disk, a lost connection) flies
 * through: then nothing of the change is kept, and its maker is told.
 */
public final class RuleRunner implements TicketListener {
    /** So many rules may run in sequence from one change by a person, API user or clock. */
    public static final int MOST_IN_SEQUENCE = 5;

    /**
     * So many firings, and new tickets, may the changes set off that rules make, all sequences from one change by a person, API user or clock together:
     * five hops of rules that fire each other grow by powers, and the writer is held until they are through. What that first change
     * fires itself is not counted, so that rules that run wild keep none of it from running.
     */
    static final int MOST_SET_OFF = 1000;

    /** The firings set off so far; bound while what follows from one change is carried out, which one thread does. */
    private static final ScopedValue<AtomicInteger> SET_OFF = ScopedValue.newInstance();

    /** Bound while a rule runs that no change has fired, but time or a person: what it does fires no other. */
    private static final ScopedValue<Boolean> ALONE = ScopedValue.newInstance();

    /** More callouts than all rules of one change can execute. */
    private static final int PLACES_OF_A_CHANGE = Rules.LIMIT_OF_LIMITS * Rule.MOST_CALLOUTS;

    private static final int AFTER_THE_CHANGE = Turn.PLACES - 1;

    private static final Logger log = LoggerFactory.getLogger(RuleRunner.class);

    private final Store store;
    private final Rules rules;
    private final Tickets tickets;
    private final NoticeStep notices;
    private final CalloutStep callouts;
    private final RuleWords words;
    private final Renderer renderer;
    private final Revision.Cached<DeskFacts> facts;
    private final TraceTable traces;
    private final Entries entries;
    private final Firings firings;

    public RuleRunner(
            Store store,
            Desk desk,
            Directory directory,
            RuleNames names,
            Rules rules,
            Tickets tickets,
            NoticeStep notices,
            CalloutStep callouts,
            Renderer renderer) {
        this.store = store;
        this.rules = rules;
        this.tickets = tickets;
        this.notices = notices;
        this.callouts = callouts;
        this.words = new RuleWords(names);
        this.renderer = renderer;
        this.facts = store.revision().cached(() -> new DeskFacts(desk, directory, names));
        this.traces = new TraceTable(store);
        this.entries = new Entries(new EntryTable(store));
        this.firings = new Firings(store);
    }

    @Override
    public void changed(TicketChange change) {
        entries.noticed(change, rules.waiting());
        if (ALONE.isBound()) {
            return;
        }
        if (SET_OFF.isBound()) {
            carryOut(change);
        } else {
            ScopedValue.where(SET_OFF, new AtomicInteger()).run(() -> carryOut(change));
        }
    }

    /**
     * Tries a rule on a ticket that has come into a state, within the write that keeps that it has.
     *
     * @param at now
     */
    void fire(Rule rule, RuleEvent.Reached state, Ticket ticket, Instant at) {
        fireAlone(
                rule,
                new TicketChange(TicketChange.Event.TIME_PASSED, ticket, ticket, null, Actor.DESK, at, 0),
                state.text());
    }

    /**
     * Tries a rule by itself, within a write that holds the ticket; what it does fires no other.
     *
     * @param event as the trace calls what happened
     */
    TraceLine fireAlone(Rule rule, TicketChange change, String event) {
        var ticket = change.after();
        return ScopedValue.where(ALONE, true).call(() -> {
            var known = facts.at(store.revision().current());
            var line = new Run(change, known).carriedOut(RuleEvaluator.tried(change, rule, known));
            int part = traces.nextPart(ticket.id(), ticket.version());
            traces.insert(new Trace(
                    ticket.id(), ticket.version(), part, change.at(), event, change.actor(), 0, List.of(line)));
            return line;
        });
    }

    /** What is broken about a rule that is kept, in words for a person; empty when it is whole. */
    List<String> defectsOf(Rule rule) {
        return facts.at(store.revision().current()).defectsOf(rule);
    }

    /** Whether the rule is whole and its conditions hold, whatever it listens to. Nothing is done. */
    boolean wouldFire(Rule rule, TicketChange change) {
        var known = facts.at(store.revision().current());
        return RuleEvaluator.tried(change, rule, known) instanceof Verdict.Fires;
    }

    private void carryOut(TicketChange change) {
        var revision = store.revision().current();
        var listening = rules.listeningTo(change.event(), revision);
        if (listening.isEmpty()) {
            return;
        }
        var known = facts.at(revision);
        var verdict = RuleEvaluator.evaluate(change, listening, known);
        if (verdict.tried().isEmpty()) {
            return;
        }
        var run = new Run(change, known);
        var lines = verdict.tried().stream().map(run::carriedOut).toList();
        var after = change.after();
        traces.insert(new Trace(
                after.id(),
                after.version(),
                0,
                change.at(),
                change.event().word(),
                change.actor(),
                change.hops(),
                lines));
    }

    /** All that one change sets off. */
    private final class Run {
        private final TicketChange change;
        private final Facts facts;
        /** Null when a rule may have written to the ticket since it was read. */
        private @Nullable Ticket current;

        private int promised;
        /** Whether a rule may have set off deliveries of this ticket that this run has not seen. */
        private boolean wentFurther;

        private final Set<Long> fired = new HashSet<>(2);

        Run(TicketChange change, Facts facts) {
            this.change = change;
            this.facts = facts;
            this.current = change.after();
        }

        TraceLine carriedOut(Verdict.Tried tried) {
            return switch (tried) {
                case Verdict.Fails(var rule, int ignored, var failed) -> TraceLine.failed(rule, failed);
                case Verdict.Broken(var rule, var defects) ->
                    TraceLine.skipped(rule, "the rule is broken: " + String.join("; ", defects));
                case Verdict.Fires(var rule) -> {
                    var reason = reasonNotTo();
                    yield reason == null ? fired(rule) : TraceLine.skipped(rule, reason);
                }
            };
        }

        private @Nullable String reasonNotTo() {
            if (change.hops() >= MOST_IN_SEQUENCE) {
                return "%d rules ran in sequence already, which is the most".formatted(MOST_IN_SEQUENCE);
            }
            if (change.hops() > 0 && SET_OFF.get().getAndIncrement() >= MOST_SET_OFF) {
                return "%d rules were set off by rules already, which is the most for one change"
                        .formatted(MOST_SET_OFF);
            }
            return null;
        }

        private TraceLine fired(Rule rule) {
            try {
                return store.write(change.after().id(), () -> done(rule));
            } catch (RuntimeException e) {
                if (Store.concernsAllOfTheWrite(e)) {
                    throw e;
                }
                current = null;
                log.warn(
                        "rule {} \"{}\" failed on ticket {} and was undone: {}",
                        rule.id(),
                        rule.name(),
                        change.after().ticketNumber(),
                        e.toString());
                log.debug("where rule {} failed", rule.id(), e);
                return TraceLine.undone(
                        rule, RuleEvaluator.shortened(e.getMessage() == null ? e.toString() : e.getMessage()));
            }
        }

        private TraceLine done(Rule rule) {
            var actor = Actor.rule(rule.id(), rule.name());
            var updates = updates(rule, actor);
            var notes = notes(rule, actor);
            var created = tickets(rule, actor);
            var told = notices(rule, actor, notes);
            var calledOut = callouts(rule);
            firings.fired(rule, LocalDate.ofInstant(change.at(), facts.zone()));
            return TraceLine.fired(rule, updates, notes, created, told, calledOut);
        }

        private List<TraceLine.Updated> updates(Rule rule, Actor actor) {
            if (rule.updates().isEmpty()) {
                return List.of();
            }
            var updates = Updates.of(rule.updates(), change, facts, renderer);
            current = null;
            wentFurther = true;
            tickets.edit(change.after().id(), updates.edit(), actor, change.hops() + 1);
            return updates.told();
        }

        private List<String> notes(Rule rule, Actor actor) {
            var titles = new ArrayList<String>(0);
            for (var action : rule.actions()) {
                if (action instanceof Action.AddNote(var title, var text, var publish)) {
                    titles.add(note(renderer.render(title, change), renderer.render(text, change), publish, actor));
                }
            }
            return titles;
        }

        /** Its texts are filled in from the ticket as the change left it, as those of notes are. */
        private List<TraceLine.Created> tickets(Rule rule, Actor actor) {
            var done = new ArrayList<TraceLine.Created>(0);
            for (var wanted : rule.tickets()) {
                if (change.hops() > 0 && SET_OFF.get().getAndIncrement() >= MOST_SET_OFF) {
                    throw new RuleRefused(
                            "%d rules were set off by rules already, or tickets created, which is the most for one change"
                                    .formatted(MOST_SET_OFF));
                }
                var edit = Updates.ofNew(wanted, change, facts, renderer).edit();
                var created = tickets.create(edit, actor, change.hops() + 1);
                done.add(new TraceLine.Created(created.id(), created.ticketNumber()));
            }
            return done;
        }

        private String note(String title, String text, long publish, Actor actor) {
            current = null;
            wentFurther = true;
            var draft = new NoteDraft(title, text, Note.DEFAULT_TYPE, publish);
            return tickets.addNote(change.after().id(), draft, actor, change.hops() + 1)
                    .title();
        }

        /**
         * Tells of the ticket as the rule has left it.
         *
         * @param titles gets those of the notes that these are stored as
         */
        private List<TraceLine.Notified> notices(Rule rule, Actor actor, List<String> titles) {
            var told = new ArrayList<TraceLine.Notified>(0);
            for (var action : rule.notifies()) {
                var left = changeWith(current());
                var message = Message.of(
                        rule.name(), renderer.render(action.subject(), left), renderer.render(action.text(), left));
                if (action.storeAsNote()) {
                    titles.add(note(message.subject(), message.text(), Note.PUBLISH_INTERNAL, actor));
                }
                notices.send(message, action.who(), changeWith(current()))
                        .forEach(one -> told.add(TraceLine.Notified.of(one, words::recipient)));
            }
            return told;
        }

        private List<TraceLine.CalledOut> callouts(Rule rule) {
            var done = new ArrayList<TraceLine.CalledOut>(0);
            for (var id : rule.callouts()) {
                var fired = callouts.fire(id, changeWith(current()), new Turn(place(), isFirst(id)));
                done.add(TraceLine.CalledOut.of(facts.calloutName(id).orElse(Long.toString(id)), id, fired));
            }
            return done;
        }

        private TicketChange changeWith(Ticket after) {
            return after.version() == change.after().version()
                    ? change
                    : new TicketChange(
                            change.event(),
                            change.before(),
                            after,
                            change.note(),
                            change.actor(),
                            change.at(),
                            change.hops());
        }

        /** The ticket as it stands now, this transaction's writes included. */
        private Ticket current() {
            var ticket = current;
            if (ticket == null) {
                ticket = tickets.find(change.after().id()).orElseThrow();
                current = ticket;
            }
            return ticket;
        }

        /** A ticket that is just being made has no delivery yet, but what this change sets off. */
        private boolean isFirst(long callout) {
            return fired.add(callout) && change.event() == TicketChange.Event.CREATED && !wentFurther;
        }

        /**
         * A change that rules set off is through before the one it came from goes on. So at one version of the ticket the further
         * hops come first, and within one change the callouts are counted. What comes with time follows, in the order of its deliveries' ids.
         */
        private int place() {
            if (change.event() == TicketChange.Event.TIME_PASSED) {
                return AFTER_THE_CHANGE;
            }
            return (MOST_IN_SEQUENCE - change.hops()) * PLACES_OF_A_CHANGE + promised++;
        }
    }
}
