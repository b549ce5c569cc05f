package dev.roundtrip.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.outbound.OutboundUrl;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What each kind of chat is sent, whatever a ticket says. */
class ChatFormatTest {
    private static final String LINK = "https://desk.example.net/tickets/12?a=1&b=2";
    private static final OutboundUrl URL = OutboundUrl.parse("https://chat.example.net/hooks/alerts");

    private static JsonNode sent(Channel.Kind kind, String title, String text, String link) {
        return JsonMapper.shared().readTree(ChatFormat.of(kind).json(new ChatText(title, text, link), URL));
    }

    private static String text(Channel.Kind kind, String text) {
        return sent(kind, "t", text, "").path("text").stringValue().replaceFirst("^(\\*\\*)?t(\\*\\*)?\n", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
            <!everyone> look        ¦ &lt;!everyone&gt; look
            </@here>                ¦ &lt;/@here&gt;
            <@U024BE7LH>            ¦ &lt;@U024BE7LH&gt;
            <https://a.example|b>   ¦ &lt;https://a.example|b&gt;
            a & b &lt; c            ¦ a &amp; b &amp;lt; c
            "quoted" \\n 🔥 größer   ¦ "quoted" \\n 🔥 größer
            """)
    void slackIsToldNothingInAngleBrackets(String said, String written) {
        assertThat(text(Channel.Kind.SLACK, said)).isEqualTo(written);
    }

    /** A blank without width stands as · here. */
    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
            @all @channel @here     ¦ @·all @·channel @·here
            <!channel>              ¦ \\<·\\!channel\\>
            <5fb5f7iw8tfrfcwssd1xmx3j7y> ¦ \\<·5fb5f7iw8tfrfcwssd1xmx3j7y\\>
            [look](http://a.example) ¦ \\[look\\]\\(http:·//a\\.example\\)
            https://a.example       ¦ https:·//a\\.example
            www.a.example           ¦ www·\\.a\\.example
            tech@acme.example       ¦ tech@·acme\\.example
            ~town-square #tag       ¦ \\~·town\\-square \\#·tag
            *a* _b_ `c` \\           ¦ \\*a\\* \\_b\\_ \\`c\\` \\\\
            """)
    void mattermostReadsNoMarkdownOutOfIt(String said, String written) {
        assertThat(text(Channel.Kind.MATTERMOST, said).replace('\u200b', '·')).isEqualTo(written);
    }

    @Test
    void mattermostTakesLinesThatAreIndentedForText() {
        assertThat(text(Channel.Kind.MATTERMOST, "a\n    @all\n\t`b`"))
                .isEqualTo("a\n\u00a0\u00a0\u00a0\u00a0@\u200ball\n\u00a0\\`b\\`");
    }

    @Test
    void slackAndMattermostGetTitleTextAndLink() {
        assertThat(sent(Channel.Kind.SLACK, "Disk <full>", "two\nlines", LINK)
                        .path("text")
                        .stringValue())
                .isEqualTo("Disk &lt;full&gt;\ntwo\nlines\nhttps://desk.example.net/tickets/12?a=1&amp;b=2");
        assertThat(sent(Channel.Kind.MATTERMOST, "Disk *full*", "two\nlines", LINK)
                        .path("text")
                        .stringValue())
                .isEqualTo("**Disk \\*full\\***\ntwo\nlines\n" + LINK);
    }

    @Test
    void teamsGetsOneCardThatOpensTheDesk() {
        var message = sent(Channel.Kind.TEAMS, "Disk full", "two\nlines [a](http://a.example) <at>all</at>", LINK);

        assertThat(message.path("type").stringValue()).isEqualTo("message");
        assertThat(message.path("attachments")).hasSize(1);
        var attachment = message.path("attachments").get(0);
        assertThat(attachment.path("contentType").stringValue()).isEqualTo("application/vnd.microsoft.card.adaptive");
        var card = attachment.path("content");
        assertThat(card.path("type").stringValue()).isEqualTo("AdaptiveCard");
        assertThat(card.path("version").stringValue()).isEqualTo("1.4");
        assertThat(card.path("msteams").isMissingNode()).as("nobody is called").isTrue();
        assertThat(card.path("body")).hasSize(2).allSatisfy(block -> {
            assertThat(block.path("type").stringValue()).isEqualTo("TextBlock");
            assertThat(block.path("wrap").booleanValue()).isTrue();
        });
        assertThat(card.at("/body/0/text").stringValue()).isEqualTo("Disk full");
        assertThat(card.at("/body/1/text").stringValue())
                .isEqualTo("two\n\nlines [a]\u200b(http://a.example) <at>all</at>");
        assertThat(card.at("/actions/0/type").stringValue()).isEqualTo("Action.OpenUrl");
        assertThat(card.at("/actions/0/url").stringValue()).isEqualTo(LINK);
        assertThat(sent(Channel.Kind.TEAMS, "t", "", "").at("/attachments/0/content/body"))
                .hasSize(1);
    }

    @Test
    void ntfyIsToldItsTopicInTheMessage() {
        var message = sent(Channel.Kind.NTFY, "Disk full", "two\nlines \"🔥\"", LINK);

        assertThat(message.path("topic").stringValue()).isEqualTo("alerts");
        assertThat(message.path("title").stringValue()).isEqualTo("Disk full");
        assertThat(message.path("message").stringValue()).isEqualTo("two\nlines \"🔥\"");
        assertThat(message.path("click").stringValue()).isEqualTo(LINK);
        var bare = sent(Channel.Kind.NTFY, "Disk full", "", "");
        assertThat(bare.path("message").stringValue()).isEqualTo("Disk full");
        assertThat(bare.path("title").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://ntfy.example.net/alerts, /",
        "https://ntfy.example.net/alerts?auth=QmFzaWM, /?auth=QmFzaWM",
        "https://example.net/ntfy/alerts, /ntfy/"
    })
    void ntfyIsPostedToWhereTheServerIs(String url, String target) {
        assertThat(new NtfyFormat().target(OutboundUrl.parse(url)).target()).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({"https://ntfy.example.net/", "https://ntfy.example.net/a/", "https://ntfy.example.net/a.b"})
    void aUrlWithoutATopicIsNoneOfNtfy(String url) {
        var parsed = OutboundUrl.parse(url);

        assertThat(new NtfyFormat().fault(parsed))
                .hasValueSatisfying(fault -> assertThat(fault).contains("topic").doesNotContain("a.b"));
        assertThatThrownBy(() -> new NtfyFormat().target(parsed)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aLongTextIsCutAndTheLinkStays(Channel.Kind kind) {
        var json = ChatFormat.of(kind).json(new ChatText("t", "\"<🔥>@\\ ".repeat(20_000), LINK), URL);

        assertThat(json).contains("…").contains("desk.example.net/tickets/12").doesNotContain("\ufffd");
        switch (kind) {
            case SLACK -> assertThat(read(json, "/text")).hasSizeBetween(2980, 3000);
            case MATTERMOST -> assertThat(read(json, "/text")).hasSizeBetween(15_980, 16_000);
            case TEAMS -> assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(19_970, 20_000);
            case NTFY ->
                assertThat(read(json, "/message").getBytes(StandardCharsets.UTF_8))
                        .hasSizeBetween(4070, 4096);
        }
        assertThat(Character.isHighSurrogate(json.charAt(json.indexOf('…') - 1)))
                .isFalse();
    }

    @Test
    void ntfyReadsNoMoreThanTwiceAMessage() {
        var json = new NtfyFormat().json(new ChatText("\"".repeat(250), "\"".repeat(10_000), LINK), URL);

        assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(8150, 8192);
    }

    private static String read(String json, String pointer) {
        return JsonMapper.shared().readTree(json).at(pointer).stringValue();
    }

    private static Notice notice(String subject, String text, String link) {
        return new Notice(
                1,
                3L,
                new Message(Message.Kind.RULE, "Tell", subject, text, link, ""),
                About.NO_TICKET,
                Instant.EPOCH,
                null);
    }

    @Test
    void aNoticeIsToldWithoutWhatTurnsReadingRound() {
        var said = ChatText.of(
                List.of(notice("Disk full", "a\r\nb\u202egpj.exe\u2066 c\u0007\td\n\n", "/tickets/12")),
                true,
                Locale.ENGLISH,
                "https://desk.example.net",
                false);

        assertThat(said)
                .isEqualTo(new ChatText("Disk full", "a\nbgpj.exe c\td", "https://desk.example.net/tickets/12"));
    }

    @Test
    void whatCouldNotBeSentBeforeLeadsToThePageOfTheLast() {
        var notices = List.of(notice("Fails", "first", "/tickets/1"), notice("Works", "second", "/deliveries"));

        assertThat(ChatText.of(notices, false, Locale.ENGLISH, "https://desk.example.net", false))
                .isEqualTo(new ChatText(
                        "Works (and one earlier notice)",
                        "* Fails\nfirst\n\n* Works\nsecond",
                        "https://desk.example.net/deliveries"));
    }

    @Test
    void whatQuietHoursKeptIsToldTogetherAndInItsLanguage() {
        var notices = List.of(notice("One", "first", "/tickets/1"), notice("Two", "", ""));

        assertThat(ChatText.of(notices, true, Locale.GERMAN, "https://desk.example.net", true))
                .isEqualTo(new ChatText(
                        "Roundtrip: 2 Meldungen aus Ihrer Ruhezeit",
                        "* One\nfirst\n\n* Two\n\nVielleicht haben Sie diese Nachricht schon: Der Service-Desk blieb stehen,"
                                + " während sie gesendet wurde, und niemand weiß, ob sie ankam.",
                        "https://desk.example.net/inbox"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
            no_service                                    ¦ no_service
            {"message":"Invalid webhook.","status_code":400} ¦ Invalid webhook.
            {"error":{"code":"X","message":"Not enabled"}} ¦ Not enabled
            {"code":40301,"error":"forbidden"}            ¦ forbidden
            {"id":7}                                      ¦
            {broken                                       ¦
            <html>Not found</html>                        ¦
            no hook ALERTS here                           ¦
            no hook %61lerts here                         ¦
            no hook YWxlcnRzLWFyZS1oZXJlLWFuZC1sb25nLQ here ¦
            """)
    void anAnswerIsRepeatedUnlessItMayTellTheUrl(String body, String said) {
        assertThat(ChatAnswer.said(body, URL).orElse(null)).isEqualTo(said);
    }
}
