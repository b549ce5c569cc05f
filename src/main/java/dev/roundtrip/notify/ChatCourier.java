package dev.roundtrip.notify;

import dev.roundtrip.delivery.AfterCrash;
import dev.roundtrip.delivery.Attempt;
import dev.roundtrip.delivery.Courier;
import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.delivery.LanePolicy;
import dev.roundtrip.delivery.Outcome;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.outbound.OutboundClient;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.PersonalChoices;
import dev.roundtrip.store.Store;
import dev.roundtrip.store.StoreRefused;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Carries notices to channels, each in a lane of its own. Patient as mails are. */
public final class ChatCourier implements Courier {
    private static final LanePolicy POLICY =
            new LanePolicy(MailPatience.RETRY, 2, ChatExchange.LONGEST, AfterCrash.RESEND, true);

    private final Clock clock;
    private final NoticeTable notices;
    private final Channels channels;
    private final ChatExchange exchange;
    private final DeliveryLog log;
    private final People people;
    private final PersonalChoices choices;
    private final Desk desk;
    private final Supplier<String> url;

    /**
     * @param url where the pages of the desk are; no slash at the end
     * @param version of the program, for the User-Agent
     */
    public ChatCourier(
            Store store,
            Clock clock,
            Channels channels,
            OutboundClient client,
            String version,
            People people,
            Desk desk,
            Supplier<String> url) {
        this.clock = clock;
        this.notices = new NoticeTable(store);
        this.channels = channels;
        this.exchange = new ChatExchange(client, version);
        this.log = new DeliveryLog(store);
        this.people = people;
        this.choices = new PersonalChoices(store);
        this.desk = desk;
        this.url = url;
    }

    @Override
    public LanePolicy policy(String lane) {
        return POLICY;
    }

    @Override
    public Outcome carry(Delivery delivery, int attempt) throws InterruptedException {
        var channel = channels.ofLane(delivery.lane()).orElse(null);
        if (channel == null) {
            return ChatExchange.refused("the channel no longer exists");
        }
        String target;
        List<Notice> found;
        Optional<Person> person;
        try {
            target = channels.url(channel.id())
                    .orElseThrow(() -> new IllegalArgumentException("the channel no longer exists"));
            found = found(delivery);
            person = reader(channel);
        } catch (IllegalArgumentException e) {
            return ChatExchange.refused(String.valueOf(e.getMessage()));
        } catch (StoreRefused e) {
            return again(new Outcome.Report(null, String.valueOf(e.getMessage()), null, null), attempt);
        }
        var language = person.map(choices::language).orElse(null);
        var said = ChatText.of(
                found,
                Locale.of(language == null ? desk.settings().language() : language),
                url.get(),
                attempt > 1 && isPerhapsThere(delivery.id()));
        var outcome = exchange.post(channel, target, said, ChatExchange.LONGEST);
        keepWhetherItGetsThrough(channel, outcome, attempt);
        return outcome instanceof Outcome.TryAgain failed ? again(failed.report(), attempt) : outcome;
    }

    private static Outcome again(Outcome.Report report, int attempt) {
        return new Outcome.TryAgain(report, Optional.of(MailPatience.after(attempt)));
    }

    private void keepWhetherItGetsThrough(Channel channel, Outcome outcome, int attempt) {
        var error = String.valueOf(outcome.report().error());
        switch (outcome) {
            case Outcome.Delivered _ -> channels.taken(channel);
            case Outcome.Refused _ -> channels.refused(channel, clock.instant(), error);
            case Outcome.TryAgain _ -> {
                if (MailPatience.isOver(attempt)) {
                    channels.refused(channel, clock.instant(), error);
                }
            }
        }
    }

    /** @throws IllegalArgumentException when there are none any more */
    private List<Notice> found(Delivery delivery) {
        var load = ChatLoad.decode(delivery.load());
        var found = notices.withIds(load.notices());
        if (found.isEmpty()) {
            throw new IllegalArgumentException("notice " + load.notices().getFirst() + " is gone");
        }
        return found;
    }

    /** @throws IllegalArgumentException for somebody who is not to be told any more */
    private Optional<Person> reader(Channel channel) {
        var person = Optional.ofNullable(channel.person()).flatMap(people::withId);
        person.filter(one -> !one.active()).ifPresent(one -> {
            throw new IllegalArgumentException("person \"" + one.login() + "\" has become inactive");
        });
        return person;
    }

    /** Of an attempt that a crash cut short nobody knows whether the chat took the message. */
    private boolean isPerhapsThere(String id) {
        return log.find(id).stream()
                .flatMap(entry -> entry.attempts().stream())
                .anyMatch(one -> one.result() == Attempt.Result.UNKNOWN);
    }
}
