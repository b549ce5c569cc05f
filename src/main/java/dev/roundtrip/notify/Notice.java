package dev.roundtrip.notify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody was told; never edited.
 *
 * @param person the id of the person it is for; null when it is for an address outside or a channel
 * @param readAt null as long as the person has not said so
 */
public record Notice(
        long id,
        @Nullable Long person,
        Message message,
        About about,
        Instant createdAt,
        @Nullable Instant readAt) {

    public boolean isRead() {
        return readAt != null;
    }

    public String subject() {
        return message.subject();
    }

    public String text() {
        return message.text();
    }
}
