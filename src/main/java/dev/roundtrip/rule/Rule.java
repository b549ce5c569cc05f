package dev.roundtrip.rule;

import dev.roundtrip.ticket.TicketChange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When any of the events happens and all conditions hold, then the updates are made and the actions done.
 *
 * @param id 0 before it is stored
 * @param name 1 to {@value #LONGEST_NAME} characters, unique without case
 * @param place where it stands among the rules, from 1; 0 before it is stored: then it goes to the end
 * @param during null for always
 * @param updates made first, all in one edit
 * @param actions notes are added first, then tickets made, then people told, then callouts rendered, each kind in this order
 */
public record Rule(
        long id,
        String name,
        int place,
        boolean active,
        List<RuleEvent> events,
        List<Condition> conditions,
        @Nullable TimeWindow during,
        List<Update> updates,
        List<Action> actions) {

    public static final int LONGEST_NAME = 200;
    /** So many callouts one rule may execute: far beyond need, and near enough to keep one change's deliveries countable. */
    public static final int MOST_CALLOUTS = 50;
    /** So many tickets one rule may create. */
    public static final int MOST_TICKETS = 10;

    public Rule {
        name = name.strip();
        events = List.copyOf(events);
        conditions = List.copyOf(conditions);
        updates = List.copyOf(updates);
        actions = List.copyOf(actions);
        refuseWrongName(name);
        if (events.isEmpty()) {
            throw new RuleRefused("rule \"%s\" listens to nothing; it needs an event, such as edited".formatted(name));
        }
        if (updates.isEmpty() && actions.isEmpty()) {
            throw new RuleRefused(
                    "rule \"%s\" does nothing; it needs a field to set, a callout, a note, a ticket to create or somebody to notify"
                            .formatted(name));
        }
        var asksOfNote = conditions.stream()
                .flatMap(condition -> condition.tests().stream())
                .anyMatch(test -> test.attribute().isOfNote());
        if (asksOfNote && !isAbout(events, TicketChange.Event.NOTE_ADDED)) {
            throw new RuleRefused("rule \"%s\" asks about a note but does not listen to note-added".formatted(name));
        }
        var targets = new HashSet<Attribute>();
        for (var update : updates) {
            if (!targets.add(update.target())) {
                throw new RuleRefused("rule \"%s\" sets the same field twice".formatted(name));
            }
        }
        if (calloutsOf(actions).count() > MOST_CALLOUTS) {
            throw new RuleRefused("rule \"%s\" executes %d callouts; at most %d go"
                    .formatted(name, calloutsOf(actions).count(), MOST_CALLOUTS));
        }
        if (all(actions, Action.CreateTicket.class).size() > MOST_TICKETS) {
            throw new RuleRefused("rule \"%s\" creates %d tickets; at most %d go"
                    .formatted(name, all(actions, Action.CreateTicket.class).size(), MOST_TICKETS));
        }
    }

    /** @throws RuleRefused when no rule can be called so */
    public static void refuseWrongName(String name) {
        var line = name.strip();
        if (line.isEmpty()
                || line.codePointCount(0, line.length()) > LONGEST_NAME
                || line.chars().anyMatch(c -> c < ' ')) {
            throw new RuleRefused("rule name \"%s\": 1 to %d characters, no line breaks".formatted(line, LONGEST_NAME));
        }
    }

    /** One that may fire at any time. */
    public Rule(
            long id,
            String name,
            int place,
            boolean active,
            List<RuleEvent> events,
            List<Condition> conditions,
            List<Update> updates,
            List<Action> actions) {
        this(id, name, place, active, events, conditions, null, updates, actions);
    }

    /** The ids of the callouts it executes, in order. */
    public List<Long> callouts() {
        return calloutsOf(actions).toList();
    }

    /** The notes it adds, in order; those too that what people are told is stored as. */
    List<Action.AddNote> notes() {
        return actions.stream()
                .<Action.AddNote>mapMulti((action, next) -> {
                    switch (action) {
                        case Action.AddNote note -> next.accept(note);
                        case Action.Notify told -> {
                            if (told.storeAsNote()) {
                                next.accept(told.note());
                            }
                        }
                        case Action.CreateTicket _, Action.ExecuteCallout _ -> {}
                    }
                })
                .toList();
    }

    /** What it tells people, in order. */
    public List<Action.Notify> notifies() {
        return all(actions, Action.Notify.class);
    }

    /** The tickets it creates, in order. */
    List<Action.CreateTicket> tickets() {
        return all(actions, Action.CreateTicket.class);
    }

    /** All values that it writes: into the ticket, and into those that it creates. */
    List<Update> written() {
        return Stream.concat(updates.stream(), tickets().stream().flatMap(ticket -> ticket.fields().stream()))
                .toList();
    }

    /** By which it is found: names are equal without case. */
    public String key() {
        return keyOf(name);
    }

    static String keyOf(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** The same rule with another id and place. */
    Rule at(long id, int place) {
        return new Rule(id, name, place, active, events, conditions, during, updates, actions);
    }

    /** The same rule, switched on or off. */
    public Rule switched(boolean on) {
        return new Rule(id, name, place, on, events, conditions, during, updates, actions);
    }

    /** Another one whenever something else is kept of it; where it stands among the others does not count. */
    public String fingerprint() {
        var kept = String.join("\n", name, Boolean.toString(active), RuleJson.written(this));
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(kept.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The states that it waits for, in this order. */
    List<RuleEvent.Reached> states() {
        return events.stream()
                .filter(RuleEvent.Reached.class::isInstance)
                .map(RuleEvent.Reached.class::cast)
                .toList();
    }

    /** Whether one of its events is such, by whomever. */
    boolean isAbout(TicketChange.Event event) {
        return isAbout(events, event);
    }

    private static boolean isAbout(List<RuleEvent> events, TicketChange.Event event) {
        return events.stream().anyMatch(one -> one instanceof RuleEvent.Made made && made.on() == event);
    }

    boolean listensTo(TicketChange change) {
        for (var event : events) {
            if (event.isIn(change)) {
                return true;
            }
        }
        return false;
    }

    private static <A extends Action> List<A> all(List<Action> actions, Class<A> kind) {
        return actions.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static Stream<Long> calloutsOf(List<Action> actions) {
        return actions.stream()
                .filter(Action.ExecuteCallout.class::isInstance)
                .map(action -> ((Action.ExecuteCallout) action).calloutId());
    }
}
