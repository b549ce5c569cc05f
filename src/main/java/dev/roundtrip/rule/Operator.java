package dev.roundtrip.rule;

import dev.roundtrip.template.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a condition asks of an attribute. */
public enum Operator {
    EQUAL_TO("equal-to", Takes.ONE),
    NOT_EQUAL_TO("not-equal-to", Takes.ONE),
    IN_LIST("in-list", Takes.ONE_OR_MORE),
    NOT_IN_LIST("not-in-list", Takes.ONE_OR_MORE),
    IS_EMPTY("is-empty", Takes.NONE),
    IS_NOT_EMPTY("is-not-empty", Takes.NONE),
    CHANGED("changed", Takes.NONE),
    CHANGED_TO("changed-to", Takes.ONE),
    CHANGED_FROM("changed-from", Takes.ONE),
    CONTAINS("contains", Takes.ONE),
    STARTS_WITH("starts-with", Takes.ONE),
    GREATER_THAN("greater-than", Takes.ONE),
    LESS_THAN("less-than", Takes.ONE);

    /** How many values it is asked with. */
    public enum Takes {
        NONE,
        ONE,
        ONE_OR_MORE
    }

    private final String word;
    private final Takes takes;

    Operator(String word, Takes takes) {
        this.word = word;
        this.takes = takes;
    }

    /** As the setup file spells it. */
    public String word() {
        return word;
    }

    public Takes takes() {
        return takes;
    }

    /**
     * The operator of that word; case does not count.
     *
     * @throws RuleRefused naming the nearest operator, or all of them
     */
    public static Operator of(String word) {
        var wanted = word.strip().toLowerCase(Locale.ROOT);
        for (var operator : values()) {
            if (operator.word.equals(wanted)) {
                return operator;
            }
        }
        var nearest = Nearest.to(wanted, words());
        throw new RuleRefused("operator \"%s\" is not known; %s"
                .formatted(
                        word, nearest == null ? "use " + String.join(", ", words()) : "did you mean " + nearest + "?"));
    }

    private static List<String> words() {
        return Arrays.stream(values()).map(Operator::word).collect(Collectors.toList());
    }
}
