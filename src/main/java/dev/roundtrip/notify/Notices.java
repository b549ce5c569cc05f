package dev.roundtrip.notify;

import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.delivery.DeliveryId;
import dev.roundtrip.delivery.DeliveryQueue;
import dev.roundtrip.delivery.NewDelivery;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.people.People;
import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where you go to tell people something, and where they find it. */
public final class Notices {
    private final Store store;
    private final Clock clock;
    private final DeliveryQueue queue;
    private final boolean mails;
    private final Recipients recipients;
    private final NoticeTable table;
    private final DeliveryId ids;

    /** @param mails whether there is a mail server */
    public Notices(Store store, Clock clock, People people, Directory directory, DeliveryQueue queue, boolean mails) {
        this.store = store;
        this.clock = clock;
        this.queue = queue;
        this.mails = mails;
        this.recipients = new Recipients(people::withId, directory::contact, directory::company);
        this.table = new NoticeTable(store);
        this.ids = new DeliveryId(clock);
    }

    /** Whether what people are told goes out by mail too. */
    public boolean mails() {
        return mails;
    }

    /**
     * Tells each of them, within the transaction of the change: a notice a person or address, however often they are named, and the
     * promise of a mail where there is a mail server.
     *
     * @param change with the ticket as the rule left it
     * @return what came of each, in their order
     */
    public List<Told> send(Message message, List<Recipient> who, TicketChange change) {
        var sending = new Sending(message, change);
        var meant = who.stream().map(one -> recipients.meant(one, change)).toList();
        // People before addresses: one of these may be a person's, who then has it in the inbox too.
        for (var one : meant) {
            if (one instanceof Recipients.Meant.Somebody somebody) {
                sending.tell(somebody);
            }
        }
        var told = new ArrayList<Told>();
        for (int i = 0; i < who.size(); i++) {
            told.add(sending.told(who.get(i), meant.get(i)));
        }
        return told;
    }

    /** One message to several. */
    private final class Sending {
        private final Message message;
        private final TicketChange change;
        private final Map<Long, Sent> people = new HashMap<>();
        private final Map<String, Sent> addresses = new HashMap<>();

        private record Sent(
                String name, long notice, @Nullable String delivery) {
            Told.Noticed to(Recipient who) {
                return new Told.Noticed(who, name, notice, delivery);
            }
        }

        Sending(Message message, TicketChange change) {
            this.message = message;
            this.change = change;
        }

        Told told(Recipient who, Recipients.Meant meant) {
            return switch (meant) {
                case Recipients.Meant.Nobody(var reason) -> new Told.Skipped(who, reason);
                case Recipients.Meant.Somebody somebody -> tell(somebody).to(who);
                case Recipients.Meant.Outside(var address) -> {
                    var known = addresses.get(address.key());
                    yield known != null
                            ? known.to(who)
                            : mails
                                    ? tell(address).to(who)
                                    : new Told.Skipped(
                                            who, address.text() + " could not be told: no mail server is set up");
                }
            };
        }

        Sent tell(Recipients.Meant.Somebody somebody) {
            var known = people.get(somebody.person().id());
            if (known != null) {
                return known;
            }
            var address = somebody.address();
            // Two people may share an address: one mail for both, and a notice each.
            var earlier = address == null ? null : addresses.get(address.key());
            var notice = kept(somebody.person().id(), null);
            var sent = new Sent(
                    somebody.person().login(),
                    notice,
                    earlier != null ? earlier.delivery() : mails && address != null ? mail(notice, address) : null);
            people.put(somebody.person().id(), sent);
            if (address != null) {
                addresses.putIfAbsent(address.key(), sent);
            }
            return sent;
        }

        private Sent tell(MailAddress address) {
            var notice = kept(null, address);
            var sent = new Sent(address.text(), notice, mail(notice, address));
            addresses.put(address.key(), sent);
            return sent;
        }

        private long kept(@Nullable Long person, @Nullable MailAddress address) {
            return table.insert(person, address == null ? null : address.text(), message, change.after(), change.at());
        }

        private String mail(long notice, MailAddress to) {
            var id = ids.next();
            queue.enqueue(promise(id, new Envelope(notice, to, message.subject()), change.after()));
            return id;
        }
    }

    /** Each mail by itself: none waits for another about the same ticket. */
    private static NewDelivery promise(String id, Envelope envelope, Ticket ticket) {
        return new NewDelivery(
                id,
                MailCourier.LANE,
                MailCourier.LANE,
                ticket.id(),
                ticket.ticketNumber(),
                MailCourier.LANE + "/" + envelope.notice(),
                0,
                true,
                envelope.encode(),
                null);
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
            return table.find(envelope.notice())
                    .map(notice -> new Mailed(envelope.to().text(), notice.subject(), notice.text()));
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
