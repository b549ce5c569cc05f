package dev.roundtrip.field;

import java.util.List;

/**
 * Rows of a {@link Query}.
 *
 * @param hasPrevious whether there are rows before these
 * @param hasNext whether there are rows after these
 */
public record Page<T>(List<T> rows, boolean hasPrevious, boolean hasNext) {
    public Page {
        rows = List.copyOf(rows);
    }
}
