package dev.roundtrip.setup;

import java.util.function.Consumer;

/** Of a section whose records can be deleted without losing what was done: how its room does that. */
record Removal<R>(Section<R> of, Consumer<R> deleted) {

    /**
     * @param witness is told of what is gone within the write that removes it, whose fate it shares
     * @return what is gone
     */
    R delete(long id, IfMatch match, Consumer<? super R> witness) {
        return of.change(
                () -> {
                    var gone = of.matching(id, match);
                    deleted.accept(gone);
                    return gone;
                },
                witness);
    }
}
