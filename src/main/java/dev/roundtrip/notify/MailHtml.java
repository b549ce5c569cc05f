package dev.roundtrip.notify;

import dev.roundtrip.template.Place;
import java.util.ArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A plain text as HTML: paragraphs, lists of lines that begin with "- ", and links to the desk's own pages. Pure. */
final class MailHtml {
    private static final String ITEM = "- ";
    /** As far as an address of the desk goes; what follows a sentence is none of it. */
    private static final String PATH = "(?:/[A-Za-z0-9._~%/?=&;+-]*[A-Za-z0-9_~%/=-])?";

    private MailHtml() {}

    /** @param url where the pages of the desk are; nothing else becomes a link */
    static String of(String text, String url) {
        var blocks = new ArrayList<String>();
        for (var block : text.replace("\r\n", "\n").split("\n{2,}", -1)) {
            if (!block.isBlank()) {
                blocks.add(block(block, url));
            }
        }
        return String.join("\n", blocks);
    }

    private static String block(String block, String url) {
        var html = new StringBuilder();
        var lines = new ArrayList<String>();
        var listed = false;
        for (var line : block.split("\n", -1)) {
            if (line.startsWith(ITEM) != listed && !lines.isEmpty()) {
                html.append(written(lines, listed));
                lines.clear();
            }
            listed = line.startsWith(ITEM);
            lines.add(linked(listed ? line.substring(ITEM.length()) : line, url));
        }
        return html.append(written(lines, listed)).toString();
    }

    private static String written(Iterable<String> lines, boolean listed) {
        return listed
                ? "<ul><li>" + String.join("</li><li>", lines) + "</li></ul>"
                : "<p style=\"white-space: pre-wrap\">" + String.join("\n", lines) + "</p>";
    }

    /** Escaped first: what is no link then cannot become one by what stands around it. */
    private static String linked(String line, String url) {
        return Pattern.compile(Pattern.quote(Place.XML.escape(url)) + PATH)
                .matcher(Place.XML.escape(line))
                .replaceAll(found ->
                        Matcher.quoteReplacement("<a href=\"" + found.group() + "\">" + found.group() + "</a>"));
    }
}
