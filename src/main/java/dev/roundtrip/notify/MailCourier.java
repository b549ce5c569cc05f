package dev.roundtrip.notify;

import dev.roundtrip.delivery.AfterCrash;
import dev.roundtrip.delivery.Attempt;
import dev.roundtrip.delivery.Courier;
import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.delivery.LanePolicy;
import dev.roundtrip.delivery.Outcome;
import dev.roundtrip.delivery.RetryPolicy;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.PersonalChoices;
import dev.roundtrip.store.Store;
import java.time.Clock;
import java.util.Optional;
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
    private final NoticeTable notices;
    private final MailRefusals refusals;
    private final DeliveryLog log;
    private final People people;
    private final PersonalChoices choices;
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
        this.notices = new NoticeTable(store);
        this.refusals = new MailRefusals(store);
        this.log = new DeliveryLog(store);
        this.people = people;
        this.choices = new PersonalChoices(store);
        this.desk = desk;
        this.url = url;
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
            return again(
                    new Outcome.Report(null, "no mail server is set up any more: --mail-host", null, null), attempt);
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
        keepWhetherItGetsThrough(envelope.to(), outcome, attempt);
        return outcome instanceof Outcome.TryAgain failed ? again(failed.report(), attempt) : outcome;
    }

    private static Outcome again(Outcome.Report report, int attempt) {
        return new Outcome.TryAgain(report, Optional.of(MailPatience.after(attempt)));
    }

    private void keepWhetherItGetsThrough(MailAddress to, Outcome outcome, int attempt) {
        switch (outcome) {
            case Outcome.Delivered _ -> refusals.taken(to);
            case Outcome.Refused(var report) -> refusals.refused(to, clock.instant(), String.valueOf(report.error()));
            case Outcome.TryAgain failed -> {
                if (MailPatience.isOver(attempt)) {
                    refusals.refused(
                            to, clock.instant(), String.valueOf(failed.report().error()));
                }
            }
        }
    }

    /** @throws IllegalArgumentException saying why there is none */
    private Letter letter(String id, Envelope envelope, int attempt, MailAddress from) {
        var found = notices.withIds(envelope.notices());
        if (found.isEmpty()) {
            throw new IllegalArgumentException("notice " + envelope.notices().getFirst() + " is gone");
        }
        var person = Optional.ofNullable(found.getFirst().person()).flatMap(people::withId);
        person.filter(one -> !one.active()).ifPresent(one -> {
            throw new IllegalArgumentException("person \"" + one.login() + "\" has become inactive");
        });
        var settings = desk.settings();
        var language = person.map(choices::language).orElse(null);
        return new Letter(
                id,
                envelope.to(),
                person.map(Person::name).orElse(null),
                from,
                found,
                language == null ? settings.language() : language,
                new Letter.Sender(settings.domain(), url.get()),
                attempt > 1 && isPerhapsThere(id));
    }

    /** Of an attempt that a crash cut short nobody knows whether the server took the mail. */
    private boolean isPerhapsThere(String id) {
        return log.find(id).stream()
                .flatMap(entry -> entry.attempts().stream())
                .anyMatch(one -> one.result() == Attempt.Result.UNKNOWN);
    }

    private static Outcome refused(String why) {
        return new Outcome.Refused(new Outcome.Report(null, why, null, null, false));
    }
}
