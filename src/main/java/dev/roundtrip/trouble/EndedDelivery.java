package dev.roundtrip.trouble;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.delivery.DeliveryListener.News;
import dev.roundtrip.delivery.DeliveryState;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.notify.About;
import dev.roundtrip.notify.Message;
import dev.roundtrip.notify.NoticeWords;
import dev.roundtrip.notify.Notices;
import dev.roundtrip.notify.Recipient;
import dev.roundtrip.notify.Telling;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketField;
import dev.roundtrip.ticket.Tickets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Locale;

/** Tells of one delivery that has ended, in the transaction that ends it: for callouts that tell of each. */
final class EndedDelivery {
    private final Desk desk;
    private final Tickets tickets;
    private final Notices notices;

    EndedDelivery(Desk desk, Tickets tickets, Notices notices) {
        this.desk = desk;
        this.tickets = tickets;
        this.notices = notices;
    }

    void tell(News news, Callout callout, Telling telling) {
        var delivery = news.delivery();
        var ticket = tickets.find(delivery.subjectId());
        var readers = new LinkedHashSet<>(notices.readers(telling.who()));
        if (telling.who().contains(Recipient.Role.ASSIGNED_RESOURCE)) {
            ticket.map(one -> one.number(TicketField.ASSIGNED_RESOURCE_ID))
                    .flatMap(notices::person)
                    .ifPresent(readers::add);
        }
        if (readers.isEmpty() && news.state() == DeliveryState.GIVEN_UP) {
            // Of what went well it is enough that nobody who was meant can be told.
            readers.addAll(notices.administrators());
        }
        var title = ticket.map(Ticket::title).map(Message::line).orElse("");
        notices.tell(
                new ArrayList<>(readers),
                reader -> message(news, callout.name(), title, notices.language(reader)),
                new About(delivery.subjectId(), delivery.subjectName()));
    }

    private Message message(News news, String callout, String title, Locale language) {
        var delivery = news.delivery();
        var result = result(news.state());
        var subject = NoticeWords.said(language, "ended.subject." + result, callout, delivery.subjectName(), title);
        var text = NoticeWords.said(
                language,
                "ended.text." + result,
                callout,
                delivery.subjectName(),
                title,
                time(news, language),
                delivery.attempts());
        return new Message(
                Message.Kind.DELIVERY,
                callout,
                Message.line(subject),
                news.error().isEmpty() ? text : text + "\n\n" + Message.line(news.error()),
                "/deliveries/" + delivery.id(),
                "ticket-" + delivery.subjectId());
    }

    private static String result(DeliveryState state) {
        return switch (state) {
            case DELIVERED -> "delivered";
            case GIVEN_UP -> "given-up";
            case CANCELLED -> "cancelled";
            case HELD, WAITING, RUNNING -> throw new IllegalArgumentException(state + " is no end");
        };
    }

    private String time(News news, Locale language) {
        return TellingTime.text(news.at(), desk.settings().zone(), language);
    }
}
