package dev.roundtrip.people;

/**
 * A filter of a list, kept by a person under a name.
 *
 * @param query as it stands in the list's address, without the question mark
 */
public record SavedView(long id, String name, String query) {
    /** Most characters of a name. */
    public static final int LONGEST_NAME = 60;

    /** Most characters of a query: more than any form of ours writes. */
    public static final int LONGEST_QUERY = 4_000;

    public SavedView {
        name = name.strip();
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "name \"%s\" of a view: 1 to %d characters".formatted(name, LONGEST_NAME));
        }
        if (query.length() > LONGEST_QUERY) {
            throw new IllegalArgumentException(
                    "a view of %d characters; at most %d fit".formatted(query.length(), LONGEST_QUERY));
        }
    }

    public static boolean isName(String text) {
        var name = text.strip();
        return !name.isEmpty()
                && name.codePointCount(0, name.length()) <= LONGEST_NAME
                && name.chars().noneMatch(c -> c < ' ');
    }
}
