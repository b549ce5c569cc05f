package dev.roundtrip.rule;

import static dev.roundtrip.rule.Operator.*;

import dev.roundtrip.field.FieldType;
import dev.roundtrip.field.UserField;
import dev.roundtrip.ticket.TicketField;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What kind of values an attribute has, and which operators make sense for them. */
public enum ValueKind {
    /** a number that stands for something: a picklist's value, a company, a person */
    CHOICE_NUMBER(),
    /** one of a list's words */
    CHOICE_WORD(),
    NUMBER(GREATER_THAN, LESS_THAN),
    TEXT(CONTAINS, STARTS_WITH),
    /** a moment, or a date alone */
    TIME(GREATER_THAN, LESS_THAN),
    FLAG();

    private static final Set<Operator> EVERY = EnumSet.of(
            EQUAL_TO, NOT_EQUAL_TO, IN_LIST, NOT_IN_LIST, IS_EMPTY, IS_NOT_EMPTY, CHANGED, CHANGED_TO, CHANGED_FROM);

    private final Set<Operator> own;

    ValueKind(Operator... own) {
        this.own = Set.of(own);
    }

    /** In the order in which they are offered. */
    public Set<Operator> operators() {
        var all = EnumSet.copyOf(EVERY);
        all.addAll(own);
        if (this == FLAG) {
            // A list of true and false would ask nothing.
            all.remove(IN_LIST);
            all.remove(NOT_IN_LIST);
        }
        return Collections.unmodifiableSet(all);
    }

    static ValueKind of(TicketField field) {
        if (field.picklist().isPresent() || field.reference().isPresent() || field == TicketField.ID) {
            return CHOICE_NUMBER;
        }
        return of(field.type());
    }

    static ValueKind of(UserField.Type type) {
        return switch (type) {
            case TEXT, MULTI_LINE_TEXT -> TEXT;
            case NUMBER -> NUMBER;
            case DATE -> TIME;
            case LIST -> CHOICE_WORD;
        };
    }

    private static ValueKind of(FieldType type) {
        return switch (type) {
            case NUMBER, DECIMAL -> NUMBER;
            case TEXT -> TEXT;
            case TIME -> TIME;
            case FLAG -> FLAG;
        };
    }
}
