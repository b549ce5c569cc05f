package dev.roundtrip.field;

import java.util.List;
import java.util.function.Function;

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

    /** The rows that {@code load} has for these, in the same order. */
    public <R> Page<R> with(Function<List<T>, List<R>> load) {
        return new Page<>(load.apply(rows), hasPrevious, hasNext);
    }
}
