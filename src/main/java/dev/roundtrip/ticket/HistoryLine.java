package dev.roundtrip.ticket;

import dev.roundtrip.people.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One field of one change.
 *
 * @param field the API's name, {@code udf.NAME}, {@code created}, {@code note} or {@code attachment}
 * @param oldValue as the API would write it; null where there was none
 */
public record HistoryLine(
        long ticketId,
        int version,
        int line,
        Instant at,
        Actor actor,
        String field,
        @Nullable String oldValue,
        @Nullable String newValue) {
    static final String CREATED = "created";
    static final String NOTE = "note";
    static final String ATTACHMENT = "attachment";
    /** before the name of a user-defined field */
    static final String USER_FIELD = "udf.";
}
