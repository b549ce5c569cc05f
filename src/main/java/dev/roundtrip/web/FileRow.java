package dev.roundtrip.web;

import dev.roundtrip.ticket.Attachment;
import dev.roundtrip.ticket.Note;

/** A file on a ticket. */
record FileRow(long id, String name, String size, String by, Moment at, String visibility) {
    static FileRow of(Attachment file, Words words) {
        return new FileRow(
                file.id(),
                file.fileName(),
                words.size(file.size()),
                TicketNames.actor(file.creator(), words),
                Moment.of(file.createdAt(), words),
                words.say(file.publish() == Note.PUBLISH_ALL ? "note.everybody" : "note.internal"));
    }
}
