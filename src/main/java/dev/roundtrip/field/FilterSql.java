package dev.roundtrip.field;

import dev.roundtrip.field.Filter.OnField;
import dev.roundtrip.field.Filter.OnUserField;
import dev.roundtrip.store.Dialect;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a condition as SQL with named binds. What comes from outside is bound, never written.
 *
 * <p>{@code not} stands nowhere around a comparison: in SQL it would lose the rows without a value.
 */
final class FilterSql {
    private static final String BEGINNING_OF_DAY = "T00:00:00.000Z";

    private final Dialect dialect;
    private final Map<String, Object> binds = new LinkedHashMap<>();

    FilterSql(Dialect dialect) {
        this.dialect = dialect;
    }

    /** What the texts of {@link #of} name. */
    Map<String, Object> binds() {
        return binds;
    }

    String of(Filter condition) {
        return switch (condition) {
            case Filter.All all -> all.of().isEmpty() ? "1 = 1" : joined(all.of(), " and ");
            case Filter.Any any -> joined(Alternatives.of(any.of()), " or ");
            case OnField test -> onField(test);
            case OnUserField test -> onUserField(test);
        };
    }

    private String joined(List<Filter> conditions, String word) {
        return conditions.stream().map(this::of).collect(Collectors.joining(word, "(", ")"));
    }

    private String onField(OnField test) {
        var field = test.field().expression();
        boolean text = test.field().type() == FieldType.TEXT;
        return switch (test.operator()) {
            case EXIST -> field + " is not null";
            case NOT_EXIST -> field + " is null";
            case NOT_EQUAL -> "(" + field + " is null or " + compared(field, "<>", test.values(), text) + ")";
            case NOT_IN -> "(" + field + " is null or " + among(field, "not in", test.values(), text) + ")";
            case IN -> among(field, "in", test.values(), text);
            default ->
                test.operator().isForTextOnly()
                        ? like(field, test.operator(), (String) test.values().getFirst())
                        : compared(field, sign(test.operator()), test.values(), text);
        };
    }

    /**
     * By {@code in}, not {@code exists}: so both databases can begin with the index on (field_id, value_key) and come to the
     * tickets from there.
     */
    private String onUserField(OnUserField test) {
        var field = "v.field_id = " + bind(test.field().id());
        var positive = switch (test.operator()) {
            case EXIST, NOT_EXIST -> field;
            case EQUAL, NOT_EQUAL, IN, NOT_IN -> field + " and " + equalToOne(test);
            default ->
                field + " and "
                        + (test.operator().isForTextOnly()
                                ? like("v.value", test.operator(), test.values().getFirst())
                                : userCompared(test, field));
        };
        boolean negative = test.operator() == FilterOperator.NOT_EXIST
                || test.operator() == FilterOperator.NOT_EQUAL
                || test.operator() == FilterOperator.NOT_IN;
        return "t.id " + (negative ? "not in" : "in") + " (select v.ticket_id from ticket_user_value v where "
                + positive + ")";
    }

    private String equalToOne(OnUserField test) {
        var values = test.values().stream()
                .flatMap(value -> spellings(test.field(), value).stream())
                .toList();
        var keys = values.stream().map(value -> bind(ValueKey.of(value))).toList();
        var byKey = "v.value_key in (" + String.join(", ", keys) + ")";
        // The key is the whole value in lower case, unless that is longer than a key.
        return values.stream().allMatch(ValueKey::isWhole)
                ? byKey
                : byKey + " and " + among("v.value", "in", values, true);
    }

    /** A day alone is its beginning in UTC. Everything else is stored in one spelling. */
    private static List<String> spellings(UserField field, String value) {
        if (field.type() != UserField.Type.DATE) {
            return List.of(value);
        }
        if (value.endsWith(BEGINNING_OF_DAY)) {
            return List.of(value, value.substring(0, value.length() - BEGINNING_OF_DAY.length()));
        }
        return value.contains("T") ? List.of(value) : List.of(value, value + BEGINNING_OF_DAY);
    }

    private String userCompared(OnUserField test, String field) {
        var value = test.values().getFirst();
        return switch (test.field().type()) {
            case TEXT, MULTI_LINE_TEXT, LIST -> compared("v.value", sign(test.operator()), List.of(value), true);
            // Within the case, so that no database ever tries to read another field's text as a number.
            case NUMBER ->
                dialect.number("case when " + field + " then v.value end") + " " + sign(test.operator()) + " "
                        + dialect.number(bind(value));
            // Times in UTC are stored in one spelling from the year down: the order of the letters is theirs.
            case DATE ->
                dialect.byCodePoint("case when v.value like '%T%' then v.value else v.value || '" + BEGINNING_OF_DAY
                                + "' end")
                        + " " + sign(test.operator()) + " "
                        + bind(value.contains("T") ? value : value + BEGINNING_OF_DAY);
        };
    }

    private String compared(String expression, String sign, List<?> values, boolean text) {
        var value = bind(values.getFirst());
        if (!text) {
            return expression + " " + sign + " " + value;
        }
        return inOrder(sign, dialect.folded(expression)) + " " + sign + " " + inOrder(sign, dialect.folded(value));
    }

    /** Both sides of a comparison alike: PostgreSQL refuses two collations. */
    private String inOrder(String sign, String text) {
        return sign.equals("=") || sign.equals("<>") ? text : dialect.byCodePoint(text);
    }

    private String among(String expression, String word, List<?> values, boolean text) {
        var list = values.stream()
                .map(value -> text ? dialect.folded(bind(value)) : bind(value))
                .collect(Collectors.joining(", ", "(", ")"));
        return (text ? dialect.folded(expression) : expression) + " " + word + " " + list;
    }

    private String like(String expression, FilterOperator operator, String part) {
        var escaped = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        var pattern = switch (operator) {
            case BEGINS_WITH -> escaped + "%";
            case ENDS_WITH -> "%" + escaped;
            default -> "%" + escaped + "%";
        };
        return dialect.folded(expression) + " like " + dialect.folded(bind(pattern)) + " escape '\\'";
    }

    private static String sign(FilterOperator operator) {
        return switch (operator) {
            case EQUAL -> "=";
            case NOT_EQUAL -> "<>";
            case GREATER -> ">";
            case GREATER_OR_EQUAL -> ">=";
            case LESS -> "<";
            case LESS_OR_EQUAL -> "<=";
            default -> throw new IllegalArgumentException(operator.word() + " is no comparison");
        };
    }

    private String bind(Object value) {
        var name = "c" + binds.size();
        binds.put(name, value instanceof Instant time ? time.toEpochMilli() : value);
        return ":" + name;
    }
}
