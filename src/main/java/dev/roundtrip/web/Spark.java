package dev.roundtrip.web;

import dev.roundtrip.delivery.LaneDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The hours of a day as bars: what was delivered above the line, what failed below it. The text beside it says the same in numbers. */
record Spark(List<Bar> bars) {
    private static final double TALLEST = 15;
    private static final double DEEPEST = 8;
    private static final int SLOT = 4;

    /** @param shape class of the bar: v, x */
    record Bar(String shape, int x, String y, String height) {}

    static Spark of(LaneDay day) {
        var bars = new ArrayList<Bar>();
        double most =
                Math.max(1, day.delivered().stream().mapToInt(n -> n).max().orElse(1));
        double worst = Math.max(1, day.failed().stream().mapToInt(n -> n).max().orElse(1));
        for (int hour = 0; hour < LaneDay.HOURS; hour++) {
            int x = hour * SLOT + 1;
            if (day.delivered().get(hour) > 0) {
                var height = Math.max(1.5, day.delivered().get(hour) / most * TALLEST);
                bars.add(new Bar("v", x, number(16 - height), number(height)));
            }
            if (day.failed().get(hour) > 0) {
                bars.add(new Bar("x", x, "17", number(Math.max(2, day.failed().get(hour) / worst * DEEPEST))));
            }
        }
        return new Spark(List.copyOf(bars));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
