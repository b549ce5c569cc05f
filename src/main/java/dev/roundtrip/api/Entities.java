package dev.roundtrip.api;

import dev.roundtrip.directory.CompanyField;
import dev.roundtrip.directory.ContactField;
import dev.roundtrip.directory.DeviceField;
import dev.roundtrip.people.PersonField;
import dev.roundtrip.ticket.AttachmentField;
import dev.roundtrip.ticket.CategoryField;
import dev.roundtrip.ticket.HistoryField;
import dev.roundtrip.ticket.NoteField;
import dev.roundtrip.ticket.TicketField;

/** The entities that this API has. */
final class Entities {
    static final Entity TICKET = Entity.of("Ticket", "ticket", TicketField.values());
    static final Entity NOTE = Entity.of("TicketNote", "note", NoteField.values());
    static final Entity ATTACHMENT = Entity.of("TicketAttachment", "attachment", AttachmentField.values());
    static final Entity HISTORY = Entity.of("TicketHistory", "line of history", HistoryField.values());
    static final Entity CATEGORY = Entity.of("TicketCategory", "ticket category", CategoryField.values());
    static final Entity COMPANY = Entity.of("Company", "company", CompanyField.values());
    static final Entity CONTACT = Entity.of("Contact", "contact", ContactField.values());
    static final Entity DEVICE = Entity.of("ConfigurationItem", "configuration item", DeviceField.values());
    static final Entity PERSON = Entity.of("Resource", "resource", PersonField.values());

    private Entities() {}
}
