package dev.roundtrip.ticket;

import java.util.Optional;

/** A field of tickets, notes or attachments, as the API describes it and a search compares it. */
public interface EntityField {
    /** {@code companyID} */
    String apiName();

    FieldType type();

    /** Set by the desk, never by a client. */
    boolean isReadOnly();

    boolean isRequired();

    boolean isQueryable();

    /** Most characters of a text; 0 where {@link TicketField#LONG_TEXT_BYTES} rules, or the field holds no text. */
    int length();

    /** The entity its numbers point at, under the API's name. */
    Optional<String> reference();

    /** Its value in SQL, where {@code t} is the ticket's row, {@code n} the note's and {@code a} the attachment's. Never from outside. */
    String expression();
}
