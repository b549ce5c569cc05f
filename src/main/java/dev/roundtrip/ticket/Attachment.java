package dev.roundtrip.ticket;

import dev.roundtrip.people.Actor;
import java.time.Instant;

/**
 * A file on a ticket, never edited. What is in it is read by itself: {@link Tickets#contentOf}.
 *
 * @param contentType {@code text/plain}
 * @param publish as of a {@link Note}
 * @param size bytes
 */
public record Attachment(
        long id,
        long ticketId,
        String fileName,
        String contentType,
        String title,
        long publish,
        long size,
        Instant createdAt,
        Actor creator) {

    /** Most bytes of one file: 7 MiB. */
    public static final int MOST_BYTES = 7 << 20;
}
