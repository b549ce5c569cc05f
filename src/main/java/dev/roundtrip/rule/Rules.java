package dev.roundtrip.rule;

import dev.roundtrip.store.Revision;
import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.TicketChange;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where you go for workflow rules. */
public final class Rules {
    /** How many rules may be active, unless the desk sets another limit. */
    public static final int MOST_ACTIVE = 200;
    /** A desk cannot set a higher limit: every active rule costs each change it listens to. */
    public static final int LIMIT_OF_LIMITS = 2000;

    private final Store store;
    private final Clock clock;
    private final Renderer renderer;
    private final int mostActive;
    private final RuleTable table;
    private final FiredTable fired;
    private final Revision.Cached<Book> book;

    /**
     * @param all in their order
     * @param listening active ones by what they listen to, in their order
     * @param since when each began to listen, by id
     */
    private record Book(
            List<Rule> all,
            Map<TicketChange.Event, List<Rule>> listening,
            List<Waiting> waiting,
            Map<Long, Instant> since) {}

    /**
     * An active rule that waits for time to pass.
     *
     * @param since when it began to: what came to pass before is none of its
     */
    record Waiting(Rule rule, Instant since) {}

    /** @param mostActive how many rules may be active, 1 to {@value #LIMIT_OF_LIMITS} */
    public Rules(Store store, Clock clock, Renderer renderer, int mostActive) {
        if (mostActive < 1 || mostActive > LIMIT_OF_LIMITS) {
            throw new IllegalArgumentException(
                    "limit of active rules %d: 1 to %d".formatted(mostActive, LIMIT_OF_LIMITS));
        }
        this.store = store;
        this.clock = clock;
        this.renderer = renderer;
        this.mostActive = mostActive;
        this.table = new RuleTable(store);
        this.fired = new FiredTable(store);
        this.book = store.revision().cached(this::load);
    }

    /** All, in their order. */
    public List<Rule> all() {
        return book.get().all();
    }

    public Optional<Rule> withId(long id) {
        return all().stream().filter(rule -> rule.id() == id).findFirst();
    }

    /** Names are found without case. */
    public Optional<Rule> named(String name) {
        var key = Rule.keyOf(name);
        return all().stream().filter(rule -> rule.key().equals(key)).findFirst();
    }

    public long active() {
        return all().stream().filter(Rule::active).count();
    }

    /** How many may be. */
    public int mostActive() {
        return mostActive;
    }

    /** On which day each fired last, in the desk's zone, by id; none of those that never did. */
    public Map<Long, LocalDate> lastFired() {
        return fired.all();
    }

    /** All, in their order, as an auditor looks at them. */
    List<Auditor.Audited> audited() {
        var known = book.get();
        var last = fired.all();
        return known.all().stream()
                .map(rule -> new Auditor.Audited(
                        rule, known.since().getOrDefault(rule.id(), clock.instant()), last.get(rule.id())))
                .toList();
    }

    /** The active rules that wait for time to pass, in their order. */
    List<Waiting> waiting() {
        return book.get().waiting();
    }

    /** The active rules that listen to events of this kind, as of a revision the caller has just read. */
    List<Rule> listeningTo(TicketChange.Event event, long revision) {
        return book.at(revision).listening().getOrDefault(event, List.of());
    }

    /**
     * Adds the rule (id 0), or changes the one of its id. A new one goes to its place, or to the end when that is 0; a known one
     * keeps the place it has.
     *
     * @return the rule with its id and place
     * @throws RuleRefused when the name is another rule's, a text is no template, or too many rules are active
     */
    public Rule keep(Rule rule) {
        return store.write(() -> {
            refuseWrongTemplates(rule);
            named(rule.name()).filter(other -> other.id() != rule.id()).ifPresent(other -> {
                throw new RuleRefused("there is a rule \"%s\" already; choose another name".formatted(other.name()));
            });
            if (rule.id() == 0) {
                return add(rule);
            }
            var known = existing(rule.id());
            if (rule.active() && !known.active()) {
                refuseTooMany(rule);
            }
            table.update(rule);
            if (rule.active() && !(known.active() && known.states().equals(rule.states()))) {
                table.since(rule.id(), clock.instant());
            }
            store.revision().bump();
            return existing(rule.id());
        });
    }

    /** It is not any more what the one who wants to change it has seen. */
    public static final class ChangedMeanwhile extends RuntimeException {
        private final transient Rule now;

        ChangedMeanwhile(Rule now) {
            super("rule %d was changed meanwhile".formatted(now.id()));
            this.now = now;
        }

        public Rule now() {
            return now;
        }
    }

