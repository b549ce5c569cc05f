package dev.roundtrip.notify;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a notice's text, however it is shown: a paragraph, or a list.
 *
 * @param listed whether each line is an item: they begin with "- ", which is left out here
 * @param lines none of them blank
 */
public record TextBlock(boolean listed, List<String> lines) {
    private static final String ITEM = "- ";

    public TextBlock {
        lines = List.copyOf(lines);
    }

    /** The blocks of these lines, in their order; blank lines and the begin of a list part them. */
    public static List<TextBlock> of(List<String> lines) {
        var blocks = new ArrayList<TextBlock>();
        var block = new ArrayList<String>();
        var listed = false;
        for (var line : lines) {
            boolean item = line.startsWith(ITEM);
            if ((line.isBlank() || item != listed) && !block.isEmpty()) {
                blocks.add(new TextBlock(listed, block));
                block.clear();
            }
            if (!line.isBlank()) {
                block.add(item ? line.substring(ITEM.length()) : line);
            }
            listed = item;
        }
        if (!block.isEmpty()) {
            blocks.add(new TextBlock(listed, block));
        }
        return List.copyOf(blocks);
    }

    /** A paragraph as it is. */
    public String text() {
        return String.join("\n", lines);
    }
}
