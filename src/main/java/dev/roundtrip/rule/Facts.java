package dev.roundtrip.rule;

import dev.roundtrip.directory.DeskSettings;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.UserField;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What deciding about a rule needs to know of the desk. Asked only when the answer matters. */
interface Facts {
    DeskSettings desk();

    /** The desk's zone, in which a date alone is a day. */
    default ZoneId zone() {
        return desk().zone();
    }

    Optional<UserField> userField(long id);

    Optional<PicklistValue> picklistValue(PicklistName list, long number);

    Optional<String> calloutName(long id);

    Optional<String> classificationOf(long companyId);

    /** What people call a record that a field points at. {@code entity} as {@code TicketField.reference()} has it. */
    Optional<String> nameOf(String entity, long id);

    /** What is broken about a rule, in words for a person; empty for one that is whole. */
    default List<String> defectsOf(Rule rule) {
        return Defects.of(rule, this);
    }
}
