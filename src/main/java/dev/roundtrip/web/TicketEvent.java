package dev.roundtrip.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change in a ticket's history.
 *
 * @param tone class of the mark, empty for a plain one
 * @param said what was done, where no field tells it
 * @param fields what was altered
 * @param note the text of a note that was added
 */
record TicketEvent(
        String tone,
        String icon,
        @Nullable String said,
        List<Altered> fields,
        @Nullable NoteText note,
        String by,
        Moment at) {

    /** @param before null where there was nothing; {@code after} where there is nothing now */
    record Altered(
            String field, @Nullable String before, @Nullable String after) {}

    record NoteText(String title, String text, String visibility) {}
}
