package dev.roundtrip.setup;

import java.util.Comparator;

/**
 * One thing that is wrong with a setup file.
 *
 * @param file as it was named by whoever applies it
 * @param line from 1
 * @param column from 1, in characters
 * @param message names the key, the value and what would be right; never a secret
 */
public record SetupMistake(String file, int line, int column, String message) {
    static final Comparator<SetupMistake> IN_ORDER =
            Comparator.comparingInt(SetupMistake::line).thenComparingInt(SetupMistake::column);

    /** Whether it is about the same place. */
    boolean isWhere(SetupMistake other) {
        return line == other.line && column == other.column;
    }

    /** {@code desk.yaml:12:5: callouts[0].methd is not known; did you mean "method"?} */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