    /**
     * Changes the rule of that id, which is still the one that was seen.
     *
     * @param seen its {@link Rule#fingerprint} then
     * @throws ChangedMeanwhile when it is another one now
     * @throws RuleRefused as {@link #keep}, or when there is none any more
     */
    public Rule replace(Rule rule, String seen) {
        return store.write(() -> {
            // Another node that changes it waits here, and finds what was done.
            store.revision().bump();
            var known = existing(rule.id());
            if (!known.fingerprint().equals(seen)) {
                throw new ChangedMeanwhile(known);
            }
            return keep(rule);
        });
    }

    private Rule add(Rule rule) {
        if (rule.active()) {
            refuseTooMany(rule);
        }
        var id = table.insert(rule.at(0, table.lastPlace() + 1), clock.instant());
        store.revision().bump();
        if (rule.place() > 0) {
            move(id, rule.place());
        }
        return existing(id);
    }

    /**
     * Switches the rule off, also one that could not be kept as it is, since something that it names has gone.
     *
     * @throws RuleRefused when there is none of that id
     */
    public Rule deactivate(long id) {
        return store.write(() -> {
            table.update(existing(id).switched(false));
            store.revision().bump();
            return existing(id);
        });
    }

    /**
     * The same rule under another name, inactive, right behind it.
     *
     * @throws RuleRefused when there is none of that id, or the name is another rule's
     */
    public Rule copy(long id, String name) {
        return store.write(() -> {
            var rule = existing(id);
            var copy = new Rule(
                    0,
                    name,
                    // Not by its place, for places have gaps where rules were deleted.
                    all().indexOf(rule) + 2,
                    false,
                    rule.events(),
                    rule.conditions(),
                    rule.during(),
                    rule.updates(),
                    rule.actions());
            return keep(copy);
        });
    }

    /**
     * Puts the rule at a place among the others, which make room.
     *
     * @param place from 1; beyond the last means the end
     * @throws RuleRefused when there is none of that id
     */
    public void move(long id, int place) {
        store.write(() -> {
            var rule = existing(id);
            var order = new ArrayList<>(all());
            order.remove(rule);
            order.add(Math.clamp(place - 1, 0, order.size()), rule);
            place(order);
            return null;
        });
    }

    /**
     * Brings the rules of these ids to the front, in this order; the others follow in the order they have.
     *
     * @throws RuleRefused when there is none of one of the ids
     */
    public void reorder(List<Long> ids) {
        store.write(() -> {
            var known =
                    all().stream().collect(Collectors.toMap(Rule::id, rule -> rule, (a, b) -> a, LinkedHashMap::new));
            var order = new ArrayList<Rule>();
            for (var id : ids) {
                var rule = known.remove(id);
                if (rule == null) {
                    throw none(id);
                }
                order.add(rule);
            }
            order.addAll(known.values());
            place(order);
            return null;
        });
    }

    private void place(List<Rule> order) {
        for (int i = 0; i < order.size(); i++) {
            table.place(order.get(i).id(), i + 1);
        }
        store.revision().bump();
    }

    /** Its traces and what it did stay. No error when there is none of that id. */
    public void delete(long id) {
        store.write(() -> {
            table.delete(id);
            fired.forgetOthers();
            store.revision().bump();
            return null;
        });
    }

    private Rule existing(long id) {
        return withId(id).orElseThrow(() -> none(id));
    }

    private static RuleRefused none(long id) {
        return new RuleRefused("there is no rule " + id);
    }

    private void refuseTooMany(Rule rule) {
        if (active() >= mostActive) {
            throw new RuleRefused(
                    "rule \"%s\": %d rules are active already, which is the most; deactivate another one first"
                            .formatted(rule.name(), mostActive));
        }
    }

    private void refuseWrongTemplates(Rule rule) {
        for (var update : rule.written()) {
            if (update.value() instanceof NewValue.Templated(var template)) {
                check(rule, template);
            }
        }
        for (var note : rule.notes()) {
            check(rule, note.title());
            check(rule, note.text());
        }
        for (var told : rule.notifies()) {
            check(rule, told.subject());
            check(rule, told.text());
        }
    }

    private void check(Rule rule, String template) {
        try {
            renderer.check(template);
        } catch (RuntimeException e) {
            throw new RuleRefused("rule \"%s\": \"%s\": %s"
                    .formatted(rule.name(), RuleEvaluator.shortened(template), e.getMessage()));
        }
    }

    private Book load() {
        var all = table.all();
        var listening = new EnumMap<TicketChange.Event, List<Rule>>(TicketChange.Event.class);
        for (var event : TicketChange.Event.values()) {
            listening.put(
                    event,
                    all.stream()
                            .filter(rule -> rule.active() && rule.isAbout(event))
                            .toList());
        }
        var since = table.since();
        var waiting = all.stream()
                .filter(rule -> rule.active() && !rule.states().isEmpty())
                .map(rule -> new Waiting(rule, since.getOrDefault(rule.id(), Instant.EPOCH)))
                .toList();
        return new Book(all, listening, waiting, since);
    }
}
