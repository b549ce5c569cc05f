package dev.roundtrip.web;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a notice as a page shows it: paragraphs, and lists of the lines that begin with "- ". Of a long one the beginning shows, and the
 * rest is folded.
 *
 * @param more how many lines are folded
 */
record NoticeText(List<Block> shown, List<Block> folded, int more) {
    private static final String ITEM = "- ";
    private static final int MOST_LINES = 10;
    private static final int MOST_CHARACTERS = 1000;

    /** @param listed whether each line is an item */
    record Block(boolean listed, List<String> lines) {
        /** A paragraph as it is. */
        public String text() {
            return String.join("\n", lines);
        }
    }

    static NoticeText of(String text) {
        var lines = text.replace("\r\n", "\n").strip().lines().toList();
        int shown = fitting(lines);
        return new NoticeText(blocks(lines.subList(0, shown)), blocks(lines.subList(shown, lines.size())), (int)
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

    private static List<Block> blocks(List<String> lines) {
        var blocks = new ArrayList<Block>();
        var block = new ArrayList<String>();
        var listed = false;
        for (var line : lines) {
            boolean item = line.startsWith(ITEM);
            if ((line.isBlank() || item != listed) && !block.isEmpty()) {
                blocks.add(new Block(listed, List.copyOf(block)));
                block.clear();
            }
            if (!line.isBlank()) {
                block.add(item ? line.substring(ITEM.length()) : line);
            }
            listed = item;
        }
        if (!block.isEmpty()) {
            blocks.add(new Block(listed, List.copyOf(block)));
        }
        return List.copyOf(blocks);
    }
}
