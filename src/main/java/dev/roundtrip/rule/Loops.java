package dev.roundtrip.rule;

import dev.roundtrip.ticket.Note;
import dev.roundtrip.ticket.TicketChange.Event;
import dev.roundtrip.ticket.TicketField;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds rules that can set each other off, round and round. Pure: from the rules alone, so it says what can be and not what will.
 *
 * <p>What a rule does is nobody's but "anyone's", and a write that changes nothing is no event. So a round goes on only as long as each
 * of its rules adds a note, creates a ticket, or sets a field that something makes different again: a template, another of them, or a rule
 * that they set off beside. What none of those sets stays as it is all the way. A round that leads from ticket to ticket finds each of
 * them as it was made.
 *
 * <p>A round of more rules than may run in sequence never closes. Of the rounds through one rule the shortest is told; where rules hang
 * together in such numbers that looking would take long, not all are found.
 */
final class Loops {
    private static final int MOST_STEPS = 100_000;
    /** Looking who is set off beside takes longer than a step. */
    private static final int HELP_COSTS = 50;

    private final ZoneId zone;
    private final List<Rule> rules;
    /** By place in {@link #rules}: which each can set off, as far as two of them show. */
    private final List<BitSet> next = new ArrayList<>();
    /** The same, of all that comes of it; by the first question. */
    private final Map<Integer, BitSet> reached = new HashMap<>();

    private final List<List<Rule>> found = new ArrayList<>();
    private final BitSet told = new BitSet();
    private final BitSet inALongerOne = new BitSet();
    private int steps;

    private Loops(List<Rule> rules, ZoneId zone) {
        this.zone = zone;
        boolean areMade = rules.stream().anyMatch(rule -> !rule.tickets().isEmpty());
        this.rules = rules.stream().filter(rule -> mayBeInARound(rule, areMade)).toList();
        for (var rule : this.rules) {
            var altering = rule.updates().stream().filter(this::mayAlter).collect(Collectors.toSet());
            var others = new BitSet();
            for (int i = 0; i < this.rules.size(); i++) {
                var other = this.rules.get(i);
                if (setsOff(rule, other, altering::contains) || setsOffByTicket(rule, other)) {
                    others.set(i);
                }
            }
            next.add(others);
        }
    }

    /**
     * Each from the one on that is first in order.
     *
     * @param rules those that are run, in their order
     */
    static List<List<Rule>> of(List<Rule> rules, ZoneId zone) {
        return new Loops(rules, zone).found();
    }

    /** @param areMade whether rules create tickets */
    private static boolean mayBeInARound(Rule rule, boolean areMade) {
        return (hears(rule, Event.EDITED) || hears(rule, Event.NOTE_ADDED) || (areMade && hears(rule, Event.CREATED)))
                && !(rule.updates().isEmpty()
                        && rule.notes().isEmpty()
                        && rule.tickets().isEmpty());
    }

    private static boolean hears(Rule rule, Event event) {
        return rule.events().stream()
                .anyMatch(one -> one instanceof RuleEvent.Made made
                        && made.on() == event
                        && made.by().includes(Who.Group.ANYONE));
    }

    private List<List<Rule>> found() {
        for (int start = 0; start < rules.size(); start++) {
            tell(start, 1, false);
        }
        for (int start = 0; start < rules.size(); start++) {
            for (int length = 2; length <= RuleRunner.MOST_IN_SEQUENCE && !inALongerOne.get(start); length++) {
                tell(start, length, false);
            }
        }
        // What goes on by itself is enough to know of a rule.
        for (int start = 0; start < rules.size(); start++) {
            for (int length = 1; length <= RuleRunner.MOST_IN_SEQUENCE && !told.get(start); length++) {
                tell(start, length, true);
            }
        }
        return found;
    }

