package dev.roundtrip.field;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row as the API shows it.
 *
 * @param values typed as {@link FieldType} says; a field without a value is not in the map
 */
public record EntityRow<F extends EntityField>(long id, Map<F, Object> values) {
    public EntityRow {
        values = Map.copyOf(values);
    }

    public @Nullable Object value(F field) {
        return values.get(field);
    }

    long characters() {
        return values.values().stream()
                .mapToLong(value -> value instanceof String text ? text.length() : 0)
                .sum();
    }

    /** A number that it cannot be without. */
    public long number(F field) {
        var value = values.get(field);
        if (value == null) {
            throw new IllegalStateException("row " + id + " has no " + field.apiName());
        }
        return (Long) value;
    }
}
