package dev.roundtrip.web;

import dev.roundtrip.notify.TextBlock;
import java.util.List;

/**
 * The text of a notice as a page shows it: paragraphs, and lists of the lines that begin with "- ". Of a long one the beginning shows, and the
 * rest is folded.
 *
 * @param more how many lines are folded
 */
record NoticeText(List<TextBlock> shown, List<TextBlock> folded, int more) {
    private static final int MOST_LINES = 10;
    private static final int MOST_CHARACTERS = 1000;

    static NoticeText of(String text) {
        var lines = text.replace("\r\n", "\n").strip().lines().toList();
        int shown = fitting(lines);
        return new NoticeText(
                TextBlock.of(lines.subList(0, shown)), TextBlock.of(lines.subList(shown, lines.size())), (int)
                        lines.subList(shown, lines.size()).stream()
                                .filter(line -> !line.isBlank())
                                .count());
    }

    private static int fitting(List<String> lines) {
        int fitting = 0;
        int characters = 0;
        while (fitting < Math.min(lines.size(), MOST_LINES)) {
            characters += lines.get(fitting).length();
            if (characters > MOST_CHARACTERS) {
                return fitting;
            }
            fitting++;
        }
        return fitting;
    }
}
