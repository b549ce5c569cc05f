package dev.roundtrip.notify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody was told; never edited.
 *
 * @param person the id of the person it is for; null when it is for an address outside
 * @param toldBy the name of the rule then
 * @param readAt null as long as the person has not said so
 */
public record Notice(
        long id,
        @Nullable Long person,
        String subject,
        String text,
        long ticketId,
        String ticketNumber,
        String toldBy,
        Instant createdAt,
        @Nullable Instant readAt) {

    /** One that tries the mail server is about none. */
    boolean isAboutATicket() {
        return !ticketNumber.isEmpty();
    }

    public boolean isRead() {
        return readAt != null;
    }
}
