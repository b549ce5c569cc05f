package dev.roundtrip.notify;

import dev.roundtrip.outbound.OutboundUrl;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * Of Mattermost: it reads Markdown, and Slack's angle brackets too. What has a meaning there is escaped; a backslash keeps neither a name
 * from being called nor an address from becoming a link, so a blank without width parts these.
 */
final class MattermostFormat implements ChatFormat {
    private static final int LONGEST = 16_000;
    private static final String PARTED = "\u200b";
    private static final Pattern MARKS = Pattern.compile("[\\\\`*_{}\\[\\]()#+.!|<>~&$-]");
    private static final Pattern CALLS = Pattern.compile("([@<#~]|:(?=//)|(?i:www)(?=\\\\?\\.))");
    private static final Pattern INDENT = Pattern.compile("(?m)^[ \\t]+");

    @Override
    public String json(ChatText said, OutboundUrl url) {
        var text = ChatFormat.cut(said.text(), one -> written(said, one).length() <= LONGEST);
        return JsonMapper.shared().writeValueAsString(Map.of("text", written(said, text)));
    }

    private static String written(ChatText said, String text) {
        var escaped = new ChatText("**" + escaped(said.title()) + "**", escaped(text), said.link());
        return escaped.lines();
    }

    private static String escaped(String text) {
        // Lines that are indented far would be code, in which a backslash is one.
        var flush = INDENT.matcher(text)
                .replaceAll(found -> "\u00a0".repeat(found.group().length()));
        return CALLS.matcher(MARKS.matcher(flush).replaceAll("\\\\$0")).replaceAll("$1" + PARTED);
    }
}
