package dev.roundtrip.setup;

import java.util.List;
import java.util.Optional;

/** Finds the place in the file of a character inside a value, so that a mistake in a template is told where it stands. */
final class ScalarSource {
    private final List<String> lines;

    /** @param file empty for what was sent by itself, in which no place is told so closely */
    ScalarSource(String file) {
        // The library counts these as line breaks too.
        this.lines = file.isEmpty() ? List.of() : List.of(file.split("\\r\\n|[\\r\\n\\x85\\u2028\\u2029]", -1));
    }

    /**
     * The place of a character of {@code scalar}'s text.
     *
     * @param line of the text, from 1
     * @param column in that line, in characters, from 1
     * @return empty where it cannot be told: folded text, quoted text over several lines
     */
    Optional<Place> placeOf(Node.Scalar scalar, int line, int column) {
        return switch (scalar.style()) {
            case LITERAL -> inBlock(scalar, line, column);
            case PLAIN, SINGLE_QUOTED, DOUBLE_QUOTED ->
                scalar.place().line() == scalar.end().line() ? inLine(scalar, line, column) : Optional.empty();
            case FOLDED -> Optional.empty();
        };
    }

    private Optional<Place> inBlock(Node.Scalar scalar, int line, int column) {
        var first = scalar.place().line() + 1;
        for (int at = first; at <= Math.min(lines.size(), scalar.end().line()); at++) {
            var text = lines.get(at - 1);
            if (!text.isBlank()) {
                var indent = text.length() - text.stripLeading().length();
                return Optional.of(new Place(scalar.place().line() + line, indent + column));
            }
        }
        return Optional.empty();
    }

    private Optional<Place> inLine(Node.Scalar scalar, int line, int column) {
        if (scalar.place().line() > lines.size()) {
            return Optional.empty();
        }
        var wanted = offset(scalar.text(), line, column);
        var written = lines.get(scalar.place().line() - 1).codePoints().toArray();
        int at = scalar.place().column() - 1;
        if (scalar.style() != Node.Scalar.Style.PLAIN) {
            at++; // the quotation mark
        }
        for (int n = 0; n < wanted && at < written.length; n++) {
            at += width(written, at, scalar.style());
        }
        return Optional.of(new Place(scalar.place().line(), at + 1));
    }

    /** How many characters of the file make the one that begins at {@code at}. */
    private static int width(int[] written, int at, Node.Scalar.Style style) {
        if (style == Node.Scalar.Style.SINGLE_QUOTED) {
            return written[at] == '\'' ? 2 : 1;
        }
        if (style != Node.Scalar.Style.DOUBLE_QUOTED || written[at] != '\\' || at + 1 >= written.length) {
            return 1;
        }
        return switch (written[at + 1]) {
            case 'x' -> 4;
            case 'u' -> 6;
            case 'U' -> 10;
            default -> 2;
        };
    }

    private static int offset(String text, int line, int column) {
        int at = 0;
        for (int n = 1; n < line; n++) {
            at = text.indexOf('\n', at) + 1;
        }
        return text.codePointCount(0, at) + column - 1;
    }
}
