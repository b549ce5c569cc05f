package dev.roundtrip.api;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.LongNode;

/** The members of one JSON object, found without case. */
final class Members {
    private final String where;
    private final Map<String, Map.Entry<String, JsonNode>> byKey = new LinkedHashMap<>();

    private Members(String where) {
        this.where = where;
    }

    /**
     * @param where names the object in messages
     * @throws ApiProblem when {@code node} is no object, or two members differ in case only
     */
    static Members of(String where, JsonNode node) {
        if (!node.isObject()) {
            throw ApiProblem.badInput(where + ": a JSON object is needed, such as {…}");
        }
        var members = new Members(where);
        for (var member : node.properties()) {
            if (members.byKey.putIfAbsent(member.getKey().toLowerCase(Locale.ROOT), member) != null) {
                throw ApiProblem.badInput("%s: given twice, in different case".formatted(member.getKey()));
            }
        }
        return members;
    }

    /** Null in JSON is as good as absent. */
    Optional<JsonNode> value(String name) {
        return Optional.ofNullable(byKey.get(name.toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getValue)
                .filter(value -> !value.isNull());
    }

    /** The same with this number in place of what the member of that name was. */
    Members with(String name, long number) {
        var with = new Members(where);
        with.byKey.putAll(byKey);
        with.byKey.put(name.toLowerCase(Locale.ROOT), Map.entry(name, LongNode.valueOf(number)));
        return with;
    }

    boolean has(String name) {
        return byKey.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** All of them as they were written, in their order. */
    List<Map.Entry<String, JsonNode>> all() {
        return new ArrayList<>(byKey.values());
    }

    /** @throws ApiProblem when there is something, and it is no text */
    Optional<String> text(String name) {
        return value(name).map(value -> {
            if (!value.isString()) {
                throw ApiProblem.badInput("%s%s: a text is needed".formatted(prefix(), name));
            }
            return value.stringValue();
        });
    }

    /**
     * A whole number, also as a string.
     *
     * @throws ApiProblem when there is something else
     */
    Optional<Long> number(String name) {
        return value(name)
                .filter(v -> !(v.isString() && v.stringValue().isBlank()))
                .map(value -> {
                    try {
                        return switch (scalar(prefix() + name, value)) {
                            case Long number -> number;
                            case String text -> Long.valueOf(text.strip());
                            case null, default -> throw new NumberFormatException();
                        };
                    } catch (NumberFormatException e) {
                        throw ApiProblem.badInput("%s%s: %s is not a whole number"
                                .formatted(prefix(), name, Characters.shortened(value.toString(), 60)));
                    }
                });
    }

    private String prefix() {
        return where.equals("body") ? "" : where + ".";
    }

    /**
     * A value as tickets take it: a text, a whole number, a flag, or null.
     *
     * @throws ApiProblem when it is a list or an object
     */
    static @Nullable Object scalar(String name, JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (value.isString()) {
            return value.stringValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isNumber()) {
            var number = value.decimalValue();
            return value.canConvertToExactIntegral() && isShort(number) && value.canConvertToLong()
                    ? (Object) number.longValueExact()
                    // Spelled out only where that is short: 1e999999999 would take the memory of a desk.
                    : isShort(number) ? number.toPlainString() : number.toString();
        }
        throw ApiProblem.badInput(
                "%s: a single value is needed, not %s".formatted(name, value.isArray() ? "a list" : "an object"));
    }

    private static boolean isShort(BigDecimal number) {
        return Math.abs(number.scale()) <= 40 && number.precision() <= 40;
    }
}
