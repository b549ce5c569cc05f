package dev.roundtrip.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Actor;
import dev.roundtrip.ticket.Note;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketChange.Event;
import dev.roundtrip.ticket.TicketField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Three rules, put together at random and run from every state on, without a limit: of those that never end, one round is told at least. */
class RandomLoopsTest {
    private static final List<Long> NUMBERS = List.of(1L, 5L, 8L);

    @Test
    void rulesThatNeverEndAreToldOf() {
        areToldOf(3000, RandomLoopsTest::rule);
    }

    @Test
    void rulesThatCreateTicketsAndNeverEndAreToldOf() {
        areToldOf(400, RandomLoopsTest::ruleThatMayCreate);
    }

    private static void areToldOf(int seeds, BiFunction<String, Random, Rule> rule) {
        int endless = 0;
        int told = 0;
        for (int seed = 0; seed < seeds; seed++) {
            var random = new Random(seed);
            var rules = Stream.of("A", "B", "C")
                    .map(name -> rule.apply(name, random))
                    .toList();

            var loops = Loops.of(rules, new Samples.Desk().zone());
            var running = new Running(rules);

            if (running.isEndless()) {
                endless++;
                assertThat(loops).as("seed %d: %s", seed, rules).isNotEmpty();
            }
            told += loops.isEmpty() ? 0 : 1;
        }
        assertThat(endless).isGreaterThan(seeds / 10);
        assertThat(told).as("told of, where %d are endless", endless).isLessThan(endless * 5 / 4);
    }

    private static Rule rule(String name, Random random) {
        var rule = Written.rule(name).on(random.nextInt(4) == 0 ? "note-added" : "edited");
        conditions(rule, random);
        acts(rule, random);
        return rule.whole();
    }

    private static Rule ruleThatMayCreate(String name, Random random) {
        var rule = Written.rule(name).on(random.nextInt(3) == 0 ? "edited" : "created");
        conditions(rule, random);
        switch (random.nextInt(5)) {
            case 0 -> acts(rule, random);
            case 1 -> rule.set("status", number(random)).ticket("title", "x", "queueID", number(random));
            case 2 -> rule.ticket("title", "x", "status", number(random));
            case 3 -> rule.ticket("title", "x", "status", number(random), "queueID", number(random));
            default -> rule.ticket("title", "x");
        }
        return rule.whole();
    }

    private static void conditions(Written rule, Random random) {
        for (int i = random.nextInt(3); i > 0; i--) {
            var attribute = random.nextBoolean() ? "status" : "queueID";
            switch (random.nextInt(5)) {
                case 0 -> rule.when(attribute, "equal-to", number(random));
                case 1 -> rule.when(attribute, "not-equal-to", number(random));
                case 2 -> rule.when(attribute, "changed-to", number(random));
                case 3 -> rule.when(attribute, "changed-from", number(random));
                default -> rule.when(attribute, "changed");
            }
        }
    }

    private static void acts(Written rule, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> rule.note("Noted", "by a rule");
            case 1, 2 -> rule.set("queueID", number(random));
            case 3 -> rule.set("status", number(random)).set("queueID", number(random));
            default -> rule.set("status", number(random));
        }
    }

    private static String number(Random random) {
        return Long.toString(NUMBERS.get(random.nextInt(3)));
    }

    /** What rules do to a ticket, as {@link RuleRunner} does it. */
    private static final class Running {
        private static final int DEEPEST = 60;

        private final List<Rule> rules;
        private Ticket current = Samples.inStatus(1);
        private int changes;
        private boolean endless;

        Running(List<Rule> rules) {
            this.rules = rules;
        }

        boolean isEndless() {
            for (var status : NUMBERS) {
                for (var queue : NUMBERS) {
                    for (var now : NUMBERS) {
                        from(status, queue);
                        become(Map.of(TicketField.STATUS, now), 0);
                        from(status, queue);
                        become(Map.of(TicketField.QUEUE_ID, now), 0);
                    }
                    from(status, queue);
                    happened(Event.NOTE_ADDED, current, note("Call"), 0);
                    from(status, queue);
                    happened(Event.CREATED, null, null, 0);
                }
            }
            return endless;
        }

        private void from(long status, long queue) {
            current = Samples.ticket(Map.of(TicketField.STATUS, status, TicketField.QUEUE_ID, queue), Map.of());
            changes = 0;
        }

        private void become(Map<TicketField, Object> values, int depth) {
            var before = current;
            var fields = new HashMap<TicketField, Object>(before.fields());
            fields.putAll(values);
            if (!fields.equals(before.fields())) {
                current = Samples.ticket(fields, Map.of());
                happened(Event.EDITED, before, null, depth);
            }
        }

        private void happened(Event event, @Nullable Ticket before, @Nullable Note note, int depth) {
            if (depth > DEEPEST) {
                endless = true;
            }
            if (endless || changes++ > 20_000) {
                return;
            }
            var change = new TicketChange(event, before, current, note, Actor.rule(1, "a rule"), Samples.NOON, depth);
            for (var tried :
                    RuleEvaluator.evaluate(change, rules, new Samples.Desk()).tried()) {
                if (tried instanceof Verdict.Fires(var rule)) {
                    become(numbers(rule.updates()), depth + 1);
                    rule.notes().forEach(added -> happened(Event.NOTE_ADDED, current, note(added.text()), depth + 1));
                    rule.tickets().forEach(ticket -> create(numbers(ticket.fields()), depth + 1));
                }
            }
        }

        private void create(Map<TicketField, Object> values, int depth) {
            var one = current;
            current = Samples.ticket(values, Map.of());
            happened(Event.CREATED, null, null, depth);
            current = one;
        }

        private static Map<TicketField, Object> numbers(List<Update> updates) {
            var values = new HashMap<TicketField, Object>();
            for (var update : updates) {
                if (update.target() instanceof Attribute.Field(var field)
                        && field != TicketField.TITLE
                        && update.value() instanceof NewValue.Fixed(var value)) {
                    values.put(field, Long.parseLong(value.text()));
                }
            }
            return values;
        }

        private static Note note(String text) {
            return new Note(1, 12, "", text, Note.DEFAULT_TYPE, Note.PUBLISH_INTERNAL, Samples.NOON, Samples.TECH);
        }
    }
}
