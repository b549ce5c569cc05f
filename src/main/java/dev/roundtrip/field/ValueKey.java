package dev.roundtrip.field;

import java.util.Locale;

/** The part of a user-defined field's value that its index holds: in lower case, and not too long. */
public final class ValueKey {
    private static final int LENGTH = 200;

    private ValueKey() {}

    public static String of(String value) {
        // Lower case first: a letter may become two, and what follows one may decide what it becomes.
        var folded = value.toLowerCase(Locale.ROOT);
        var end = folded.length() <= LENGTH
                ? folded.length()
                : folded.offsetByCodePoints(0, Math.min(LENGTH, folded.codePointCount(0, folded.length())));
        return folded.substring(0, end);
    }

    /** Whether {@link #of} leaves nothing of it out. */
    public static boolean isWhole(String value) {
        var folded = value.toLowerCase(Locale.ROOT);
        return folded.codePointCount(0, folded.length()) < LENGTH;
    }
}
