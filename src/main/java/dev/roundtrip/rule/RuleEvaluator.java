package dev.roundtrip.rule;

import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange;
import java.math.BigDecimal;
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
        var tried = new ArrayList<Verdict.Tried>(0);
        for (var rule : rules) {
            if (rule.active() && rule.listensTo(change)) {
                tried.add(tried(change, rule, facts));
            }
        }
        return new Verdict(tried);
    }

    /** What comes of trying one rule, whatever it listens to. */
    static Verdict.Tried tried(TicketChange change, Rule rule, Facts facts) {
        var defects = facts.defectsOf(rule);
        if (!defects.isEmpty()) {
            return new Verdict.Broken(rule, defects);
        }
        if (rule.during() != null && !rule.during().holds(change.at(), facts.desk())) {
            return new Verdict.Fails(rule, outside(rule.during(), change, facts));
        }
        for (var condition : rule.conditions()) {
            if (!holds(condition, change, facts)) {
                return new Verdict.Fails(rule, failed(condition, change, facts));
            }
        }
        return new Verdict.Fires(rule);
    }

    private static boolean holds(Condition condition, TicketChange change, Facts facts) {
        for (var test : condition.tests()) {
            var before = before(test.attribute(), change);
            var after = after(test.attribute(), change, facts);
            if (Comparison.holds(test.operator(), before, after, test.wanted(), facts.zone())) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Value before(Attribute attribute, TicketChange change) {
        return change.before() == null ? null : ofTicket(attribute, change.before());
    }

    private static @Nullable Value after(Attribute attribute, TicketChange change, Facts facts) {
        return switch (attribute) {
            case Attribute.Field _, Attribute.UserDefined _ -> ofTicket(attribute, change.after());
            case Attribute.NoteType _ ->
                change.note() == null ? null : Value.Decimal.of(change.note().noteType());
            case Attribute.NoteText _ ->
                change.note() == null ? null : Value.of(change.note().text());
            case Attribute.CompanyClassification _ ->
                Value.of(facts.classificationOf(change.after().companyId()).orElse(null));
        };
    }

    private static @Nullable Value ofTicket(Attribute attribute, Ticket ticket) {
        return switch (attribute) {
            case Attribute.Field(var field) -> Value.of(ticket.value(field));
            case Attribute.UserDefined user -> Value.held(user.kind(), ticket.userValue(user.fieldId()));
            case Attribute.NoteType _, Attribute.NoteText _, Attribute.CompanyClassification _ -> null;
        };
    }

    private static FailedCondition outside(TimeWindow window, TicketChange change, Facts facts) {
        var here = change.at().atZone(facts.zone()).toOffsetDateTime().truncatedTo(ChronoUnit.SECONDS);
        return new FailedCondition.Window(window.text(), DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(here));
    }

    private static FailedCondition failed(Condition condition, TicketChange change, Facts facts) {
        return switch (condition) {
            case Condition.Test test -> failedTest(test, change, facts);
            case Condition.Any any ->
                new FailedCondition.Any(any.tests().stream()
                        .map(test -> failedTest(test, change, facts))
                        .toList());
        };
    }

    private static FailedCondition.Test failedTest(Condition.Test test, TicketChange change, Facts facts) {
        var before = before(test.attribute(), change);
        var after = after(test.attribute(), change, facts);
        var labels = new LinkedHashMap<String, String>();
        test.wanted().forEach(value -> label(test.attribute(), value, facts, labels));
        label(test.attribute(), before, facts, labels);
        label(test.attribute(), after, facts, labels);
        return new FailedCondition.Test(
                name(test.attribute(), facts),
                test.operator().word(),
                test.wanted().stream().map(RuleEvaluator::plain).toList(),
                before == null ? null : plain(before),
                after == null ? null : plain(after),
                labels);
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
        return text.codePointCount(0, text.length()) <= SHOWN
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
