package dev.roundtrip.web;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.Callouts;
import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.delivery.DeliveryState;
import dev.roundtrip.delivery.RetryPolicy;
import dev.roundtrip.notify.CarriedNotices;
import dev.roundtrip.notify.MailCourier;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.Tickets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the pages about deliveries have in common: what a filter wants, and how it is told. */
@Component
final class DeliveryLists {
    private final DeliveryLog log;
    private final Callouts callouts;
    private final Tickets tickets;
    private final Clock clock;

    DeliveryLists(DeliveryLog log, Callouts callouts, Tickets tickets, Clock clock) {
        this.log = log;
        this.callouts = callouts;
        this.tickets = tickets;
        this.clock = clock;
    }

    /** Only of a filter without mistakes. */
    DeliveryLog.Filter wanted(DeliveryFilter filter, Words words) {
        return filter.inZone(
                words.zone(),
                callouts::laneOf,
                number -> tickets.numbered(number.toUpperCase(Locale.ROOT)).map(Ticket::id));
    }

    DeliveryWords telling(Words words) {
        var policies = callouts.all().stream().collect(Collectors.toMap(Callout::lane, Callout::retry));
        return new DeliveryWords(
                words,
                clock.instant(),
                lane -> CarriedNotices.travelIn(lane)
                        ? MailCourier.RETRY
                        : policies.getOrDefault(lane, RetryPolicy.DEFAULT));
    }

    List<ViewTab> tabs(DeliveryFilter filter, Words words) {
        var query = filter.query();
        return List.of(
                new ViewTab(null, words.say("deliveries.view.all"), "/deliveries", query.isEmpty(), null),
                new ViewTab(
                        null,
                        words.say("deliveries.view.look"),
                        "/deliveries?view=look",
                        query.equals("view=look"),
                        Tally.of(most -> log.count(
                                new DeliveryLog.Filter(null, null, null, null, null, null, null, null, true), most))),
                new ViewTab(
                        null,
                        words.say("deliveries.view.waiting"),
                        "/deliveries?state=waiting",
                        query.equals("state=waiting"),
                        Tally.of(most -> log.count(
                                new DeliveryLog.Filter(null, null, null, null, DeliveryState.WAITING, null, null, null),
                                most))));
    }
}
