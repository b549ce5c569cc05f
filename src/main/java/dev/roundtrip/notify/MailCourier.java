package dev.roundtrip.notify;

import dev.roundtrip.delivery.AfterCrash;
import dev.roundtrip.delivery.Courier;
import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.delivery.LanePolicy;
import dev.roundtrip.delivery.Outcome;
import dev.roundtrip.delivery.RetryPolicy;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.PersonalChoices;
import dev.roundtrip.store.Store;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries a notice to the mail server. */
public final class MailCourier implements Courier {
    /** All mails go through one server, and so in one lane; this is also what the log calls them. */
    public static final String LANE = "mail";

    /** More often than a callout: half an hour is what a mail server may well need to come back. */
    public static final RetryPolicy RETRY = new RetryPolicy(Duration.ofSeconds(60), 30);

    private static final LanePolicy POLICY = new LanePolicy(RETRY, 4, MailServer.LONGEST, AfterCrash.RESEND, true);

    private final NoticeTable notices;
    private final People people;
    private final PersonalChoices choices;
    private final Desk desk;
    private final @Nullable MailServer server;

    /** @param server null where there is none any more: what was promised while there was one is tried, and given up in the end */
    public MailCourier(Store store, People people, Desk desk, @Nullable MailServer server) {
        this.notices = new NoticeTable(store);
        this.people = people;
        this.choices = new PersonalChoices(store);
        this.desk = desk;
        this.server = server;
    }

    /** Whether what travels in that lane is a mail. */
    public static boolean carries(String lane) {
        return lane.equals(LANE);
    }

    @Override
    public LanePolicy policy(String lane) {
        return POLICY;
    }

    @Override
    public Outcome carry(Delivery delivery, int attempt) throws InterruptedException {
        if (server == null) {
            return new Outcome.TryAgain(
                    new Outcome.Report(null, "no mail server is set up any more: --mail-host", null, null),
                    Optional.empty());
        }
        try {
            var envelope = Envelope.decode(delivery.load());
            var notice = notices.find(envelope.notice()).orElse(null);
            if (notice == null) {
                return refused("notice " + envelope.notice() + " is gone");
            }
            var person = notice.person() == null
                    ? null
                    : people.withId(notice.person()).orElse(null);
            if (person != null && !person.active()) {
                return refused("person \"" + person.login() + "\" has become inactive");
            }
            return server.send(letter(delivery.id(), envelope, notice, person, server.from()));
        } catch (IllegalArgumentException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private Letter letter(String id, Envelope envelope, Notice notice, @Nullable Person person, MailAddress from) {
        var settings = desk.settings();
        var language = person == null ? null : choices.language(person);
        return new Letter(
                id,
                envelope.to(),
                person == null ? null : person.name(),
                from,
                notice,
                language == null ? settings.language() : language,
                settings.domain());
    }

    private static Outcome refused(String why) {
        return new Outcome.Refused(new Outcome.Report(null, why, null, null, false));
    }
}
