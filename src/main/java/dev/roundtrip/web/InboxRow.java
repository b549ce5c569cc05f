package dev.roundtrip.web;

import dev.roundtrip.notify.Notice;

/** A notice in the list of them. */
record InboxRow(long id, String subject, String text, String ticketNumber, String toldBy, Moment at, boolean read) {
    static InboxRow of(Notice notice, Words words) {
        return new InboxRow(
                notice.id(),
                notice.subject(),
                notice.text(),
                notice.ticketNumber(),
                notice.toldBy(),
                Moment.of(notice.createdAt(), words),
                notice.isRead());
    }
}
