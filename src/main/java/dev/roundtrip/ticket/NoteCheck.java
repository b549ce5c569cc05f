package dev.roundtrip.ticket;

import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.FieldsRefused;
import java.util.ArrayList;
import java.util.List;

/** Checks a note before it is added. Pure. */
final class NoteCheck {

    private NoteCheck() {}

    /** @throws FieldsRefused with all problems */
    static NoteDraft check(NoteDraft draft) {
        var problems = new ArrayList<String>();
        var title = FieldValues.onOneLine(draft.title());
        check(problems, () -> {
            FieldValues.storable("title", title);
            FieldValues.atMost("title", title, NoteField.TITLE.length());
        });
        check(problems, () -> {
            FieldValues.storable("description", draft.text());
            FieldValues.atMostBytes("description", draft.text());
        });
        if (FieldValues.isNoValue(title) && FieldValues.isNoValue(draft.text())) {
            problems.add("title, description: a note needs at least one of them");
        }
        if (!NoteField.NOTE_TYPE.spec().offers(draft.noteType())) {
            problems.add("noteType: %d is not known; use 1 (task summary), 2 (task detail) or 3 (task notes)"
                    .formatted(draft.noteType()));
        }
        if (!NoteField.PUBLISH.spec().offers(draft.publish())) {
            problems.add("publish: %d is not known; use 1 (everybody), 2 (internal) or 4 (internal and co-managed)"
                    .formatted(draft.publish()));
        }
        if (!problems.isEmpty()) {
            throw new FieldsRefused(problems);
        }
        return new NoteDraft(title, draft.text(), draft.noteType(), draft.publish());
    }

    private static void check(List<String> problems, Runnable one) {
        try {
            one.run();
        } catch (FieldValues.WrongValue e) {
            problems.add(e.getMessage());
        }
    }
}
