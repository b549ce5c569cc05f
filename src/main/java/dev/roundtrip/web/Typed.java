package dev.roundtrip.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.util.MultiValueMap;

/** The fields of a form by their names, as somebody typed them or as a record fills them; a name may stand there several times. */
record Typed(Map<String, List<String>> fields) {
    Typed {
        var all = new LinkedHashMap<String, List<String>>();
        // Browsers send other line ends than people see, and PostgreSQL keeps no zero character.
        fields.forEach((name, values) -> all.put(
                name,
                values.stream()
                        .filter(Objects::nonNull)
                        .map(value -> value.replace("\r\n", "\n").replace("\0", ""))
                        .toList()));
        fields = Map.copyOf(all);
    }

    static Typed of(MultiValueMap<String, String> sent) {
        return new Typed(Map.copyOf(sent));
    }

    /** Empty when it is not there. */
    public String text(String name) {
        var values = fields.get(name);
        return values == null || values.isEmpty() ? "" : values.getFirst();
    }

    /** For a large field: a browser drops the line end that it begins with. (Made here: a template joins no texts that long.) */
    public String area(String name) {
        return "\n" + text(name);
    }

    public List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /** The one at that place, empty when there are fewer. */
    public String at(String name, int place) {
        var values = all(name);
        return place < values.size() ? values.get(place) : "";
    }

    /** Whether a box is ticked. */
    public boolean on(String name) {
        return fields.containsKey(name);
    }

    boolean isBlank(String name) {
        return text(name).isBlank();
    }

    Typed with(String name, List<String> values) {
        var all = new LinkedHashMap<>(fields);
        all.put(name, values);
        return new Typed(all);
    }

    Typed without(String name) {
        var all = new LinkedHashMap<>(fields);
        all.remove(name);
        return new Typed(all);
    }

    Set<String> names() {
        return new TreeSet<>(fields.keySet());
    }

    /** Without values: there may be secrets among them. */
    @Override
    public String toString() {
        return "Typed" + names();
    }
}
