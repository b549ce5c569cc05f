package dev.roundtrip.notify;

import dev.roundtrip.delivery.Outcome;
import dev.roundtrip.outbound.OutboundClient;
import dev.roundtrip.people.Person;
import dev.roundtrip.store.StoreRefused;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** One message to a channel, sent once and at once, to see what comes back. Nothing is kept of it, and it is not tried again. */
public final class ChatTrial {
    /** Somebody sits before it and waits. */
    public static final Duration LONGEST = MailTrial.LONGEST;

    private final Channels channels;
    private final ChatExchange exchange;
    private final Supplier<String> url;

    /**
     * @param version of the program, for the User-Agent
     * @param url where the pages of the desk are; no slash at the end
     */
    public ChatTrial(Channels channels, OutboundClient client, String version, Supplier<String> url) {
        this.channels = channels;
        this.exchange = new ChatExchange(client, version);
        this.url = url;
    }

    /**
     * @param language of the message
     * @throws InterruptedException when the process ends amid it
     */
    public Outcome send(Channel channel, Person by, Locale language) throws InterruptedException {
        var page = channel.person() == null ? "/settings/channels" : "/profile";
        var said = new ChatText(
                NoticeWords.said(language, "chat.test.subject"),
                NoticeWords.said(language, "chat.test.text", Message.line(by.name())),
                url.get() + page);
        try {
            var target = channels.url(channel.id());
            return target.isEmpty()
                    ? ChatExchange.refused("the channel no longer exists")
                    : exchange.post(channel, target.get(), said, LONGEST);
        } catch (StoreRefused e) {
            return ChatExchange.refused(String.valueOf(e.getMessage()));
        }
    }
}
