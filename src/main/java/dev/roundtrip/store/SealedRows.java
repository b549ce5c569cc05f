package dev.roundtrip.store;

import java.util.List;
import java.util.Map;

/** A table that holds sealed values, to whoever seals them anew. */
public interface SealedRows {
    /**
     * A row with sealed values.
     *
     * @param text they as they lie in the store
     * @param byRecord they by the records that they are bound to
     */
    record Row(long id, String text, Map<String, String> byRecord) {}

    /** Those with a greater id, in the order of their ids. */
    List<Row> after(long id, int limit);

    /**
     * Within a write: keeps those in place of what the row held.
     *
     * @return false when it holds something else by now
     */
    boolean replace(Row row, Map<String, String> anew);
}
