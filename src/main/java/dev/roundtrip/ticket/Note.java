package dev.roundtrip.ticket;

import dev.roundtrip.people.Actor;
import java.time.Instant;

/**
 * A note on a ticket, never edited.
 *
 * @param noteType the API's number: 1 task summary, 2 task detail, 3 task notes
 * @param publish 1 everybody, 2 internal, 4 internal and co-managed
 */
public record Note(
        long id,
        long ticketId,
        String title,
        String text,
        long noteType,
        long publish,
        Instant createdAt,
        Actor creator) {

    public static final long PUBLISH_ALL = 1;
    public static final long PUBLISH_INTERNAL = 2;
    public static final long DEFAULT_TYPE = 1;
}
