package dev.roundtrip.web;

import dev.roundtrip.delivery.Outcome;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of a test message to a channel.
 *
 * @param to what the channel is called
 * @param said what the chat, or the way to it, has against the message; always English; null when it was taken
 */
record ChannelTried(String to, @Nullable String said) {
    static ChannelTried of(String to, Outcome outcome) {
        return new ChannelTried(
                to,
                outcome instanceof Outcome.Delivered
                        ? null
                        : Objects.requireNonNullElse(outcome.report().error(), ""));
    }
}
