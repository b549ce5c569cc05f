package dev.roundtrip.rule;

import dev.roundtrip.notify.Recipient;
import java.util.ArrayList;
import java.util.List;

/** What a rule names that is no longer in use, and that does not keep it from being run. What does is among its {@link Defects}. Pure. */
final class Retired {
    private final RuleNames names;
    private final List<String> found = new ArrayList<>(0);

    private Retired(RuleNames names) {
        this.names = names;
    }

    /** Each in words for a person; empty for a rule that names none. */
    static List<String> of(Rule rule, RuleNames names) {
        var retired = new Retired(names);
        for (var event : rule.events()) {
            if (event instanceof RuleEvent.Made made) {
                made.by().anyOf().forEach(retired::check);
            }
        }
        for (var condition : rule.conditions()) {
            for (var test : condition.tests()) {
                test.wanted().forEach(value -> retired.check(test.attribute(), value));
            }
        }
        for (var update : rule.written()) {
            if (update.value() instanceof NewValue.Fixed(var value)) {
                retired.check(update.target(), value);
            }
        }
        // One that is gone is a defect.
        rule.callouts().stream()
                .filter(id -> !names.callouts().isActive(id))
                .flatMap(id -> names.callouts().name(id).stream())
                .forEach(name -> retired.found.add("callout \"%s\" is inactive".formatted(name)));
        rule.notifies().stream().flatMap(told -> told.who().stream()).forEach(who -> {
            if (who instanceof Recipient.Person(var id)) {
                retired.check("notify: person", names.people(), id);
            }
            if (who instanceof Recipient.Channel(var id) && !names.channels().isActive(id)) {
                retired.found.add("notify: channel \"%s\" is gone"
                        .formatted(names.channels().name(id).orElse(Long.toString(id))));
            }
        });
        return retired.found.stream().distinct().toList();
    }

    private void check(Who.One one) {
        switch (one) {
            case Who.Group group -> {}
            case Who.Person(var id) -> check("person", names.people(), id);
            case Who.ApiUser(var id) -> check("API user", names.apiUsers(), id);
        }
    }

    private void check(Attribute attribute, Value value) {
        if (attribute instanceof Attribute.Field(var field)
                && value instanceof Value.Decimal(var number)
                && field.reference().filter("Resource"::equals).isPresent()) {
            check(field.apiName() + ": person", names.people(), number.longValue());
        }
    }

    private void check(String what, Named all, long id) {
        var name = all.name(id);
        if (name.isEmpty()) {
            found.add("%s %d is gone".formatted(what, id));
        } else if (!all.isActive(id)) {
            found.add("%s \"%s\" is inactive".formatted(what, name.get()));
        }
    }
}
