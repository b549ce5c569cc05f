package dev.roundtrip.ticket;

import dev.roundtrip.field.UserField;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody wants of a ticket: fields with the values as they came (strings, numbers, flags, instants), not yet checked.
 * An empty value clears; a field that is not named stays.
 *
 * @param fields by field; read-only ones are passed over
 * @param userFields by the field's name, without case
 */
public record TicketEdit(Map<TicketField, Optional<Object>> fields, Map<String, Optional<Object>> userFields) {
    public TicketEdit {
        // In an order that holds: mistakes are told in it.
        fields = Collections.unmodifiableMap(
                fields.isEmpty() ? new EnumMap<>(TicketField.class) : new EnumMap<>(fields));
        userFields = Collections.unmodifiableMap(new LinkedHashMap<>(userFields));
    }

    public static Builder with() {
        return new Builder();
    }

    /** Collects fields in any order; the last value of a field wins. */
    public static final class Builder {
        private final Map<TicketField, Optional<Object>> fields = new LinkedHashMap<>();
        private final Map<String, Optional<Object>> userFields = new LinkedHashMap<>();

        public Builder set(TicketField field, @org.jspecify.annotations.Nullable Object value) {
            fields.put(field, Optional.ofNullable(value));
            return this;
        }

        public Builder setUser(String name, @org.jspecify.annotations.Nullable Object value) {
            userFields.put(UserField.keyOf(name), Optional.ofNullable(value));
            return this;
        }

        public boolean names(TicketField field) {
            return fields.containsKey(field);
        }

        public boolean namesUser(String name) {
            return userFields.containsKey(UserField.keyOf(name));
        }

        public TicketEdit build() {
            return new TicketEdit(fields, userFields);
        }
    }
}
