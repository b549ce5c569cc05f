package dev.roundtrip.setup;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Of a section whose records can be switched off and on and copied: how its room does that.
 *
 * @param copied makes the same under that name, inactive
 * @param nameCheck refuses, with an {@code IllegalArgumentException}, what none of them can be called
 */
record Switches<R>(
        Section<R> of,
        UnaryOperator<R> on,
        UnaryOperator<R> off,
        BiFunction<R, String, R> copied,
        Consumer<String> nameCheck) {

    /** @param witness is told of it within the write that keeps it, whose fate it shares */
    R activate(long id, IfMatch match, Consumer<? super R> witness) {
        return of.change(() -> on.apply(of.matching(id, match)), witness);
    }

    R deactivate(long id, IfMatch match, Consumer<? super R> witness) {
        return of.change(() -> off.apply(of.matching(id, match)), witness);
    }

    /** @param sent tells the name */
    R copy(long id, SentJson sent, Consumer<? super R> witness) {
        return of.change(
                () -> {
                    var original = of.one(id);
                    var reading = sent.reading();
                    var name = sent.part(reading).flatMap(this::name);
                    sent.refuseIfWrong(reading);
                    return copied.apply(original, name.orElseThrow());
                },
                witness);
    }

    private Optional<String> name(Part part) {
        var name = part.name("name");
        part.end();
        if (name.isBlank()) {
            return Optional.empty();
        }
        of.refuseTaken(part.reading()::wrong, "name", name, null);
        return part.made("name", () -> {
            nameCheck.accept(name);
            return name;
        });
    }
}
