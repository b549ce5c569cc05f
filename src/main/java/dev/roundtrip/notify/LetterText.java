package dev.roundtrip.notify;

import dev.roundtrip.template.Place;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What stands in a mail, for readers of plain text and for all others. Whatever a notice says, it stays text; links lead to the desk and
 * nowhere else.
 *
 * @param perhapsAgain whether it may be there already
 */
record LetterText(List<Notice> notices, Locale language, Letter.Sender desk, boolean perhapsAgain) {

    String subject() {
        return notices.size() == 1
                ? notices.getFirst().subject()
                : said("quiet.subject", Integer.toString(notices.size()));
    }

    String plain() {
        var parts = notices.size() == 1
                ? part(notices.getFirst())
                : said("quiet.text", Integer.toString(notices.size())) + "\n\n"
                        + notices.stream()
                                .map(notice -> "* " + notice.subject() + "\n\n" + part(notice))
                                .collect(Collectors.joining("\n\n"));
        return parts.strip() + (perhapsAgain ? "\n\n" + said("again") : "") + "\n\n-- \n" + footer() + "\n";
    }

    private String part(Notice notice) {
        var link = notice.message().link();
        var text = notice.text().replace("\r\n", "\n").strip();
        return text + (link.isEmpty() ? "" : (text.isEmpty() ? "" : "\n\n") + desk.url() + link);
    }

    String html() {
        var parts = notices.stream()
                .map(notice -> (notices.size() == 1 ? "" : "<h2>" + escaped(notice.subject()) + "</h2>\n")
                        + MailHtml.of(part(notice), desk.url()))
                .collect(Collectors.joining("\n"));
        var before = notices.size() == 1
                ? ""
                : MailHtml.of(said("quiet.text", Integer.toString(notices.size())), desk.url());
        var after = perhapsAgain ? "<p><em>" + escaped(said("again")) + "</em></p>\n" : "";
        return """
                <!doctype html>
                <html lang="%s">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>%s</title></head>
                <body style="font: 15px/1.5 system-ui, sans-serif; margin: 16px; max-width: 44em; overflow-wrap: anywhere">
                %s%s
                %s<hr style="border: 0; border-top: 1px solid #8886">
                <p style="font-size: 13px">%s</p>
                </body>
                </html>
                """.formatted(language.getLanguage(), escaped(subject()), before, parts, after, escaped(footer()));
    }

    /** Why somebody gets it, and from whom. */
    private String footer() {
        var first = notices.getFirst();
        var key = notices.size() > 1 ? "quiet" : first.message().kind().name().toLowerCase(Locale.ROOT);
        return said(
                "footer." + key,
                first.about().ticketNumber(),
                Message.line(first.message().toldBy()),
                Message.line(desk.domain()));
    }

    private String said(String key, Object... values) {
        return MailWords.said(language, key, values);
    }

    private static String escaped(String text) {
        return Place.XML.escape(text);
    }
}
