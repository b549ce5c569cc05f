package dev.roundtrip.ticket;

import dev.roundtrip.directory.Directory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Checks what somebody wants of a ticket against its fields, the picklists and what exists; collects all that is wrong. */
final class EditCheck {
    /** What is wanted, typed; an empty value clears. */
    record Checked(Map<TicketField, Optional<Object>> fields, Map<Long, Optional<String>> userFields) {}

    private final Picklists picklists;
    private final UserFields userFields;
    private final Directory directory;
    private final LongPredicate personExists;
    private final LongPredicate ticketExists;

    EditCheck(
            Picklists picklists,
            UserFields userFields,
            Directory directory,
            LongPredicate personExists,
            LongPredicate ticketExists) {
        this.picklists = picklists;
        this.userFields = userFields;
        this.directory = directory;
        this.personExists = personExists;
        this.ticketExists = ticketExists;
    }

    /**
     * @param before the ticket as it stands, null for a new one: what stays as it was is not held against its writer
     * @throws TicketRefused with all problems
     */
    Checked check(TicketEdit edit, @Nullable Ticket before) {
        var problems = new ArrayList<String>();
        var fields = new EnumMap<TicketField, Optional<Object>>(TicketField.class);
        edit.fields().forEach((field, raw) -> {
            if (field.isReadOnly()) {
                return;
            }
            try {
                var typed = FieldValues.typed(field, raw);
                if (typed.isEmpty() && field.isRequired()) {
                    problems.add(field.apiName() + ": a ticket cannot be without it");
                } else {
                    var unchanged =
                            before != null && typed.isPresent() && typed.get().equals(before.value(field));
                    if (!unchanged) {
                        typed.ifPresent(value -> exists(field, value, problems));
                    }
                    fields.put(field, typed);
                }
            } catch (FieldValues.WrongValue e) {
                problems.add(e.getMessage());
            }
        });
        var user = userFields(edit, before, problems);
        if (!problems.isEmpty()) {
            throw new TicketRefused(problems);
        }
        return new Checked(fields, user);
    }

    private Map<Long, Optional<String>> userFields(TicketEdit edit, @Nullable Ticket before, List<String> problems) {
        var checked = new HashMap<Long, Optional<String>>();
        edit.userFields().forEach((name, raw) -> {
            var field = userFields.named(name).filter(UserField::active);
            if (field.isEmpty()) {
                problems.add("userDefinedFields: \"" + name + "\" is not an active field of this desk");
                return;
            }
            // The list may offer less than it did when the ticket got its value.
            if (before != null
                    && raw.isPresent()
                    && raw.get().equals(before.userValue(field.get().id()))) {
                return;
            }
            try {
                checked.put(field.get().id(), FieldValues.typed(field.get(), raw));
            } catch (FieldValues.WrongValue e) {
                problems.add(e.getMessage());
            }
        });
        return checked;
    }

    private void exists(TicketField field, Object value, List<String> problems) {
        field.picklist().ifPresent(list -> {
            var known = picklists.value(list, (Long) value);
            if (known.isEmpty()) {
                problems.add("%s: %s is not in the list; use %s".formatted(field.apiName(), value, offered(list)));
            } else if (!known.get().active()) {
                problems.add("%s: %s (%s) is inactive; use %s"
                        .formatted(field.apiName(), value, known.get().label(), offered(list)));
            }
        });
        field.reference().ifPresent(entity -> {
            if (!exists(entity, (Long) value)) {
                problems.add("%s: there is no %s %s".formatted(field.apiName(), entity, value));
            }
        });
    }

    private String offered(PicklistName list) {
        return picklists.values(list).stream()
                .filter(PicklistValue::active)
                .map(v -> v.number() + " " + v.label())
                .reduce((a, b) -> a + ", " + b)
                .orElse("nothing: the list is empty");
    }

    private boolean exists(String entity, long id) {
        return switch (entity) {
            case "Company" -> directory.company(id).isPresent();
            case "Contact" -> directory.contact(id).isPresent();
            case "ConfigurationItem" -> directory.device(id).isPresent();
            case "Resource" -> personExists.test(id);
            case "Ticket" -> ticketExists.test(id);
            default -> throw new IllegalStateException("a field points at " + entity);
        };
    }
}
