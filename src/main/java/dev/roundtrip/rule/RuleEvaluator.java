package dev.roundtrip.rule;

import dev.roundtrip.ticket.TicketChange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which rules a change fires. Pure: no I/O of its own, no clock; what it decides, {@link RuleRunner} does.
 *
 * <p>All rules see the same before and after. On a created ticket everything was empty before, so a value it is created with
 * has changed, and has changed to what it is.
 */
final class RuleEvaluator {
    /** Longest text of a value in the trace. */
    private static final int SHOWN = 200;

    private RuleEvaluator() {}

    /** @param rules in their order; those that are inactive or do not listen to the event are not tried */
    static Verdict evaluate(TicketChange change, List<Rule> rules, Facts facts) {
        var values = new ChangeValues(change, facts);
        var tried = new ArrayList<Verdict.Tried>(0);
        for (var rule : rules) {
            if (rule.active() && rule.listensTo(change)) {
                tried.add(tried(rule, values));
            }
        }
        return new Verdict(tried);
    }

    /** What comes of trying one rule, whatever it listens to. */
    static Verdict.Tried tried(TicketChange change, Rule rule, Facts facts) {
        return tried(rule, new ChangeValues(change, facts));
    }

    private static Verdict.Tried tried(Rule rule, ChangeValues values) {
        var facts = values.facts();
        var defects = facts.defectsOf(rule);
        if (!defects.isEmpty()) {
            return new Verdict.Broken(rule, defects);
        }
        if (rule.during() != null && !rule.during().holds(values.change().at(), facts.desk())) {
            return new Verdict.Fails(
                    rule, 0, outside(rule.during(), values.change().at(), facts));
        }
        int number = 0;
        for (var condition : rule.conditions()) {
            number++;
            if (!holds(condition, values)) {
                return new Verdict.Fails(rule, number, failed(condition, values));
            }
        }
        return new Verdict.Fires(rule);
    }

    private static boolean holds(Condition condition, ChangeValues values) {
        return switch (condition) {
            case Condition.Test test -> holds(test, values);
            case Condition.Any any -> any.tests().stream().anyMatch(test -> holds(test, values));
        };
    }

    private static boolean holds(Condition.Test test, ChangeValues values) {
        var value = values.of(test.attribute());
        return Comparison.holds(
                test.operator(),
                value.before(),
                value.after(),
                test.wanted(),
                values.facts().zone());
    }

    private static FailedCondition outside(TimeWindow window, Instant at, Facts facts) {
        var here = at.atZone(facts.zone()).toOffsetDateTime().truncatedTo(ChronoUnit.SECONDS);
        return new FailedCondition.Window(window.text(), DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(here));
    }

    private static FailedCondition failed(Condition condition, ChangeValues values) {
        return switch (condition) {
            case Condition.Test test -> failedTest(test, values);
            case Condition.Any any ->
                new FailedCondition.Any(any.tests().stream()
                        .map(test -> failedTest(test, values))
                        .toList());
        };
    }

    private static FailedCondition.Test failedTest(Condition.Test test, ChangeValues values) {
        var facts = values.facts();
        var value = values.of(test.attribute());
        var wanted = new ArrayList<Object>(test.wanted().size());
        for (var one : test.wanted()) {
            wanted.add(plain(one));
        }
        return new FailedCondition.Test(
                name(test.attribute(), facts),
                test.operator().word(),
                wanted,
                value.before() == null ? null : plain(value.before()),
                value.after() == null ? null : plain(value.after()),
                labels(test, value, facts));
    }

    /** What people call the numbers that stand for something. */
    private static Map<String, String> labels(Condition.Test test, ChangeValues.Pair value, Facts facts) {
        if (test.attribute().kind() != ValueKind.CHOICE_NUMBER) {
            return Map.of();
        }
        var labels = new LinkedHashMap<String, String>();
        test.wanted().forEach(one -> label(test.attribute(), one, facts, labels));
        label(test.attribute(), value.before(), facts, labels);
        label(test.attribute(), value.after(), facts, labels);
        return labels;
    }

    private static void label(Attribute attribute, @Nullable Value value, Facts facts, Map<String, String> labels) {
        if (attribute instanceof Attribute.Field(var field) && value instanceof Value.Decimal(var number)) {
            field.picklist()
                    .flatMap(list -> facts.picklistValue(list, number.longValue()))
                    .map(known -> known.label())
                    .or(() -> field.reference().flatMap(entity -> facts.nameOf(entity, number.longValue())))
                    .ifPresent(label -> labels.put(value.text(), label));
        }
    }

    /** {@code status}, {@code udf.Severity}, {@code note.text}. */
    static String name(Attribute attribute, Facts facts) {
        return switch (attribute) {
            case Attribute.Field(var field) -> field.apiName();
            case Attribute.UserDefined user ->
                "udf."
                        + facts.userField(user.fieldId())
                                .map(field -> field.name())
                                .orElse(Long.toString(user.fieldId()));
            case Attribute.NoteType _ -> RuleWords.NOTE_TYPE;
            case Attribute.NoteText _ -> RuleWords.NOTE_TEXT;
            case Attribute.CompanyClassification _ -> RuleWords.COMPANY_CLASSIFICATION;
        };
    }

    /** As JSON carries it: a number, a flag, or a text that is not too long for the trace. */
    static Object plain(Value value) {
        return switch (value) {
            case Value.Decimal(var number) -> whole(number).<Object>map(n -> n).orElse(number);
            case Value.Flag(var set) -> set;
            case Value.Text _, Value.Moment _, Value.Day _ -> shortened(value.text());
        };
    }

    /** At most {@value #SHOWN} characters, the cut marked. */
    static String shortened(String text) {
        return text.length() <= SHOWN || text.codePointCount(0, text.length()) <= SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
    }

    private static Optional<Long> whole(BigDecimal number) {
        var plain = number.stripTrailingZeros();
        return plain.scale() <= 0 && plain.precision() - plain.scale() <= 18
                ? Optional.of(plain.longValueExact())
                : Optional.empty();
    }
}
