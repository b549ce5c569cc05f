package dev.roundtrip.setup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A text of the file with its references filled in. What comes out of a reference is not read again: a variable's value may hold
 * {@code ${…}} and stays as it is.
 *
 * @param references the values that were filled in, by reference
 * @param faults what could not be
 */
record Filled(String text, Map<Reference, String> references, List<Fault> faults) {
    private static final String OPEN = "${";
    private static final String ESCAPED = "$${";

    /** @param offset of the reference in the text as written, in UTF-16 units */
    record Fault(int offset, String message) {}

    Filled {
        references = Map.copyOf(references);
        faults = List.copyOf(faults);
    }

    /** As a text has to be written so that it comes out as it is. */
    static String escaped(String text) {
        return text.replace(OPEN, ESCAPED);
    }

    /** What {@link #escaped} was given. */
    static String plain(String escaped) {
        return escaped.replace(ESCAPED, OPEN);
    }

    static Filled from(String written, Sources sources) {
        if (!written.contains(OPEN)) {
            return new Filled(written, Map.of(), List.of());
        }
        var text = new StringBuilder();
        var references = new LinkedHashMap<Reference, String>();
        var faults = new ArrayList<Fault>();
        int at = 0;
        while (at < written.length()) {
            if (written.startsWith(ESCAPED, at)) {
                text.append(OPEN);
                at += ESCAPED.length();
            } else if (written.startsWith(OPEN, at)) {
                int end = written.indexOf('}', at);
                if (end < 0) {
                    faults.add(new Fault(
                            at, "a reference is not closed; write ${env:NAME}, ${file:PATH}, or $${ for a plain ${"));
                    break;
                }
                var inside = written.substring(at + OPEN.length(), end);
                var reference = Reference.of(inside);
                if (reference.isEmpty()) {
                    faults.add(new Fault(
                            at,
                            "${%s} is no reference; write ${env:NAME}, ${file:PATH}, or $${ for a plain ${"
                                    .formatted(inside.length() > 40 ? inside.substring(0, 40) + "…" : inside)));
                } else {
                    try {
                        var value = sources.value(reference.get());
                        references.put(reference.get(), value);
                        text.append(value);
                    } catch (Sources.Unresolved e) {
                        faults.add(new Fault(at, reference.get() + " " + e.reason()));
                    }
                }
                at = end + 1;
            } else {
                text.append(written.charAt(at++));
            }
        }
        return new Filled(text.toString(), references, faults);
    }
}
