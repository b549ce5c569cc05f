package dev.roundtrip.field;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks what somebody wants of a row's fields against their types, the lists, and what exists; collects all that is wrong. */
public final class FieldCheck {
    private final String noun;
    private final Known known;

    /** What is known about the values of fields. */
    public interface Known {
        /** The list that a field's numbers come from, inactive values too; empty when it has none. */
        Optional<List<PicklistValue>> values(EntityField field);

        /** @param entity under the API's name */
        boolean exists(String entity, long id);
    }

    /** @param noun what a row is called in messages: {@code a ticket} */
    public FieldCheck(String noun, Known known) {
        this.noun = noun;
        this.known = known;
    }

    /**
     * @param wanted values as they came; an empty one clears. Read-only fields are passed over
     * @param before the value that a field has; what stays as it was is not held against its writer
     * @param problems gets what is wrong
     * @return typed; without what is wrong
     */
    public <F extends Enum<F> & EntityField> Map<F, Optional<Object>> check(
            Class<F> fields,
            Map<F, Optional<Object>> wanted,
            Function<F, @Nullable Object> before,
            List<String> problems) {
        var checked = new EnumMap<F, Optional<Object>>(fields);
        wanted.forEach((field, raw) -> {
            if (field.isReadOnly()) {
                return;
            }
            try {
                var typed = FieldValues.typed(field, raw);
                if (typed.isEmpty() && field.isRequired()) {
                    problems.add("%s: %s cannot be without it".formatted(field.apiName(), noun));
                } else {
                    typed.filter(value -> !value.equals(before.apply(field)))
                            .ifPresent(value -> exists(field, value, problems));
                    checked.put(field, typed);
                }
            } catch (FieldValues.WrongValue e) {
                problems.add(e.getMessage());
            }
        });
        return checked;
    }

    private void exists(EntityField field, Object value, List<String> problems) {
        known.values(field).ifPresent(list -> {
            var inList =
                    list.stream().filter(one -> one.number() == (Long) value).findFirst();
            if (inList.isEmpty()) {
                problems.add("%s: %s is not in the list; use %s".formatted(field.apiName(), value, offered(list)));
            } else if (!inList.get().active()) {
                problems.add("%s: %s (%s) is inactive; use %s"
                        .formatted(field.apiName(), value, inList.get().label(), offered(list)));
            }
        });
        field.reference().ifPresent(entity -> {
            if (!known.exists(entity, (Long) value)) {
                problems.add("%s: there is no %s %s".formatted(field.apiName(), entity, value));
            }
        });
    }

    private static String offered(List<PicklistValue> list) {
        return list.stream()
                .filter(PicklistValue::active)
                .map(value -> value.number() + " " + value.label())
                .reduce((a, b) -> a + ", " + b)
                .orElse("nothing: the list is empty");
    }
}
