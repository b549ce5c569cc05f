package dev.roundtrip.trouble;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.notify.Message;
import dev.roundtrip.notify.NoticeWords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What one reader is told of a trouble, in that reader's language. Pure, but for the titles of tickets.
 *
 * @param callout as it is called now
 * @param every people hear of a trouble so often at most
 * @param titles of tickets, on one line; empty for one that is gone
 */
record TroubleText(Locale language, ZoneId zone, String callout, Duration every, LongFunction<String> titles) {
    /** So many tickets are told with title and reason, all others by their numbers. */
    private static final int IN_FULL = 100;

    /** Of those in one list: a message has two of them, and holds 128 KiB. */
    private static final int MOST_BYTES = 25_000;

    /** More numbers are no help. */
    private static final int MOST_NUMBERS = 2_000;

    /** An error can be long, and is in the log. */
    private static final int LONGEST_ERROR = 300;

    /**
     * @param rows what the reader is to hear of: for the beginning what fails, for a digest and the end all that failed
     * @param instead whether the reader hears of it for none of those whom the callout names can be told
     * @throws IllegalArgumentException for a step that tells nothing
     */
    Message message(TroubleStep step, Trouble trouble, List<Failing> rows, boolean instead) {
        var silent = only(rows, Failing::isSilent);
        var why = instead ? said("trouble.instead") : "";
        return switch (step) {
            case BEGIN ->
                message(
                        trouble,
                        said("trouble.begin.subject", callout, number(rows), rows.size() - 1),
                        "look",
                        said("trouble.begin.text", callout, time(trouble.beganAt()), Math.max(1, every.toMinutes())),
                        list("trouble.failing", only(rows, Failing::isOpen)),
                        list("trouble.given-up", silent),
                        why);
            case DIGEST -> {
                var key = trouble.heard() == Trouble.Heard.WORKS ? "trouble.again." : "trouble.digest.";
                yield message(
                        trouble,
                        said(key + "subject", callout, silent.size()),
                        "look",
                        said(key + "text", callout, time(trouble.beganAt())),
                        list("trouble.given-up", silent),
                        numbers("trouble.open", only(rows, Failing::isOpen)),
                        why);
            }
            case OVER ->
                message(
                        trouble,
                        said("trouble.over.subject", callout, silent.size()),
                        silent.isEmpty() ? "" : "look",
                        said("trouble.over.text", callout, time(trouble.beganAt()), wellAt(trouble)),
                        list("trouble.given-up", silent),
                        numbers("trouble.late", only(rows, one -> !one.isGivenUp() && !one.isOpen())),
                        silent.isEmpty() ? "" : said("trouble.over.replay"),
                        why);
            case NOTHING, CLOSE -> throw new IllegalArgumentException(step + " tells nothing");
        };
    }

    private Message message(Trouble trouble, String subject, String view, String... parts) {
        var text = List.of(parts).stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("\n\n"));
        // By its id: names change, and links stay.
        var page = "/deliveries?callout=" + Callout.idOf(trouble.lane()) + (view.isEmpty() ? "" : "&view=" + view);
        return new Message(Message.Kind.TROUBLE, callout, Message.line(subject), text, page, trouble.thread());
    }

    private String wellAt(Trouble trouble) {
        var at = trouble.wellAt();
        return at == null ? "" : time(at);
    }

    private static List<Failing> only(List<Failing> rows, Predicate<Failing> which) {
        return rows.stream().filter(which).toList();
    }

    private static String number(List<Failing> rows) {
        return rows.isEmpty() ? "" : rows.getFirst().ticketNumber();
    }

    /** A line each with title and reason, and behind so many of them, or so much text, numbers alone. */
    private String list(String head, List<Failing> rows) {
        if (rows.isEmpty()) {
            return "";
        }
        var lines = new ArrayList<String>();
        lines.add(said(head, rows.size()));
        int bytes = 0;
        int told = 0;
        while (told < Math.min(rows.size(), IN_FULL) && bytes < MOST_BYTES) {
            var line = line(rows.get(told++));
            bytes += line.getBytes(StandardCharsets.UTF_8).length;
            lines.add(line);
        }
        if (told < rows.size()) {
            lines.add("- " + numbers(rows.subList(told, rows.size())));
        }
        return String.join("\n", lines);
    }

    private String line(Failing row) {
        var error = Message.line(row.error());
        var title = titles.apply(row.ticketId());
        return "- %s%s: %s"
                .formatted(
                        row.ticketNumber(),
                        title.isEmpty() ? "" : " " + title,
                        error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) + "…" : error);
    }

    private String numbers(String head, List<Failing> rows) {
        return rows.isEmpty() ? "" : said(head, rows.size()) + "\n- " + numbers(rows);
    }

    private static String numbers(List<Failing> rows) {
        var numbers = rows.stream()
                .limit(MOST_NUMBERS)
                .map(Failing::ticketNumber)
                .distinct()
                .collect(Collectors.joining(", "));
        return rows.size() <= MOST_NUMBERS ? numbers : numbers + ", … (+" + (rows.size() - MOST_NUMBERS) + ")";
    }

    private String time(Instant at) {
        return TellingTime.text(at, zone, language);
    }

    private String said(String key, Object... values) {
        return NoticeWords.said(language, key, values);
    }
}
