package dev.roundtrip.notify;

import dev.roundtrip.delivery.DeliveryId;
import dev.roundtrip.delivery.Outcome;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.people.Person;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One mail, sent once and at once, to see what the mail server says. Nothing is kept of it, and it is not tried again. */
public final class MailTrial {
    /** Somebody sits before it and waits. */
    public static final Duration LONGEST = Duration.ofSeconds(20);

    private final @Nullable MailServer server;
    private final Desk desk;
    private final Clock clock;
    private final Supplier<String> url;
    private final DeliveryId ids;

    /**
     * @param server null where none is set up
     * @param url where the pages of the desk are; no slash at the end
     */
    public MailTrial(@Nullable MailServer server, Desk desk, Clock clock, Supplier<String> url) {
        this.server = server;
        this.desk = desk;
        this.clock = clock;
        this.url = url;
        this.ids = new DeliveryId(clock);
    }

    /**
     * @param language of the mail
     * @return what came of it; empty where no mail server is set up
     * @throws InterruptedException when the process ends amid it
     */
    public Optional<Outcome> send(MailAddress to, Person by, Locale language) throws InterruptedException {
        if (server == null) {
            return Optional.empty();
        }
        var notice = new Notice(
                0,
                null,
                new Message(
                        Message.Kind.TRIAL,
                        by.name(),
                        NoticeWords.said(language, "test.subject"),
                        NoticeWords.said(language, "test.text"),
                        "/settings/mail",
                        ""),
                About.NO_TICKET,
                clock.instant(),
                null);
        var letter = new Letter(
                ids.next(),
                to,
                null,
                server.from(),
                List.of(notice),
                false,
                language.getLanguage(),
                new Letter.Sender(desk.settings().domain(), url.get()),
                false);
        return Optional.of(server.send(letter, LONGEST));
    }
}
