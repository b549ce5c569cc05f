package dev.roundtrip.notify;

import dev.roundtrip.delivery.AfterCrash;
import dev.roundtrip.delivery.Courier;
import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.delivery.LanePolicy;
import dev.roundtrip.delivery.Outcome;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.outbound.OutboundClient;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.store.Store;
import dev.roundtrip.store.StoreRefused;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Carries notices to channels, each in a lane of its own. Patient as mails are. */
public final class ChatCourier implements Courier {
    private static final LanePolicy POLICY =
            new LanePolicy(MailPatience.RETRY, 2, ChatExchange.LONGEST, AfterCrash.RESEND, true);

    private final Clock clock;
    private final Carriage carriage;
    private final Channels channels;
    private final ChatExchange exchange;
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
        this.carriage = new Carriage(store, people, desk);
        this.channels = channels;
        this.exchange = new ChatExchange(client, version);
        this.url = url;
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
        var channel = channels.ofLane(delivery.lane()).orElse(null);
        if (channel == null) {
            return ChatExchange.refused("the channel no longer exists");
        }
        String target;
        ChatLoad load;
        List<Notice> found;
        Optional<Person> person;
        try {
            target = channels.url(channel.id())
                    .orElseThrow(() -> new IllegalArgumentException("the channel no longer exists"));
            load = ChatLoad.decode(delivery.load());
            found = carriage.notices(load.notices());
            person = carriage.reader(channel.person());
        } catch (IllegalArgumentException e) {
            return ChatExchange.refused(String.valueOf(e.getMessage()));
        } catch (StoreRefused e) {
            return Carriage.failed(String.valueOf(e.getMessage()), attempt);
        }
        var said = ChatText.of(
                found,
                load.quiet(),
                carriage.language(person),
                url.get(),
                carriage.isPerhapsThere(delivery.id(), attempt));
        var outcome = exchange.post(channel, target, said, ChatExchange.LONGEST);
        Carriage.note(
                outcome,
                attempt,
                () -> channels.taken(channel),
                error -> channels.refused(channel, clock.instant(), error));
        return Carriage.patient(outcome, attempt);
    }
}
