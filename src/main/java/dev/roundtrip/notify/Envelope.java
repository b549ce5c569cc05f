package dev.roundtrip.notify;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the delivery of a mail carries: which notice, and to whom. The address is the one of the moment when it was promised, as
 * everything is that is sent.
 *
 * @param subject told again for whoever looks for it in the log
 */
record Envelope(long notice, MailAddress to, String subject) {
    private static final JsonMapper JSON = JsonMapper.shared();

    private record Stored(long notice, String to, String subject) {}

    String encode() {
        return JSON.writeValueAsString(new Stored(notice, to.text(), subject));
    }

    /** @throws IllegalArgumentException for what {@link #encode} has not written */
    static Envelope decode(String load) {
        try {
            var stored = JSON.readValue(load, Stored.class);
            return new Envelope(stored.notice(), new MailAddress(stored.to()), stored.subject());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the mail as it was kept cannot be read any more", e);
        }
    }
}
