package dev.roundtrip.notify;

import dev.roundtrip.field.FieldValues;

/**
 * What is told.
 *
 * @param toldBy the name of the rule that tells it
 * @param subject on one line, with something on it, {@value #LONGEST_SUBJECT} characters at most
 * @param text 128 KiB at most; may be empty
 */
public record Message(String toldBy, String subject, String text) {
    /** As many as the title of a note may have. */
    public static final int LONGEST_SUBJECT = 250;

    public Message {
        if (FieldValues.isNoValue(subject) || !subject.equals(line(subject))) {
            throw new IllegalArgumentException(
                    "subject \"%s\": 1 to %d characters on one line".formatted(subject, LONGEST_SUBJECT));
        }
        FieldValues.atMostBytes("text", text);
    }

    /**
     * Of rendered texts: whatever a ticket's fields put into the subject, it stays one line, and ends with … where that would be too
     * long. An empty one becomes the rule's name.
     *
     * @throws FieldValues.WrongValue for a text that is too long
     */
    public static Message of(String toldBy, String subject, String text) {
        var line = line(subject);
        return new Message(toldBy, FieldValues.isNoValue(line) ? line(toldBy) : line, text);
    }

    /** Without control characters, and without what turns the direction of reading round. */
    static String line(String text) {
        // As line breaks first, so that a run of them becomes one space.
        var plain = FieldValues.onOneLine(text.replaceAll("[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069]", "\n"));
        return plain.codePointCount(0, plain.length()) <= LONGEST_SUBJECT
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, LONGEST_SUBJECT - 1))
                                .strip() + "…";
    }
}
