package dev.roundtrip.setup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares one record as it is with what the file says of it, and puts each difference into a line of words. */
final class Comparison {
    private static final int LONGEST = 80;

    private final String record;
    private final String path;
    private final Origins origins;
    private final List<String> differences = new ArrayList<>();

    /**
     * @param record what it is called: {@code callout "Close in Icinga"}
     * @param path of the record in the file
     */
    Comparison(String record, String path, Origins origins) {
        this.record = record;
        this.path = path;
        this.origins = origins;
    }

    /** @param before and {@code after} in their one spelling; null is none */
    Comparison of(String key, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            differences.add(record + ": " + key + " " + words(key, written(before), written(after)));
        }
        return this;
    }

    /** The same of what has words of its own. Compared is the value, for two may be said in the same words. */
    <T> Comparison of(String key, @Nullable T before, @Nullable T after, Function<T, String> words) {
        if (!Objects.equals(before, after)) {
            differences.add(record + ": " + key + " "
                    + words(
                            key,
                            before == null ? null : words.apply(before),
                            after == null ? null : words.apply(after)));
        }
        return this;
    }

    /** A difference that must not be shown, or that is told in other words. */
    Comparison when(boolean differs, String line) {
        if (differs) {
            differences.add(line);
        }
        return this;
    }

    List<String> differences() {
        return List.copyOf(differences);
    }

    private String words(String key, @Nullable String before, @Nullable String after) {
        var references = origins.references(Part.pathOf(path, key));
        if (references.isPresent()) {
            // Neither value: what came from a variable may be more than an address.
            return "differs from " + quoted(references.get());
        }
        if (before != null && after != null && (isLong(before) || isLong(after))) {
            return firstDifference(before.lines().toList(), after.lines().toList());
        }
        return quoted(before) + " -> " + quoted(after);
    }

    private static String firstDifference(List<String> before, List<String> after) {
        int line = 0;
        while (line < before.size() && line < after.size() && before.get(line).equals(after.get(line))) {
            line++;
        }
        return "differs from line %d on: %s -> %s"
                .formatted(
                        line + 1,
                        quoted(line < before.size() ? before.get(line).strip() : null),
                        quoted(line < after.size() ? after.get(line).strip() : null));
    }

    private static boolean isLong(String text) {
        return text.length() > LONGEST || text.lines().count() > 1;
    }

    private static @Nullable String written(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Collection<?> several -> several.stream().map(Object::toString).collect(Collectors.joining(", "));
            default -> value.toString();
        };
    }

    private static String quoted(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "(none)";
        }
        var line = text.replaceAll("\\s*\\R\\s*", " ");
        return "\"" + (line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…") + "\"";
    }
}
