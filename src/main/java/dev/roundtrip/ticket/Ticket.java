package dev.roundtrip.ticket;

import dev.roundtrip.field.FieldType;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as it stood at one version. Absent and empty are the same: a field without a value is not in the map.
 *
 * @param version 1 when created, one more with each change
 * @param fields typed as {@link FieldType} says
 * @param userFields values of user-defined fields, by the field's id
 */
public record Ticket(long id, int version, Map<TicketField, Object> fields, Map<Long, String> userFields) {

    public Ticket {
        var copy = new EnumMap<TicketField, Object>(TicketField.class);
        copy.putAll(fields);
        copy.put(TicketField.ID, id);
        fields = Collections.unmodifiableMap(copy);
        userFields = Collections.unmodifiableMap(new TreeMap<>(userFields));
    }

    public @Nullable Object value(TicketField field) {
        return fields.get(field);
    }

    public @Nullable String text(TicketField field) {
        return (String) fields.get(field);
    }

    public @Nullable Long number(TicketField field) {
        return (Long) fields.get(field);
    }

    public @Nullable Instant time(TicketField field) {
        return (Instant) fields.get(field);
    }

    /** How much text it holds. */
    long characters() {
        long own = fields.values().stream()
                .mapToLong(value -> value instanceof String text ? text.length() : 0)
                .sum();
        return own + userFields.values().stream().mapToLong(String::length).sum();
    }

    public @Nullable String userValue(long fieldId) {
        return userFields.get(fieldId);
    }

    /** {@code T20261125.0001} */
    public String ticketNumber() {
        return required(TicketField.TICKET_NUMBER, String.class);
    }

    public String title() {
        return required(TicketField.TITLE, String.class);
    }

    public long status() {
        return required(TicketField.STATUS, Long.class);
    }

    public long companyId() {
        return required(TicketField.COMPANY_ID, Long.class);
    }

    public Instant createdAt() {
        return required(TicketField.CREATE_DATE, Instant.class);
    }

    public Instant lastActivityAt() {
        return required(TicketField.LAST_ACTIVITY_DATE, Instant.class);
    }

    public boolean isComplete() {
        return status() == Status.COMPLETE;
    }

    private <T> T required(TicketField field, Class<T> type) {
        var value = fields.get(field);
        if (value == null) {
            throw new IllegalStateException("ticket " + id + " has no " + field.apiName());
        }
        return type.cast(value);
    }
}
