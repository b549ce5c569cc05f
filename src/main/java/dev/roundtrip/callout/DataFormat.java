package dev.roundtrip.callout;

import org.jspecify.annotations.Nullable;

/** How the data string of a callout is written. */
public enum DataFormat {
    /** A form body, or with GET the query of the address. */
    NAME_VALUE_PAIRS("name-value-pairs", "application/x-www-form-urlencoded"),
    /** An element {@code <ticket>}. */
    XML("xml", "application/xml"),
    /** One object. */
    JSON("json", "application/json"),
    /** A template of the callout's own, with a content type of its own. */
    CUSTOM("custom", null);

    private final String word;
    private final @Nullable String contentType;

    DataFormat(String word, @Nullable String contentType) {
        this.word = word;
        this.contentType = contentType;
    }

    /** As the setup file writes it. */
    public String word() {
        return word;
    }

    /** What a body of this format is sent as; null for {@link #CUSTOM}, where the callout says. */
    public @Nullable String contentType() {
        return contentType;
    }

    /** @throws IllegalArgumentException naming the words that are known */
    public static DataFormat of(String word) {
        for (var format : values()) {
            if (format.word.equals(word)) {
                return format;
            }
        }
        throw new IllegalArgumentException("format \"" + word + "\": use name-value-pairs, xml, json or custom");
    }
}
