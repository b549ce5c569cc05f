package dev.roundtrip.notify;

import dev.roundtrip.outbound.OutboundUrl;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a chat says when it does not take a message. Nothing that may be of its URL is repeated. Pure. */
final class ChatAnswer {
    private static final int LONGEST = 200;
    /** A path says where it leads by short words; what is longer may be a key. */
    private static final int SHORTEST_KEY = 4;

    private static final Pattern LONG_WORD = Pattern.compile("[^\\s.,:;!?]{30,}");

    private ChatAnswer() {}

    /** Empty where it said nothing, or nothing that can be shown. */
    static Optional<String> said(String body, OutboundUrl url) {
        var text = Message.line(message(body)).strip();
        if (text.isEmpty() || text.contains("<") || text.length() > LONGEST) {
            return Optional.empty(); // a page for people who browse
        }
        return mayTell(text, url) ? Optional.empty() : Optional.of(text);
    }

    private static String message(String body) {
        if (!body.strip().startsWith("{")) {
            return body;
        }
        try {
            var root = JsonMapper.shared().readTree(body);
            return text(root.path("message"))
                    .or(() -> text(root.path("error").path("message")))
                    .or(() -> text(root.path("error")))
                    .orElse("");
        } catch (JacksonException e) {
            return "";
        }
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    /** A part of the path or of the query, however it is written, or a word that may stand for one. */
    private static boolean mayTell(String text, OutboundUrl url) {
        if (LONG_WORD.matcher(text).find()) {
            return true;
        }
        var read = decoded(text);
        for (var part : decoded(url.target()).split("[/?&=]", -1)) {
            if (part.length() >= SHORTEST_KEY && read.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return text.toLowerCase(Locale.ROOT); // a percent sign of its own
        }
    }
}
