package dev.roundtrip.api;

import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.ticket.TicketField;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How an alert reads as a ticket. Pure. A person may be asked to shorten a text, Alertmanager may not: what does not fit into the
 * title stands in the description, and what does not fit there follows in notes.
 *
 * @param rest what did not fit into the description, each part short enough for a note
 * @param digest by which it is seen whether the alert has something new to say. The link to its source does not count: of two
 *     Prometheus servers that watch the same, each sends its own.
 */
record AlertText(String title, String description, List<String> rest, String digest) {

    AlertText {
        rest = List.copyOf(rest);
    }

    static AlertText of(Alert alert) {
        var summary = summary(alert);
        var title = Characters.shortened(FieldValues.onOneLine(summary), TicketField.TITLE.length());
        var news = news(alert, summary);
        var parts = split(news + alert.source().map(url -> "\n" + url).orElse(""));
        return new AlertText(title, parts.getFirst(), parts.subList(1, parts.size()), Alert.digest(news));
    }

    private static String summary(Alert alert) {
        return Stream.of(alert.annotation("summary"), alert.label("alertname"))
                .flatMap(Optional::stream)
                .filter(text -> !FieldValues.onOneLine(text).isEmpty())
                .findFirst()
                .orElse("Alert " + alert.fingerprint());
    }

    private static String news(Alert alert, String summary) {
        var text = new StringBuilder(summary);
        alert.annotations().forEach((name, value) -> {
            if (!name.equals("summary") && !value.isBlank()) {
                text.append("\n\n").append(name).append(": ").append(value);
            }
        });
        if (!alert.labels().isEmpty()) {
            text.append("\n");
        }
        alert.labels()
                .forEach((name, value) ->
                        text.append("\n").append(name).append(" = ").append(value));
        alert.startsAt().ifPresent(time -> text.append("\n\nsince ").append(time));
        return text.toString();
    }

    /** Into parts of at most so many bytes as a long text may have, between characters. */
    private static List<String> split(String text) {
        var parts = new ArrayList<String>();
        int from = 0;
        while (from < text.length() || parts.isEmpty()) {
            // Three bytes of UTF-8 at most for a char: a part that is a third as long in chars always fits.
            int to = text.length() - from <= EntityField.LONG_TEXT_BYTES
                            && bytes(text.substring(from)) <= EntityField.LONG_TEXT_BYTES
                    ? text.length()
                    : from + EntityField.LONG_TEXT_BYTES / 3;
            if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
                to--;
            }
            parts.add(text.substring(from, to));
            from = to;
        }
        return parts;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
