package dev.roundtrip.field;

import java.util.HashMap;
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

    /** A number that it cannot be without. */
    public long number(F field) {
        var value = values.get(field);
        if (value == null) {
            throw new IllegalStateException("row " + id + " has no " + field.apiName());
        }
        return (Long) value;
    }

    /** Collects values by field; those that are null are left out. */
    public static final class Builder<F extends EntityField> {
        private final Map<F, Object> values = new HashMap<>();

        public Builder<F> set(F field, @Nullable Object value) {
            if (value != null) {
                values.put(field, value);
            }
            return this;
        }

        public EntityRow<F> build(long id) {
            return new EntityRow<>(id, values);
        }
    }
}
