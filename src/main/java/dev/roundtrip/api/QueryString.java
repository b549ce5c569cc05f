package dev.roundtrip.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameters after the question mark, by name without case.
 *
 * <p>Read here and not by the container: that one drops what it cannot decode without a word, and would look into the body too.
 */
record QueryString(Map<String, String> values) {

    /** @throws ApiProblem when an escape is broken, the text no UTF-8 or with a zero character, or a name comes twice */
    static QueryString of(@Nullable String raw) {
        var values = new TreeMap<String, String>();
        for (var pair : (raw == null ? "" : raw).split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            var equals = pair.indexOf('=');
            var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            var value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
            if (name.indexOf(0) >= 0 || value.indexOf(0) >= 0) {
                // PostgreSQL takes none, not even to look for it.
                throw ApiProblem.badInput(
                        "%s: holds a zero character (%%00), which no text here can hold; leave it out".formatted(name));
            }
            if (values.putIfAbsent(name.toLowerCase(Locale.ROOT), value) != null) {
                throw ApiProblem.badInput("%s: given twice in the address".formatted(name));
            }
        }
        return new QueryString(values);
    }

    /** Blank is as good as absent. */
    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name.toLowerCase(Locale.ROOT))).filter(v -> !v.isBlank());
    }

    private static String decoded(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '+') {
                bytes.write(' ');
            } else if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw ApiProblem.badInput("address: a % in the query is not followed by two hexadecimal digits");
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                // The container hands on what came beyond ASCII byte by byte.
                bytes.write(c);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ApiProblem.badInput("address: the query is not UTF-8");
        }
    }
}
