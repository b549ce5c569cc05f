package dev.roundtrip.template;

import org.jspecify.annotations.Nullable;

/** A JSON body: inside a string or outside. Whether it is JSON at all is asked of the rendered body ({@link RenderedBody}). */
final class JsonSurroundings implements Surroundings {
    private At at = At.OUTSIDE;
    private int stringBegan;

    private enum At implements Spot {
        OUTSIDE(Place.JSON_VALUE, "outside of strings"),
        STRING(Place.JSON_STRING, "inside a string"),
        ESCAPE(null, "after a backslash"),
        FOUR_DIGITS(null, "inside a \\u escape"),
        THREE_DIGITS(null, "inside a \\u escape"),
        TWO_DIGITS(null, "inside a \\u escape"),
        ONE_DIGIT(null, "inside a \\u escape");

        private final @Nullable Place place;
        private final String words;

        At(@Nullable Place place, String words) {
            this.place = place;
            this.words = words;
        }

        At after(char c) {
            return switch (this) {
                case OUTSIDE -> c == '"' ? STRING : OUTSIDE;
                case STRING -> c == '"' ? OUTSIDE : c == '\\' ? ESCAPE : STRING;
                case ESCAPE -> c == 'u' ? FOUR_DIGITS : STRING;
                case FOUR_DIGITS -> THREE_DIGITS;
                case THREE_DIGITS -> TWO_DIGITS;
                case TWO_DIGITS -> ONE_DIGIT;
                case ONE_DIGIT -> STRING;
            };
        }

        @Override
        public @Nullable Place place() {
            return place;
        }

        @Override
        public String words() {
            return words;
        }

        @Override
        public String advice() {
            return "write the escape out in full before it (a backslash itself is \\\\); the value is escaped by itself";
        }
    }

    @Override
    public void read(String text, int from, int to, StringBuilder sent, Mistakes mistakes) {
        for (int i = from; i < to; i++) {
            At next = at.after(text.charAt(i));
            if (at == At.OUTSIDE && next == At.STRING) {
                stringBegan = i;
            }
            at = next;
        }
        sent.append(text, from, to);
    }

    @Override
    public Spot spot() {
        return at;
    }

    @Override
    public void end(int offset, Mistakes mistakes) {
        if (at != At.OUTSIDE) {
            mistakes.add(stringBegan, "the string that begins here is not closed; write a \" at its end");
        }
    }
}
