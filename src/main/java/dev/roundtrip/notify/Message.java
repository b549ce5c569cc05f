package dev.roundtrip.notify;

import dev.roundtrip.field.FieldValues;

/**
 * What is told.
 *
 * @param toldBy the name of the rule or the callout that tells it; empty for the desk itself
 * @param subject on one line, with something on it, {@value #LONGEST_SUBJECT} characters at most
 * @param text 128 KiB at most; may be empty. Lines that begin with "- " are the items of a list
 * @param link the page that shows more, as a path of the desk; empty for none
 * @param thread mails of one thread are shown together; empty for one that stands alone
 */
public record Message(Kind kind, String toldBy, String subject, String text, String link, String thread) {
    /** As many as the title of a note may have. */
    public static final int LONGEST_SUBJECT = 250;

    /** On whose behalf it is told. */
    public enum Kind {
        /** a workflow rule's own notification */
        RULE,
        /** a callout that tells what came of each delivery */
        DELIVERY,
        /** a callout that tells of its trouble */
        TROUBLE,
        /** the desk, of itself */
        HEALTH,
        /** an administrator, to try the mail server */
        TRIAL
    }

    public Message {
        if (FieldValues.isNoValue(subject) || !subject.equals(line(subject))) {
            throw new IllegalArgumentException(
                    "subject \"%s\": 1 to %d characters on one line".formatted(subject, LONGEST_SUBJECT));
        }
        FieldValues.atMostBytes("text", text);
    }

    /** Of a rule. */
    public Message(String toldBy, String subject, String text) {
        this(Kind.RULE, toldBy, subject, text, "", "");
    }

    /**
     * Of a rule, of rendered texts: whatever a ticket's fields put into the subject, it stays one line, and ends with … where that would
     * be too long. An empty one becomes the rule's name.
     *
     * @throws FieldValues.WrongValue for a text that is too long
     */
    public static Message of(String toldBy, String subject, String text) {
        var line = line(subject);
        return new Message(toldBy, FieldValues.isNoValue(line) ? line(toldBy) : line, text);
    }

    /** The same, with the page that shows more. */
    Message shownAt(String page) {
        return new Message(kind, toldBy, subject, text, page, thread);
    }

    /** Without control characters, and without what turns the direction of reading round; … where it would be too long for a subject. */
    public static String line(String text) {
        // As line breaks first, so that a run of them becomes one space.
        var plain = FieldValues.onOneLine(text.replaceAll("[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069]", "\n"));
        return plain.codePointCount(0, plain.length()) <= LONGEST_SUBJECT
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, LONGEST_SUBJECT - 1))
                                .strip() + "…";
    }
}
