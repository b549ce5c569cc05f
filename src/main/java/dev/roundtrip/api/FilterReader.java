package dev.roundtrip.api;

import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.FieldType;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.Filter;
import dev.roundtrip.field.FilterOperator;
import dev.roundtrip.field.UserField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads the filter of a query into a typed condition, or says what is wrong with it. Pure. One for each query.
 *
 * <p>A leaf is {@code {op, field, value, udf?}}, a group {@code {op: "and"|"or", items: […]}}; the outermost list is an
 * {@code and}. An empty text is no value, so {@code eq ""} asks for tickets without one.
 */
final class FilterReader {
    static final int MOST_IN_ORS = 500;

    /** All leaves together; SQLite goes 1,000 deep into an expression. */
    static final int MOST = 600;

    /** All lists of {@code in} together; PostgreSQL and SQLite take some ten thousand binds. */
    static final int MOST_VALUES = 10_000;

    static final int DEEPEST = 20;

    private final Entity entity;
    private final List<UserField> userFields;
    private final Set<String> userFieldsNamed = new HashSet<>();
    private int leaves;
    private int leavesInOrs;
    private int values;

    /** @param userFields all of the desk, inactive ones too; empty for an entity without */
    FilterReader(Entity entity, List<UserField> userFields) {
        this.entity = entity;
        this.userFields = userFields;
    }

    /** @throws ApiProblem naming field, operator and value */
    Filter read(JsonNode filter) {
        if (filter.isObject()) {
            return condition(filter, 1, false);
        }
        if (!filter.isArray() || filter.isEmpty()) {
            throw ApiProblem.badInput(
                    "filter: at least one condition is needed, such as [{\"op\":\"gte\",\"field\":\"id\",\"value\":0}]");
        }
        return new Filter.All(conditions(filter, 1, false));
    }

    private List<Filter> conditions(JsonNode items, int depth, boolean inOr) {
        if (depth > DEEPEST) {
            throw ApiProblem.badInput("filter: groups stand more than %d deep in each other".formatted(DEEPEST));
        }
        var all = new ArrayList<Filter>();
        for (var item : items) {
            all.add(condition(item, depth, inOr));
        }
        return all;
    }

