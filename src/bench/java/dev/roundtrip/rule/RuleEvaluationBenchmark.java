package dev.roundtrip.rule;

import dev.roundtrip.field.UserField;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketField;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Deciding what one change fires: rules of five conditions each, all of which are looked at; the first rule fires, the others fail at the last. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class RuleEvaluationBenchmark {
    @Param({"1", "20", "200"})
    int rules;

    private final Facts desk = new Remembering();
    private List<Rule> listening = List.of();
    private TicketChange change = Samples.created(Samples.inStatus(1));

    @Setup
    public void write() {
        listening = LongStream.rangeClosed(1, rules)
                .mapToObj(
                        id -> Samples.rule(id, TicketChange.Event.EDITED, conditions(id == 1 ? "disk" : "never " + id)))
                .toList();
        change = Samples.edited(
                Samples.ticket(Map.of(TicketField.STATUS, 1L, TicketField.PRIORITY, 8L), Map.of(3L, "critical")),
                Samples.ticket(Map.of(TicketField.STATUS, 5L, TicketField.PRIORITY, 8L), Map.of(3L, "critical")));
        var tried = RuleEvaluator.evaluate(change, listening, desk).tried();
        boolean asSaid = tried.getFirst() instanceof Verdict.Fires
                && tried.stream().skip(1).allMatch(one -> one instanceof Verdict.Fails fails && fails.condition() == 5);
        if (tried.size() != rules || !asSaid) {
            throw new IllegalStateException("another case than the one that is to be measured: " + tried);
        }
    }

    /** Finds the defects of a rule once, as the desk does in a revision. */
    private static final class Remembering extends Samples.Desk {
        private final Map<Long, List<String>> defects = new ConcurrentHashMap<>();

        @Override
        public List<String> defectsOf(Rule rule) {
            return defects.computeIfAbsent(rule.id(), id -> Defects.of(rule, this));
        }
    }

    private static Condition[] conditions(String last) {
        return new Condition[] {
            Samples.status(Operator.CHANGED_TO, 5),
            Samples.field(TicketField.PRIORITY, Operator.IN_LIST, 1, 5, 8),
            new Condition.Test(
                    new Attribute.UserDefined(3, UserField.Type.LIST),
                    Operator.EQUAL_TO,
                    List.of(new Value.Text("critical"))),
            title(Operator.STARTS_WITH, "disk"),
            title(Operator.CONTAINS, last)
        };
    }

    private static Condition title(Operator operator, String wanted) {
        return new Condition.Test(new Attribute.Field(TicketField.TITLE), operator, List.of(new Value.Text(wanted)));
    }

    /** All of the rules, on one change. */
    @Benchmark
    public Object evaluate() {
        return RuleEvaluator.evaluate(change, listening, desk);
    }
}
