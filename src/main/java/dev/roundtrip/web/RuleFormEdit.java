package dev.roundtrip.web;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a button in the form of a rule does to its lines: a line more, a line less, or one in another place. Pure.
 *
 * @param verb add, remove, up or down; empty for nothing
 * @param list {@code then}; of a list within a line {@code if.0.any}
 * @param index of the line; 0 for a new one
 */
record RuleFormEdit(String verb, String list, int index, String kind) {
    private static final Pattern LINE =
            Pattern.compile("(remove|up|down) ((?:[a-z]+\\.[0-9]{1,4}\\.)?[a-z]+)\\.([0-9]{1,4})");
    private static final Pattern NEW = Pattern.compile("(add) ((?:[a-z]+\\.[0-9]{1,4}\\.)?[a-z]+)(?: ([a-z-]+))?");

    /** Nothing for what is none: the form is shown as it is. */
    static RuleFormEdit of(String word) {
        var line = LINE.matcher(word);
        if (line.matches()) {
            return new RuleFormEdit(line.group(1), line.group(2), Integer.parseInt(line.group(3)), "");
        }
        var added = NEW.matcher(word);
        return added.matches()
                ? new RuleFormEdit("add", added.group(2), 0, added.group(3) == null ? "" : added.group(3))
                : new RuleFormEdit("", "", 0, "");
    }

    Typed done(Typed form) {
        return switch (verb) {
            case "add" -> Lines.added(form, list, fresh());
            case "remove" -> withoutEmptyGroup(Lines.removed(form, list, index));
            case "up" -> Lines.moved(form, list, index, -1);
            case "down" -> Lines.moved(form, list, index, 1);
            default -> form;
        };
    }

    /** What a new line says. */
    private Map<String, List<String>> fresh() {
        if (list.endsWith(".any")) {
            return Map.of("attribute", List.of("status"), "operator", List.of("changed-to"));
        }
        if (list.equals("set") || list.endsWith(".set")) {
            return Map.of("attribute", List.of("status"), "mode", List.of("value"));
        }
        return switch (list) {
            case "when" -> Map.of("event", List.of("created"));
            case "if" -> Map.of("any.0.attribute", List.of("status"), "any.0.operator", List.of("changed-to"));
            default ->
                kind.equals("create-ticket")
                        ? Map.of(
                                "kind", List.of(kind),
                                "set.0.attribute", List.of("title"),
                                "set.0.mode", List.of("value"))
                        : Map.of("kind", List.of(kind));
        };
    }

    private Typed withoutEmptyGroup(Typed form) {
        if (!list.endsWith(".any")) {
            return form;
        }
        var parts = list.split("\\.", -1);
        return Lines.count(form, list) == 0 ? Lines.removed(form, parts[0], Integer.parseInt(parts[1])) : form;
    }

    /** The control that has the focus then. */
    String focus(Typed form) {
        int last = Lines.count(form, list) - 1;
        return switch (verb) {
            case "add" -> list + "." + (last + 1);
            case "remove" -> "add-" + (list.endsWith(".any") ? "if" : list);
            case "up" -> "up-" + list + "." + Math.max(0, index - 1);
            case "down" -> "down-" + list + "." + Math.min(last, index + 1);
            default -> "";
        };
    }
}
