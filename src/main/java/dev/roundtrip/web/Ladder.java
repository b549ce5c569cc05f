package dev.roundtrip.web;

import dev.roundtrip.delivery.Attempt;
import java.util.ArrayList;
import java.util.List;

/**
 * The attempts of one delivery as a row of marks: tall arrived, short failed, a ring is planned, a dot not used.
 *
 * @param text says the same; there may be too many attempts for marks, and then it stands alone
 */
record Ladder(List<Mark> marks, int width, String text) {
    private static final int SLOT = 7;
    private static final int MOST_MARKS = 15;

    /** @param shape class of the mark: v, x, u, s, w, o */
    record Mark(String shape, int x, int y, int height) {}

    /**
     * @param most how many attempts there are in all
     * @param planned whether another follows
     */
    static Ladder of(List<Attempt> attempts, int most, boolean planned, String text) {
        if (most > MOST_MARKS) {
            return new Ladder(List.of(), 0, text);
        }
        var marks = new ArrayList<Mark>();
        for (int i = 0; i < most; i++) {
            var shape =
                    i < attempts.size() ? shape(attempts.get(i).result()) : planned && i == attempts.size() ? "w" : "o";
            marks.add(mark(shape, i * SLOT + 1));
        }
        return new Ladder(List.copyOf(marks), most * SLOT + 2, text);
    }

    private static String shape(Attempt.Result result) {
        return switch (result) {
            case SUCCESS -> "v";
            case FAILURE -> "x";
            case UNKNOWN -> "u";
            case RUNNING -> "s";
        };
    }

    private static Mark mark(String shape, int x) {
        int height = switch (shape) {
            case "v", "s" -> 14;
            case "u" -> 10;
            default -> 7;
        };
        return new Mark(shape, x, 15 - height, height);
    }
}
