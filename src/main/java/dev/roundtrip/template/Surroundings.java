package dev.roundtrip.template;

import org.jspecify.annotations.Nullable;

/**
 * Reads the text between the tags of one template from left to right, so that at each tag it is known where a value lands. This
 * is decided when the template is saved: no ticket text can alter it later.
 */
sealed interface Surroundings
        permits EvenSurroundings, HeaderSurroundings, JsonSurroundings, UrlSurroundings, XmlSurroundings {

    /**
     * Reads {@code text} between two offsets, and appends what will be sent for it.
     *
     * @param mistakes learns what is wrong with the text itself
     */
    void read(String text, int from, int to, StringBuilder sent, Mistakes mistakes);

    /** Where the reading stands. */
    Spot spot();

    /** The template ends here. */
    void end(int offset, Mistakes mistakes);

    /** A point between two characters of a template. From equal spots the reading goes on alike, whatever came before. */
    interface Spot {

        /** Where a value put here lands, or null when none may stand here. */
        @Nullable
        Place place();

        /** "inside a string": to be read after "stands", "begins", "ends". */
        String words();

        /** What would be right instead, for a spot that takes no value. */
        String advice();

        /** Whether a section may begin here. */
        default boolean takesSections() {
            return true;
        }
    }
}
