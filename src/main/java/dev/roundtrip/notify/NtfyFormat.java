package dev.roundtrip.notify;

import dev.roundtrip.outbound.OutboundUrl;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** Of ntfy: JSON goes to where the server is, and names the topic, which is the end of the URL's path. Its texts are plain. */
final class NtfyFormat implements ChatFormat {
    private static final int MOST_BYTES = 4096;
    /** What it reads at most, quotes and names included. */
    private static final int MOST_BYTES_OF_JSON = 2 * MOST_BYTES;

    private static final Pattern TARGET = Pattern.compile("(/(?:[^?]*/)?)([A-Za-z0-9_-]{1,64})(\\?.*)?");

    @Override
    public String json(ChatText said, OutboundUrl url) {
        var topic = topic(url);
        var text = ChatFormat.cut(
                said.text(),
                one -> ChatFormat.bytes(one) <= MOST_BYTES
                        && ChatFormat.bytes(written(said.withText(one), topic)) <= MOST_BYTES_OF_JSON);
        return written(said.withText(text), topic);
    }

    private static String written(ChatText said, String topic) {
        var message = new LinkedHashMap<String, Object>();
        message.put("topic", topic);
        // Of a message without a text it would make up one.
        if (said.text().isEmpty()) {
            message.put("message", said.title());
        } else {
            message.put("title", said.title());
            message.put("message", said.text());
        }
        if (!said.link().isEmpty()) {
            message.put("click", said.link());
        }
        return JsonMapper.shared().writeValueAsString(message);
    }

    /** A query goes along: some servers are shown there who asks. */
    @Override
    public OutboundUrl target(OutboundUrl url) {
        var parts = TARGET.matcher(url.target());
        if (!parts.matches()) {
            throw new IllegalArgumentException(NO_TOPIC);
        }
        var query = parts.group(3) == null ? "" : parts.group(3);
        return new OutboundUrl(url.scheme(), url.host(), url.port(), parts.group(1) + query);
    }

    private static String topic(OutboundUrl url) {
        var parts = TARGET.matcher(url.target());
        if (!parts.matches()) {
            throw new IllegalArgumentException(NO_TOPIC);
        }
        return parts.group(2);
    }

    private static final String NO_TOPIC =
            "the URL does not end with a topic of letters, digits, - and _, such as https://ntfy.example.net/TOPIC";

    @Override
    public Optional<String> fault(OutboundUrl url) {
        return TARGET.matcher(url.target()).matches() ? Optional.empty() : Optional.of(NO_TOPIC);
    }
}
