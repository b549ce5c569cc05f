package dev.roundtrip.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Brings the path of a request to the one spelling that the controllers are written for. Pure.
 *
 * <p>Clients write the Autotask API's paths in any case, with {@code //} after the root, a slash at the end, and three spellings
 * of the version; here they become lower case throughout: {@code /atservicesrest/v1.0/tickets/query}.
 */
sealed interface ApiPath {
    /** Not a path of these doors. */
    record Elsewhere() implements ApiPath {}

    /**
     * @param path what the controllers are mapped to
     * @param written as the client wrote it, with single slashes, so that an address made from it looks like the client's own
     */
    record Clear(Door door, String path, String written) implements ApiPath {}

    /** Of a door, but not a path that could mean anything: {@code ;}, an encoded slash, dots. */
    record Unclear(Door door, String why) implements ApiPath {}

    /** Empty elsewhere. */
    default Optional<Door> ofDoor() {
        return switch (this) {
            case Elsewhere elsewhere -> Optional.empty();
            case Clear clear -> Optional.of(clear.door());
            case Unclear unclear -> Optional.of(unclear.door());
        };
    }

    Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~-]*");

    /** @param raw as it stands in the request line, without the query */
    static ApiPath of(String raw) {
        var segments = new ArrayList<String>();
        String why = null;
        for (var written : raw.split("/+", -1)) {
            var parameters = written.indexOf(';');
            var segment = unescaped(parameters < 0 ? written : written.substring(0, parameters));
            if (segment.isEmpty() && parameters < 0) {
                continue;
            }
            if (why == null && (parameters >= 0 || isMeaningless(segment))) {
                why = "a path consists of words, with no ';', no dots alone and no escaped signs";
            }
            segments.add(segment);
        }
        var door = door(segments);
        if (door == null) {
            return new Elsewhere();
        }
        if (why != null) {
            return new Unclear(door, why);
        }
        return new Clear(door, canonical(door, segments), withoutEnd(raw.replaceAll("/+", "/")));
    }

    private static @org.jspecify.annotations.Nullable Door door(List<String> segments) {
        if (!segments.isEmpty()) {
            for (var door : Door.values()) {
                if (door.root().equals(segments.getFirst().toLowerCase(Locale.ROOT))) {
                    return door;
                }
            }
        }
        return null;
    }

    private static String canonical(Door door, List<String> segments) {
        if (door == Door.OWN) {
            // Ids of its own may tell upper from lower case.
            return "/" + door.root() + rest(segments.subList(1, segments.size()));
        }
        var path = new ArrayList<>(
                segments.stream().map(s -> s.toLowerCase(Locale.ROOT)).toList());
        if (path.size() > 1 && path.get(1).equals("1.0")) {
            path.set(1, "v1.0");
        }
        return rest(path);
    }

    private static String rest(List<String> segments) {
        return segments.isEmpty() ? "" : "/" + String.join("/", segments);
    }

    private static boolean isMeaningless(String segment) {
        return !PLAIN.matcher(segment).matches() || segment.equals(".") || segment.equals("..");
    }

    private static String withoutEnd(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Escapes of plain letters are undone; of anything else they are left, to be refused. */
    private static String unescaped(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        var text = new StringBuilder();
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '%' && i + 2 < segment.length()) {
                var letter = letter(segment.substring(i + 1, i + 3));
                if (letter.length() == 1 && PLAIN.matcher(letter).matches()) {
                    text.append(letter);
                    i += 2;
                    continue;
                }
            }
            text.append(c);
        }
        return text.toString();
    }

    private static String letter(String hex) {
        int high = Character.digit(hex.charAt(0), 16);
        int low = Character.digit(hex.charAt(1), 16);
        return high < 0 || low < 0
                ? ""
                : new String(new byte[] {(byte) (high << 4 | low)}, StandardCharsets.ISO_8859_1);
    }
}
