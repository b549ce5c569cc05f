package dev.roundtrip.setup;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes an entry of the setup file key by key, in texts, flags, numbers, lists and maps. What has a default is written all the same; what
 * there is none of is left out.
 */
final class EntryWriter {
    private final Map<String, @Nullable Object> entry = new LinkedHashMap<>();

    /** A text of somebody's own; left out when null. */
    EntryWriter text(String key, @Nullable String text) {
        if (text != null) {
            entry.put(key, Filled.escaped(text));
        }
        return this;
    }

    EntryWriter texts(String key, Collection<String> texts) {
        return put(key, texts.stream().map(Filled::escaped).toList());
    }

    /** What stands for a secret, which is a reference or nothing. */
    EntryWriter secret(String key, Optional<String> reference) {
        reference.ifPresent(there -> put(key, there));
        return this;
    }

    /** A word of the grammar, a flag, a number, a list, or a map, as they are. */
    EntryWriter put(String key, Object value) {
        entry.put(key, value);
        return this;
    }

    /** The same where there is anything. */
    EntryWriter putUnlessEmpty(String key, Map<String, ?> map) {
        return map.isEmpty() ? this : put(key, map);
    }

    Map<String, @Nullable Object> entry() {
        return entry;
    }
}
