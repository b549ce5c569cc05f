package dev.roundtrip.rule;

import java.util.List;
import java.util.stream.Collectors;

/** What must be so for a rule to fire: one test, or any of several. */
public sealed interface Condition {

    /**
     * One attribute, one operator, and the values it asks with (as many as {@link Operator#takes} says).
     *
     * @param wanted typed as the attribute's {@link ValueKind} wants; picklist values, companies and people by number
     */
    record Test(Attribute attribute, Operator operator, List<Value> wanted) implements Condition {
        public Test {
            wanted = List.copyOf(wanted);
            if (!attribute.operators().contains(operator)) {
                throw new RuleRefused("operator %s makes no sense for %s; use %s"
                        .formatted(
                                operator.word(),
                                described(attribute),
                                attribute.operators().stream()
                                        .map(Operator::word)
                                        .collect(Collectors.joining(", "))));
            }
            switch (operator.takes()) {
                case NONE -> {
                    if (!wanted.isEmpty()) {
                        throw new RuleRefused("operator %s takes no value; leave \"%s\" out"
                                .formatted(operator.word(), wanted.getFirst().text()));
                    }
                }
                case ONE -> {
                    if (wanted.size() != 1) {
                        throw new RuleRefused(
                                wanted.isEmpty()
                                        ? "operator %s needs a value".formatted(operator.word())
                                        : "operator %s takes one value, not %d; use in-list or not-in-list for several"
                                                .formatted(operator.word(), wanted.size()));
                    }
                }
                case ONE_OR_MORE -> {
                    if (wanted.isEmpty()) {
                        throw new RuleRefused("operator %s needs at least one value".formatted(operator.word()));
                    }
                }
            }
            for (var value : wanted) {
                if (!value.isOf(attribute.kind())) {
                    throw new RuleRefused("\"%s\" is no value of %s; needed is %s"
                            .formatted(value.text(), described(attribute), needed(attribute.kind())));
                }
            }
        }

        /** Whether it is about what the change did, and not only about what is so after it. */
        boolean asksForAChange() {
            return operator == Operator.CHANGED || operator == Operator.CHANGED_TO || operator == Operator.CHANGED_FROM;
        }

        @Override
        public List<Test> tests() {
            return List.of(this);
        }
    }

    /** Holds when at least one of the tests does. */
    record Any(List<Test> tests) implements Condition {
        public Any {
            tests = List.copyOf(tests);
            if (tests.isEmpty()) {
                throw new RuleRefused("a group of conditions needs at least one");
            }
        }
    }

    /** The one test, or those of the group. */
    List<Test> tests();

    /** What is expected where a value is no value of its kind, for messages. */
    static String needed(ValueKind kind) {
        return switch (kind) {
            case CHOICE_NUMBER -> "a value of the list, by label or number";
            case CHOICE_WORD -> "a word of the list";
            case NUMBER -> "a number, such as 3 or 2.5";
            case TEXT -> "a text that is not empty";
            case TIME -> "a date, such as 2026-11-25, or a time with its offset, such as 2026-11-25T14:00:00+01:00";
            case FLAG -> "true or false";
        };
    }

    private static String described(Attribute attribute) {
        return switch (attribute) {
            case Attribute.Field field -> field.field().apiName();
            case Attribute.UserDefined user ->
                "a user-defined field of type " + user.type().word();
            case Attribute.NoteType type -> "note.type";
            case Attribute.NoteText text -> "note.text";
            case Attribute.CompanyClassification classification -> "company.classification";
        };
    }
}
