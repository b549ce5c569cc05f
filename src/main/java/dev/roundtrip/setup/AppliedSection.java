package dev.roundtrip.setup;

import dev.roundtrip.setup.SetupDocument.Entry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A section whose entries are applied one by one by the code that applies the whole file: to a new record, or to the one of an id.
 *
 * @param <R> what its records are
 * @param <E> what is read of an entry
 */
abstract class AppliedSection<R, E extends Entry> extends Section<R> {
    static final String WARNINGS = "warnings";

    final Rooms rooms;

    AppliedSection(Rooms rooms, String path, String word) {
        super(rooms.store(), path, word);
        this.rooms = rooms;
    }

    /** @param id of the record that it is sent for; null for a new one */
    abstract E read(Part part, @Nullable Long id);

    /** The key by which its records are called. */
    String nameKey() {
        return "name";
    }

    /**
     * Adds what a new record needs and was sent without: a secret is drawn for it.
     *
     * @param besides gets what is to be told of that, this once
     */
    E completed(E entry, Map<String, Object> besides) {
        return entry;
    }

    /** Tells when another record than that of the id, or any if that is null, has what only one can have. */
    void refuseTaken(Applying applying, E entry, @Nullable Long id) {
        refuseTaken(applying::wrong, nameKey(), entry.called(), id);
    }

    /** The record that has become of a new entry. */
    R made(E entry) {
        return named(entry.called()).orElseThrow();
    }

    @Override
    Collection<String> passedOver() {
        return List.of("id", WARNINGS);
    }

    @Override
    final Kept<R> create(SentJson sent, Consumer<? super R> witness) {
        return keep(sent, null, new IfMatch(List.of()), witness);
    }

    @Override
    final Kept<R> replace(long id, IfMatch match, SentJson sent, Consumer<? super R> witness) {
        matching(id, match);
        return keep(sent, id, match, witness);
    }

    private Kept<R> keep(SentJson sent, @Nullable Long id, IfMatch match, Consumer<? super R> witness) {
        var reading = sent.reading();
        var read = sent.part(reading).map(part -> {
            part.passOver(passedOver());
            var entry = read(part, id);
            part.end();
            return entry;
        });
        sent.refuseIfWrong(reading);
        var besides = new LinkedHashMap<String, Object>();
        var entry = id == null ? completed(read.orElseThrow(), besides) : read.orElseThrow();
        var meant = id == null ? new Meant.New() : new Meant.WithId(id);
        var document = new SetupDocument(reading, Set.of(), meant, List.of(entry));
        var passwords = NewPasswords.of(document, rooms.people(), false);
        try {
            var applied = rooms.store().write(() -> {
                var applying = new Applying(rooms, document);
                applying.hold();
                if (id != null) {
                    matching(id, match);
                }
                refuseTaken(applying, entry, id);
                applying.mistakes.refuseIfAny();
                applying.run(passwords);
                var kept = id == null ? made(entry) : one(id);
                witness.accept(kept);
                return new Applied<>(kept, applying.warnings);
            });
            var warnings = applied.warnings().withNamesLookedUp(rooms.callouts()).stream()
                    .map(warning -> sent.pointed(warning.line(), warning.column(), warning.message()))
                    .toList();
            if (!warnings.isEmpty()) {
                besides.put(WARNINGS, warnings);
            }
            return new Kept<>(applied.record(), besides);
        } catch (SetupRefused e) {
            throw sent.refused(e);
        }
    }

    /** @param warnings without what only the network can tell */
    private record Applied<R>(R record, Warnings warnings) {}
}
