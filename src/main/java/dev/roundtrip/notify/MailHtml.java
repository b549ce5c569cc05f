package dev.roundtrip.notify;

import dev.roundtrip.template.Place;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A plain text as HTML: paragraphs, lists of lines that begin with "- ", and links to the desk's own pages. Pure. */
final class MailHtml {
    /** As far as an address of the desk goes; what follows a sentence is none of it. */
    private static final String PATH = "(?:/[A-Za-z0-9._~%/?=&;+-]*[A-Za-z0-9_~%/=-])?";

    private MailHtml() {}

    /** @param url where the pages of the desk are; nothing else becomes a link */
    static String of(String text, String url) {
        return TextBlock.of(text.replace("\r\n", "\n").lines().toList()).stream()
                .map(block -> block.listed()
                        ? linked(block.lines(), url, "<ul><li>", "</li><li>", "</li></ul>")
                        : linked(block.lines(), url, "<p style=\"white-space: pre-wrap\">", "\n", "</p>"))
                .collect(Collectors.joining("\n"));
    }

    private static String linked(List<String> lines, String url, String before, String between, String after) {
        return lines.stream().map(line -> linked(line, url)).collect(Collectors.joining(between, before, after));
    }

    /** Escaped first: what is no link then cannot become one by what stands around it. */
    private static String linked(String line, String url) {
        return Pattern.compile(Pattern.quote(Place.XML.escape(url)) + PATH)
                .matcher(Place.XML.escape(line))
                .replaceAll(found ->
                        Matcher.quoteReplacement("<a href=\"" + found.group() + "\">" + found.group() + "</a>"));
    }
}
