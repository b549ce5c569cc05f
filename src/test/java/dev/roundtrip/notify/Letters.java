package dev.roundtrip.notify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Letters to write and to send in tests. */
final class Letters {
    static final String ID = "01m88rj1kydyfd74g888kb5msx";

    private Letters() {}

    static Letter to(String address) {
        return letter(address, null, "disk full", "It is full.", "en");
    }

    static Letter letter(String address, @Nullable String name, String subject, String text, String language) {
        var notice = new Notice(
                7,
                name == null ? null : 3L,
                subject,
                text,
                12,
                "T20261125.0001",
                "Tell \"the\" team",
                Instant.parse("2026-11-25T12:00:00Z"),
                null);
        return new Letter(
                ID,
                new MailAddress(address),
                name,
                new MailAddress("desk@acme.example"),
                notice,
                language,
                "ACME.EXAMPLE");
    }
}
