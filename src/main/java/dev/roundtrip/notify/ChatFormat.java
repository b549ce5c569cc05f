package dev.roundtrip.notify;

import dev.roundtrip.outbound.OutboundUrl;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;

/** How one kind of chat wants to be told, and where. Pure: what a ticket says stays text, and reaches nobody by itself. */
interface ChatFormat {
    static ChatFormat of(Channel.Kind kind) {
        return switch (kind) {
            case SLACK -> new SlackFormat();
            case TEAMS -> new TeamsFormat();
            case MATTERMOST -> new MattermostFormat();
            case NTFY -> new NtfyFormat();
        };
    }

    /** What is posted. A text that is too long for it ends with …, and the link stays. */
    String json(ChatText said, OutboundUrl url);

    /** Where it is posted to. */
    default OutboundUrl target(OutboundUrl url) {
        return url;
    }

    /** What keeps it from being a URL of this kind. */
    default Optional<String> fault(OutboundUrl url) {
        return Optional.empty();
    }

    /** The longest beginning of the text that fits, with … where that is not all of it. */
    static String cut(String text, Predicate<String> fits) {
        if (fits.test(text)) {
            return text;
        }
        int least = 0;
        int most = text.codePointCount(0, text.length());
        while (least < most - 1) { // what is as long as least fits, and as long as most does not
            int middle = (least + most) >>> 1;
            if (fits.test(beginning(text, middle))) {
                least = middle;
            } else {
                most = middle;
            }
        }
        return beginning(text, least);
    }

    private static String beginning(String text, int characters) {
        return text.substring(0, text.offsetByCodePoints(0, characters)).stripTrailing() + "…";
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
