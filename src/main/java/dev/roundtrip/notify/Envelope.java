package dev.roundtrip.notify;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the delivery of a mail carries: which notices, and to whom. The address is the one of the moment when it was promised, as
 * everything is that is sent.
 *
 * @param notices more than one where they go together
 * @param quiet whether quiet hours have kept them together, and not a far end that was away
 * @param subject told again for whoever looks for it in the log
 */
record Envelope(List<Long> notices, MailAddress to, String subject, boolean quiet) {
    private static final JsonMapper JSON = JsonMapper.shared();

    private record Stored(List<Long> notices, String to, String subject, boolean quiet) {}

    String encode() {
        return JSON.writeValueAsString(new Stored(notices, to.text(), subject, quiet));
    }

    /** @throws IllegalArgumentException for what {@link #encode} has not written */
    static Envelope decode(String load) {
        try {
            var stored = JSON.readValue(load, Stored.class);
            return new Envelope(stored.notices(), new MailAddress(stored.to()), stored.subject(), stored.quiet());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the mail as it was kept cannot be read any more", e);
        }
    }
}