    private void tell(int start, int length, boolean helped) {
        round(List.of(start), length, helped).ifPresent(round -> {
            round.forEach(told::set);
            if (length > 1) {
                round.forEach(inALongerOne::set);
            }
            found.add(rulesOf(round));
        });
    }

    private List<Rule> rulesOf(List<Integer> round) {
        var fromTheFirst = new ArrayList<>(round);
        Collections.rotate(fromTheFirst, -round.indexOf(Collections.min(round)));
        return fromTheFirst.stream().map(rules::get).toList();
    }

    /** A round that begins with these and has so many. */
    private Optional<List<Integer>> round(List<Integer> begun, int length, boolean helped) {
        steps += helped ? HELP_COSTS : 1;
        if (steps > MOST_STEPS) {
            return Optional.empty();
        }
        var following = next.get(begun.getLast());
        if (begun.size() == length) {
            return following.get(begun.getFirst()) && goesRound(begun, helped) ? Optional.of(begun) : Optional.empty();
        }
        for (int one = following.nextSetBit(0); one >= 0; one = following.nextSetBit(one + 1)) {
            if (!begun.contains(one)) {
                var longer = new ArrayList<>(begun);
                longer.add(one);
                var round = round(longer, length, helped);
                if (round.isPresent()) {
                    return round;
                }
            }
        }
        return Optional.empty();
    }

    /** @param helped whether rules that are set off beside may keep it going */
    private boolean goesRound(List<Integer> round, boolean helped) {
        var all = round.stream().map(rules::get).toList();
        var beside = helped ? beside(round, all) : List.<Rule>of();
        return mayBeOpenTogether(all)
                && ((mayAllHold(all, beside) && goesRound(all, beside, false)) || goesRound(all, beside, true));
    }

    /** @param onNewTickets whether it leads from ticket to ticket, and not round on one */
    private boolean goesRound(List<Rule> all, List<Rule> beside, boolean onNewTickets) {
        boolean created = false;
        for (int i = 0; i < all.size(); i++) {
            var following = all.get((i + 1) % all.size());
            if (onNewTickets && setsOffByTicket(all.get(i), following)) {
                created = true;
                continue;
            }
            // Who had the word before it, the last one first.
            var before = new ArrayList<>(all.subList(i + 1, all.size()));
            before.addAll(all.subList(0, i));
            Collections.reverse(before);
            if (!setsOff(
                    all.get(i),
                    following,
                    update -> altersEachTime(update, before)
                            || isSetOtherwise(update, beside)
                            || (onNewTickets && isMadeOtherwise(update, all)))) {
                return false;
            }
        }
        return created == onNewTickets;
    }

    /**
     * Who is set off by one of a round too, and what comes of that. It is through before the next of the round has its turn only where it
     * is earlier in order.
     */
    private List<Rule> beside(List<Integer> round, List<Rule> all) {
        var found = new BitSet();
        for (var one : round) {
            next.get(one).stream()
                    .filter(other -> other < Collections.max(round) && !round.contains(other))
                    .forEach(other -> {
                        found.set(other);
                        found.or(reached(other));
                    });
        }
        round.forEach(found::clear);
        return found.stream()
                .mapToObj(rules::get)
                .filter(rule -> {
                    var together = Stream.concat(all.stream(), Stream.of(rule)).toList();
                    return mayAllHold(together, List.of()) && mayBeOpenTogether(together);
                })
                .toList();
    }

    /** All that can come of one rule. */
    private BitSet reached(int start) {
        return reached.computeIfAbsent(start, from -> {
            var all = new BitSet();
            var open = new ArrayDeque<>(List.of(from));
            while (!open.isEmpty()) {
                var more = (BitSet) next.get(open.remove()).clone();
                more.andNot(all);
                all.or(more);
                more.stream().forEach(open::add);
            }
            return all;
        });
    }

