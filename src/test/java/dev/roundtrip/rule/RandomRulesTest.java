package dev.roundtrip.rule;

import static dev.roundtrip.rule.Samples.NOON;
import static dev.roundtrip.rule.Samples.TECH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.field.FieldType;
import dev.roundtrip.field.UserField;
import dev.roundtrip.ticket.Note;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketChange.Event;
import dev.roundtrip.ticket.TicketField;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rules and changes of all sorts, by chance. A seed that fails is told. */
class RandomRulesTest {
    private static final int ROUNDS = 3_000;
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "disk",
            "DISK full",
            "ß",
            "İ",
            "5",
            "2.50",
            "true",
            "2026-11-25",
            "a\u0000b",
            "x".repeat(3_000),
            "😀",
            "critical");

    private static final List<TicketField> FIELDS = List.of(TicketField.values());

    private final Facts desk = new Samples.Desk();

    /** Never throws, says the same twice, and the order of conditions changes nothing but which is told as the first that failed. */
    @Test
    void evaluationIsTotalAndTheSameInAnyOrder() {
        int fired = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            var change = change(random);
            var conditions = new ArrayList<Condition>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                conditions.add(
                        random.nextInt(4) == 0 ? new Condition.Any(List.of(test(random), test(random))) : test(random));
            }
            var shuffled = new ArrayList<>(conditions);
            Collections.shuffle(shuffled, random);

            var verdict = RuleEvaluator.tried(change, rule(conditions), desk);

            assertThat(RuleEvaluator.tried(change, rule(conditions), desk))
                    .as("seed %d", seed)
                    .isEqualTo(verdict);
            assertThat(RuleEvaluator.tried(change, rule(shuffled), desk).getClass())
                    .as("seed %d", seed)
                    .isEqualTo(verdict.getClass());
            fired += verdict instanceof Verdict.Fires ? 1 : 0;
        }
        assertThat(fired).as("some fire, some do not").isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
    }

    private static Rule rule(List<Condition> conditions) {
        return new Rule(
                1,
                "By chance",
                1,
                true,
                List.of(RuleEvent.of(Event.EDITED), RuleEvent.of(Event.CREATED), RuleEvent.of(Event.NOTE_ADDED)),
                conditions,
                List.of(),
                List.of(new Action.ExecuteCallout(1)));
    }

    private static TicketChange change(Random random) {
        var note = new Note(1, 7, "Call", text(random), 3, Note.PUBLISH_INTERNAL, NOON, TECH);
        return switch (random.nextInt(3)) {
            case 0 -> new TicketChange(Event.CREATED, null, ticket(random), null, TECH, NOON, 0);
            case 1 -> new TicketChange(Event.NOTE_ADDED, ticket(random), ticket(random), note, TECH, NOON, 0);
            default -> new TicketChange(Event.EDITED, ticket(random), ticket(random), null, TECH, NOON, 0);
        };
    }

    private static Ticket ticket(Random random) {
        var fields = new EnumMap<TicketField, Object>(TicketField.class);
        for (var field : TicketField.values()) {
            if (field != TicketField.ID && random.nextBoolean()) {
                fields.put(field, held(field.type(), random));
            }
        }
        fields.put(TicketField.COMPANY_ID, 0L);
        var user = new HashMap<Long, String>();
        for (long id = 1; id <= 5; id++) {
            if (random.nextBoolean()) {
                user.put(id, text(random));
            }
        }
        return new Ticket(7, 3, fields, user);
    }

    private static Object held(FieldType type, Random random) {
        return switch (type) {
            case NUMBER -> List.of(0L, 1L, 5L, -1L, Long.MAX_VALUE).get(random.nextInt(5));
            case DECIMAL -> List.of(0.0, 2.5, -1e300, Double.MIN_VALUE).get(random.nextInt(4));
            case TEXT -> text(random);
            case TIME -> NOON.plusSeconds(random.nextInt(-90_000, 90_000));
            case FLAG -> random.nextBoolean();
        };
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static Condition.Test test(Random random) {
        while (true) {
            var attribute = attribute(random);
            var operators = List.copyOf(attribute.operators());
            var operator = operators.get(random.nextInt(operators.size()));
            var wanted = new ArrayList<Value>();
            for (int i = operator.takes() == Operator.Takes.NONE ? 0 : operator.takes() == Operator.Takes.ONE ? 1 : 3;
                    i > 0;
                    i--) {
                Value.read(attribute.kind(), wanted(attribute.kind(), random)).ifPresent(wanted::add);
            }
            try {
                return new Condition.Test(attribute, operator, wanted);
            } catch (RuleRefused e) {
                // an empty text, say: another try
                assertThat(e.problem()).isNotEmpty();
            }
        }
    }

    private static String wanted(ValueKind kind, Random random) {
        return switch (kind) {
            case CHOICE_NUMBER -> Integer.toString(random.nextInt(6));
            case NUMBER -> List.of("0", "2.5", "-1e20", "5.0").get(random.nextInt(4));
            case TIME ->
                List.of("2026-11-25", "2026-11-25T12:00:00+01:00", "2026-11-24").get(random.nextInt(3));
            case FLAG -> Boolean.toString(random.nextBoolean());
            case TEXT, CHOICE_WORD -> text(random);
        };
    }

    private static Attribute attribute(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Attribute.NoteText();
            case 1 -> new Attribute.NoteType();
            case 2 -> new Attribute.CompanyClassification();
            // The one field that Samples.Desk knows: the others would make a rule broken.
            case 3 -> new Attribute.UserDefined(3, UserField.Type.LIST);
            default -> new Attribute.Field(FIELDS.get(random.nextInt(FIELDS.size())));
        };
    }

    /** Status, estimated hours and title, as a plain reference sees them: {@code null} or a text. */
    @Test
    void firesWhatAPlainReferenceFires() {
        var fields = List.of(TicketField.STATUS, TicketField.ESTIMATED_HOURS, TicketField.TITLE);
        int fired = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            var before = few(random);
            var after = few(random);
            var tests = new ArrayList<Condition>();
            boolean expected = true;
            for (int i = random.nextInt(3); i >= 0; i--) {
                var field = fields.get(random.nextInt(fields.size()));
                var operators = List.copyOf(new Attribute.Field(field).operators());
                var operator = operators.get(random.nextInt(operators.size()));
                var words = words(field, operator, random);
                tests.add(new Condition.Test(
                        new Attribute.Field(field),
                        operator,
                        words.stream()
                                .map(word ->
                                        Value.read(ValueKind.of(field), word).orElseThrow())
                                .toList()));
                expected &= holds(operator, word(before, field), word(after, field), words);
            }

            var change = new TicketChange(Event.EDITED, before, after, null, TECH, NOON, 0);
            var verdict = RuleEvaluator.tried(change, rule(tests), desk);

            assertThat(verdict instanceof Verdict.Fires)
                    .as("seed %d: %s from %s to %s", seed, tests, before.fields(), after.fields())
                    .isEqualTo(expected);
            fired += expected ? 1 : 0;
        }
        assertThat(fired).isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
    }

    /** Lower case, numbers without zeros at their end: equal words are equal values. */
    private static boolean holds(
            Operator operator, @Nullable String before, @Nullable String after, List<String> wanted) {
        var any = new TreeSet<>(wanted);
        return switch (operator) {
            case EQUAL_TO, IN_LIST -> after != null && any.contains(after);
            case NOT_EQUAL_TO, NOT_IN_LIST -> after == null || !any.contains(after);
            case IS_EMPTY -> after == null;
            case IS_NOT_EMPTY -> after != null;
            case CHANGED -> !Objects.equals(before, after);
            case CHANGED_TO ->
                !Objects.equals(before, after) && wanted.getFirst().equals(after);
            case CHANGED_FROM ->
                !Objects.equals(before, after) && wanted.getFirst().equals(before);
            case CONTAINS -> after != null && after.contains(wanted.getFirst());
            case STARTS_WITH -> after != null && after.startsWith(wanted.getFirst());
            case GREATER_THAN ->
                after != null && new BigDecimal(after).compareTo(new BigDecimal(wanted.getFirst())) > 0;
            case LESS_THAN -> after != null && new BigDecimal(after).compareTo(new BigDecimal(wanted.getFirst())) < 0;
        };
    }

    private static List<String> words(TicketField field, Operator operator, Random random) {
        var choices = field == TicketField.TITLE
                ? List.of("disk", "disk full", "is")
                : field == TicketField.STATUS ? List.of("1", "5", "8") : List.of("1", "2.5", "10");
        return switch (operator.takes()) {
            case NONE -> List.of();
            case ONE -> List.of(choices.get(random.nextInt(3)));
            case ONE_OR_MORE -> choices.subList(0, 1 + random.nextInt(3));
        };
    }

    private static Ticket few(Random random) {
        var fields = new EnumMap<TicketField, Object>(TicketField.class);
        fields.put(TicketField.COMPANY_ID, 0L);
        if (random.nextInt(4) > 0) {
            fields.put(TicketField.STATUS, List.of(1L, 5L, 8L).get(random.nextInt(3)));
        }
        if (random.nextBoolean()) {
            fields.put(TicketField.ESTIMATED_HOURS, List.of(1.0, 2.5, 10.0).get(random.nextInt(3)));
        }
        if (random.nextInt(4) > 0) {
            fields.put(TicketField.TITLE, List.of("Disk", "DISK full", " ").get(random.nextInt(3)));
        }
        return new Ticket(7, 3, fields, Map.of());
    }

    private static @Nullable String word(Ticket ticket, TicketField field) {
        return switch (ticket.value(field)) {
            case null -> null;
            case String text -> text.isBlank() ? null : text.toLowerCase(Locale.ROOT);
            case Double number ->
                BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
            case Object other -> other.toString();
        };
    }
}
