package dev.roundtrip.setup;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where in the file each path of the document stands, and how it is written there. */
final class Origins {
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, Node.Scalar> written = new HashMap<>();
    private final ScalarSource source;

    Origins(String fileText) {
        this.source = new ScalarSource(fileText);
    }

    void note(String path, Place place) {
        places.put(path, place);
    }

    void note(String path, Node.Scalar scalar) {
        places.put(path, scalar.place());
        written.put(path, scalar);
    }

    /** The place of {@code path}; where the file does not say it, the place of what it would be in. */
    Place of(String path) {
        for (var at = path; !at.isEmpty(); at = parent(at)) {
            var place = places.get(at);
            if (place != null) {
                return place;
            }
        }
        return Place.START;
    }

    /** The place of a character inside the text of {@code path}, if it can be told; line and column count from 1. */
    Optional<Place> inside(String path, int line, int column) {
        var scalar = written.get(path);
        return scalar == null || refers(scalar) ? Optional.empty() : source.placeOf(scalar, line, column);
    }

    Optional<Place> inside(String path, int offset) {
        var scalar = written.get(path);
        if (scalar == null) {
            return Optional.empty();
        }
        var before = scalar.text().substring(0, offset);
        var lineStart = before.lastIndexOf('\n') + 1;
        var line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return source.placeOf(scalar, line, before.codePointCount(lineStart, before.length()) + 1);
    }

    /** The text of {@code path} with its references as they are written, if it has any. */
    Optional<String> references(String path) {
        return Optional.ofNullable(written.get(path)).filter(Origins::refers).map(Node.Scalar::text);
    }

    // With references the text in use is not the text in the file, and positions in it mean nothing there.
    private static boolean refers(Node.Scalar scalar) {
        return scalar.text().contains("${");
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
}
