package dev.roundtrip.api;

import dev.roundtrip.ticket.AttachmentField;
import dev.roundtrip.ticket.NoteField;
import dev.roundtrip.ticket.TicketField;

/** The entities that this API has. */
final class Entities {
    static final Entity TICKET = Entity.of("Ticket", TicketField.values(), true);
    static final Entity NOTE = Entity.of("TicketNote", NoteField.values(), false);
    static final Entity ATTACHMENT = Entity.of("TicketAttachment", AttachmentField.values(), false);

    private Entities() {}
}
