package dev.roundtrip.template;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * Why a text is no JSON, and where, in our own words: those of the parser name its settings, and show its insides.
 *
 * @param line 0 where nobody can tell
 */
public record JsonFault(int line, int column, String why) {

    /**
     * @param text what was read; null where it is not at hand
     * @param reached how far the parser had come, for faults that know no place of their own
     */
    public static JsonFault of(@Nullable String text, JacksonException fault, @Nullable TokenStreamLocation reached) {
        var place = fault.getLocation() == null ? reached : fault.getLocation();
        return place == null || place.getLineNr() < 1
                ? new JsonFault(0, 0, why(fault, ""))
                : new JsonFault(place.getLineNr(), place.getColumnNr(), why(fault, sign(text, place)));
    }

    private static String why(JacksonException fault, String sign) {
        var message = String.valueOf(fault.getOriginalMessage());
        if (fault instanceof StreamConstraintsException) {
            return message.contains("depth")
                    ? "lists and objects stand too deep in each other"
                    : "a name, a number or a text is too long";
        }
        if (fault instanceof UnexpectedEndOfInputException) {
            return "it ends too early";
        }
        if (message.startsWith("Duplicate")) {
            return "%s is given twice in one object".formatted(Abbreviated.of(message.replaceFirst("^[^\"]*", "")));
        }
        if (message.startsWith("Non-standard token")) {
            return "NaN and Infinity are no numbers in JSON";
        }
        if (message.contains("has to be escaped")) {
            return "a line break or control character stands in a text; write it as an escape, such as \\n";
        }
        return sign.isEmpty() ? "something does not belong there" : "\"" + sign + "\" does not belong there";
    }

    private static String sign(@Nullable String text, TokenStreamLocation place) {
        var offset = place.getCharOffset();
        return text == null
                        || offset < 0
                        || offset >= text.length()
                        || Character.isISOControl(text.charAt((int) offset))
                ? ""
                : Character.toString(text.codePointAt((int) offset));
    }

    /** {@code not readable as JSON at line 1, column 2: it ends too early} */
    public String words() {
        return "not readable as JSON%s: %s".formatted(place().isEmpty() ? "" : " at " + place(), why);
    }

    /** {@code line 3, column 14}; empty where nobody can tell. */
    public String place() {
        return line == 0 ? "" : "line %d, column %d".formatted(line, column);
    }
}
