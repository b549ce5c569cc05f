package dev.roundtrip.field;

import java.util.Optional;

/** A field of an entity, as the API describes it and a search compares it. */
public interface EntityField {
    /** Bytes of UTF-8 that a long text may have: 128 KiB. */
    int LONG_TEXT_BYTES = 128 * 1024;

    /** {@code companyID}, {@code problemTicketId}: as clients of the REST API know it, with its odd capitals. */
    String apiName();

    FieldSpec spec();

    /** Its value in SQL, by the alias of the row's table. Never from outside. */
    String expression();

    default FieldType type() {
        return spec().type();
    }

    /** Set by the desk, never by a client; such values in a request are passed over. */
    default boolean isReadOnly() {
        return spec().readOnly();
    }

    /** A row cannot be without it. */
    default boolean isRequired() {
        return spec().required();
    }

    default boolean isQueryable() {
        return spec().queryable();
    }

    /** Most characters of a text; 0 where {@link #LONG_TEXT_BYTES} rules, or the field holds no text. */
    default int length() {
        return spec().length();
    }

    /** The list of the desk that its numbers come from. */
    default Optional<PicklistName> picklist() {
        return Optional.ofNullable(spec().picklist());
    }

    /** The entity its numbers point at, under the API's name: Company, Contact, Resource, ConfigurationItem, Ticket. */
    default Optional<String> reference() {
        return Optional.ofNullable(spec().reference());
    }
}
