package dev.roundtrip.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody else changed of a record while its form was open. What the reader has not touched becomes as the other left it; what both
 * changed stays as typed, and both are shown.
 *
 * @param merged what the form shows now
 */
record Conflict(Typed merged, List<Difference> differences) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * @param field name of the form's field
     * @param both whether the reader changed it too; then the form keeps what was typed
     */
    record Difference(String field, String before, String now, boolean both) {}

    /**
     * @param base as the form was filled in when it was opened
     * @param now as it would be filled in now
     * @param groups fields whose values belong to each other, place by place: of the names of headers their values
     */
    static Conflict of(Typed base, Typed now, Typed mine, Map<String, String> groups) {
        var merged = mine;
        var differences = new ArrayList<Difference>();
        for (var name : names(base, now)) {
            if (groups.containsValue(name)) {
                continue;
            }
            var beside = groups.getOrDefault(name, "");
            var before = shown(base, name, beside);
            var after = shown(now, name, beside);
            if (before.equals(after)) {
                continue;
            }
            boolean both = !shown(mine, name, beside).equals(before)
                    && !shown(mine, name, beside).equals(after);
            if (!both) {
                merged = taken(merged, now, name);
                merged = beside.isEmpty() ? merged : taken(merged, now, beside);
            }
            differences.add(new Difference(name, before, after, both));
        }
        return new Conflict(merged, List.copyOf(differences));
    }

    private static List<String> names(Typed base, Typed now) {
        var names = new LinkedHashMap<String, Boolean>();
        base.names().forEach(name -> names.put(name, true));
        now.names().forEach(name -> names.put(name, true));
        return List.copyOf(names.keySet());
    }

    private static Typed taken(Typed merged, Typed now, String name) {
        return now.on(name) ? merged.with(name, now.all(name)) : merged.without(name);
    }

    private static String shown(Typed typed, String name, String beside) {
        return IntStream.range(0, typed.all(name).size())
                .filter(i -> !typed.at(name, i).isBlank())
                .mapToObj(i -> beside.isEmpty() || typed.at(beside, i).isEmpty()
                        ? typed.at(name, i)
                        : typed.at(name, i) + ": " + typed.at(beside, i))
                .collect(Collectors.joining("\n"));
    }

    /** As a hidden field carries it, from the form that is opened to the one that is sent. */
    static String written(Typed base) {
        return JSON.writeValueAsString(base.fields());
    }

    /** Nothing where it cannot be read. */
    static Typed read(String written) {
        try {
            Map<String, List<String>> fields = JSON.readValue(written, new TypeReference<>() {});
            return fields == null || fields.containsValue(null) ? new Typed(Map.of()) : new Typed(fields);
        } catch (JacksonException e) {
            return new Typed(Map.of());
        }
    }
}
