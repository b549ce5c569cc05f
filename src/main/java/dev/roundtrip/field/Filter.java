package dev.roundtrip.field;

import java.util.List;

/** What a search asks of a ticket or a note. Texts are compared without case; a field without a value is equal to nothing. */
public sealed interface Filter {

    /** True when all are; of none, always. */
    record All(List<Filter> of) implements Filter {
        public All {
            of = List.copyOf(of);
        }
    }

    /** True when at least one is. */
    record Any(List<Filter> of) implements Filter {
        public Any {
            of = List.copyOf(of);
            if (of.isEmpty()) {
                throw new IllegalArgumentException("a choice among no conditions is never true");
            }
        }
    }

    /** @param values typed as the field's {@link FieldType} says: none, one, or a list, as the operator takes them */
    record OnField(EntityField field, FilterOperator operator, List<Object> values) implements Filter {
        public OnField {
            values = List.copyOf(values);
            refuseNonsense(field.apiName(), operator, values.size(), field.type());
        }
    }

    /**
     * For tickets only.
     *
     * @param values as a ticket would hold them: numbers and dates in the one spelling that is stored
     */
    record OnUserField(UserField field, FilterOperator operator, List<String> values) implements Filter {
        public OnUserField {
            values = List.copyOf(values);
            refuseNonsense(field.name(), operator, values.size(), field.type().compared());
        }
    }

    /** Most values of {@code in} and {@code notIn}. */
    int MOST_VALUES = 500;

    /** Most characters of a text that is looked for inside another. */
    int LONGEST_PART = 4000;

    static Filter everything() {
        return new All(List.of());
    }

    private static void refuseNonsense(String name, FilterOperator operator, int values, FieldType type) {
        operator.refuseNonsense(name, type);
        int most = operator.isAboutPresence() ? 0 : operator.takesList() ? MOST_VALUES : 1;
        int fewest = operator.isAboutPresence() ? 0 : 1;
        if (values < fewest || values > most) {
            throw new IllegalArgumentException("%s: %s takes %s, not %,d"
                    .formatted(
                            name,
                            operator.word(),
                            most == 0 ? "no value" : most == 1 ? "one value" : "1 to %d values".formatted(most),
                            values));
        }
    }
}
