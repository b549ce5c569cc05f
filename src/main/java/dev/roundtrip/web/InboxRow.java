package dev.roundtrip.web;

import dev.roundtrip.notify.Notice;
import java.util.Locale;

/** A notice in the list of them. */
record InboxRow(
        long id,
        String kind,
        String subject,
        NoticeText text,
        String link,
        String ticketNumber,
        String toldBy,
        Moment at,
        boolean read) {
    static InboxRow of(Notice notice, Words words) {
        return new InboxRow(
                notice.id(),
                notice.message().kind().name().toLowerCase(Locale.ROOT),
                notice.subject(),
                NoticeText.of(notice.text()),
                notice.message().link(),
                notice.about().ticketNumber(),
                notice.message().toldBy(),
                Moment.of(notice.createdAt(), words),
                notice.isRead());
    }
}
