package dev.roundtrip.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of a form, with what stands in it.
 *
 * @param kind line, long, select, company, date, time, number
 * @param wide whether it takes a row of its own
 * @param most characters; 0 for no limit that a browser could know
 * @param mistake what is wrong with it
 * @param english the same as a room said it, where no text of ours does
 * @param overtaken what somebody else made of it meanwhile
 */
record FormField(
        String name,
        String label,
        String kind,
        String value,
        boolean wide,
        boolean required,
        int most,
        List<Choice> choices,
        @Nullable String mistake,
        @Nullable String english,
        @Nullable String overtaken) {

    /** @param label with a word that it is inactive, where it is */
    record Choice(String value, String label) {}

    public boolean isWrong() {
        return mistake != null || english != null || overtaken != null;
    }
}
