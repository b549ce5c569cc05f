package dev.roundtrip.ticket;

import dev.roundtrip.directory.Directory;
import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.FieldCheck;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.FieldsRefused;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.field.UserField;
import java.util.ArrayList;
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

    private final FieldCheck fields;
    private final UserFields userFields;

    EditCheck(
            Picklists picklists,
            UserFields userFields,
            Directory directory,
            LongPredicate personExists,
            LongPredicate ticketExists) {
        this.userFields = userFields;
        this.fields = new FieldCheck("a ticket", new FieldCheck.Known() {
            @Override
            public Optional<List<PicklistValue>> values(EntityField field) {
                return picklists.of(field);
            }

            @Override
            public boolean exists(String entity, long id) {
                return switch (entity) {
                    case "Company" -> directory.company(id).isPresent();
                    case "Contact" -> directory.contact(id).isPresent();
                    case "ConfigurationItem" -> directory.device(id).isPresent();
                    case "Resource" -> personExists.test(id);
                    case "Ticket" -> ticketExists.test(id);
                    default -> throw new IllegalStateException("a field points at " + entity);
                };
            }
        });
    }

    /**
     * @param before the ticket as it stands, null for a new one: what stays as it was is not held against its writer
     * @throws FieldsRefused with all problems
     */
    Checked check(TicketEdit edit, @Nullable Ticket before) {
        var problems = new ArrayList<String>();
        var fields = this.fields.check(
                TicketField.class, edit.fields(), field -> before == null ? null : before.value(field), problems);
        var user = userFields(edit, before, problems);
        if (!problems.isEmpty()) {
            throw new FieldsRefused(problems);
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
}
