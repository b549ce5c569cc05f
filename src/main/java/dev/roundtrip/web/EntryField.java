package dev.roundtrip.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field of a form, and the key of the setup file that it fills: {@code login}, or {@code business-hours.mon} within another.
 *
 * @param style how wide it is, {@code w3}, and whether it is needed, {@code must}, or is code, {@code code}
 * @param choices of a list, or of boxes
 */
record EntryField(String name, Kind kind, String style, List<Choice> choices) {
    enum Kind {
        /** a text on one line */
        LINE,
        /** a text of several lines */
        TEXT,
        /** texts, each on a line of its own */
        LINES,
        /** the same, and none of them is said too */
        ALL_LINES,
        /** never shown; left out when nothing is typed, so that what is kept stays */
        SECRET,
        /** one of the choices */
        CHOICE,
        /** any of the choices */
        BOXES,
        /** yes or no */
        TICK;

        /** As templates say it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static EntryField of(Kind kind, String name, String style) {
        return new EntryField(name, kind, style, List.of());
    }

    static EntryField choice(String name, String style, List<Choice> choices) {
        return new EntryField(name, Kind.CHOICE, style, choices);
    }

    boolean isSecret() {
        return kind == Kind.SECRET;
    }

    /** What stands in the field for that entry. */
    private List<String> filled(Map<?, ?> entry) {
        var value = at(entry);
        return switch (kind) {
            case SECRET -> List.of();
            case TICK -> Boolean.TRUE.equals(value) ? List.of("on") : List.of();
            case LINES, ALL_LINES -> List.of(String.join("\n", texts(value)));
            case BOXES -> texts(value);
            case LINE, TEXT, CHOICE -> List.of(Objects.toString(value, ""));
        };
    }

    private @Nullable Object at(Map<?, ?> entry) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return entry.get(name);
        }
        return entry.get(name.substring(0, dot)) instanceof Map<?, ?> inside
                ? inside.get(name.substring(dot + 1))
                : null;
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    /** The value that the entry gets for what was typed; null for none. */
    private @Nullable Object value(Typed typed) {
        return switch (kind) {
            case TICK -> typed.on(name);
            case LINES -> lines(typed).isEmpty() ? null : lines(typed);
            case ALL_LINES -> lines(typed);
            case BOXES -> typed.all(name);
            case SECRET -> typed.text(name).isEmpty() ? null : typed.text(name);
            // One that is needed is sent though it is empty, so that it is told together with all else.
            case LINE, TEXT, CHOICE -> typed.isBlank(name) && !isNeeded() ? null : typed.text(name);
        };
    }

    private List<String> lines(Typed typed) {
        return typed.text(name).lines().filter(line -> !line.isBlank()).toList();
    }

    private boolean isNeeded() {
        return style.contains("must");
    }

    /** A form of these fields, filled in from an entry. */
    static Typed filled(List<EntryField> fields, Map<String, ? extends @Nullable Object> entry) {
        var all = new LinkedHashMap<String, List<String>>();
        for (var field : fields) {
            var values = field.filled(entry);
            if (!values.isEmpty()) {
                all.put(field.name(), values);
            }
        }
        return new Typed(all);
    }

    /** An entry out of a form of these fields. */
    static Map<String, Object> entry(List<EntryField> fields, Typed typed) {
        var entry = new LinkedHashMap<String, Object>();
        for (var field : fields) {
            var value = field.value(typed);
            int dot = field.name().indexOf('.');
            if (dot >= 0) {
                var inside = inside(entry, field.name().substring(0, dot));
                if (value != null) {
                    inside.put(field.name().substring(dot + 1), value);
                }
            } else if (value != null) {
                entry.put(field.name(), value);
            }
        }
        return entry;
    }

    @SuppressWarnings("unchecked") // it was put there by this method
    private static Map<String, Object> inside(Map<String, Object> entry, String key) {
        return (Map<String, Object>) entry.computeIfAbsent(key, _ -> new LinkedHashMap<String, Object>());
    }

    /** The field whose setting that is: {@code values} of {@code values[1]}; empty for none. */
    static String named(List<EntryField> fields, String setting) {
        var names = new ArrayList<>(fields.stream().map(EntryField::name).toList());
        return Stream.concat(
                        names.stream().filter(name -> setting.equals(name) || setting.startsWith(name + "[")),
                        names.stream().filter(name -> name.startsWith(setting + ".")))
                .filter(name -> !setting.isEmpty())
                .findFirst()
                .orElse("");
    }
}
