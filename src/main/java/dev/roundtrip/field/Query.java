package dev.roundtrip.field;

import java.util.Set;

/**
 * A page of what fulfils a condition, by ascending id.
 *
 * @param companies only of these; empty means of all
 * @param limit most rows of the page, 1 to 500
 */
public record Query(Filter where, Set<Long> companies, Position position, int limit) {
    public static final int MOST_ROWS = 500;

    public Query {
        companies = Set.copyOf(companies);
        if (limit < 1 || limit > MOST_ROWS) {
            throw new IllegalArgumentException("a page has 1 to %d rows, not %d".formatted(MOST_ROWS, limit));
        }
    }

    /** Where a page lies. By id, not by number of rows passed over: rows that come in meanwhile do not shift it. */
    public sealed interface Position {
        /** The first rows above that id. */
        record After(long id) implements Position {}

        /** The last rows below that id. */
        record Before(long id) implements Position {}

        /** Ids are 0 and above: the desk's own company has 0. */
        Position START = new After(-1);
    }
}
