package dev.roundtrip.notify;

import dev.roundtrip.template.Place;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What stands in a mail, for readers of plain text and for all others. Whatever a notice says, it stays text; links lead to the desk and
 * nowhere else.
 *
 * @param quiet whether quiet hours have kept them together; else several are of one trouble, and could not be sent before
 * @param perhapsAgain whether it may be there already
 */
record LetterText(List<Notice> notices, boolean quiet, Locale language, Letter.Sender desk, boolean perhapsAgain) {

    String subject() {
        return Together.subject(notices, quiet, language);
    }

    String plain() {
        var parts = parts();
        var body = notices.size() == 1
                ? parts.getFirst()
                : Together.text(notices, quiet, language) + "\n\n"
                        + IntStream.range(0, parts.size())
                                .mapToObj(i -> "* " + notices.get(i).subject() + "\n\n" + parts.get(i))
                                .collect(Collectors.joining("\n\n"));
        return body.strip() + (perhapsAgain ? "\n\n" + said("again") : "") + "\n\n-- \n" + footer() + "\n";
    }

    private List<String> parts() {
        var abridged = Abridged.of(notices);
        return IntStream.range(0, notices.size())
                .mapToObj(i -> part(
                        abridged.texts().get(i),
                        abridged.cut().get(i),
                        notices.get(i).message().link()))
                .toList();
    }

    private String part(String said, boolean cut, String link) {
        var text = said.replace("\r\n", "\n").strip() + (cut ? " …\n\n" + said("cut", desk.url() + "/inbox") : "");
        return text + (link.isEmpty() ? "" : (text.isEmpty() ? "" : "\n\n") + desk.url() + link);
    }

    String html() {
        var texts = parts();
        var parts = IntStream.range(0, texts.size())
                .mapToObj(i -> (notices.size() == 1
                                ? ""
                                : "<h2>" + escaped(notices.get(i).subject()) + "</h2>\n")
                        + MailHtml.of(texts.get(i), desk.url()))
                .collect(Collectors.joining("\n"));
        var before = notices.size() == 1 ? "" : MailHtml.of(Together.text(notices, quiet, language), desk.url());
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
        var key = quiet && notices.size() > 1
                ? "quiet"
                : first.message().kind().name().toLowerCase(Locale.ROOT);
        return said(
                "footer." + key,
                first.about().ticketNumber(),
                Message.line(first.message().toldBy()),
                Message.line(desk.domain()));
    }

    private String said(String key, Object... values) {
        return NoticeWords.said(language, key, values);
    }

    private static String escaped(String text) {
        return Place.XML.escape(text);
    }
}
