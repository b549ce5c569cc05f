package dev.roundtrip.ticket;

/** A note to be added; checked when it is. */
public record NoteDraft(String title, String text, long noteType, long publish) {
    public static NoteDraft internal(String title, String text) {
        return new NoteDraft(title, text, Note.DEFAULT_TYPE, Note.PUBLISH_INTERNAL);
    }
}
