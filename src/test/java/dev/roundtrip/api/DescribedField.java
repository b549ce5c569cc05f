package dev.roundtrip.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** Values for a field, from what the desk itself says of it. */
final class DescribedField {
    private static final int LONG_TEXT = 128 * 1024;

    private DescribedField() {}

    static String name(JsonNode field) {
        return field.get("name").stringValue();
    }

    static boolean is(String what, JsonNode field) {
        return field.get(what).booleanValue();
    }

    /**
     * The largest or last value that the field's description lets through, as an answer spells it.
     *
     * @param existing an id of each entity that fields point at
     */
    static Object fitting(JsonNode field, Map<String, Long> existing) {
        if (is("isPickList", field)) {
            var offered = field.get("picklistValues");
            return Long.valueOf(offered.get(offered.size() - 1).get("value").stringValue());
        }
        if (is("isReference", field)) {
            return Objects.requireNonNull(
                    existing.get(field.get("referenceEntityType").stringValue()));
        }
        return switch (field.get("dataType").stringValue()) {
            case "long" -> 999_999_999_999_999_999L;
            case "decimal" -> 2.25;
            case "boolean" -> true;
            case "datetime" -> "2027-01-10T23:30:00.123Z";
            case "string" -> {
                var length = field.get("length").intValue();
                yield length == LONG_TEXT ? "ä".repeat(length / 2) : "😀".repeat(length);
            }
            default -> throw new AssertionError(field);
        };
    }

    static List<Object> unfitting(JsonNode field) {
        var wrong = new ArrayList<Object>(List.of(Map.of("a", 1), List.of(1)));
        if (is("isPickList", field)) {
            wrong.addAll(List.of(4711, "New", 1.5));
        } else if (is("isReference", field)) {
            wrong.addAll(List.of(4711, -1, "Acme"));
        } else {
            wrong.addAll(
                    switch (field.get("dataType").stringValue()) {
                        case "long" -> List.of("seven", 1.5, true, "1000000000000000000", "0x1");
                        case "decimal" -> List.of("seven", true, "1e101", "1,5");
                        case "boolean" -> List.of("yes", 2);
                        case "datetime" -> List.of("soon", 7, "2026-02-30T00:00:00Z", "10000-01-01T00:00:00Z");
                        default -> {
                            var length = field.get("length").intValue();
                            yield List.of("ä".repeat(length == LONG_TEXT ? length / 2 + 1 : length + 1), "a\u0000b");
                        }
                    });
        }
        return wrong;
    }
}