    private Filter condition(JsonNode node, int depth, boolean inOr) {
        var members = Members.of("filter", node);
        var word = members.text("op")
                .map(String::strip)
                .orElseThrow(() -> ApiProblem.badInput(
                        "filter: a condition has no op: " + Characters.shortened(node.toString(), 100)));
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "and" -> new Filter.All(conditions(items(members, word), depth + 1, inOr));
            case "or" -> new Filter.Any(conditions(items(members, word), depth + 1, true));
            default -> leaf(members, operator(word), inOr);
        };
    }

    private static JsonNode items(Members group, String word) {
        return group.value("items")
                .filter(items -> items.isArray() && !items.isEmpty())
                .orElseThrow(() -> ApiProblem.badInput(
                        "filter: the group \"%s\" needs items, a list of conditions".formatted(word)));
    }

    private static FilterOperator operator(String word) {
        return FilterOperator.of(word).orElseThrow(() -> {
            var known = new ArrayList<>(Arrays.stream(FilterOperator.values())
                    .map(FilterOperator::word)
                    .toList());
            known.addAll(List.of("and", "or"));
            return ApiProblem.badInput("filter: op \"%s\" is not known%s; use %s"
                    .formatted(
                            Characters.shortened(word, 60), Entity.suggestion(word, known), String.join(", ", known)));
        });
    }

    private Filter leaf(Members leaf, FilterOperator operator, boolean inOr) {
        count(inOr);
        var name = leaf.text("field")
                .map(String::strip)
                .orElseThrow(() -> ApiProblem.badInput("filter: op %s needs a field".formatted(operator.word())));
        try {
            return isUserDefined(leaf)
                    ? onUserField(userField(name), operator, leaf)
                    : onField(field(name), operator, leaf);
        } catch (FieldValues.WrongValue | IllegalArgumentException e) {
            throw ApiProblem.badInput("filter: " + e.getMessage());
        }
    }

    private void count(boolean inOr) {
        leaves++;
        if (inOr && ++leavesInOrs > MOST_IN_ORS) {
            throw ApiProblem.badInput("filter: more than %d conditions in or groups".formatted(MOST_IN_ORS));
        }
        if (leaves > MOST) {
            throw ApiProblem.badInput("filter: more than %d conditions".formatted(MOST));
        }
    }

    private static boolean isUserDefined(Members leaf) {
        var udf = leaf.value("udf")
                .map(value -> String.valueOf(Members.scalar("filter.udf", value)))
                .orElse("false")
                .toLowerCase(Locale.ROOT);
        if (!udf.equals("true") && !udf.equals("false")) {
            throw ApiProblem.badInput("filter: udf: true or false is needed");
        }
        return udf.equals("true");
    }

    private EntityField field(String name) {
        var field = entity.field(name);
        if (field.isEmpty()) {
            throw new IllegalArgumentException(
                    userField(name, true).isPresent()
                            ? "%s: a user-defined field; add \"udf\":true".formatted(name)
                            : entity.unknown(name));
        }
        if (!field.get().isQueryable()) {
            throw new IllegalArgumentException(
                    "%s: cannot be searched by".formatted(field.get().apiName()));
        }
        return field.get();
    }

    private Optional<UserField> userField(String name, boolean active) {
        return userFields.stream()
                .filter(field -> field.active() == active && field.key().equals(UserField.keyOf(name)))
                .findFirst();
    }

    private UserField userField(String name) {
        var field = userField(name, true)
                .orElseThrow(() -> new IllegalArgumentException(
                        userField(name, false).isPresent()
                                ? "%s: this user-defined field is inactive".formatted(name)
                                : "%s: there is no such user-defined field%s"
                                        .formatted(
                                                Characters.shortened(name, 60),
                                                Entity.suggestion(
                                                        name,
                                                        userFields.stream()
                                                                .filter(UserField::active)
                                                                .map(UserField::name)
                                                                .toList()))));
        userFieldsNamed.add(field.key());
        if (userFieldsNamed.size() > 1) {
            throw new IllegalArgumentException(
                    "%s: a query may name one user-defined field, and names another already".formatted(field.name()));
        }
        return field;
    }

    private Filter onField(EntityField field, FilterOperator operator, Members leaf) {
        operator.refuseNonsense(field.apiName(), field.type());
        var given = given(field.apiName(), operator, leaf);
        if (field.type() == FieldType.TEXT && isEmptyText(given)) {
            return new Filter.OnField(field, aboutPresence(field.apiName(), operator), List.of());
        }
        return new Filter.OnField(
                field,
                operator,
                given.stream()
                        .map(value -> operator.isForTextOnly() ? value : FieldValues.laidOut(field, value))
                        .map(value -> FieldValues.typed(field.apiName(), field.type(), flag(field, value)))
                        .map(value -> notTooLong(field.apiName(), operator, value))
                        .toList());
    }

    private Filter onUserField(UserField field, FilterOperator operator, Members leaf) {
        operator.refuseNonsense(field.name(), field.type().compared());
        var given = given(field.name(), operator, leaf);
        if (isEmptyText(given)) {
            return new Filter.OnUserField(field, aboutPresence(field.name(), operator), List.of());
        }
        return new Filter.OnUserField(
                field,
                operator,
                given.stream()
                        .map(value -> typed(field, value))
                        .map(value -> operator.isForTextOnly() ? value : FieldValues.laidOut(field, value))
                        .map(value -> notTooLong(field.name(), operator, value))
                        .toList());
    }

    /** As a ticket would hold it. Not for lists: old tickets may hold what the list offers no longer. */
    private static String typed(UserField field, Object value) {
        return switch (field.type()) {
            case TEXT, MULTI_LINE_TEXT, LIST -> (String) FieldValues.typed(field.name(), FieldType.TEXT, value);
            case NUMBER, DATE -> FieldValues.typed(field, Optional.of(value)).orElseThrow();
        };
    }

    private static <T> T notTooLong(String name, FilterOperator operator, T value) {
        if (operator.isForTextOnly() && value.toString().length() > Filter.LONGEST_PART) {
            throw new IllegalArgumentException("%s: %s looks for at most %,d characters, not %,d"
                    .formatted(
                            name,
                            operator.word(),
                            Filter.LONGEST_PART,
                            value.toString().length()));
        }
        return value;
    }

    /** In a filter a flag is true or false, and 1 is a mistake. */
    private static Object flag(EntityField field, Object given) {
        var value = Flags.asHeld(field, given);
        if (field.type() == FieldType.FLAG
                && !value.toString().toLowerCase(Locale.ROOT).matches("true|false")) {
            throw new IllegalArgumentException("%s: \"%s\" is neither true nor false"
                    .formatted(field.apiName(), Characters.shortened(value.toString(), 60)));
        }
        return value;
    }

    private static boolean isEmptyText(List<Object> given) {
        return given.size() == 1 && given.getFirst() instanceof String text && text.isBlank();
    }

    private static FilterOperator aboutPresence(String name, FilterOperator operator) {
        return switch (operator) {
            case EQUAL -> FilterOperator.NOT_EXIST;
            case NOT_EQUAL -> FilterOperator.EXIST;
            default ->
                throw new IllegalArgumentException(
                        "%s: %s needs a value that is not empty".formatted(name, operator.word()));
        };
    }

    private List<Object> given(String name, FilterOperator operator, Members leaf) {
        if (operator.isAboutPresence()) {
            return List.of();
        }
        var value = leaf.value("value")
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s: %s needs a value; exist and notExist ask for presence".formatted(name, operator.word())));
        var given = new ArrayList<Object>();
        if (operator.takesList()) {
            if (!value.isArray()) {
                throw new IllegalArgumentException("%s: %s needs a list of values".formatted(name, operator.word()));
            }
            for (var item : value) {
                var one = scalar(name, operator, item);
                if (one instanceof String text && text.isBlank()) {
                    throw new IllegalArgumentException("%s: %s takes no empty value".formatted(name, operator.word()));
                }
                given.add(one);
            }
        } else {
            given.add(scalar(name, operator, value));
        }
        values += given.size();
        if (values > MOST_VALUES) {
            throw new IllegalArgumentException("more than %,d values in all".formatted(MOST_VALUES));
        }
        return given;
    }

    private static Object scalar(String name, FilterOperator operator, JsonNode node) {
        var value = node.isContainer() ? null : Members.scalar(name, node);
        if (value == null) {
            throw new IllegalArgumentException("%s: %s takes single values, not %s"
                    .formatted(name, operator.word(), Characters.shortened(node.toString(), 60)));
        }
        return value;
    }
}
