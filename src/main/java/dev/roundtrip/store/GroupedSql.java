package dev.roundtrip.store;

import org.jspecify.annotations.Nullable;

/**
 * A statement that a group of writes may have many of at once.
 *
 * <p>PostgreSQL begins every execution anew: it reads the table's checks from their stored text, makes the indexes' conditions ready, opens
 * the table. For a row of a few indexes that costs more than the row. So it can be given one statement for all of them. Inserts need no
 * such form, for the driver makes a few of many by itself; nor does SQLite, where a statement begins for next to nothing.
 *
 * <p>All of a batch bring the same binds. An insert that may do nothing, or something else, on a conflict is not told apart from one that
 * inserted: what asks for its rows is not to be put off.
 *
 * @param one  with the binds of one, as {@code :name}
 * @param many the same for PostgreSQL, each bind an array of texts with one element for each, in their order; it gives back, for each row it
 *             changed, the number of the element it owes that to, from 1 on. Statements about different things change different rows. Null where there is none
 */
public record GroupedSql(String one, @Nullable String many) {
    /** One at a time. */
    static GroupedSql single(String one) {
        return new GroupedSql(one, null);
    }
}
