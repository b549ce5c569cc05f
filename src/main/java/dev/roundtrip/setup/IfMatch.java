package dev.roundtrip.setup;

import java.util.Arrays;
import java.util.List;

/**
 * What a client last saw of the record that it changes: the header {@code If-Match} (RFC 9110 section 13.1.1).
 *
 * @param tags none when it did not say
 */
record IfMatch(List<String> tags) {
    private static final String ANY = "*";

    /** @param headers as they came, each a list with commas */
    static IfMatch of(List<String> headers) {
        return new IfMatch(headers.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .toList());
    }

    /** @param tag of the record as it is */
    boolean holds(String tag) {
        return tags.isEmpty() || tags.contains(ANY) || tags.contains(tag);
    }
}
