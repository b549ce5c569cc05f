package dev.roundtrip.api;

import dev.roundtrip.directory.Contact;
import dev.roundtrip.directory.Device;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.FieldType;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.Tickets;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What a program that is tied to companies may point at: what it may see. Else it could learn from a text that a rule fills in whom another
 * company's contact is, and have that one told what it likes.
 */
@Component
final class References {
    private final Directory directory;
    private final Tickets tickets;

    References(Directory directory, Tickets tickets) {
        this.directory = directory;
        this.tickets = tickets;
    }

    /**
     * To be asked within the write.
     *
     * @param wanted values as they came, by field; what is no id is left to be told by whoever reads it
     * @throws ApiProblem as if what this caller may not see were not there
     */
    void refuseInvisible(Caller caller, Map<? extends EntityField, Optional<Object>> wanted) {
        if (caller.companies().isEmpty()) {
            return;
        }
        var problems = new ArrayList<String>();
        wanted.forEach((field, raw) -> field.reference()
                .ifPresent(entity -> raw.flatMap(value -> id(field, value))
                        .ifPresent(id -> companyOf(entity, id)
                                .filter(company -> !caller.maySee(company))
                                .ifPresent(company -> problems.add(
                                        "%s: there is no %s %d".formatted(field.apiName(), entity, id))))));
        if (!problems.isEmpty()) {
            throw ApiProblem.badInput(problems);
        }
    }

    private static Optional<Long> id(EntityField field, Object value) {
        try {
            return Optional.of((Long) FieldValues.typed(field.apiName(), FieldType.NUMBER, value));
        } catch (FieldValues.WrongValue e) {
            return Optional.empty();
        }
    }

    /** Empty of what is of no company, and of what does not exist. */
    private Optional<Long> companyOf(String entity, long id) {
        return switch (entity) {
            case "Contact" -> directory.contact(id).map(Contact::companyId);
            case "ConfigurationItem" -> directory.device(id).map(Device::companyId);
            case "Ticket" -> tickets.find(id).map(Ticket::companyId);
            default -> Optional.empty();
        };
    }
}
