package dev.roundtrip.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Lines of a form that can be added, taken out and moved. The fields of the lines of a list {@code then} are called {@code then.0.text},
 * {@code then.1.text}; a line may hold a list itself.
 */
final class Lines {
    private Lines() {}

    static int count(Typed form, String list) {
        return of(form, list).size();
    }

    /** With the line at the end. */
    static Typed added(Typed form, String list, Map<String, List<String>> line) {
        var lines = of(form, list);
        lines.put(lines.isEmpty() ? 0 : lines.lastKey() + 1, line);
        return with(form, list, new ArrayList<>(lines.values()));
    }

    /** Those behind it move up, also where there is no such line any more. */
    static Typed removed(Typed form, String list, int index) {
        var lines = of(form, list);
        lines.remove(index);
        return with(form, list, new ArrayList<>(lines.values()));
    }

    /** @param by -1 or 1; beyond an end nothing happens */
    static Typed moved(Typed form, String list, int index, int by) {
        var lines = new ArrayList<>(of(form, list).values());
        int to = index + by;
        if (index < lines.size() && to >= 0 && to < lines.size()) {
            lines.add(to, lines.remove(index));
        }
        return with(form, list, lines);
    }

    /** The fields of each line by what their names end with; by the number of the line. */
    private static SortedMap<Integer, Map<String, List<String>>> of(Typed form, String list) {
        var lines = new TreeMap<Integer, Map<String, List<String>>>();
        for (var name : form.names()) {
            if (name.startsWith(list + ".")) {
                int dot = name.indexOf('.', list.length() + 1);
                var number = name.substring(list.length() + 1, Math.max(dot, list.length() + 1));
                if (number.matches("[0-9]{1,4}")) {
                    lines.computeIfAbsent(Integer.valueOf(number), _ -> new LinkedHashMap<>())
                            .put(name.substring(dot + 1), form.all(name));
                }
            }
        }
        return lines;
    }

    private static Typed with(Typed form, String list, List<Map<String, List<String>>> lines) {
        var fields = new LinkedHashMap<>(form.fields());
        fields.keySet().removeIf(name -> name.matches(Pattern.quote(list) + "\\.[0-9]+\\..*"));
        for (int i = 0; i < lines.size(); i++) {
            var path = list + "." + i + ".";
            lines.get(i).forEach((end, values) -> fields.put(path + end, values));
        }
        return new Typed(fields);
    }
}
