package dev.roundtrip.trouble;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.Callouts;
import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.delivery.DeliveryFigures;
import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.notify.About;
import dev.roundtrip.notify.Message;
import dev.roundtrip.notify.Notices;
import dev.roundtrip.notify.Reader;
import dev.roundtrip.notify.Recipient;
import dev.roundtrip.notify.Telling;
import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketField;
import dev.roundtrip.ticket.Tickets;
import dev.roundtrip.trouble.Trouble.Heard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the troubles of all callouts: what has failed since the last look, who is to hear of it, and whether it is over. A look at
 * one callout is one transaction: what people are told, and that they were, are kept together or not at all.
 */
final class Troubles {
    /** Whoever commits late was written down for a moment that has passed. */
    private static final Duration LATE_COMMITS = Duration.ofMinutes(1);

    /** As many as one message can name. */
    private static final int MOST_NAMED = 2_000;

    private static final int MOST_ASKED = 500;

    /** Where nothing comes to pass, that is kept so often: what is looked over again costs little. */
    private static final Duration KEPT_EVERY = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(Troubles.class);

    private final Store store;
    private final Clock clock;
    private final Desk desk;
    private final Tickets tickets;
    private final Callouts callouts;
    private final Notices notices;
    private final Duration digestEvery;
    private final DeliveryLog deliveries;
    private final DeliveryFigures figures;
    private final TroubleTable troubles;
    private final FailingTable failing;

    Troubles(
            Store store,
            Clock clock,
            Desk desk,
            Tickets tickets,
            Callouts callouts,
            Notices notices,
            Duration digestEvery) {
        this.store = store;
        this.clock = clock;
        this.desk = desk;
        this.tickets = tickets;
        this.callouts = callouts;
        this.notices = notices;
        this.digestEvery = digestEvery;
        this.deliveries = new DeliveryLog(store);
        this.figures = new DeliveryFigures(store);
        this.troubles = new TroubleTable(store);
        this.failing = new FailingTable(store);
    }

    /** One look at each callout that fails. One that cannot be looked at is told, and keeps the others from nothing. */
    void look() {
        var lanes = new LinkedHashSet<>(troubles.openLanes());
        lanes.addAll(failing.newLanes());
        for (var lane : lanes) {
            try {
                store.write(() -> {
                    look(lane, clock.instant());
                    return null;
                });
            } catch (RuntimeException e) {
                if (Store.isAway(e)) {
                    throw e;
                }
                log.error("what people are to hear of {} could not be told", lane, e);
            }
        }
    }

    private void look(String lane, Instant now) {
        var callout = callouts.withId(Callout.idOf(lane));
        var telling = callout.map(Callout::telling).filter(one -> !one.isNobody());
        var found = current(lane, now);
        if (found.isEmpty()) {
            return;
        }
        failing.attach(lane, found.get().id());
        var all = failing.ofTrouble(found.get().id());
        if (telling.filter(one -> one.when() == Telling.When.EVERY).isPresent()) {
            // Of each of them people hear by itself, from now on.
            var open = all.stream().filter(Failing::isOpen).toList();
            failing.delete(open);
            all = all.stream().filter(one -> !one.isOpen()).toList();
        }
        all = withoutLongEnded(all, now);
        var trouble = looked(found.get(), all, now);
        var step = TroubleStep.next(trouble, all, telling.isPresent(), isUnderWay(trouble), digestEvery, now);
        if (step == TroubleStep.OVER && all.stream().filter(Failing::isSilent).count() > MOST_NAMED) {
            step = TroubleStep.DIGEST;
        }
        if (step != TroubleStep.NOTHING || isToBeKept(found.get(), trouble)) {
            troubles.update(done(step, trouble, all, callout, telling, now));
        }
    }

    private static boolean isToBeKept(Trouble before, Trouble trouble) {
        return !before.failedAt().equals(trouble.failedAt())
                || !Objects.equals(before.wellAt(), trouble.wellAt())
                || Duration.between(before.lookedUntil(), trouble.lookedUntil()).compareTo(KEPT_EVERY) >= 0;
    }

    /** Whoever came back after its lease had run out told of an attempt that was another's by then, after the end of all, perhaps. */
    private List<Failing> withoutLongEnded(List<Failing> all, Instant now) {
        var open = all.stream()
                .filter(one -> one.isOpen() && one.failedAt().isBefore(now.minus(LATE_COMMITS)))
                .limit(MOST_ASKED)
                .toList();
        var log = deliveries.listed(open.stream().map(Failing::deliveryId).toList());
        var ended = open.stream()
                .filter(one -> {
                    var entry = log.get(one.deliveryId());
                    return entry == null || entry.delivery().state().isEnd();
                })
                .toList();
        failing.deleteOpen(ended);
        return ended.isEmpty()
                ? all
                : all.stream().filter(one -> !ended.contains(one)).toList();
    }

    /** The trouble that a lane is in; one that begins with what is new; empty when there is none and nothing new. */
    private Optional<Trouble> current(String lane, Instant now) {
        var last = troubles.last(lane, now.minus(digestEvery));
        if (last.isPresent() && last.get().endedAt() == null) {
            return last;
        }
        var name = failing.newNames(lane).stream().findFirst();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(last.map(this::again).orElseGet(() -> begun(lane, name.get())));
    }

