package dev.roundtrip.template;

import org.jspecify.annotations.Nullable;

/**
 * An XML body: values stand in text and in quoted attribute values, nowhere else. Whether it is XML at all is asked of the
 * rendered body ({@link RenderedBody}).
 */
final class XmlSurroundings implements Surroundings {
    private At at = At.TEXT;
    private int leftText;

    /** Half-read delimiters are spots of their own: a section may not hide one half of "-->". */
    private enum At implements Spot {
        TEXT(Place.XML, "in text"),
        DOUBLE_QUOTED(Place.XML_ATTRIBUTE, "inside an attribute value"),
        SINGLE_QUOTED(Place.XML_ATTRIBUTE, "inside an attribute value"),

        TEXT_REFERENCE(null, "inside a character or entity reference"),
        DOUBLE_QUOTED_REFERENCE(null, "inside a character or entity reference"),
        SINGLE_QUOTED_REFERENCE(null, "inside a character or entity reference"),

        LESS_THAN(null, "right after <"),
        TAG(null, "inside a tag, outside of its attribute values"),
        BANG(null, "right after <!"),
        BANG_DASH(null, "right after <!-"),
        BANG_BRACKET(null, "right after <!["),

        COMMENT(null, "inside a comment"),
        COMMENT_DASH(null, "inside a comment"),
        COMMENT_DASH_DASH(null, "inside a comment"),

        CDATA(null, "inside a CDATA section"),
        CDATA_BRACKET(null, "inside a CDATA section"),
        CDATA_BRACKET_BRACKET(null, "inside a CDATA section"),

        INSTRUCTION(null, "inside a processing instruction"),
        INSTRUCTION_MARK(null, "inside a processing instruction"),

        DECLARATION(null, "inside a DOCTYPE"),
        DECLARATION_DOUBLE_QUOTED(null, "inside a DOCTYPE"),
        DECLARATION_SINGLE_QUOTED(null, "inside a DOCTYPE");

        private final @Nullable Place place;
        private final String words;

        At(@Nullable Place place, String words) {
            this.place = place;
            this.words = words;
        }

        At after(char c) {
            return switch (this) {
                case TEXT -> c == '<' ? LESS_THAN : c == '&' ? TEXT_REFERENCE : TEXT;
                case DOUBLE_QUOTED -> c == '"' ? TAG : c == '&' ? DOUBLE_QUOTED_REFERENCE : DOUBLE_QUOTED;
                case SINGLE_QUOTED -> c == '\'' ? TAG : c == '&' ? SINGLE_QUOTED_REFERENCE : SINGLE_QUOTED;

                case TEXT_REFERENCE -> isOfReference(c) ? this : c == ';' ? TEXT : TEXT.after(c);
                case DOUBLE_QUOTED_REFERENCE ->
                    isOfReference(c) ? this : c == ';' ? DOUBLE_QUOTED : DOUBLE_QUOTED.after(c);
                case SINGLE_QUOTED_REFERENCE ->
                    isOfReference(c) ? this : c == ';' ? SINGLE_QUOTED : SINGLE_QUOTED.after(c);

                case LESS_THAN -> c == '!' ? BANG : c == '?' ? INSTRUCTION : TAG.after(c);
                case TAG -> c == '"' ? DOUBLE_QUOTED : c == '\'' ? SINGLE_QUOTED : c == '>' ? TEXT : TAG;
                case BANG -> c == '-' ? BANG_DASH : c == '[' ? BANG_BRACKET : DECLARATION.after(c);
                case BANG_DASH -> c == '-' ? COMMENT : DECLARATION.after(c);
                case BANG_BRACKET -> c == '[' ? CDATA : BANG_BRACKET;

                case COMMENT -> c == '-' ? COMMENT_DASH : COMMENT;
                case COMMENT_DASH -> c == '-' ? COMMENT_DASH_DASH : COMMENT;
                case COMMENT_DASH_DASH -> c == '>' ? TEXT : c == '-' ? COMMENT_DASH_DASH : COMMENT;

                case CDATA -> c == ']' ? CDATA_BRACKET : CDATA;
                case CDATA_BRACKET -> c == ']' ? CDATA_BRACKET_BRACKET : CDATA;
                case CDATA_BRACKET_BRACKET -> c == '>' ? TEXT : c == ']' ? CDATA_BRACKET_BRACKET : CDATA;

                case INSTRUCTION -> c == '?' ? INSTRUCTION_MARK : INSTRUCTION;
                case INSTRUCTION_MARK -> c == '>' ? TEXT : c == '?' ? INSTRUCTION_MARK : INSTRUCTION;

                case DECLARATION ->
                    c == '"'
                            ? DECLARATION_DOUBLE_QUOTED
                            : c == '\'' ? DECLARATION_SINGLE_QUOTED : c == '>' ? TEXT : DECLARATION;
                case DECLARATION_DOUBLE_QUOTED -> c == '"' ? DECLARATION : this;
                case DECLARATION_SINGLE_QUOTED -> c == '\'' ? DECLARATION : this;
            };
        }

        private static boolean isOfReference(char c) {
            return Character.isLetterOrDigit(c) || c == '#' || c == '_' || c == '-' || c == '.' || c == ':';
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
            return switch (this) {
                case TAG -> "write it as an attribute value in quotes, or between the tags";
                case CDATA, CDATA_BRACKET, CDATA_BRACKET_BRACKET ->
                    "write it as text, without <![CDATA[…]]>; the value is escaped by itself";
                default -> "write it as text between the tags, or as an attribute value in quotes";
            };
        }
    }

    @Override
    public void read(String text, int from, int to, StringBuilder sent, Mistakes mistakes) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (at == At.DECLARATION && c == '[') {
                mistakes.add(
                        i, "a DOCTYPE with declarations of its own is not sent; leave out what is in the brackets");
            }
            At next = at.after(c);
            if (at == At.TEXT && next != At.TEXT) {
                leftText = i;
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
        if (at != At.TEXT) {
            mistakes.add(leftText, "what begins here is not closed: the body ends " + at.words());
        }
    }
}
