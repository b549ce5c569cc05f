package dev.roundtrip.setup;

import java.util.Optional;
import java.util.function.LongFunction;

/** Which record of the desk an entry means. */
sealed interface Meant {
    /** The one of its name; a new one where there is none. So it is in a file. */
    record ByName() implements Meant {}

    /** A new one. */
    record New() implements Meant {}

    /** The one of that id, whatever it was called before. */
    record WithId(long id) implements Meant {}

    /**
     * The record, empty when it is to be a new one.
     *
     * @param named the one that has the entry's name
     */
    default <R> Optional<R> of(Optional<R> named, LongFunction<Optional<R>> withId) {
        return switch (this) {
            case ByName _ -> named;
            case New _ -> Optional.empty();
            case WithId(var id) -> withId.apply(id);
        };
    }
}
