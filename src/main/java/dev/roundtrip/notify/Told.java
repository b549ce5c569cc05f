package dev.roundtrip.notify;

import org.jspecify.annotations.Nullable;

/** What came of telling one of those a rule names; the trace keeps it. */
public sealed interface Told {

    /**
     * A notice was written in the same transaction.
     *
     * @param name the login of a person, else the address or the channel
     * @param deliveryId the delivery of the mail that carries it; null when none does
     * @param chatId the delivery of the chat message that carries it; null when none does
     */
    record Noticed(
            Recipient who,
            String name,
            long noticeId,
            @Nullable String deliveryId,
            @Nullable String chatId) implements Told {}

    /** Nobody is told, and why. */
    record Skipped(Recipient who, String reason) implements Told {}
}
