package dev.roundtrip.notify;

import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.delivery.DeliveryId;
import dev.roundtrip.delivery.DeliveryQueue;
import dev.roundtrip.delivery.NewDelivery;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.PersonalChoices;
import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where you go to tell people something, and where they find it. */
public final class Notices {
    private final Store store;
    private final Clock clock;
    private final Desk desk;
    private final People people;
    private final DeliveryQueue queue;
    private final Channels channels;
    private final boolean mails;
    private final PersonalChoices choices;
    private final Recipients recipients;
    private final NoticeTable table;
    private final DeliveryId ids;

    /** @param mails whether there is a mail server */
    public Notices(
            Store store,
            Clock clock,
            Desk desk,
            People people,
            Directory directory,
            DeliveryQueue queue,
            Channels channels,
            boolean mails) {
        this.store = store;
        this.clock = clock;
        this.desk = desk;
        this.people = people;
        this.queue = queue;
        this.channels = channels;
        this.mails = mails;
        this.choices = new PersonalChoices(store);
        this.recipients = new Recipients(people::withId, directory::contact, directory::company, channels::withId);
        this.table = new NoticeTable(store);
        this.ids = new DeliveryId(clock);
    }

    /** Whether what travels in that lane is for people: a mail, or a chat message. */
    public static boolean carriedIn(String lane) {
        return MailCourier.carries(lane) || Channel.isLane(lane);
    }

    /** Whether what people are told goes out by mail too. */
    public boolean mails() {
        return mails;
    }

    /**
     * Tells each of them what a rule says, within the transaction of the change: a notice a person, address or channel, however often they
     * are named, and the promise of a mail where there is a mail server, and of a chat message where there is a channel.
     *
     * @param change with the ticket as the rule left it
     * @return what came of each, in their order
     */
    public List<Told> send(Message message, List<Recipient> who, TicketChange change) {
        var ticket = change.after();
        var shown = message.shownAt("/tickets/" + ticket.id());
        var sending = new Sending(reader -> shown, About.of(ticket), change.at());
        var meant = who.stream().map(one -> recipients.meant(one, change)).toList();
        // People before addresses: one of these may be a person's, who then has it in the inbox too.
        for (var one : meant) {
            if (one instanceof Recipients.Meant.Known(Reader.Somebody somebody)) {
                sending.tell(somebody);
            }
        }
        var told = new ArrayList<Told>();
        for (int i = 0; i < who.size(); i++) {
            told.add(sending.told(who.get(i), meant.get(i)));
        }
        return told;
    }

