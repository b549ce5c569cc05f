package dev.roundtrip.ticket;

import dev.roundtrip.people.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One field of one change.
 *
 * @param field the API's name, {@code udf.NAME}, {@code note} or {@code attachment}
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
        @Nullable String newValue) {}
