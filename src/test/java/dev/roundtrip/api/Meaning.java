package dev.roundtrip.api;

import dev.roundtrip.field.FieldType;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.UserField;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketField;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a filter means, said without SQL: whether it holds for one ticket. For filters that are right. */
final class Meaning {
    private final Ticket ticket;
    private final List<UserField> userFields;

    private Meaning(Ticket ticket, List<UserField> userFields) {
        this.ticket = ticket;
        this.userFields = userFields;
    }

    static boolean holds(JsonNode filter, Ticket ticket, List<UserField> userFields) {
        return new Meaning(ticket, userFields).holds(filter);
    }

    private boolean holds(JsonNode filter) {
        if (filter.isArray()) {
            return filter.valueStream().allMatch(this::holds);
        }
        var operator = filter.get("op").stringValue().toLowerCase(Locale.ROOT);
        return switch (operator) {
            case "and" -> filter.get("items").valueStream().allMatch(this::holds);
            case "or" -> filter.get("items").valueStream().anyMatch(this::holds);
            default -> leaf(operator, filter);
        };
    }

    private boolean leaf(String operator, JsonNode leaf) {
        var name = leaf.get("field").stringValue();
        FieldType type;
        Object held;
        // A value that is compared whole is what a ticket would hold of it: titles stand on one line, without blanks
        // around.
        UnaryOperator<String> asHeld;
        if (leaf.has("udf") && leaf.get("udf").booleanValue()) {
            var field = userFields.stream()
                    .filter(f -> f.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow();
            type = field.type().compared();
            held = ticket.userValue(field.id());
            asHeld = text -> FieldValues.laidOut(field, text);
        } else {
            var field = TicketField.named(name).orElseThrow();
            type = field.type();
            held = ticket.value(field);
            asHeld = text -> (String) FieldValues.laidOut(field, text);
        }
        var own = held == null ? null : comparable(type, held);
        return switch (operator) {
            case "exist" -> own != null;
            case "notexist" -> own == null;
            case "eq" ->
                isNothing(type, leaf) ? own == null : own != null && order(own, wanted(type, asHeld, leaf)) == 0;
            case "noteq" ->
                isNothing(type, leaf) ? own != null : own == null || order(own, wanted(type, asHeld, leaf)) != 0;
            case "gt" -> own != null && order(own, wanted(type, asHeld, leaf)) > 0;
            case "gte" -> own != null && order(own, wanted(type, asHeld, leaf)) >= 0;
            case "lt" -> own != null && order(own, wanted(type, asHeld, leaf)) < 0;
            case "lte" -> own != null && order(own, wanted(type, asHeld, leaf)) <= 0;
            case "in" -> own != null && isOneOf(own, type, asHeld, leaf);
            case "notin" -> own == null || !isOneOf(own, type, asHeld, leaf);
            case "beginswith" -> text(own, leaf, String::startsWith);
            case "endswith" -> text(own, leaf, String::endsWith);
            case "contains" -> text(own, leaf, String::contains);
            default -> throw new AssertionError(operator);
        };
    }

    private static boolean isNothing(FieldType type, JsonNode leaf) {
        return type == FieldType.TEXT && leaf.get("value").asString().isBlank();
    }

    private static boolean isOneOf(Object own, FieldType type, UnaryOperator<String> asHeld, JsonNode leaf) {
        return leaf.get("value")
                .valueStream()
                .anyMatch(value -> order(own, comparable(type, asHeld.apply(value.asString()))) == 0);
    }

    private static Object wanted(FieldType type, UnaryOperator<String> asHeld, JsonNode leaf) {
        return comparable(type, asHeld.apply(leaf.get("value").asString()));
    }

    private static boolean text(@Nullable Object own, JsonNode leaf, BiPredicate<String, String> test) {
        return own != null && test.test((String) own, folded(leaf.get("value").asString()));
    }

    private static Object comparable(FieldType type, Object value) {
        return switch (type) {
            case NUMBER, DECIMAL -> new BigDecimal(value.toString().strip());
            case TEXT -> folded(value.toString());
            case TIME ->
                value instanceof Instant
                        ? value
                        : Objects.requireNonNull(FieldValues.instant(value.toString(), ZoneOffset.UTC));
            case FLAG -> Boolean.valueOf(value.toString());
        };
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static int order(Object left, Object right) {
        return switch (left) {
            case String text -> BY_CODE_POINT.compare(text, (String) right);
            case BigDecimal number -> number.compareTo((BigDecimal) right);
            case Instant time -> time.compareTo((Instant) right);
            case Boolean flag -> flag.compareTo((Boolean) right);
            default -> throw new AssertionError(left);
        };
    }

    private static final Comparator<String> BY_CODE_POINT = (left, right) ->
            Arrays.compare(left.codePoints().toArray(), right.codePoints().toArray());
}
