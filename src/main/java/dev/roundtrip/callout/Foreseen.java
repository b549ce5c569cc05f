package dev.roundtrip.callout;

import org.jspecify.annotations.Nullable;

/** What "then execute extension callout" would come to for a ticket's change. */
public sealed interface Foreseen {

    /** @param givenUp why it could not be sent at all; null when it could */
    record Sent(PromisedRequest request, @Nullable String givenUp) implements Foreseen {}

    /** Nothing would be sent, and why. */
    record Skipped(String reason) implements Foreseen {}
}
