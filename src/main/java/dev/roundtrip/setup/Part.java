package dev.roundtrip.setup;

import dev.roundtrip.rule.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A map of the file while it is read. What is asked for is what is known there: {@link #end} tells of everything else. A key that
 * is wrong counts as left out, after the mistake was noted.
 */
final class Part {
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,9}");

    private final String path;
    private final Reading reading;
    private final Map<String, Node.Entry> entries = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    private Part(String path, Reading reading, Node.Entries map) {
        this.path = path;
        this.reading = reading;
        for (var entry : map.entries()) {
            entries.put(entry.key(), entry);
            note(pathOf(entry.key()), entry.value());
        }
    }

    /** Empty, and told, when it is no map. */
    static Optional<Part> of(String path, Node node, Reading reading) {
        if (node instanceof Node.Entries map) {
            return Optional.of(new Part(path, reading, map));
        }
        reading.mistakes.add(node.place(), reading.called(path) + " has to be a map (key: value), not " + node.kind());
        return Optional.empty();
    }

    String path() {
        return path;
    }

    Reading reading() {
        return reading;
    }

    String pathOf(String key) {
        return pathOf(path, key);
    }

    static String pathOf(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** Tells that what is said at {@code key} is wrong. */
    void wrong(String key, String message) {
        reading.wrong(pathOf(key), message);
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** Whether {@code key} is left out, or stands there without a value. */
    boolean isBlank(String key) {
        return asked(key)
                .map(entry -> entry.value() instanceof Node.Scalar scalar && scalar.isNull())
                .orElse(true);
    }

    List<String> keys() {
        return List.copyOf(entries.keySet());
    }

    @Nullable
    String text(String key) {
        return asked(key)
                .flatMap(e -> reading.text(pathOf(key), e.value(), false))
                .orElse(null);
    }

    /** A text that must be there and not blank; a blank one, after it was told, when it is not. */
    String required(String key) {
        if (absent(key)) {
            return "";
        }
        var text = text(key);
        if (text != null && text.isBlank()) {
            wrong(key, "is empty");
        }
        return text == null ? "" : text;
    }

    /** A text by which something is called: it must be there, and on one line. */
    String name(String key) {
        var name = required(key);
        return isOnOneLine(key, name) ? name : "";
    }

    /** The same where it may be left out. */
    @Nullable
    String line(String key) {
        var text = text(key);
        return text == null || isOnOneLine(key, text) ? text : null;
    }

    private boolean isOnOneLine(String key, String text) {
        if (text.strip().chars().noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029)) {
            return true;
        }
        wrong(key, "holds a line break or a control character; write it on one line");
        return false;
    }

    @Nullable
    Secret secret(String key, int fewest) {
        var text = asked(key)
                .flatMap(e -> reading.text(pathOf(key), e.value(), true))
                .orElse(null);
        if (text == null) {
            return null;
        }
        var length = text.codePointCount(0, text.length());
        if (length < fewest) {
            wrong(
                    key,
                    length == 0 ? "is empty" : "has %d characters; at least %d are needed".formatted(length, fewest));
            return null;
        }
        return new Secret(text);
    }

    boolean flag(String key, boolean otherwise) {
        return read(
                        key,
                        text -> switch (text) {
                            case "true", "True", "TRUE" -> Optional.of(true);
                            case "false", "False", "FALSE" -> Optional.of(false);
                            default -> Optional.empty();
                        },
                        "is neither true nor false")
                .orElse(otherwise);
    }

    int whole(String key, int otherwise, int least, int most) {
        return read(key, Part::whole, "is not a whole number")
                .filter(number -> within(key, number, least, most, String::valueOf))
                .orElse(otherwise);
    }

    /** A whole number that must be there; 0, after it was told, when it is not. */
    long requiredNumber(String key) {
        return absent(key) ? 0 : read(key, Part::whole, "is not a whole number").orElse(0);
    }

    Duration span(String key, Duration otherwise, Duration least, Duration most) {
        return read(key, Span::of, "is not a length of time, such as 500ms, 60s, 15m, 4h or 2d")
                .filter(span -> within(key, span, least, most, Span::written))
                .orElse(otherwise);
    }

    /** One of {@code words}. */
    @Nullable
    String word(String key, List<String> words) {
        var text = text(key);
        if (text == null || words.contains(text)) {
            return text;
        }
        reading.wrong(pathOf(key), reading.shown(pathOf(key), text) + " " + Reading.unknown(text, words));
        return null;
    }

    String word(String key, String otherwise, List<String> words) {
        var word = word(key, words);
        return word == null ? otherwise : word;
    }

    /** What {@code reader} makes of the text; empty when the key is left out, or wrong and told. */
    <T> Optional<T> read(String key, Function<String, Optional<T>> reader, String otherwise) {
        var text = text(key);
        if (text == null) {
            return Optional.empty();
        }
        var value = reader.apply(text.strip());
        if (value.isEmpty()) {
            wrong(key, reading.shown(pathOf(key), text) + " " + otherwise);
        }
        return value;
    }

    /** What {@code reader} makes of the text; its {@code IllegalArgumentException} is told. */
    <T> Optional<T> parsed(String key, Function<String, T> reader) {
        var text = text(key);
        if (text == null) {
            return Optional.empty();
        }
        return made(key, () -> reader.apply(text));
    }

    /** What {@code maker} makes; its {@code IllegalArgumentException} is told as a mistake of {@code key}. */
    <T> Optional<T> made(String key, Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (IllegalArgumentException e) {
            wrong(key, ": " + e.getMessage());
            return Optional.empty();
        }
    }

    Optional<Part> part(String key) {
        return asked(key).flatMap(e -> of(pathOf(key), e.value(), reading));
    }

    /** The maps of a list; none when the key is left out. */
    List<Part> parts(String key) {
        var parts = new ArrayList<Part>();
        for (var item : items(key)) {
            of(item.path(), item.node(), reading).ifPresent(parts::add);
        }
        return parts;
    }

    /** An item of a list, not yet read. */
    record Item(String path, Node node) {}

    List<Item> items(String key) {
        return asked(key).map(e -> items(pathOf(key), e.value(), reading)).orElse(List.of());
    }

    static List<Item> items(String path, Node node, Reading reading) {
        if (!(node instanceof Node.Items list)) {
            reading.mistakes.add(
                    node.place(), path + " has to be a list ([ a, b ], or lines with - ), not " + node.kind());
            return List.of();
        }
        var items = new ArrayList<Item>();
        for (var item : list.items()) {
            var at = path + "[" + items.size() + "]";
            note(at, item, reading);
            items.add(new Item(at, item));
        }
        return items;
    }

    /** A list of texts. */
    List<Value> texts(String key) {
        return texts(items(key), reading);
    }

    static List<Value> texts(List<Item> items, Reading reading) {
        var texts = new ArrayList<Value>();
        for (var item : items) {
            reading.text(item.path(), item.node(), false).ifPresent(text -> texts.add(new Value(item.path(), text)));
        }
        return texts;
    }

    /** A map of texts whose keys are names of somebody's own. */
    Map<String, Value> named(String key) {
        var values = new LinkedHashMap<String, Value>();
        part(key)
                .ifPresent(part -> part.entries.forEach((name, entry) -> {
                    var at = part.pathOf(name);
                    reading.text(at, entry.value(), false).ifPresent(text -> values.put(name, new Value(at, text)));
                }));
        return values;
    }

    /** A map of secrets; empty where one is named without its text. Null when the key is left out. */
    @Nullable
    Map<String, Optional<Secret>> secrets(String key) {
        return part(key).map(Part::secrets).orElse(null);
    }

    private Map<String, Optional<Secret>> secrets() {
        var secrets = new LinkedHashMap<String, Optional<Secret>>();
        for (var name : keys()) {
            var nothing = node(name).orElseThrow() instanceof Node.Scalar scalar && scalar.isNull();
            secrets.put(name, nothing ? Optional.empty() : Optional.ofNullable(secret(name, 1)));
        }
        return secrets;
    }

    /** The node at {@code key}, for what is a text here and a map there. */
    Optional<Node> node(String key) {
        return asked(key).map(Node.Entry::value);
    }

    /** Keys that may stand there and alter nothing: as if they did not. */
    void passOver(Collection<String> keys) {
        entries.keySet().removeAll(keys);
    }

    /** To be called when all that is known was asked for. */
    void end() {
        var usable = List.copyOf(known);
        for (var entry : entries.values()) {
            if (!known.contains(entry.key())) {
                reading.mistakes.add(entry.place(), pathOf(entry.key()) + " " + Reading.unknown(entry.key(), usable));
            }
        }
    }

    /** Tells when {@code key} is left out. */
    boolean absent(String key) {
        known.add(key);
        if (has(key)) {
            return false;
        }
        reading.wrong(path, "lacks the key \"" + key + "\"");
        return true;
    }

    /** Looks a key up, and makes it known. */
    Optional<Node.Entry> asked(String key) {
        known.add(key);
        return Optional.ofNullable(entries.get(key));
    }

    private <T extends Comparable<T>> boolean within(
            String key, T value, T least, T most, Function<T, String> written) {
        if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) {
            return true;
        }
        var text = text(key);
        wrong(
                key,
                "%s is out of range: %s to %s"
                        .formatted(
                                reading.shown(pathOf(key), text == null ? "" : text),
                                written.apply(least),
                                written.apply(most)));
        return false;
    }

    private static Optional<Integer> whole(String text) {
        return WHOLE.matcher(text).matches() ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private void note(String at, Node node) {
        note(at, node, reading);
    }

    private static void note(String at, Node node, Reading reading) {
        if (node instanceof Node.Scalar scalar) {
            reading.origins.note(at, scalar);
        } else {
            reading.origins.note(at, node.place());
        }
    }
}
