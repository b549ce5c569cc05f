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
import dev.roundtrip.store.Store;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries notices to the mail server. */
public final class MailCourier implements Courier {
    /** All mails go through one server, and so in one lane; this is also what the log calls them. */
    public static final String LANE = "mail";

    /** At least so long apart; it is longer the longer it lasts. */
    public static final RetryPolicy RETRY = MailPatience.RETRY;

    private static final LanePolicy POLICY = new LanePolicy(RETRY, 4, MailServer.LONGEST, AfterCrash.RESEND, true);

    private final Clock clock;
    private final Carriage carriage;
    private final MailRefusals refusals;
    private final Desk desk;
    private final Supplier<String> url;
    private final @Nullable MailServer server;

    /**
     * @param url where the pages of the desk are; no slash at the end
     * @param server null where there is none any more: what was promised while there was one is tried, and given up in the end
     */
    public MailCourier(
            Store store, Clock clock, People people, Desk desk, Supplier<String> url, @Nullable MailServer server) {
        this.clock = clock;
        this.carriage = new Carriage(store, people, desk);
        this.refusals = new MailRefusals(store);
        this.desk = desk;
        this.url = url;
        this.server = server;
    }

    /** Whether what travels in that lane is a mail. */
    public static boolean carries(String lane) {
        return lane.equals(LANE);
    }

    @Override
    public boolean isForPeople(String lane) {
        return true;
    }

    @Override
    public LanePolicy policy(String lane) {
        return POLICY;
    }

    @Override
    public Outcome carry(Delivery delivery, int attempt) throws InterruptedException {
        if (server == null) {
            return Carriage.failed("no mail server is set up any more: --mail-host", attempt);
        }
        Envelope envelope;
        Letter letter;
        try {
            envelope = Envelope.decode(delivery.load());
            letter = letter(delivery.id(), envelope, attempt, server.from());
        } catch (IllegalArgumentException e) {
            return refused(String.valueOf(e.getMessage()));
        }
        var outcome = server.send(letter);
        var to = envelope.to();
        Carriage.note(
                outcome, attempt, () -> refusals.taken(to), error -> refusals.refused(to, clock.instant(), error));
        return Carriage.patient(outcome, attempt);
    }

    /** @throws IllegalArgumentException saying why there is none */
    private Letter letter(String id, Envelope envelope, int attempt, MailAddress from) {
        var found = carriage.notices(envelope.notices());
        var person = carriage.reader(found.getFirst().person());
        return new Letter(
                id,
                envelope.to(),
                person.map(Person::name).orElse(null),
                from,
                found,
                envelope.quiet(),
                carriage.language(person).getLanguage(),
                new Letter.Sender(desk.settings().domain(), url.get()),
                carriage.isPerhapsThere(id, attempt));
    }

    private static Outcome refused(String why) {
        return new Outcome.Refused(new Outcome.Report(null, why, null, null, false));
    }
}
