package dev.roundtrip.callout;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A text as it reads after some escaping was undone, knowing for each character the stretch of the original it came from. */
final class Reading {
    private static final Map<String, Character> ENTITIES =
            Map.of("lt", '<', "gt", '>', "amp", '&', "quot", '"', "apos", '\'');

    // Of an entity, from the ampersand to the semicolon: &#x10FFFF; with some zeros before it.
    private static final int LONGEST_ENTITY = 16;

    private final String text;
    /** One more than there are characters, for the end of the last; null: as in the original. */
    private final int @Nullable [] from;

    private Reading(String text, int @Nullable [] from) {
        this.text = text;
        this.from = from;
    }

    static Reading of(String original) {
        return new Reading(original, null);
    }

    String text() {
        return text;
    }

    /** Where in the original the character at this index began. */
    int from(int index) {
        return from == null ? index : from[index];
    }

    /** Where in the original it ended, exclusive. */
    int to(int index) {
        return from(index + 1);
    }

    /** With %XX read as the bytes of UTF-8; what is not UTF-8 is read as Latin-1. */
    Reading percentDecoded(boolean plusIsBlank) {
        if (text.indexOf('%') < 0 && !(plusIsBlank && text.indexOf('+') >= 0)) {
            return this;
        }
        var built = new Building();
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            if (c == '%' && hex(i + 1, 2) >= 0) {
                i = decodeOne(i, built);
            } else if (plusIsBlank && c == '+') {
                built.add(' ', i++);
            } else {
                int end = i + 1;
                while (end < text.length() && text.charAt(end) != '%' && !(plusIsBlank && text.charAt(end) == '+')) {
                    end++;
                }
                built.copy(i, end);
                i = end;
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
            int next = text.indexOf('\\', i);
            int end = next < 0 ? text.length() : next;
            built.copy(i, end);
            i = end;
            if (next >= 0) {
                char kind = next + 1 < text.length() ? text.charAt(next + 1) : ' ';
                int code = kind == 'u' ? hex(next + 2, 4) : "\"\\/bfnrt".indexOf(kind);
                if (code < 0) {
                    built.add('\\', i++);
                } else {
                    built.add(kind == 'u' ? (char) code : "\"\\/\b\f\n\r\t".charAt(code), i);
                    i += kind == 'u' ? 6 : 2;
                }
            }
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
            int next = text.indexOf('&', i);
            int end = next < 0 ? text.length() : next;
            built.copy(i, end);
            i = end;
            if (next >= 0) {
                int semicolon = next + 1;
                int last = Math.min(text.length(), next + LONGEST_ENTITY) - 1;
                while (semicolon < last && text.charAt(semicolon) != ';') {
                    semicolon++;
                }
                int code = semicolon > last || text.charAt(semicolon) != ';'
                        ? -1
                        : entity(text.substring(next + 1, semicolon));
                if (code < 0) {
                    built.add('&', i++);
                } else {
                    built.addCodePoint(code, i);
                    i = semicolon + 1;
                }
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

    /** @return where the character ends whose first byte stands there as %XX */
    private int decodeOne(int start, Building built) {
        int first = hex(start + 1, 2);
        int following = first >> 5 == 6 ? 1 : first >> 4 == 14 ? 2 : first >> 3 == 30 ? 3 : 0;
        int code = first & (0x3F >> following);
        for (int i = 1; i <= following; i++) {
            int at = start + 3 * i;
            int next = at < text.length() && text.charAt(at) == '%' ? hex(at + 1, 2) : -1;
            if (next >> 6 != 2) {
                built.add((char) first, start);
                return start + 3;
            }
            code = code << 6 | (next & 0x3F);
        }
        if (following == 0 || !Character.isValidCodePoint(code)) {
            built.add((char) first, start);
            return start + 3;
        }
        built.addCodePoint(code, start);
        return start + 3 * (following + 1);
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
        private final char[] read = new char[text.length()]; // undoing an escape never makes a text longer
        private final int[] starts = new int[text.length() + 1];
        private int size;

        void add(char c, int start) {
            starts[size] = from(start);
            read[size++] = c;
        }

        void addCodePoint(int code, int start) {
            for (char c : Character.toChars(code)) {
                add(c, start);
            }
        }

        void copy(int start, int end) {
            text.getChars(start, end, read, size);
            if (from == null) {
                for (int i = start; i < end; i++) {
                    starts[size++] = i;
                }
            } else {
                System.arraycopy(from, start, starts, size, end - start);
                size += end - start;
            }
        }

        Reading done() {
            starts[size] = from(text.length());
            return new Reading(new String(read, 0, size), Arrays.copyOf(starts, size + 1));
        }
    }
}
