package dev.roundtrip.notify;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the delivery of a chat message carries: which notices. Where they go is the channel's, whose lane it travels in.
 *
 * @param notices more than one where they go together
 * @param quiet whether quiet hours have kept them together, and not a far end that was away
 * @param subject told again for whoever looks for it in the log
 */
record ChatLoad(List<Long> notices, String subject, boolean quiet) {
    private static final JsonMapper JSON = JsonMapper.shared();

    String encode() {
        return JSON.writeValueAsString(this);
    }

    /** @throws IllegalArgumentException for what {@link #encode} has not written */
    static ChatLoad decode(String load) {
        try {
            return JSON.readValue(load, ChatLoad.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the chat message as it was kept cannot be read any more", e);
        }
    }
}
