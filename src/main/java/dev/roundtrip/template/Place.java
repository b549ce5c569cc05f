package dev.roundtrip.template;

/**
 * Where a value lands in a request, and so how it is written there. Half of a surrogate pair is U+FFFD in every place, for no
 * encoding can carry it.
 *
 * <p>The names are stored with rendered requests ({@link Text#encode}): they may not change.
 */
public enum Place {
    /** Between the quotes of a JSON string. */
    JSON_STRING {
        @Override
        boolean keeps(char c) {
            return c >= ' ' && c != '"' && c != '\\';
        }

        @Override
        void write(int c, StringBuilder out) {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(hex(c >> 4)).append(hex(c));
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        }
    },

    /** Where JSON expects a value: text brings its own quotes. */
    JSON_VALUE {
        @Override
        public String escape(String text) {
            return '"' + JSON_STRING.escape(text) + '"';
        }

        @Override
        boolean keeps(char c) {
            return JSON_STRING.keeps(c);
        }

        @Override
        void write(int c, StringBuilder out) {
            JSON_STRING.write(c, out);
        }
    },

    /** Text of an XML element. What XML 1.0 forbids becomes U+FFFD. */
    XML {
        @Override
        boolean keeps(char c) {
            return (c >= ' ' || c == '\n' || c == '\t')
                    && c < '\uFFFE'
                    && c != '&'
                    && c != '<'
                    && c != '>'
                    && c != '"'
                    && c != '\'';
        }

        @Override
        boolean carries(int c) {
            return isAllowed(c);
        }

        @Override
        void write(int c, StringBuilder out) {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                // a bare one would be read as a line feed
                case '\r' -> out.append("&#13;");
                default -> out.appendCodePoint(isAllowed(c) ? c : REPLACEMENT);
            }
        }

        private boolean isAllowed(int c) {
            return (c >= ' ' && c != 0xFFFE && c != 0xFFFF) || c == '\n' || c == '\t' || c == '\r';
        }
    },

    /** A quoted attribute value of XML, where a reader would turn bare line breaks and tabs into spaces. */
    XML_ATTRIBUTE {
        @Override
        boolean keeps(char c) {
            return c != '\n' && c != '\t' && XML.keeps(c);
        }

        @Override
        boolean carries(int c) {
            return XML.carries(c);
        }

        @Override
        void write(int c, StringBuilder out) {
            switch (c) {
                case '\n' -> out.append("&#10;");
                case '\t' -> out.append("&#9;");
                default -> XML.write(c, out);
            }
        }
    },

    /** A value of a form body; a blank is %20, never +. */
    FORM,

    /** A value in the query of an address. */
    QUERY,

    /** A segment, or part of one, in the path of an address. */
    PATH,

    /** The value of a header: control characters are a space, beyond ASCII it is percent-encoded; nothing else changes. */
    HEADER {
        @Override
        boolean keeps(char c) {
            return c >= ' ' && c < 0x7F;
        }

        @Override
        boolean carries(int c) {
            return !Character.isISOControl(c);
        }

        @Override
        void write(int c, StringBuilder out) {
            if (Character.isISOControl(c)) {
                out.append(' ');
            } else if (c < 0x7F) {
                out.append((char) c);
            } else {
                percent(c, out);
            }
        }
    },

    /** Plain text: as it is. */
    PLAIN {
        @Override
        boolean keeps(char c) {
            return true;
        }

        @Override
        void write(int c, StringBuilder out) {
            out.appendCodePoint(c);
        }
    };

    private static final int REPLACEMENT = 0xFFFD;

    /** Writes a text for this place; whatever the text says, it cannot leave the place. */
    public String escape(String text) {
        int clean = 0;
        while (clean < text.length() && keeps(text.charAt(clean)) && !Character.isSurrogate(text.charAt(clean))) {
            clean++;
        }
        if (clean == text.length()) {
            return text;
        }

        var out = new StringBuilder(text.length() + 64).append(text, 0, clean);
        for (int i = clean; i < text.length(); ) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                int whole = text.codePointAt(i);
                write(Character.isSupplementaryCodePoint(whole) ? whole : REPLACEMENT, out);
                i += Character.charCount(whole);
            } else {
                if (keeps(c)) {
                    out.append(c);
                } else {
                    write(c, out);
                }
                i++;
            }
        }
        return out.toString();
    }

    /**
     * Whether the text is all there once it is written: nothing of it became a blank or a U+FFFD. How it was escaped is known to whoever
     * reads it, and can be undone.
     */
    public boolean carries(String text) {
        return text.codePoints()
                .allMatch(c -> carries(c) && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE));
    }

    /** Whether this place has a way to write a character that is a whole one. */
    boolean carries(int c) {
        return true;
    }

    /** Whether a character (never a surrogate) is written as it is; in addresses and forms, those that never need encoding. */
    boolean keeps(char c) {
        return isUnreserved(c);
    }

    /** Writes a character that is a whole one; in addresses and forms, percent-encoded. */
    void write(int c, StringBuilder out) {
        percent(c, out);
    }

    /** RFC 3986: what never needs encoding, whatever stands around it. */
    private static boolean isUnreserved(char c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        boolean digit = c >= '0' && c <= '9';
        return letter || digit || c == '-' || c == '.' || c == '_' || c == '~';
    }

    /** Writes a character as the percent-encoded bytes of its UTF-8. */
    static void percent(int c, StringBuilder out) {
        if (c < 0x80) {
            percentByte(c, out);
            return;
        }
        int following = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
        int lead = following == 1 ? 0xC0 : following == 2 ? 0xE0 : 0xF0;
        percentByte(lead | (c >> (6 * following)), out);
        for (int i = following - 1; i >= 0; i--) {
            percentByte(0x80 | ((c >> (6 * i)) & 0x3F), out);
        }
    }

    private static void percentByte(int b, StringBuilder out) {
        out.append('%').append(hex(b >> 4)).append(hex(b));
    }

    private static char hex(int nibble) {
        return "0123456789ABCDEF".charAt(nibble & 0xF);
    }
}
