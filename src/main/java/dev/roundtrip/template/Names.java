package dev.roundtrip.template;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
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

    /** What is to be said of a name that is not known, or null for the usual words. */
    default @Nullable String saidOf(String unknown) {
        return null;
    }

    /** A fixed set of names, as a person would write them. */
    static Names of(Collection<String> names) {
        return of(names, unknown -> null);
    }

    /** @param said of a name that is not among them; null for the usual words */
    static Names of(Collection<String> names, Function<String, @Nullable String> said) {
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

            @Override
            public @Nullable String saidOf(String unknown) {
                return said.apply(unknown);
            }
        };
    }
}
