package dev.roundtrip.web;

import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** A number beside a word, which nobody counts to its end. */
final class Tally {
    /** Beyond these it does not matter how many. */
    private static final int MOST = 1_000;

    private Tally() {}

    /**
     * @param counted how many there are, at most the number it is given
     * @return null for none
     */
    static @Nullable String of(IntUnaryOperator counted) {
        int count = counted.applyAsInt(MOST);
        return count == 0 ? null : count < MOST ? Integer.toString(count) : (MOST - 1) + "+";
    }
}
