package dev.roundtrip.notify;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Notices as a chat message, before a kind of chat has its say: one, or those that go together.
 *
 * @param title on one line, with something on it
 * @param text of several lines; may be empty
 * @param link of the page that shows more, with the desk's address; empty for none
 */
record ChatText(String title, String text, String link) {
    private static final String INBOX = "/inbox";

    /**
     * @param notices in the order they were told; at least one
     * @param quiet whether quiet hours have kept them together; else several are of one trouble, and could not be sent before
     * @param language of what the desk itself adds
     * @param deskUrl where its pages are; no slash at the end
     * @param perhapsAgain whether it may be there already, and nobody knows
     */
    static ChatText of(List<Notice> notices, boolean quiet, Locale language, String deskUrl, boolean perhapsAgain) {
        var first = notices.getFirst();
        var again = perhapsAgain ? "\n\n" + NoticeWords.said(language, "chat.again") : "";
        if (notices.size() > 1) {
            var all = notices.stream()
                    .map(notice -> "* " + Message.line(notice.subject()) + after("\n", plain(notice.text())))
                    .collect(Collectors.joining("\n\n"));
            // A channel of the desk has no inbox, and what is of one trouble has one page.
            var page = quiet ? INBOX : notices.getLast().message().link();
            return new ChatText(Message.line(Together.subject(notices, quiet, language)), all + again, deskUrl + page);
        }
        var page = first.message().link();
        return new ChatText(
                Message.line(first.subject()),
                (plain(first.text()) + again).strip(),
                page.isEmpty() ? "" : deskUrl + page);
    }

    /** Title, text and link beneath each other. */
    String lines() {
        return title + after("\n", text) + after("\n", link);
    }

    ChatText withText(String other) {
        return new ChatText(title, other, link);
    }

    private static String after(String between, String text) {
        return text.isEmpty() ? "" : between + text;
    }

    /** Without control characters but those of lines, and without what turns the direction of reading round. */
    private static String plain(String text) {
        return text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .replaceAll("[\\p{Cc}&&[^\\n\\t]]|[\\u202a-\\u202e\\u2066-\\u2069]", "")
                .strip();
    }
}
