package dev.roundtrip.template;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Renders a body before there is any ticket, to see whether it can ever parse.
 *
 * <p>Only what is certain counts. Whether a value is there alters which sections stand, so each choice of them is tried, as long as
 * there are not too many. What a value says alters nothing in a JSON string and in XML, where it cannot leave its place. Elsewhere in JSON
 * it is one token, whichever it is; where any token would do a string does, and beside other characters only figures can.
 */
final class Rehearsal {
    /** In all renderings together; more choices than that are not tried, and the body is taken as it is. */
    private static final int MOST_CHARACTERS = 4 * 1024 * 1024;

    private static final char TOKEN = '\u0001';
    private static final String APART = "[^\\s,:\\[\\]{}]";
    private static final Pattern BESIDE_OTHERS =
            Pattern.compile("(?<=" + APART + ")" + TOKEN + "|" + TOKEN + "(?=" + APART + ")");

    private final TemplateKind kind;
    private final List<Part> parts;
    private final List<String> asked;

    private Rehearsal(TemplateKind kind, List<Part> parts) {
        this.kind = kind;
        this.parts = parts;
        this.asked = List.copyOf(asked(parts));
    }

    /** What is wrong with the body whatever the values are; null if nothing is, or nobody can tell. */
    static RenderedBody.@Nullable Complaint certain(TemplateKind kind, List<Part> parts, int length) {
        if (kind != TemplateKind.JSON && kind != TemplateKind.XML) {
            return null;
        }
        var rehearsal = new Rehearsal(kind, parts);
        if (rehearsal.asked.size() >= 31 || (long) length << rehearsal.asked.size() > MOST_CHARACTERS) {
            return null;
        }
        return rehearsal.complaint();
    }

    /** With everything there first: what is wrong with that says most. */
    private RenderedBody.@Nullable Complaint complaint() {
        RenderedBody.Complaint first = null;
        for (int absent = 0; absent < 1 << asked.size(); absent++) {
            for (var sample : kind == TemplateKind.XML ? List.of("x", "") : List.of("x")) {
                var complaint = RenderedBody.about(kind, rendered(absent, sample));
                if (complaint == null) {
                    return null;
                }
                first = first == null ? complaint : first;
            }
        }
        return first;
    }

    private String rendered(int absent, String sample) {
        var text = new StringBuilder();
        write(parts, absent, sample, text);
        if (kind == TemplateKind.XML) {
            return text.toString();
        }
        return BESIDE_OTHERS.matcher(text).replaceAll("5").replace(String.valueOf(TOKEN), "\"x\"");
    }

    private void write(List<Part> some, int absent, String sample, StringBuilder text) {
        for (Part part : some) {
            switch (part) {
                case Part.Literal literal -> text.append(literal.text());
                case Part.Value value -> text.append(written(value.place(), sample, text));
                case Part.Now moment -> text.append(written(moment.place(), sample, text));
                case Part.Secret secret -> text.append(written(secret.place(), sample, text));
                case Part.Section section -> {
                    boolean present = (absent >> asked.indexOf(section.name()) & 1) == 0;
                    if (present != section.inverted()) {
                        write(section.parts(), absent, sample, text);
                    }
                }
            }
        }
    }

    private static String written(Place place, String sample, StringBuilder before) {
        return switch (place) {
            case JSON_VALUE -> String.valueOf(TOKEN);
            // Never empty and no two alike: there are attributes that could not be so.
            case XML_ATTRIBUTE -> "x" + before.length();
            // Around the root element only nothing can stand, and between ]] and > only something.
            default -> sample;
        };
    }

    private static Set<String> asked(List<Part> parts) {
        var names = new LinkedHashSet<String>();
        for (Part part : parts) {
            if (part instanceof Part.Section section) {
                names.add(section.name());
                names.addAll(asked(section.parts()));
            }
        }
        return names;
    }
}
