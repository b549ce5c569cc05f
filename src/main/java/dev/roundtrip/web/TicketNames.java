package dev.roundtrip.web;

import dev.roundtrip.directory.Company;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.field.FieldType;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.people.Actor;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketField;
import dev.roundtrip.ticket.Tickets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people call the fields of a ticket and what they hold: labels and names for numbers. */
@Component
final class TicketNames {
    private final Picklists picklists;
    private final Directory directory;
    private final People people;
    private final Tickets tickets;

    TicketNames(Picklists picklists, Directory directory, People people, Tickets tickets) {
        this.picklists = picklists;
        this.directory = directory;
        this.people = people;
        this.tickets = tickets;
    }

    /** {@code Priority}; the API's name of a field that no page asks for. */
    static String field(TicketField field, Words words) {
        return words.sayOr("field." + field.apiName(), field.apiName());
    }

    /** Who did something: a person by name alone, all else with what it is. */
    static String actor(Actor actor, Words words) {
        return switch (actor.kind()) {
            case PERSON, CONTACT, DESK -> actor.name();
            case TOKEN -> words.say("actor.token", actor.name());
            case API_USER -> words.say("actor.api-user", actor.name());
            case RULE -> words.say("actor.rule", actor.name());
        };
    }

    /** What the ticket holds there; null for nothing. */
    @Nullable
    String value(Ticket ticket, TicketField field, Words words) {
        var value = ticket.value(field);
        return value == null ? null : shown(field, value, words);
    }

    /** The same of a value as history writes it. */
    String written(TicketField field, String value, Words words) {
        try {
            return switch (field.type()) {
                case NUMBER -> shown(field, Long.valueOf(value), words);
                case TIME -> shown(field, Instant.parse(value), words);
                case FLAG -> shown(field, Boolean.valueOf(value), words);
                case DECIMAL, TEXT -> value;
            };
        } catch (NumberFormatException | DateTimeParseException e) {
            return value; // of a time when the field held something else
        }
    }

    private String shown(TicketField field, Object value, Words words) {
        if (value instanceof Long number) {
            return picklists
                    .of(field)
                    .map(list -> list.stream()
                            .filter(one -> one.number() == number)
                            .findFirst()
                            .map(one -> one.label())
                            .orElse(number.toString()))
                    .or(() -> field.reference().flatMap(entity -> named(entity, number)))
                    .orElse(number.toString());
        }
        if (field.type() == FieldType.FLAG) {
            return words.say(value.equals(true) ? "field.yes" : "field.no");
        }
        return value instanceof Instant time ? words.time(time) : value.toString();
    }

    private Optional<String> named(String entity, long id) {
        return switch (entity) {
            case "Company" -> directory.company(id).map(Company::name);
            case "Contact" -> directory.contact(id).map(c -> (c.firstName() + " " + c.lastName()).strip());
            case "ConfigurationItem" -> directory.device(id).map(device -> device.name());
            case "Resource" -> people.withId(id).map(Person::name);
            case "Ticket" -> tickets.find(id).map(Ticket::ticketNumber);
            default -> Optional.empty();
        };
    }
}
