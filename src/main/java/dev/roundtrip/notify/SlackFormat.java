package dev.roundtrip.notify;

import dev.roundtrip.outbound.OutboundUrl;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Of Slack: in angle brackets it takes {@code <!here>} for a call to all and {@code <URL|text>} for a link, so none are let through. */
final class SlackFormat implements ChatFormat {
    /** It takes 40,000 characters; nobody reads them. */
    private static final int LONGEST = 3000;

    @Override
    public String json(ChatText said, OutboundUrl url) {
        var text =
                ChatFormat.cut(said.text(), one -> written(said.withText(one)).length() <= LONGEST);
        return JsonMapper.shared().writeValueAsString(Map.of("text", written(said.withText(text))));
    }

    private static String written(ChatText said) {
        return said.lines().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
