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
    private final DeliveryQueue queue;
    private final boolean mails;
    private final People people;
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
            boolean mails) {
        this.store = store;
        this.clock = clock;
        this.desk = desk;
        this.queue = queue;
        this.mails = mails;
        this.people = people;
        this.choices = new PersonalChoices(store);
        this.recipients = new Recipients(people::withId, directory::contact, directory::company);
        this.table = new NoticeTable(store);
        this.ids = new DeliveryId(clock);
    }

    /** Whether what people are told goes out by mail too. */
    public boolean mails() {
        return mails;
    }

    /**
     * Tells each of them what a rule says, within the transaction of the change: a notice a person or address, however often they are
     * named, and the promise of a mail where there is a mail server.
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
        private final List<String> carried = new ArrayList<>();

        private record Sent(
                String name, long notice, @Nullable String delivery) {
            Told.Noticed to(Recipient who) {
                return new Told.Noticed(who, name, notice, delivery);
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
            if (somebody.address() != null) {
                addresses.putIfAbsent(somebody.address().key(), sent);
            }
            return sent;
        }

        private Sent sent(Reader.Somebody somebody) {
            var person = somebody.person();
            var said = message.apply(somebody);
            var address = somebody.address();
            if (!mails || address == null) {
                return new Sent(person.login(), kept(person, said, null), null);
            }
            // Two people may share an address: one mail for both, and a notice each.
            var earlier = addresses.get(address.key());
            if (earlier != null) {
                return new Sent(person.login(), kept(person, said, null), earlier.delivery());
            }
            var quietUntil = quietUntil(person);
            var notice = kept(person, said, quietUntil);
            return new Sent(person.login(), notice, quietUntil == null ? mail(notice, address, said.subject()) : null);
        }

        private long kept(Person person, Message said, @Nullable Instant mailAfter) {
            return table.insert(person.id(), null, said, about, at, mailAfter);
        }

        Sent tell(Reader.Outside outside) {
            var address = outside.address();
            var known = addresses.get(address.key());
            if (known != null) {
                return known;
            }
            var said = message.apply(outside);
            var notice = table.insert(null, address.text(), said, about, at, null);
            var sent = new Sent(address.text(), notice, mail(notice, address, said.subject()));
            addresses.put(address.key(), sent);
            return sent;
        }

        private String mail(long notice, MailAddress to, String subject) {
            var id = promise(new Envelope(List.of(notice), to, subject), about);
            carried.add(id);
            return id;
        }
    }

    /** Mails together what a person was told in quiet hours, where these are over. */
    public void mailAfterQuiet() {
        for (var id : table.quietUntil(clock.instant())) {
            store.write(() -> {
                var kept = table.keptFor(id);
                people.withId(id)
                        .map(Reader.Somebody::of)
                        .map(Reader.Somebody::address)
                        .filter(address -> mails && !kept.isEmpty())
                        .ifPresent(address -> promise(
                                new Envelope(
                                        kept.stream().map(Notice::id).toList(),
                                        address,
                                        kept.getLast().subject()),
                                kept.size() == 1 ? kept.getFirst().about() : About.NO_TICKET));
                table.mailed(id, kept);
                return null;
            });
        }
    }

    private @Nullable Instant quietUntil(Person person) {
        var quiet = choices.of(person.id()).quiet();
        return quiet == null
                ? null
                : quiet.until(clock.instant(), desk.settings().zone()).orElse(null);
    }

    /** Each mail by itself: none waits for another about the same ticket. */
    private String promise(Envelope envelope, About about) {
        var id = ids.next();
        queue.enqueue(new NewDelivery(
                id,
                MailCourier.LANE,
                MailCourier.LANE,
                about.ticketId(),
                about.ticketNumber(),
                MailCourier.LANE + "/" + envelope.notices().getFirst(),
                0,
                true,
                envelope.encode(),
                null));
        return id;
    }

    /** A mail, for people to look at. */
    public record Mailed(String to, String subject, String text) {}

    /** The mail that a delivery of the mail lane carries; empty when it cannot be read any more. */
    public Optional<Mailed> mailed(Delivery delivery) {
        if (!MailCourier.carries(delivery.lane())) {
            return Optional.empty();
        }
        try {
            var envelope = Envelope.decode(delivery.load());
            var notices = table.withIds(envelope.notices());
            return notices.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Mailed(
                            envelope.to().text(),
                            envelope.subject(),
                            String.join(
                                    "\n\n", notices.stream().map(Notice::text).toList())));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // its attempts fail for that reason, and say so
        }
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
