package dev.roundtrip.notify;

import dev.roundtrip.delivery.Attempt;
import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.delivery.Outcome;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.PersonalChoices;
import dev.roundtrip.store.Store;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is the same of every way on which notices are carried. */
final class Carriage {
    private static final Logger log = LoggerFactory.getLogger(Carriage.class);

    private final NoticeTable notices;
    private final DeliveryLog deliveries;
    private final People people;
    private final PersonalChoices choices;
    private final Desk desk;

    Carriage(Store store, People people, Desk desk) {
        this.notices = new NoticeTable(store);
        this.deliveries = new DeliveryLog(store);
        this.people = people;
        this.choices = new PersonalChoices(store);
        this.desk = desk;
    }

    /** @throws IllegalArgumentException when there are none any more */
    List<Notice> notices(List<Long> ids) {
        var found = notices.withIds(ids);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("notice " + ids.getFirst() + " is gone");
        }
        return found;
    }

    /**
     * @param id null for what is nobody's own
     * @throws IllegalArgumentException for somebody who is not to be told any more
     */
    Optional<Person> reader(@Nullable Long id) {
        var person = Optional.ofNullable(id).flatMap(people::withId);
        person.filter(one -> !one.active()).ifPresent(one -> {
            throw new IllegalArgumentException("person \"" + one.login() + "\" has become inactive");
        });
        return person;
    }

    /** The language to speak to that person in, and to whoever is nobody in particular. */
    Locale language(Optional<Person> reader) {
        var own = reader.map(choices::language).orElse(null);
        return Locale.of(own == null ? desk.settings().language() : own);
    }

    /** Of an attempt that a crash cut short nobody knows whether it arrived. */
    boolean isPerhapsThere(String id, int attempt) {
        return attempt > 1
                && deliveries.find(id).stream()
                        .flatMap(entry -> entry.attempts().stream())
                        .anyMatch(one -> one.result() == Attempt.Result.UNKNOWN);
    }

    /**
     * Notes whether the way leads anywhere. What comes of that alters nothing of what came of the attempt: a mail that the server took
     * and that counts as failed would be sent again.
     *
     * @param refused is told what the far end has against it, always English
     */
    static void note(Outcome outcome, int attempt, Runnable taken, Consumer<String> refused) {
        var error = String.valueOf(outcome.report().error());
        try {
            switch (outcome) {
                case Outcome.Delivered _ -> taken.run();
                case Outcome.Refused _ -> refused.accept(error);
                case Outcome.TryAgain _ -> {
                    if (MailPatience.isOver(attempt)) {
                        refused.accept(error);
                    }
                }
            }
        } catch (RuntimeException e) {
            log.error("whether anything gets through to where a notice went could not be noted", e);
        }
    }

    /** As patient as mails are. */
    static Outcome patient(Outcome outcome, int attempt) {
        return outcome instanceof Outcome.TryAgain failed
                ? new Outcome.TryAgain(failed.report(), Optional.of(MailPatience.after(attempt)))
                : outcome;
    }

    /** One that may be tried again. */
    static Outcome failed(String why, int attempt) {
        return patient(new Outcome.TryAgain(new Outcome.Report(null, why, null, null), Optional.empty()), attempt);
    }
}
