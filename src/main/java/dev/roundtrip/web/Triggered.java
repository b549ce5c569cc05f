package dev.roundtrip.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the changes of a ticket set off, the newest first.
 *
 * @param older the key from which the older ones go on; null at the end
 */
record Triggered(List<Change> changes, @Nullable String older) {

    /** The same for the same: what is shown of it has not changed. */
    public String state() {
        return Integer.toHexString(hashCode());
    }

    /**
     * One change, and the rules that listen to it.
     *
     * @param key for its parts' ids
     * @param by who made it
     * @param missed those that did not fire
     */
    record Change(
            String key, String title, Moment at, String by, List<Sent> sent, List<Tried> fired, List<Tried> missed) {}

    /**
     * A callout or mail that a rule asked for.
     *
     * @param deliveryId null where none was promised
     * @param ladder null where none was promised, or it is gone
     * @param reason why nothing is sent, or what went wrong, always English
     */
    record Sent(
            String name,
            Badge badge,
            @Nullable String deliveryId,
            @Nullable Ladder ladder,
            @Nullable Moment next,
            @Nullable String answer,
            @Nullable String reason) {}

    /** @param told what it did, or why it did nothing */
    record Tried(String rule, List<Told> told) {}

    /**
     * @param text in the reader's language
     * @param english what a room said itself, always English
     * @param ticketId of a ticket that it tells of
     */
    record Told(
            String text, @Nullable String english, @Nullable Long ticketId) {
        static Told of(String text) {
            return new Told(text, null, null);
        }
    }
}
