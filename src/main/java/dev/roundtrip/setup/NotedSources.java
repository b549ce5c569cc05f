package dev.roundtrip.setup;

import java.util.LinkedHashMap;
import java.util.Map;

/** Passes on what others know, and notes what was asked for: that is what a client has to send. */
final class NotedSources implements Sources {
    private final Sources known;
    private final Map<String, String> noted = new LinkedHashMap<>();

    NotedSources(Sources known) {
        this.known = known;
    }

    @Override
    public String value(Reference reference) throws Unresolved {
        var value = known.value(reference);
        noted.put(reference.key(), value);
        return value;
    }

    /** By {@link Reference#key()}. */
    Map<String, String> noted() {
        return Map.copyOf(noted);
    }
}
