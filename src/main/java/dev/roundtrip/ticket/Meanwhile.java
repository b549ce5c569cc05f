package dev.roundtrip.ticket;

import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.UserField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was changed about a ticket since somebody looked at it, set against what that one wants of it. Pure. */
final class Meanwhile {
    /** By the field as history calls it, in lower case. */
    private final Map<String, Field> changed = new LinkedHashMap<>();

    /** @param last the line that says what it is now */
    private record Field(@Nullable String then, HistoryLine last) {}

    /** @param since the oldest first */
    Meanwhile(List<HistoryLine> since) {
        for (var line : since) {
            var known = changed.get(keyOf(line.field()));
            changed.put(keyOf(line.field()), new Field(known == null ? line.oldValue() : known.then(), line));
        }
    }

    private static String keyOf(String field) {
        return field.toLowerCase(Locale.ROOT);
    }

    private static String keyOf(String prefix, String name) {
        return keyOf(prefix + UserField.keyOf(name));
    }

    /** The last line of each field that both changed, and differently. */
    List<HistoryLine> conflicts(TicketEdit wanted) {
        var both = new ArrayList<HistoryLine>();
        wanted.fields()
                .forEach((field, value) -> Optional.ofNullable(changed.get(keyOf(field.apiName())))
                        .filter(other -> differ(shown(field, value), other))
                        .ifPresent(other -> both.add(other.last())));
        wanted.userFields()
                .forEach((name, value) -> Optional.ofNullable(changed.get(keyOf(HistoryLine.USER_FIELD, name)))
                        .filter(other -> differ(shown(value), other))
                        .ifPresent(other -> both.add(other.last())));
        return both;
    }

    private static boolean differ(@Nullable String wanted, Field other) {
        return !same(wanted, other.then()) && !same(wanted, other.last().newValue());
    }

    /** The same without what was not touched, though others have changed it since. */
    TicketEdit without(TicketEdit wanted) {
        var rest = TicketEdit.with();
        wanted.fields().forEach((field, value) -> {
            var other = changed.get(keyOf(field.apiName()));
            if (other == null || !same(shown(field, value), other.then())) {
                rest.set(field, value.orElse(null));
            }
        });
        wanted.userFields().forEach((name, value) -> {
            var other = changed.get(keyOf(HistoryLine.USER_FIELD, name));
            if (other == null || !same(shown(value), other.then())) {
                rest.setUser(name, value.orElse(null));
            }
        });
        return rest.build();
    }

    /** As history would write it; what is no value of the field as it came, for that is told later. */
    private static @Nullable String shown(EntityField field, Optional<Object> value) {
        try {
            return FieldValues.typed(field, value).map(FieldValues::shown).orElse(null);
        } catch (FieldValues.WrongValue e) {
            return shown(value);
        }
    }

    private static @Nullable String shown(Optional<Object> value) {
        return FieldValues.saysNothing(value)
                ? null
                : value.map(FieldValues::shown).orElse(null);
    }

    /** Browsers send line breaks of their own. */
    private static boolean same(@Nullable String one, @Nullable String other) {
        return Objects.equals(plain(one), plain(other));
    }

    private static @Nullable String plain(@Nullable String text) {
        return text == null ? null : text.replace("\r\n", "\n");
    }
}
