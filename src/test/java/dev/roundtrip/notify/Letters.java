package dev.roundtrip.notify;

import java.time.Instant;
import java.util.List;
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
                new Message("Tell \"the\" team", subject, text).shownAt("/tickets/12"),
                new About(12, "T20261125.0001"),
                Instant.parse("2026-11-25T12:00:00Z"),
                null);
        return letter(address, name, List.of(notice), language, false);
    }

    static Letter letter(
            String address, @Nullable String name, List<Notice> notices, String language, boolean perhapsAgain) {
        return letter(address, name, notices, true, language, perhapsAgain);
    }

    static Letter letter(
            String address,
            @Nullable String name,
            List<Notice> notices,
            boolean quiet,
            String language,
            boolean perhapsAgain) {
        return new Letter(
                ID,
                new MailAddress(address),
                name,
                new MailAddress("desk@acme.example"),
                notices,
                quiet,
                language,
                new Letter.Sender("ACME.EXAMPLE", "https://desk.acme.example"),
                perhapsAgain);
    }
}
