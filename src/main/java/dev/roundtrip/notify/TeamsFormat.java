package dev.roundtrip.notify;

import dev.roundtrip.outbound.OutboundUrl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Of Teams: a message with one Adaptive Card. Its texts are read as a little Markdown, in which only links do harm; a blank without width
 * parts them. Nobody is called by a text, for that would need an entity beside it.
 */
final class TeamsFormat implements ChatFormat {
    private static final int MOST_BYTES = 20_000;
    private static final String CARD = "application/vnd.microsoft.card.adaptive";
    private static final String PARTED = "\u200b";

    @Override
    public String json(ChatText said, OutboundUrl url) {
        var text = ChatFormat.cut(said.text(), one -> ChatFormat.bytes(written(said.withText(one))) <= MOST_BYTES);
        return written(said.withText(text));
    }

    private static String written(ChatText said) {
        var body = new ArrayList<Map<String, Object>>();
        var title = block(said.title());
        title.put("weight", "Bolder");
        title.put("size", "Medium");
        body.add(title);
        if (!said.text().isEmpty()) {
            body.add(block(said.text()));
        }
        var card = new LinkedHashMap<String, Object>();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.4");
        card.put("body", body);
        if (!said.link().isEmpty()) {
            var open = new LinkedHashMap<String, Object>();
            open.put("type", "Action.OpenUrl");
            open.put("title", "Roundtrip");
            open.put("url", said.link());
            card.put("actions", List.of(open));
        }
        var attachment = new LinkedHashMap<String, @Nullable Object>();
        attachment.put("contentType", CARD);
        attachment.put("contentUrl", null);
        attachment.put("content", card);
        var message = new LinkedHashMap<String, Object>();
        message.put("type", "message");
        message.put("attachments", List.of(attachment));
        return JsonMapper.shared().writeValueAsString(message);
    }

    private static Map<String, Object> block(String text) {
        var block = new LinkedHashMap<String, Object>();
        block.put("type", "TextBlock");
        // A single line break is none there.
        block.put("text", text.replaceAll("\\](?=[(\\[])", "]" + PARTED).replace("\n", "\n\n"));
        block.put("wrap", true);
        return block;
    }
}
