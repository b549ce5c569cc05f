package dev.roundtrip.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list on a page of the settings.
 *
 * @param id on its page
 * @param fresh where a new one is made; null where none can be
 * @param none said when it is empty
 */
record SettingsTable(String id, String title, @Nullable String fresh, String none, List<String> heads, List<Row> rows) {

    /**
     * @param name as its list has it
     * @param code whether that is read letter by letter
     * @param cells one for each of the heads
     * @param active null where it knows no such thing
     * @param switches whether it can be switched from the list
     */
    record Row(
            String id,
            String address,
            String name,
            boolean code,
            @Nullable String sub,
            List<Cell> cells,
            @Nullable Boolean active,
            boolean switches,
            List<Act> acts) {}

    /**
     * @param links what the text counts
     * @param refused what keeps mail from the address that it is; null for nothing
     */
    record Cell(String text, List<Link> links, @Nullable RefusedMail refused) {
        Cell(String text, List<Link> links) {
            this(text, links, null);
        }

        static Cell of(@Nullable String text) {
            return new Cell(text == null ? "" : text, List.of());
        }
    }

    record Link(String address, String text) {}

    /** Something else that can be done to one, which asks first. */
    record Act(String address, String text, String icon) {}
}
