package dev.roundtrip.rule;

import dev.roundtrip.ticket.Note;

/** What a rule does besides setting fields. */
public sealed interface Action {

    /** Then execute extension callout. */
    record ExecuteCallout(long calloutId) implements Action {}

    /**
     * A note on the ticket.
     *
     * @param title a template, as is {@code text}; one of them may be empty
     * @param publish {@link Note#PUBLISH_ALL} or {@link Note#PUBLISH_INTERNAL}
     */
    record AddNote(String title, String text, long publish) implements Action {
        public AddNote {
            if (title.isBlank() && text.isBlank()) {
                throw new RuleRefused("a note needs a title or a text");
            }
            if (publish != Note.PUBLISH_ALL && publish != Note.PUBLISH_INTERNAL) {
                throw new RuleRefused("note: publish %d is not known; use %d (everybody) or %d (internal)"
                        .formatted(publish, Note.PUBLISH_ALL, Note.PUBLISH_INTERNAL));
            }
        }
    }
}
