package dev.roundtrip.web;

import dev.roundtrip.ticket.HistoryLine;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketField;
import dev.roundtrip.ticket.Tickets;
import dev.roundtrip.ticket.UserFields;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Sorts a ticket's fields by what people look for. */
@Component
final class TicketFacts {
    private static final List<TicketField> ALWAYS = List.of(
            TicketField.STATUS,
            TicketField.PRIORITY,
            TicketField.QUEUE_ID,
            TicketField.ASSIGNED_RESOURCE_ID,
            TicketField.COMPANY_ID,
            TicketField.DUE_DATE_TIME);

    private static final List<TicketField> WHERE_THERE = List.of(
            TicketField.CONTACT_ID,
            TicketField.CONFIGURATION_ITEM_ID,
            TicketField.SOURCE,
            TicketField.ISSUE_TYPE,
            TicketField.SUB_ISSUE_TYPE,
            TicketField.COMPLETED_DATE);

    private static final List<TicketField> LEVEL = List.of(
            TicketField.SERVICE_LEVEL_AGREEMENT_ID,
            TicketField.FIRST_RESPONSE_DUE_DATE_TIME,
            TicketField.FIRST_RESPONSE_DATE_TIME,
            TicketField.RESOLUTION_PLAN_DUE_DATE_TIME,
            TicketField.RESOLUTION_PLAN_DATE_TIME,
            TicketField.RESOLVED_DUE_DATE_TIME,
            TicketField.RESOLVED_DATE_TIME,
            TicketField.SERVICE_LEVEL_AGREEMENT_HAS_BEEN_MET,
            TicketField.SERVICE_LEVEL_AGREEMENT_PAUSED_NEXT_EVENT_HOURS);

    /** Told elsewhere, or by the history, or of no use to a reader. */
    private static final Set<TicketField> NEVER = EnumSet.of(
            TicketField.ID,
            TicketField.TICKET_NUMBER,
            TicketField.TITLE,
            TicketField.DESCRIPTION,
            TicketField.RESOLUTION,
            TicketField.CREATE_DATE,
            TicketField.CREATOR_TYPE,
            TicketField.CREATOR_RESOURCE_ID,
            TicketField.LAST_ACTIVITY_DATE,
            TicketField.LAST_ACTIVITY_PERSON_TYPE,
            TicketField.LAST_ACTIVITY_RESOURCE_ID,
            TicketField.LAST_TRACKED_MODIFICATION_DATE_TIME,
            TicketField.COMPLETED_BY_RESOURCE_ID);

    private final TicketNames names;
    private final UserFields userFields;
    private final Tickets tickets;

    TicketFacts(TicketNames names, UserFields userFields, Tickets tickets) {
        this.names = names;
        this.userFields = userFields;
        this.tickets = tickets;
    }

    TicketView of(Ticket ticket, Words words) {
        var shown = EnumSet.copyOf(NEVER);
        shown.addAll(ALWAYS);
        shown.addAll(WHERE_THERE);
        shown.addAll(LEVEL);
        return new TicketView(
                ticket.id(),
                ticket.ticketNumber(),
                ticket.title(),
                ticket.isComplete(),
                ticket.text(TicketField.DESCRIPTION),
                ticket.text(TicketField.RESOLUTION),
                Stream.concat(
                                Stream.concat(
                                        ALWAYS.stream().map(field -> fact(ticket, field, words)),
                                        there(ticket, WHERE_THERE.stream(), words)),
                                Stream.of(created(ticket, words)))
                        .toList(),
                there(ticket, LEVEL.stream(), words).toList(),
                there(ticket, Arrays.stream(TicketField.values()).filter(field -> !shown.contains(field)), words)
                        .toList(),
                userFields.active().stream()
                        .map(field -> Fact.of(field.name(), ticket.userValue(field.id())))
                        .toList());
    }

    private Stream<Fact> there(Ticket ticket, Stream<TicketField> fields, Words words) {
        return fields.filter(field -> ticket.value(field) != null).map(field -> fact(ticket, field, words));
    }

    private Fact fact(Ticket ticket, TicketField field, Words words) {
        return Fact.of(TicketNames.field(field, words), names.value(ticket, field, words));
    }

    private Fact created(Ticket ticket, Words words) {
        var by = tickets.historyOf(ticket.id(), 1, 1).stream()
                .findFirst()
                .map(HistoryLine::actor)
                .map(actor -> TicketNames.actor(actor, words))
                .orElse(null);
        return new Fact(TicketNames.field(TicketField.CREATE_DATE, words), words.time(ticket.createdAt()), by);
    }
}
