package dev.roundtrip.rule;

import dev.roundtrip.field.UserField;
import dev.roundtrip.ticket.TicketField;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a condition looks at. A user-defined field is held by its id, so that renaming it is harmless. */
public sealed interface Attribute {

    /** A field of the ticket. */
    record Field(TicketField field) implements Attribute {
        @Override
        public ValueKind kind() {
            return ValueKind.of(field);
        }
    }

    /**
     * A user-defined field of the ticket.
     *
     * @param type never changes, since the field's values depend on it
     */
    record UserDefined(long fieldId, UserField.Type type) implements Attribute {
        @Override
        public ValueKind kind() {
            return ValueKind.of(type);
        }
    }

    /** The number of the added note's type; empty when the event is none of a note. */
    record NoteType() implements Attribute {
        @Override
        public ValueKind kind() {
            return ValueKind.NUMBER;
        }
    }

    /** The text of the added note, without its title; empty when the event is none of a note. */
    record NoteText() implements Attribute {
        @Override
        public ValueKind kind() {
            return ValueKind.TEXT;
        }
    }

    /** The classification of the ticket's company. */
    record CompanyClassification() implements Attribute {
        @Override
        public ValueKind kind() {
            return ValueKind.TEXT;
        }
    }

    ValueKind kind();

    /** Whether it stands on the ticket, and so has a value before the change and one after it. */
    default boolean isOfTicket() {
        return this instanceof Field || this instanceof UserDefined;
    }

    default boolean isOfNote() {
        return this instanceof NoteType || this instanceof NoteText;
    }

    /** Those that make sense for it, in the order in which they are offered. */
    default Set<Operator> operators() {
        var operators = EnumSet.copyOf(kind().operators());
        if (!isOfTicket()) {
            // A note and a company's classification are not what changed: there is no before to compare with.
            operators.removeAll(EnumSet.of(Operator.CHANGED, Operator.CHANGED_TO, Operator.CHANGED_FROM));
        }
        return Collections.unmodifiableSet(operators);
    }
}
