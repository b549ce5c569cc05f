package dev.roundtrip.rule;

import dev.roundtrip.field.FieldValues;
import java.util.Optional;

/**
 * A field that a rule sets.
 *
 * @param target a field of the ticket that can be written, or a user-defined one
 */
public record Update(Attribute target, NewValue value) {
    public Update {
        switch (target) {
            case Attribute.Field(var field) -> {
                if (field.isReadOnly()) {
                    throw new RuleRefused(field.apiName() + " is set by the desk itself; a rule cannot set it");
                }
                if (field.isRequired() && value instanceof NewValue.Cleared) {
                    throw new RuleRefused(field.apiName() + ": a ticket cannot be without it");
                }
                if (value instanceof NewValue.Fixed(var fixed) && !(fixed instanceof Value.Day)) {
                    try {
                        FieldValues.typed(field, Optional.of(fixed.text()));
                    } catch (FieldValues.WrongValue e) {
                        throw new RuleRefused(e);
                    }
                }
            }
            case Attribute.UserDefined user -> {}
            case Attribute.NoteType _, Attribute.NoteText _, Attribute.CompanyClassification _ ->
                throw new RuleRefused("a rule can set fields of the ticket only");
        }
        if (value instanceof NewValue.Fixed(var fixed) && !fixed.isOf(target.kind())) {
            throw new RuleRefused(
                    "\"%s\" cannot be set; needed is %s".formatted(fixed.text(), Condition.needed(target.kind())));
        }
        if (value instanceof NewValue.Relative && target.kind() != ValueKind.TIME) {
            throw new RuleRefused("a moment counted from another can be set into a time or date only");
        }
    }
}