    /** Whether it is no change to what the last one of these set that set the same. */
    private static boolean altersEachTime(Update update, List<Rule> before) {
        return isEachTimeAnother(update.value())
                || before.stream()
                        .flatMap(rule -> rule.updates().stream())
                        .filter(other -> other.target().equals(update.target()))
                        .findFirst()
                        .filter(other -> !other.equals(update))
                        .isPresent();
    }

    private boolean mayAlter(Update update) {
        return isEachTimeAnother(update.value()) || isSetOtherwise(update, rules) || isMadeOtherwise(update, rules);
    }

    private static boolean isSetOtherwise(Update update, List<Rule> rules) {
        return rules.stream()
                .flatMap(rule -> rule.updates().stream())
                .anyMatch(other -> other.target().equals(update.target()) && !other.equals(update));
    }

    /** Whether some of them create tickets on which it is a change. */
    private static boolean isMadeOtherwise(Update update, List<Rule> rules) {
        return rules.stream()
                .flatMap(rule -> rule.tickets().stream())
                .anyMatch(ticket -> update.value() instanceof NewValue.Cleared
                        ? ticket.names(update.target()) || mayBeFilledIn(update.target())
                        : !ticket.fields().contains(update));
    }

    private static boolean isEachTimeAnother(NewValue value) {
        return switch (value) {
            case NewValue.Templated templated -> true;
            case NewValue.Relative relative -> relative.from() == NewValue.Anchor.NOW;
            case NewValue.Fixed fixed -> false;
            case NewValue.Cleared cleared -> false;
        };
    }

    private boolean setsOff(Rule rule, Rule other, Predicate<Update> alters) {
        return setsOffByEdit(rule, other, alters) || setsOffByNote(rule, other);
    }

    private boolean setsOffByEdit(Rule rule, Rule other, Predicate<Update> alters) {
        return hears(other, Event.EDITED)
                && rule.updates().stream().anyMatch(alters)
                && other.conditions().stream()
                        .allMatch(condition ->
                                condition.tests().stream().anyMatch(test -> mayHoldAfterEdit(test, rule, alters)));
    }

    private boolean setsOffByNote(Rule rule, Rule other) {
        return hears(other, Event.NOTE_ADDED)
                && rule.notes().stream()
                        .anyMatch(note -> other.conditions().stream()
                                .allMatch(condition ->
                                        condition.tests().stream().anyMatch(test -> mayHoldAfterNote(test, note))));
    }

    private boolean setsOffByTicket(Rule rule, Rule other) {
        return hears(other, Event.CREATED)
                && rule.tickets().stream()
                        .anyMatch(ticket -> other.conditions().stream()
                                .allMatch(condition ->
                                        condition.tests().stream().anyMatch(test -> mayHoldOnNew(test, ticket))));
    }

    private boolean mayHoldAfterEdit(Condition.Test test, Rule rule, Predicate<Update> alters) {
        if (test.attribute().isOfNote()) {
            return mayHold(test, null);
        }
        var update = rule.updates().stream()
                .filter(one -> one.target().equals(test.attribute()))
                .findFirst();
        if (update.isEmpty()) {
            return mayHoldUntouched(test);
        }
        if (test.asksForAChange() && !alters.test(update.get())) {
            return false;
        }
        return switch (update.get().value()) {
            case NewValue.Cleared cleared -> mayHold(test, null);
            case NewValue.Fixed(var value) -> mayHold(test, value);
            case NewValue.Relative relative -> true;
            case NewValue.Templated templated -> true;
        };
    }

    private boolean mayHoldAfterNote(Condition.Test test, Action.AddNote note) {
        return switch (test.attribute()) {
            case Attribute.NoteType type -> mayHold(test, Value.Decimal.of(Note.DEFAULT_TYPE));
            case Attribute.NoteText text -> note.text().contains("{{") || mayHold(test, Value.of(note.text()));
            default -> mayHoldUntouched(test);
        };
    }