    private Trouble again(Trouble last) {
        var back = last.again();
        troubles.update(back);
        return back;
    }

    private Trouble begun(String lane, String name) {
        troubles.forgetEndedBefore(clock.instant().minus(digestEvery));
        var first = failing.firstNew(lane);
        return troubles.insert(Trouble.begun(lane, name, "trouble-" + first.deliveryId(), first.failedAt()));
    }

    private Trouble looked(Trouble trouble, List<Failing> all, Instant now) {
        var failure = all.stream()
                .map(Failing::failedAt)
                .reduce(trouble.failedAt(), (one, other) -> one.isAfter(other) ? one : other);
        var from = trouble.lookedUntil().isAfter(now) ? now : trouble.lookedUntil(); // the clock was put back
        var success = figures.lastDelivered(trouble.lane(), from.minus(LATE_COMMITS), now);
        return trouble.looked(failure, success.orElse(null), now);
    }

    /** Nothing of what people were told last has gone out, or was given up. */
    private boolean isUnderWay(Trouble trouble) {
        return !trouble.carried().isEmpty()
                && deliveries.listed(trouble.carried()).values().stream()
                        .map(DeliveryLog.Entry::delivery)
                        .map(Delivery::state)
                        .noneMatch(state -> state.isEnd());
    }

    private Trouble done(
            TroubleStep step,
            Trouble trouble,
            List<Failing> all,
            Optional<Callout> callout,
            Optional<Telling> telling,
            Instant now) {
        return switch (step) {
            case NOTHING -> trouble;
            case BEGIN, DIGEST -> {
                var rows = limited(all);
                var by = tell(step, trouble, rows, callout, telling);
                forgetTold(rows, telling);
                yield trouble.told(Heard.FAILS, now, by);
            }
            case OVER -> {
                var by = tell(step, trouble, all, callout, telling);
                failing.delete(all);
                yield trouble.told(Heard.WORKS, now, by).ended(now);
            }
            case CLOSE -> {
                failing.delete(all);
                yield trouble.ended(now);
            }
        };
    }

    /** Nothing follows of what has ended and was told, but to who hears of the own tickets alone that all is well again. */
    private void forgetTold(List<Failing> rows, Optional<Telling> telling) {
        if (telling.filter(one -> one.who().contains(Recipient.Role.ASSIGNED_RESOURCE))
                .isEmpty()) {
            failing.delete(rows.stream().filter(Failing::isGivenUp).toList());
        }
    }

    /** What is beyond what a message can name follows in the next. */
    private static List<Failing> limited(List<Failing> all) {
        var silent = all.stream().filter(Failing::isSilent).limit(MOST_NAMED).toList();
        var rows = new ArrayList<>(silent);
        all.stream().filter(one -> !one.isSilent()).limit(MOST_NAMED).forEach(rows::add);
        return rows;
    }

    /** @return the deliveries that carry it */
    private List<String> tell(
            TroubleStep step,
            Trouble trouble,
            List<Failing> rows,
            Optional<Callout> callout,
            Optional<Telling> telling) {
        var who = telling.map(Telling::who).orElse(List.of());
        var audience = audience(step, rows, who);
        var name = callout.map(Callout::name).orElse(trouble.name());
        var zone = desk.settings().zone();
        var about = rows.size() == 1
                ? new About(rows.getFirst().ticketId(), rows.getFirst().ticketNumber())
                : About.NO_TICKET;
        var by = notices.tell(
                List.copyOf(audience.keySet()),
                reader -> new TroubleText(notices.language(reader), zone, name, digestEvery, this::title)
                        .message(step, trouble, audience.getOrDefault(reader, rows)),
                about);
        failing.told(rows.stream().filter(isNamed(step)).toList());
        return by;
    }

    private static Predicate<Failing> isNamed(TroubleStep step) {
        return step == TroubleStep.BEGIN ? row -> true : row -> row.isSilent() || row.isOpen();
    }

    /** Who hears of which: whoever the callout names of all, and who a ticket is assigned to of that ticket. */
    private Map<Reader, List<Failing>> audience(TroubleStep step, List<Failing> rows, List<Recipient> who) {
        var audience = new LinkedHashMap<Reader, List<Failing>>();
        notices.readers(who).forEach(reader -> audience.put(reader, rows));
        if (who.contains(Recipient.Role.ASSIGNED_RESOURCE)) {
            var own = new LinkedHashMap<Reader, List<Failing>>();
            for (var row : rows) {
                if (step == TroubleStep.BEGIN || row.isSilent() || row.named()) {
                    tickets.find(row.ticketId())
                            .filter(ticket -> ticket.number(TicketField.ASSIGNED_RESOURCE_ID) != null)
                            .flatMap(notices::assigned)
                            .ifPresent(reader -> own.computeIfAbsent(reader, one -> new ArrayList<>())
                                    .add(row));
                }
            }
            own.forEach((reader, some) -> {
                if (step != TroubleStep.DIGEST || some.stream().anyMatch(Failing::isSilent)) {
                    audience.putIfAbsent(reader, some);
                }
            });
        }
        return audience;
    }

    private String title(long ticketId) {
        return tickets.find(ticketId).map(Ticket::title).map(Message::line).orElse("");
    }
}
