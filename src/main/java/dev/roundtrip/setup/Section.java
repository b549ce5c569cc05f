package dev.roundtrip.setup;

import dev.roundtrip.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A part of the setup file at this desk: its records, one by one, each written as an entry of the file and read as one. Every change is one
 * write, in which the record is looked at as it is then.
 *
 * @param <R> what its records are
 */
abstract class Section<R> {
    private final Store store;
    private final String path;
    private final String word;

    /**
     * @param path behind the address of the desk's own API, and in the file: {@code callouts}
     * @param word what one of them is called: {@code callout}
     */
    Section(Store store, String path, String word) {
        this.store = store;
        this.path = path;
        this.word = word;
    }

    /** Nothing has that id. */
    static final class NoSuchEntry extends RuntimeException {
        NoSuchEntry(String message) {
            super(message);
        }
    }

    /** It is not any more what the one who wants to change it has seen. */
    static final class ChangedMeanwhile extends RuntimeException {
        ChangedMeanwhile(String called) {
            super("%s has been changed by somebody else since it was read; read it again and decide anew"
                    .formatted(called));
        }
    }

    /** In the order in which the file has them. */
    abstract List<R> all();

    /** Those of them that a whole file has. */
    List<R> exported() {
        return all();
    }

    abstract long id(R record);

    abstract String name(R record);

    /** As the file has it. */
    abstract Map<String, @Nullable Object> entry(R record, Withheld secrets);

    /**
     * @param witness is told of it within the write that keeps it, whose fate it shares
     * @throws SentJson.BodyRefused with all that is wrong with what was sent
     */
    abstract Kept<R> create(SentJson sent, Consumer<? super R> witness);

    /**
     * Takes what was sent for the whole of it.
     *
     * @param witness is told of it within the write that keeps it, whose fate it shares
     * @throws SentJson.BodyRefused with all that is wrong with what was sent
     */
    abstract Kept<R> replace(long id, IfMatch match, SentJson sent, Consumer<? super R> witness);

    /** What an answer has before the entry. */
    Map<String, Object> before(R record) {
        return Map.of("id", id(record));
    }

    /** What answers have besides the entry: so that what was read can be sent back, it is passed over. */
    abstract Collection<String> passedOver();

    final String path() {
        return path;
    }

    final String word() {
        return word;
    }

    R one(long id) {
        return all().stream()
                .filter(record -> id(record) == id)
                .findFirst()
                .orElseThrow(() -> new NoSuchEntry("there is no %s %d".formatted(word, id)));
    }

    /** As an answer has it. */
    final Map<String, @Nullable Object> written(R record) {
        var all = new LinkedHashMap<String, @Nullable Object>(before(record));
        all.putAll(entry(record, Withheld.leftOut()));
        return all;
    }

    /** Another one whenever the entry is written otherwise. */
    String tag(R record) {
        var written = JsonMapper.shared().writeValueAsString(entry(record, Withheld.leftOut()));
        return "\"" + UUID.nameUUIDFromBytes(written.getBytes(StandardCharsets.UTF_8)) + "\"";
    }

    final R matching(long id, IfMatch match) {
        var record = one(id);
        if (!match.holds(tag(record))) {
            throw new ChangedMeanwhile(called(record));
        }
        return record;
    }

    /** {@code callout 7 "Close in Icinga"} */
    String called(R record) {
        return "%s %d \"%s\"".formatted(word, id(record), name(record));
    }

    /** Holds the configuration before it looks: another node that changes it waits, and finds what was done here. */
    final <T> T change(Supplier<T> change, Consumer<? super T> witness) {
        return store.write(() -> {
            store.revision().bump();
            var changed = change.get();
            witness.accept(changed);
            return changed;
        });
    }

    /** Looks while nobody changes the configuration. */
    final <T> T held(Supplier<T> look) {
        return store.write(() -> {
            store.revision().hold();
            return look.get();
        });
    }

    /** Without case. */
    Optional<R> named(String name) {
        return all().stream()
                .filter(record -> keyOf(name(record)).equals(keyOf(name)))
                .findFirst();
    }

    private static String keyOf(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Tells when another record is called so already.
     *
     * @param teller hears the key, and how the message goes on behind it
     * @param id of the one that may be; null for a new one
     */
    final void refuseTaken(BiConsumer<String, String> teller, String key, String name, @Nullable Long id) {
        named(name)
                .filter(other -> id == null || id(other) != id)
                .ifPresent(other -> teller.accept(
                        key,
                        ": there is %s %s \"%s\" already; choose another name"
                                .formatted(word.startsWith("A") ? "an" : "a", word, name(other))));
    }
}