    private boolean mayHoldOnNew(Condition.Test test, Action.CreateTicket ticket) {
        var made = ticket.fields().stream()
                .filter(field -> field.target().equals(test.attribute()))
                .map(Update::value)
                .findFirst();
        if (made.isEmpty()) {
            return mayBeFilledIn(test.attribute()) || holdsOnNew(test, null);
        }
        return switch (made.get()) {
            case NewValue.Fixed(var value) -> holdsOnNew(test, value);
            case NewValue.Cleared cleared -> holdsOnNew(test, null);
            case NewValue.Relative relative -> true;
            case NewValue.Templated templated -> true;
        };
    }

    /** Everything was empty before. */
    private boolean holdsOnNew(Condition.Test test, @Nullable Value value) {
        return Comparison.holds(test.operator(), null, value, test.wanted(), zone);
    }

    /** Whether the desk gives it a value on a new ticket where the rule gives none: its defaults, and what it sets itself. */
    private static boolean mayBeFilledIn(Attribute attribute) {
        return switch (attribute) {
            case Attribute.Field(var field) ->
                field.isRequired() || field.isReadOnly() || field == TicketField.SERVICE_LEVEL_AGREEMENT_ID;
            case Attribute.UserDefined user -> true;
            case Attribute.CompanyClassification classification -> true;
            case Attribute.NoteType type -> false;
            case Attribute.NoteText text -> false;
        };
    }

    /** Of what a rule does not write, nothing changes but what the desk sets itself. */
    private static boolean mayHoldUntouched(Condition.Test test) {
        return !test.asksForAChange() || (test.attribute() instanceof Attribute.Field(var field) && field.isReadOnly());
    }

    /** Whether it can hold when this is the value after the change, whatever was before. */
    private boolean mayHold(Condition.Test test, @Nullable Value after) {
        return switch (test.operator()) {
            case CHANGED -> true;
            case CHANGED_TO -> Comparison.holds(Operator.IN_LIST, null, after, test.wanted(), zone);
            case CHANGED_FROM -> Comparison.holds(Operator.NOT_IN_LIST, null, after, test.wanted(), zone);
            default -> Comparison.holds(test.operator(), null, after, test.wanted(), zone);
        };
    }

    /** Whether a field that nobody sets can be what all of a round ask for. */
    private boolean mayAllHold(List<Rule> round, List<Rule> beside) {
        var set = new HashSet<Attribute>();
        Stream.concat(round.stream(), beside.stream())
                .forEach(rule -> rule.updates().forEach(update -> set.add(update.target())));
        var fixed = round.stream()
                .flatMap(rule -> rule.conditions().stream())
                .filter(Condition.Test.class::isInstance)
                .map(Condition.Test.class::cast)
                .filter(test -> isFixed(test.attribute(), set))
                .toList();
        return fixed.stream()
                .filter(test -> test.operator() == Operator.EQUAL_TO || test.operator() == Operator.IN_LIST)
                .allMatch(test -> test.wanted().stream()
                        .anyMatch(value -> fixed.stream()
                                .filter(other -> other.attribute().equals(test.attribute()))
                                .allMatch(other ->
                                        Comparison.holds(other.operator(), value, value, other.wanted(), zone))));
    }

    /** Not times: a date that is asked for is many moments. */
    private static boolean isFixed(Attribute attribute, Set<Attribute> set) {
        return attribute.isOfTicket()
                && attribute.kind() != ValueKind.TIME
                && !(attribute instanceof Attribute.Field(var field) && field.isReadOnly())
                && !set.contains(attribute);
    }

    /** One that fires inside of hours and one that fires outside of the same never follow each other. */
    private static boolean mayBeOpenTogether(List<Rule> round) {
        return round.stream()
                .map(Rule::during)
                .noneMatch(window -> window != null
                        && round.stream()
                                .anyMatch(
                                        rule -> new TimeWindow(!window.inside(), window.own()).equals(rule.during())));
    }
}