    /** Whoever is named there and can be told; who is gone is left out. Of roles there are none without a ticket. */
    public List<Reader> readers(List<Recipient> who) {
        return who.stream()
                .map(recipients::named)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** Who the ticket is assigned to, if that is somebody who can be told. */
    public Optional<Reader> assigned(Ticket ticket) {
        return recipients.assigned(ticket) instanceof Recipients.Meant.Known(var reader)
                ? Optional.of(reader)
                : Optional.empty();
    }

    /** The language to speak to them in. */
    public Locale language(Reader reader) {
        var own = reader instanceof Reader.Somebody one ? choices.language(one.person()) : null;
        return Locale.of(own == null ? desk.settings().language() : own);
    }

    /**
     * Tells each of them once, within a write. An address outside is passed over where there is no mail server.
     *
     * @param message for each reader, in the language of that reader
     * @return the deliveries that carry it
     */
    public List<String> tell(List<Reader> readers, Function<Reader, Message> message, About about) {
        var sending = new Sending(message, about, clock.instant());
        readers.stream()
                .filter(Reader.Somebody.class::isInstance)
                .map(Reader.Somebody.class::cast)
                .forEach(sending::tell);
        readers.stream()
                .filter(Reader.Chat.class::isInstance)
                .map(Reader.Chat.class::cast)
                .forEach(sending::tell);
        if (mails) {
            readers.stream()
                    .filter(Reader.Outside.class::isInstance)
                    .map(Reader.Outside.class::cast)
                    .forEach(sending::tell);
        }
        return List.copyOf(sending.carried);
    }

    /** One message to several. */
    private final class Sending {
        private final Function<Reader, Message> message;
        private final About about;
        private final Instant at;
        private final Map<Long, Sent> people = new HashMap<>();
        private final Map<String, Sent> addresses = new HashMap<>();
        private final Map<Long, Sent> chats = new HashMap<>();
        private final List<String> carried = new ArrayList<>();

        private record Sent(
                String name,
                long notice,
                @Nullable String mail,
                @Nullable String chat) {
            Told.Noticed to(Recipient who) {
                return new Told.Noticed(who, name, notice, mail, chat);
            }
        }

        Sending(Function<Reader, Message> message, About about, Instant at) {
            this.message = message;
            this.about = about;
            this.at = at;
        }

        Told told(Recipient who, Recipients.Meant meant) {
            return switch (meant) {
                case Recipients.Meant.Nobody(var reason) -> new Told.Skipped(who, reason);
                case Recipients.Meant.Known(Reader.Somebody somebody) ->
                    tell(somebody).to(who);
                case Recipients.Meant.Known(Reader.Chat chat) -> tell(chat).to(who);
                case Recipients.Meant.Known(Reader.Outside outside) ->
                    mails || addresses.containsKey(outside.address().key())
                            ? tell(outside).to(who)
                            : new Told.Skipped(
                                    who, outside.address().text() + " could not be told: no mail server is set up");
            };
        }

        Sent tell(Reader.Somebody somebody) {
            var known = people.get(somebody.person().id());
            if (known != null) {
                return known;
            }
            var sent = sent(somebody);
            people.put(somebody.person().id(), sent);
            // Whose mail waits for the end of quiet hours gets none that another of that address could read now.
            if (somebody.address() != null && (sent.mail() != null || !mails)) {
                addresses.putIfAbsent(somebody.address().key(), sent);
            }
            return sent;
        }

        private Sent sent(Reader.Somebody somebody) {
            var person = somebody.person();
            var said = message.apply(somebody);
            var address = mails ? somebody.address() : null;
            var own = channels.ofPerson(person.id());
            // Two people may share an address: one mail for both, and a notice each.
            var earlier = address == null ? null : addresses.get(address.key());
            var quietUntil = address == null && own.isEmpty() ? null : quietUntil(person);
            var notice = kept(person, said, earlier == null ? quietUntil : null);
            var mail = address == null || earlier != null || quietUntil != null
                    ? null
                    : mail(notice, address, said.subject());
            var chat = quietUntil == null
                    ? own.map(channel -> chat(notice, channel, said.subject())).orElse(null)
                    : null;
            return new Sent(person.login(), notice, earlier == null ? mail : earlier.mail(), chat);
        }

        private long kept(Person person, Message said, @Nullable Instant mailAfter) {
            return table.insert(person.id(), null, null, said, about, at, mailAfter);
        }

        Sent tell(Reader.Chat reader) {
            return chats.computeIfAbsent(reader.channel().id(), id -> {
                var said = message.apply(reader);
                var notice = table.insert(null, null, id, said, about, at, null);
                return new Sent(nameOf(reader.channel()), notice, null, chat(notice, reader.channel(), said.subject()));
            });
        }

        private String chat(long notice, Channel channel, String subject) {
            var id = promiseChat(new ChatLoad(List.of(notice), subject), channel, about);
            carried.add(id);
            return id;
        }

        Sent tell(Reader.Outside outside) {
            var address = outside.address();
            var known = addresses.get(address.key());
            if (known != null) {
                return known;
            }
            var said = message.apply(outside);
            var notice = table.insert(null, address.text(), null, said, about, at, null);
            var sent = new Sent(address.text(), notice, mail(notice, address, said.subject()), null);
            addresses.put(address.key(), sent);
            return sent;
        }

        private String mail(long notice, MailAddress to, String subject) {
            var id = promise(new Envelope(List.of(notice), to, subject), about);
            carried.add(id);
            return id;
        }
    }

    /** Mails together what a person was told in quiet hours, where these are over; to a chat it goes where there is no mail. */
    public void mailAfterQuiet() {
        for (var id : table.quietUntil(clock.instant())) {
            store.write(() -> {
                var kept = table.keptFor(id);
                if (!kept.isEmpty()) {
                    promiseTogether(id, kept);
                }
                table.mailed(id, kept);
                return null;
            });
        }
    }

    private void promiseTogether(long person, List<Notice> kept) {
        var ids = kept.stream().map(Notice::id).toList();
        var subject = kept.getLast().subject();
        var about = kept.size() == 1 ? kept.getFirst().about() : About.NO_TICKET;
        var address = people.withId(person)
                .filter(_ -> mails)
                .map(Reader.Somebody::of)
                .map(Reader.Somebody::address);
        if (address.isPresent()) {
            promise(new Envelope(ids, address.get(), subject), about);
        } else {
            channels.ofPerson(person).ifPresent(channel -> promiseChat(new ChatLoad(ids, subject), channel, about));
        }
    }

    private @Nullable Instant quietUntil(Person person) {
        var quiet = choices.of(person.id()).quiet();
        return quiet == null
                ? null
                : quiet.until(clock.instant(), desk.settings().zone()).orElse(null);
    }

    private String promise(Envelope envelope, About about) {
        return promise(MailCourier.LANE, MailCourier.LANE, envelope.notices().getFirst(), envelope.encode(), about);
    }

    private String promiseChat(ChatLoad load, Channel channel, About about) {
        return promise(channel.lane(), nameOf(channel), load.notices().getFirst(), load.encode(), about);
    }

    /** Each by itself: none waits for another about the same ticket. */
    private String promise(String lane, String laneName, long notice, String load, About about) {
        var id = ids.next();
        queue.enqueue(new NewDelivery(
                id, lane, laneName, about.ticketId(), about.ticketNumber(), lane + "/" + notice, 0, true, load, null));
        return id;
    }

    /** What the log calls it: {@code #noc}, or by whose own it is: {@code @tech}. */
    private String nameOf(Channel channel) {
        if (channel.person() == null) {
            return Channel.MARK + channel.name();
        }
        return "@" + people.withId(channel.person()).map(Person::login).orElse(Long.toString(channel.person()));
    }

    /** A mail or a chat message, for people to look at. */
    public record Mailed(String to, String subject, String text) {}

    /** The mail that a delivery of the mail lane carries; empty when it cannot be read any more. */
    public Optional<Mailed> mailed(Delivery delivery) {
        if (!MailCourier.carries(delivery.lane())) {
            return Optional.empty();
        }
        try {
            var envelope = Envelope.decode(delivery.load());
            return shown(envelope.to().text(), envelope.subject(), envelope.notices());
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // its attempts fail for that reason, and say so
        }
    }

    /** The chat message that a delivery of a channel's lane carries, the same way. */
    public Optional<Mailed> chatted(Delivery delivery) {
        if (!Channel.isLane(delivery.lane())) {
            return Optional.empty();
        }
        try {
            var load = ChatLoad.decode(delivery.load());
            return shown(delivery.laneName(), load.subject(), load.notices());
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // as above
        }
    }

    private Optional<Mailed> shown(String to, String subject, List<Long> ids) {
        var notices = table.withIds(ids);
        return notices.isEmpty()
                ? Optional.empty()
                : Optional.of(new Mailed(
                        to,
                        subject,
                        String.join("\n\n", notices.stream().map(Notice::text).toList())));
    }

    /** What a person was told, the newest first: those with a smaller id than {@code before}. */
    public List<Notice> inbox(long person, long before, int limit) {
        return table.ofPerson(person, before, limit);
    }

    /** How many the person has not read; counted no further than {@code most}. */
    public int unread(long person, int most) {
        return table.unread(person, most);
    }

    /** Within the person's own inbox; another's notice is left alone. */
    public void markRead(long person, long id) {
        markRead(person, id, id);
    }

    /** All of the person's up to that one: what came since has not been seen. */
    public void markAllRead(long person, long newest) {
        markRead(person, 0, newest);
    }

    private void markRead(long person, long from, long to) {
        store.write(() -> {
            table.markRead(person, from, to, clock.instant());
            return null;
        });
    }
}
