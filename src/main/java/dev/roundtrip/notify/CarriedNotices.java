package dev.roundtrip.notify;

import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the deliveries of mails and chat messages carry, for people to look at. */
public final class CarriedNotices {
    private final NoticeTable table;

    public CarriedNotices(Store store) {
        this.table = new NoticeTable(store);
    }

    /** Whether what travels in that lane is for people: a mail, or a chat message. */
    public static boolean travelIn(String lane) {
        return MailCourier.carries(lane) || Channel.isLane(lane);
    }

    /**
     * A mail or a chat message.
     *
     * @param to the address, or what the log calls the channel
     */
    public record Carried(String to, String subject, String text) {}

    /** The mail that a delivery of the mail lane carries; empty when it cannot be read any more. */
    public Optional<Carried> mail(Delivery delivery) {
        if (!MailCourier.carries(delivery.lane())) {
            return Optional.empty();
        }
        try {
            var envelope = Envelope.decode(delivery.load());
            return carried(envelope.to().text(), envelope.subject(), envelope.notices());
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // its attempts fail for that reason, and say so
        }
    }

    /** The chat message that a delivery of a channel's lane carries, the same way. */
    public Optional<Carried> chatMessage(Delivery delivery) {
        if (!Channel.isLane(delivery.lane())) {
            return Optional.empty();
        }
        try {
            var load = ChatLoad.decode(delivery.load());
            return carried(delivery.laneName(), load.subject(), load.notices());
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // as above
        }
    }

    private Optional<Carried> carried(String to, String subject, List<Long> ids) {
        var notices = table.withIds(ids);
        return notices.isEmpty()
                ? Optional.empty()
                : Optional.of(new Carried(
                        to, subject, notices.stream().map(Notice::text).collect(Collectors.joining("\n\n"))));
    }
}
