package dev.roundtrip.callout;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** A text as it reads after some escaping was undone, knowing for each character the stretch of the original it came from. */
final class Reading {
    private static final Map<String, Character> ENTITIES =
            Map.of("lt", '<', "gt", '>', "amp", '&', "quot", '"', "apos", '\'');

    private final String text;
    private final int[] from;
    private final int[] to; // exclusive

    private Reading(String text, int[] from, int[] to) {
        this.text = text;
        this.from = from;
        this.to = to;
    }

    static Reading of(String original) {
        var from = new int[original.length()];
        Arrays.setAll(from, i -> i);
        var to = new int[original.length()];
        Arrays.setAll(to, i -> i + 1);
        return new Reading(original, from, to);
    }

    String text() {
        return text;
    }

    /** Where in the original the character at this index began. */
    int from(int index) {
        return from[index];
    }

    /** Where in the original it ended, exclusive. */
    int to(int index) {
        return to[index];
    }

    /** With %XX read as the bytes of UTF-8; what is not UTF-8 is read as Latin-1. */
    Reading percentDecoded(boolean plusIsBlank) {
        if (text.indexOf('%') < 0 && !(plusIsBlank && text.indexOf('+') >= 0)) {
            return this;
        }
        var built = new Building();
        for (int i = 0; i < text.length(); ) {
            int end = escapesEnd(i);
            if (end > i) {
                decodeUtf8(i, end, built);
                i = end;
            } else {
                char c = text.charAt(i);
                built.add(plusIsBlank && c == '+' ? ' ' : c, i, i + 1);
                i++;
            }
        }
        return built.done();
    }

    /** With the escapes of a JSON string undone, wherever a backslash stands. */
    Reading jsonUnescaped() {
        if (text.indexOf('\\') < 0) {
            return this;
        }
        var built = new Building();
        for (int i = 0; i < text.length(); ) {
            int length = 1;
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                int kind = "\"\\/bfnrt".indexOf(text.charAt(i + 1));
                int code = text.charAt(i + 1) == 'u' ? hex(i + 2, 4) : -1;
                if (kind >= 0) {
                    c = "\"\\/\b\f\n\r\t".charAt(kind);
                    length = 2;
                } else if (code >= 0) {
                    c = (char) code;
                    length = 6;
                }
            }
            built.add(c, i, i + length);
            i += length;
        }
        return built.done();
    }

    /** With the five entities of XML and its numbered characters undone. */
    Reading xmlUnescaped() {
        if (text.indexOf('&') < 0) {
            return this;
        }
        var built = new Building();
        for (int i = 0; i < text.length(); ) {
            // The longest is &#x10FFFF; with some zeros before it.
            int end = text.charAt(i) == '&'
                    ? text.substring(i, Math.min(text.length(), i + 16)).indexOf(';')
                    : -1;
            int code = end < 0 ? -1 : entity(text.substring(i + 1, i + end));
            if (code < 0) {
                built.add(text.charAt(i), i, i + 1);
                i++;
            } else {
                for (char c : Character.toChars(code)) {
                    built.add(c, i, i + end + 1);
                }
                i += end + 1;
            }
        }
        return built.done();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reading reading && text.equals(reading.text) && Arrays.equals(from, reading.from);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    private static int entity(String name) {
        if (!name.startsWith("#")) {
            var known = ENTITIES.get(name);
            return known == null ? -1 : known;
        }
        boolean hexadecimal = name.startsWith("#x") || name.startsWith("#X");
        try {
            int code = Integer.parseUnsignedInt(name.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
            return Character.isValidCodePoint(code) ? code : -1;
        } catch (NumberFormatException e) {
            return -1; // an ampersand and a semicolon that mean nothing
        }
    }

    /** The end of the run of %XX that begins here, or where it would begin if there is none. */
    private int escapesEnd(int start) {
        int end = start;
        while (end + 2 < text.length() && text.charAt(end) == '%' && hex(end + 1, 2) >= 0) {
            end += 3;
        }
        return end;
    }

    private void decodeUtf8(int start, int end, Building built) {
        for (int i = start; i < end; ) {
            int first = hex(i + 1, 2);
            int length = first < 0x80 ? 1 : first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : first >> 3 == 30 ? 4 : 1;
            var bytes = new ByteArrayOutputStream(length);
            for (int j = i; j < Math.min(end, i + 3 * length); j += 3) {
                bytes.write(hex(j + 1, 2));
            }
            var decoded = bytes.toString(StandardCharsets.UTF_8);
            if (decoded.indexOf('\uFFFD') >= 0) {
                length = 1;
                decoded = String.valueOf((char) first);
            }
            for (int k = 0; k < decoded.length(); k++) {
                built.add(decoded.charAt(k), i, i + 3 * length);
            }
            i += 3 * length;
        }
    }

    /** @return -1 if there are not so many hex digits */
    private int hex(int at, int digits) {
        if (at + digits > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** A reading of this reading; places are those of the original. */
    private final class Building {
        private final StringBuilder read = new StringBuilder(text.length());
        private final int[] starts = new int[text.length()]; // undoing an escape never makes a text longer
        private final int[] ends = new int[text.length()];

        void add(char c, int start, int end) {
            starts[read.length()] = from[start];
            ends[read.length()] = to[end - 1];
            read.append(c);
        }

        Reading done() {
            return new Reading(
                    read.toString(), Arrays.copyOf(starts, read.length()), Arrays.copyOf(ends, read.length()));
        }
    }
}
