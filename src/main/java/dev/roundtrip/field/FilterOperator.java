package dev.roundtrip.field;

import java.util.Arrays;
import java.util.Optional;

/** How a search compares a field. */
public enum FilterOperator {
    EQUAL("eq"),
    /** also where the field holds no value */
    NOT_EQUAL("noteq"),
    GREATER("gt"),
    GREATER_OR_EQUAL("gte"),
    LESS("lt"),
    LESS_OR_EQUAL("lte"),
    BEGINS_WITH("beginsWith"),
    ENDS_WITH("endsWith"),
    CONTAINS("contains"),
    EXIST("exist"),
    NOT_EXIST("notExist"),
    IN("in"),
    /** also where the field holds no value */
    NOT_IN("notIn");

    private final String word;

    FilterOperator(String word) {
        this.word = word;
    }

    /** As the API spells it. */
    public String word() {
        return word;
    }

    /** The operator of that word, without case. */
    public static Optional<FilterOperator> of(String word) {
        return Arrays.stream(values())
                .filter(operator -> operator.word.equalsIgnoreCase(word))
                .findFirst();
    }

    /** Asks whether there is a value, and takes none. */
    public boolean isAboutPresence() {
        return this == EXIST || this == NOT_EXIST;
    }

    /** Takes several values. */
    public boolean takesList() {
        return this == IN || this == NOT_IN;
    }

    /** Looks into a text. */
    public boolean isForTextOnly() {
        return this == BEGINS_WITH || this == ENDS_WITH || this == CONTAINS;
    }

    /** Needs values that have an order. */
    public boolean compares() {
        return this == GREATER || this == GREATER_OR_EQUAL || this == LESS || this == LESS_OR_EQUAL;
    }

    /** @throws IllegalArgumentException naming the field, when this has no meaning for values of that type */
    public void refuseNonsense(String field, FieldType type) {
        if (isForTextOnly() && type != FieldType.TEXT) {
            throw new IllegalArgumentException(
                    "%s: %s looks into a text, and this field holds none".formatted(field, word));
        }
        if (compares() && type == FieldType.FLAG) {
            throw new IllegalArgumentException(
                    "%s: %s has no meaning for true and false; use eq".formatted(field, word));
        }
    }
}
