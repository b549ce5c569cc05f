package dev.roundtrip.template;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names a template may use: {@code ticket.title}, {@code udf.Alert ID}, {@code secret.key}. Names are matched without case;
 * the canonical form of a name is its lower case. {@code now} needs no entry, every template knows it.
 */
public interface Names {

    /** The canonical form of a name as somebody typed it (trimmed), or null when there is no such name. */
    @Nullable
    String canonical(String name);

    /** Every known name, written as a person would; the nearest one is offered when a name is unknown. */
    Collection<String> known();

    /** A fixed set of names, as a person would write them. */
    static Names of(Collection<String> names) {
        Map<String, String> byCanonical = new LinkedHashMap<>();
        for (String name : names) {
            byCanonical.put(name.toLowerCase(Locale.ROOT), name);
        }
        List<String> known = List.copyOf(byCanonical.values());
        return new Names() {
            @Override
            public @Nullable String canonical(String name) {
                String lower = name.toLowerCase(Locale.ROOT);
                return byCanonical.containsKey(lower) ? lower : null;
            }

            @Override
            public Collection<String> known() {
                return known;
            }
        };
    }
}
