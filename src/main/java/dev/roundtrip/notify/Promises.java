package dev.roundtrip.notify;

import dev.roundtrip.delivery.DeliveryId;
import dev.roundtrip.delivery.DeliveryQueue;
import dev.roundtrip.delivery.NewDelivery;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Promises mails and chat messages, within a write.
 *
 * <p>Each goes by itself, and none waits for another. But what tells of one trouble goes in its order, and where a message of it waits,
 * for the far end is away, it takes along what is told meanwhile: whoever reads there gets one when it is back, and those who read
 * elsewhere had each in its time.
 */
final class Promises {
    private final People people;
    private final DeliveryQueue queue;
    private final NoticeTable table;
    private final DeliveryId ids;

    Promises(Clock clock, People people, DeliveryQueue queue, NoticeTable table) {
        this.people = people;
        this.queue = queue;
        this.table = table;
        this.ids = new DeliveryId(clock);
    }

    /**
     * A way to a reader.
     *
     * @param to whose turn it is in a lane that all share; empty where the lane is the reader's own
     * @param notices of what a delivery on that way carries
     * @param load that carries these
     */
    private record Way(
            String lane,
            String laneName,
            String to,
            Function<String, List<Long>> notices,
            Function<List<Long>, String> load) {}

    private static Way mailTo(MailAddress to, String subject, boolean quiet) {
        return new Way(
                MailCourier.LANE,
                MailCourier.LANE,
                to.key(),
                load -> Envelope.decode(load).notices(),
                notices -> new Envelope(notices, to, subject, quiet).encode());
    }

    private Way messageTo(Channel channel, String subject, boolean quiet) {
        return new Way(
                channel.lane(),
                nameOf(channel),
                "",
                load -> ChatLoad.decode(load).notices(),
                notices -> new ChatLoad(notices, subject, quiet).encode());
    }

    /** @return the delivery that carries it */
    String mail(long notice, Message message, MailAddress to, About about) {
        return promise(mailTo(to, message.subject(), false), notice, message, about);
    }

    /** @return the delivery that carries it */
    String chat(long notice, Message message, Channel channel, About about) {
        return promise(messageTo(channel, message.subject(), false), notice, message, about);
    }

    /** What quiet hours have kept, at least one. */
    void mail(List<Notice> kept, MailAddress to) {
        promise(mailTo(to, kept.getLast().subject(), true), kept);
    }

    void chat(List<Notice> kept, Channel channel) {
        promise(messageTo(channel, kept.getLast().subject(), true), kept);
    }

    private void promise(Way way, List<Notice> kept) {
        var notices = kept.stream().map(Notice::id).toList();
        var about = kept.size() == 1 ? kept.getFirst().about() : About.NO_TICKET;
        enqueue(way, byItself(way, notices.getFirst()), true, notices, about);
    }

    private String promise(Way way, long notice, Message message, About about) {
        if (message.kind() != Message.Kind.TROUBLE || message.thread().isEmpty()) {
            return enqueue(way, byItself(way, notice), true, List.of(notice), about);
        }
        var line = way.lane() + "/" + message.thread() + "/" + way.to();
        return queue.join(line, load -> joined(way, load, notice))
                .orElseGet(() -> enqueue(way, line, false, List.of(notice), about));
    }

    private static String byItself(Way way, long notice) {
        return way.lane() + "/" + notice;
    }

    /** Empty where they would be too much for one message. */
    private Optional<String> joined(Way way, String load, long notice) {
        var all = Stream.concat(way.notices().apply(load).stream(), Stream.of(notice))
                .toList();
        return Abridged.fits(table.withIds(all)) ? Optional.of(way.load().apply(all)) : Optional.empty();
    }

    private String enqueue(Way way, String line, boolean first, List<Long> notices, About about) {
        var id = ids.next();
        var load = way.load().apply(notices);
        queue.enqueue(new NewDelivery(
                id, way.lane(), way.laneName(), about.ticketId(), about.ticketNumber(), line, 0, first, load, null));
        return id;
    }

    /** What the log calls it: {@code #noc}, or by whose own it is: {@code @tech}. */
    String nameOf(Channel channel) {
        if (channel.person() == null) {
            return Channel.MARK + channel.name();
        }
        return "@" + people.withId(channel.person()).map(Person::login).orElse(Long.toString(channel.person()));
    }
}
