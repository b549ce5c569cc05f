package dev.roundtrip.rule;

import dev.roundtrip.directory.DeskSettings;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.UserField;
import dev.roundtrip.people.Actor;
import dev.roundtrip.ticket.Note;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketChange.Event;
import dev.roundtrip.ticket.TicketField;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules, tickets and a desk without a store, for tests of what is pure. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-11-25T11:00:00Z");
    static final Actor TECH = Actor.person(3, "A. Technician");

    private Samples() {}

    static Condition.Test status(Operator operator, long... numbers) {
        return field(TicketField.STATUS, operator, numbers);
    }

    static Condition.Test field(TicketField field, Operator operator, long... numbers) {
        return new Condition.Test(
                new Attribute.Field(field),
                operator,
                java.util.Arrays.stream(numbers)
                        .<Value>mapToObj(Value.Decimal::of)
                        .toList());
    }

    static Rule rule(long id, Event on, Condition... conditions) {
        return rule(id, RuleEvent.of(on), conditions);
    }

    static Rule rule(long id, RuleEvent event, Condition... conditions) {
        return new Rule(
                id,
                "Rule " + id,
                (int) id,
                true,
                List.of(event),
                List.of(conditions),
                List.of(),
                List.of(new Action.ExecuteCallout(1)));
    }

    /** A ticket of company 0 with a title, made yesterday. */
    static Ticket ticket(Map<TicketField, Object> fields, Map<Long, String> userFields) {
        var all = new EnumMap<TicketField, Object>(TicketField.class);
        all.put(TicketField.TITLE, "disk full");
        all.put(TicketField.TICKET_NUMBER, "T20261124.0001");
        all.put(TicketField.STATUS, 1L);
        all.put(TicketField.COMPANY_ID, 0L);
        all.put(TicketField.CREATE_DATE, NOON.minusSeconds(86_400));
        all.putAll(fields);
        return new Ticket(12, 1, all, userFields);
    }

    static Ticket inStatus(long status) {
        return ticket(Map.of(TicketField.STATUS, status), Map.of());
    }

    static TicketChange created(Ticket ticket) {
        return new TicketChange(Event.CREATED, null, ticket, null, TECH, NOON, 0);
    }

    static TicketChange edited(Ticket before, Ticket after) {
        return edited(before, after, TECH);
    }

    static TicketChange edited(Ticket before, Ticket after, Actor actor) {
        return new TicketChange(Event.EDITED, before, after, null, actor, NOON, 0);
    }

    static TicketChange noted(Ticket ticket, String text) {
        var note = new Note(1, ticket.id(), "Call", text, 3, Note.PUBLISH_INTERNAL, NOON, TECH);
        return new TicketChange(Event.NOTE_ADDED, ticket, ticket, note, TECH, NOON, 0);
    }

    /** A desk in Berlin with the fresh desk's statuses, a field Severity (3) and callout 1. */
    static class Desk implements Facts {
        private static final DeskSettings SETTINGS = new DeskSettings("ACME.EXAMPLE", ZoneId.of("Europe/Berlin"), "en");

        UserField severity =
                new UserField(3, "Severity", UserField.Type.LIST, List.of("warning", "critical"), null, null, true);

        @Nullable
        String classification;

        /** Open from Monday to Friday, 08:00 to 18:00. */
        @Override
        public DeskSettings desk() {
            return SETTINGS;
        }

        @Override
        public Optional<UserField> userField(long id) {
            return id == severity.id() ? Optional.of(severity) : Optional.empty();
        }

        @Override
        public Optional<PicklistValue> picklistValue(PicklistName list, long number) {
            var label = Map.of(1L, "New", 5L, "Complete", 8L, "In Progress", 12L, "Waiting Vendor")
                    .get(number);
            return label == null
                    ? Optional.empty()
                    : Optional.of(new PicklistValue(number, label, 1, number != 12, false, false));
        }

        @Override
        public Optional<String> calloutName(long id) {
            return id == 1 ? Optional.of("Close alert") : Optional.empty();
        }

        @Override
        public Optional<String> classificationOf(long companyId) {
            return Optional.ofNullable(classification);
        }

        @Override
        public Optional<String> nameOf(String entity, long id) {
            return Optional.empty();
        }
    }
}
