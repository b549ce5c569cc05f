package dev.roundtrip.rule;

import dev.roundtrip.field.UserField;
import java.util.ArrayList;
import java.util.List;

/** What is broken about a rule since it was saved: a field, a value or a callout it names is gone or inactive. Pure. */
final class Defects {
    private final Facts facts;
    private final List<String> found = new ArrayList<>(0);

    private Defects(Facts facts) {
        this.facts = facts;
    }

    /** Each in words for a person; empty for a rule that is whole. */
    static List<String> of(Rule rule, Facts facts) {
        var defects = new Defects(facts);
        for (var condition : rule.conditions()) {
            for (var test : condition.tests()) {
                for (var value : test.wanted()) {
                    defects.check(test.attribute(), value);
                }
                if (test.wanted().isEmpty()) {
                    defects.check(test.attribute());
                }
            }
        }
        for (var update : rule.written()) {
            if (update.value() instanceof NewValue.Fixed(var value)) {
                defects.check(update.target(), value);
            } else {
                defects.check(update.target());
            }
        }
        for (var action : rule.actions()) {
            if (action instanceof Action.ExecuteCallout(var callout)
                    && facts.calloutName(callout).isEmpty()) {
                defects.found.add("callout " + callout + " is gone");
            }
        }
        return defects.found.isEmpty()
                ? List.of()
                : defects.found.stream().distinct().toList();
    }

    private void check(Attribute attribute) {
        if (attribute instanceof Attribute.UserDefined user) {
            var field = facts.userField(user.fieldId());
            if (field.isEmpty()) {
                found.add("user-defined field " + user.fieldId() + " is gone");
            } else if (!field.get().active()) {
                found.add("udf." + field.get().name() + " is inactive");
            }
        }
    }

    private void check(Attribute attribute, Value value) {
        check(attribute);
        switch (attribute) {
            case Attribute.Field(var field)
            when field.picklist().isPresent() && value instanceof Value.Decimal(var number) -> {
                var known = facts.picklistValue(field.picklist().get(), number.longValue());
                if (known.isEmpty()) {
                    found.add("%s: value %s is gone".formatted(field.apiName(), value.text()));
                } else if (!known.get().active()) {
                    found.add("%s: value %s (%s) is inactive"
                            .formatted(
                                    field.apiName(), value.text(), known.get().label()));
                }
            }
            case Attribute.UserDefined user
            when user.type() == UserField.Type.LIST ->
                facts.userField(user.fieldId()).ifPresent(field -> {
                    if (field.choices().stream().noneMatch(value.text()::equalsIgnoreCase)) {
                        found.add("udf.%s: value \"%s\" is gone".formatted(field.name(), value.text()));
                    }
                });
            default -> {}
        }
    }
}
