package dev.roundtrip.setup;

import java.util.function.Consumer;

/** Of a section whose records can be deleted without losing what was done: how its room does that. */
record Removal<R>(Section<R> of, Consumer<R> deleted) {

    void delete(long id, IfMatch match) {
        of.change(() -> {
            deleted.accept(of.matching(id, match));
            return id;
        });
    }
}
