package dev.roundtrip.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** The form of a page as a browser without script holds it: every field with its value, to be typed over and sent. */
record TypedForm(String action, Map<String, List<String>> fields) {
    private static final Pattern FIELD = Pattern.compile(
            "<input([^>]*)>|<select([^>]*)>(.*?)</select>|<textarea([^>]*)>(.*?)</textarea>", Pattern.DOTALL);
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z-]+)(?:=\"([^\"]*)\")?");

    /** The one on the page that is sent to {@code action}. */
    static TypedForm of(String page, String action) {
        var forms = Pattern.compile("<form([^>]*)>(.*?)</form>", Pattern.DOTALL).matcher(page);
        while (forms.find()) {
            if (action.equals(attributes(forms.group(1)).get("action"))) {
                return new TypedForm(action, fields(forms.group(2)));
            }
        }
        throw new AssertionError("no form to " + action + " on " + page);
    }

    private static Map<String, List<String>> fields(String form) {
        var fields = new LinkedHashMap<String, List<String>>();
        var field = FIELD.matcher(form);
        while (field.find()) {
            if (field.group(1) != null) {
                var input = attributes(field.group(1));
                boolean box = "checkbox".equals(input.get("type")) || "radio".equals(input.get("type"));
                if (!box || input.containsKey("checked")) {
                    add(fields, input, input.getOrDefault("value", box ? "on" : ""));
                }
            } else if (field.group(2) != null) {
                add(fields, attributes(field.group(2)), chosen(field.group(3)));
            } else {
                add(fields, attributes(field.group(4)), field.group(5).replaceFirst("^\\n", ""));
            }
        }
        return fields;
    }

    private static String chosen(String options) {
        var first = "";
        var option = Pattern.compile("<option([^>]*)>").matcher(options);
        for (boolean any = false; option.find(); any = true) {
            var attributes = attributes(option.group(1));
            if (attributes.containsKey("selected")) {
                return attributes.getOrDefault("value", "");
            }
            first = any ? first : attributes.getOrDefault("value", "");
        }
        return first;
    }

    private static void add(Map<String, List<String>> fields, Map<String, String> attributes, String value) {
        if (attributes.containsKey("name")) {
            fields.computeIfAbsent(attributes.get("name"), _ -> new ArrayList<>())
                    .add(HtmlUtils.htmlUnescape(value));
        }
    }

    private static Map<String, String> attributes(String tag) {
        var all = new LinkedHashMap<String, String>();
        var attribute = ATTRIBUTE.matcher(tag);
        while (attribute.find()) {
            all.put(attribute.group(1), attribute.group(2) == null ? "" : attribute.group(2));
        }
        return all;
    }

    String value(String name) {
        return fields.getOrDefault(name, List.of("")).getFirst();
    }

    TypedForm with(String name, String... values) {
        var all = new LinkedHashMap<>(fields);
        all.put(name, List.of(values));
        return new TypedForm(action, all);
    }

    TypedForm without(String name) {
        var all = new LinkedHashMap<>(fields);
        all.remove(name);
        return new TypedForm(action, all);
    }
}
