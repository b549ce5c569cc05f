package dev.roundtrip.field;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Of alternatives those that ask whether one field equals something become one question: is it one of these. Integrations ask for hundreds
 * of addresses so, and a database that is asked one by one brings each row's text into lower case hundreds of times. Pure.
 */
final class Alternatives {
    private Alternatives() {}

    /** The same as all of these together; what is no such question stays as it is. */
    static List<Filter> of(List<Filter> alternatives) {
        var fields = new LinkedHashMap<EntityField, List<Object>>();
        var userFields = new LinkedHashMap<UserField, List<String>>();
        var all = new ArrayList<Filter>();
        for (var one : alternatives) {
            switch (one) {
                case Filter.OnField test
                when isEquality(test.operator()) ->
                    fields.computeIfAbsent(test.field(), _ -> new ArrayList<>()).addAll(test.values());
                case Filter.OnUserField test
                when isEquality(test.operator()) ->
                    userFields
                            .computeIfAbsent(test.field(), _ -> new ArrayList<>())
                            .addAll(test.values());
                default -> all.add(one);
            }
        }
        among(fields, all, (field, values) -> new Filter.OnField(field, FilterOperator.IN, values));
        among(userFields, all, (field, values) -> new Filter.OnUserField(field, FilterOperator.IN, values));
        return all;
    }

    private static boolean isEquality(FilterOperator operator) {
        return operator == FilterOperator.EQUAL || operator == FilterOperator.IN;
    }

    private static <F, V> void among(
            Map<F, List<V>> wanted, List<Filter> all, BiFunction<F, List<V>, Filter> question) {
        wanted.forEach((field, values) -> {
            for (int from = 0; from < values.size(); from += Filter.MOST_VALUES) {
                all.add(question.apply(
                        field, values.subList(from, Math.min(values.size(), from + Filter.MOST_VALUES))));
            }
        });
    }
}
