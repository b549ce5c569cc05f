package dev.roundtrip.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule in the words of people, as a setup file, a program or a form says it. {@link RuleMaker} makes a rule of it.
 *
 * <p>Each part knows the path at which it was said, for whoever tells what is wrong with it.
 *
 * @param path empty where the rule is all that was said
 */
public record WordedRule(
        String path,
        String name,
        boolean active,
        List<When> when,
        List<If> conditions,
        @Nullable TimeWindow during,
        List<Then> then) {
    public WordedRule {
        when = List.copyOf(when);
        conditions = List.copyOf(conditions);
        then = List.copyOf(then);
    }

    /** @param path {@code rules[0].if[1].value} */
    public record Said(String path, String text) {}

    /** What it listens to. */
    public sealed interface When {
        String path();

        /** @param by empty: anyone */
        record Made(String path, String word, List<Said> by) implements When {}

        record Reached(String path, RuleEvent.Reached event) implements When {}
    }

    /** What has to be so. */
    public sealed interface If {
        String path();

        /** @param values none for operators without one */
        record One(String path, String attribute, String operator, List<Said> values) implements If {}

        /** At least one of them holds. */
        record Any(String path, List<One> conditions) implements If {}
    }

    /** What it does. */
    public sealed interface Then {
        String path();

        record SetFields(String path, List<FieldValue> fields) implements Then {}

        record CallOut(String path, String callout) implements Then {}

        record AddNote(String path, String title, String text, boolean internal) implements Then {}

        record CreateTicket(String path, List<FieldValue> fields) implements Then {}

        /** @param who roles, logins and mail addresses */
        record Notify(String path, List<Said> who, String subject, String text, boolean storeAsNote) implements Then {}
    }

    /**
     * @param name of the attribute
     * @param value null clears
     */
    public record FieldValue(
            String path, String name, @Nullable String value) {}
}
