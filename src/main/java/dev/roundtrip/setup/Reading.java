package dev.roundtrip.setup;

import dev.roundtrip.directory.OpenHours;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.template.Nearest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One reading of one file, or of one record that was sent by itself: what every part of it needs. Mistakes are noted and the reading goes on. */
final class Reading {
    final Mistakes mistakes;
    final Origins origins;
    private final Sources sources;
    private final String whole;

    /** @param whole what is read, as messages call it: {@code the file} */
    Reading(Mistakes mistakes, Origins origins, Sources sources, String whole) {
        this.mistakes = mistakes;
        this.origins = origins;
        this.sources = sources;
        this.whole = whole;
    }

    /** How messages call what stands at {@code path}. */
    String called(String path) {
        return path.isEmpty() ? whole : path;
    }

    /** Tells that {@code path} is wrong; {@code message} goes on where the path ends: {@code callouts[0].url has no value}. */
    void wrong(String path, String message) {
        mistakes.add(origins.of(path), said(path, message));
    }

    /** What goes behind a colon and is about the whole says by itself what it is about. */
    String said(String path, String message) {
        if (!message.startsWith(":")) {
            return called(path) + " " + message;
        }
        return path.isEmpty() ? message.substring(1).strip() : path + message;
    }

    /** What {@code reader} makes; empty when it told of a mistake, for what it made is then not what was meant. */
    <T> Optional<T> sound(Supplier<T> reader) {
        var told = mistakes.count();
        var made = reader.get();
        return mistakes.count() == told ? Optional.of(made) : Optional.empty();
    }

    /** A word that is not among the known ones: {@code X is not known; did you mean "Y"?}. */
    static String unknown(String word, Collection<String> known) {
        var nearest = Nearest.to(word, known);
        return nearest == null ? "is not known; use " + or(known) : "is not known; did you mean \"" + nearest + "\"?";
    }

    static String or(Collection<String> words) {
        var list = List.copyOf(words);
        return list.size() < 2
                ? String.join("", list)
                : String.join(", ", list.subList(0, list.size() - 1)) + " or " + list.getLast();
    }

    /** The text at {@code path} with its references filled in; empty, and told, when it is no text or a reference leads nowhere. */
    Optional<String> text(String path, Node node, boolean secret) {
        if (!(node instanceof Node.Scalar scalar)) {
            wrong(path, "has to be a single value, not " + node.kind());
            return Optional.empty();
        }
        if (scalar.isNull()) {
            wrong(path, "has no value; write one, or leave the key out");
            return Optional.empty();
        }
        var filled = Filled.from(scalar.text(), sources);
        filled.references().forEach((reference, value) -> mistakes.hide(value, reference.toString()));
        for (var fault : filled.faults()) {
            mistakes.add(origins.inside(path, fault.offset()).orElse(scalar.place()), path + ": " + fault.message());
        }
        if (!filled.faults().isEmpty()) {
            return Optional.empty();
        }
        if (secret) {
            mistakes.hide(filled.text(), Secret.MASK);
        }
        try {
            FieldValues.storable(path, filled.text());
        } catch (FieldValues.WrongValue e) {
            mistakes.add(scalar.place(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        return Optional.of(filled.text());
    }

    /** Hours of the week, {@code { mon-fri: "08:00-18:00" }}; null when the key is left out, or wrong and told. */
    static @Nullable OpenHours hours(Part part, String key) {
        if (!(part.node(key).orElse(null) instanceof Node.Entries)) {
            var _ = part.part(key); // tells that it has to be a map, if it is there
            return null;
        }
        var words = new LinkedHashMap<String, String>();
        part.named(key).forEach((days, hours) -> words.put(days, hours.text()));
        return part.made(key, () -> OpenHours.of(words)).orElse(null);
    }

    /** The content of the file that {@code path} names, for keys whose value is a path. */
    Optional<String> content(String path, String file) {
        try {
            return Optional.of(sources.value(Reference.file(file)));
        } catch (Sources.Unresolved e) {
            wrong(path, ": the file \"%s\" %s".formatted(file, e.reason()));
            return Optional.empty();
        }
    }

    /** How a value is repeated in a message: as the file has it, so that no variable's value shows, and not too long. */
    String shown(String path, String text) {
        var written = origins.references(path).orElse(text).replaceAll("\\s+", " ");
        return "\"" + (written.length() <= 60 ? written : written.substring(0, 60) + "…") + "\"";
    }
}
