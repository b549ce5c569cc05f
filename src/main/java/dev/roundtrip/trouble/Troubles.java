package dev.roundtrip.trouble;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.Callouts;
import dev.roundtrip.delivery.DeliveryFigures;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.notify.About;
import dev.roundtrip.notify.Message;
import dev.roundtrip.notify.Notices;
import dev.roundtrip.notify.Reader;
import dev.roundtrip.notify.Recipient;
import dev.roundtrip.notify.Telling;
import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.Ticket;
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
import java.util.Set;
import java.util.stream.Collectors;
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
            failing.delete(all.stream().filter(Failing::isOpen).toList());
            all = all.stream().filter(one -> !one.isOpen()).toList();
        }
        var trouble = looked(found.get(), all, now);
        var step = TroubleStep.next(trouble, all, telling.isPresent(), digestEvery, now);
        if (step == TroubleStep.OVER && all.stream().filter(Failing::isSilent).count() > MOST_NAMED) {
            step = TroubleStep.DIGEST;
        }
        var done = done(step, trouble, all, new Named(callout, telling), now);
        if (step != TroubleStep.NOTHING || isToBeKept(found.get(), done)) {
            troubles.update(done);
        }
    }

    /** The callout of a trouble, and whom it tells; empty when it is gone, or tells nobody. */
    private record Named(Optional<Callout> callout, Optional<Telling> telling) {
        List<Recipient> who() {
            return telling.map(Telling::who).orElse(List.of());
        }
    }

    private static boolean isToBeKept(Trouble before, Trouble trouble) {
        return !before.failedAt().equals(trouble.failedAt())
                || !Objects.equals(before.wellAt(), trouble.wellAt())
                || !before.told().equals(trouble.told())
                || Duration.between(before.lookedUntil(), trouble.lookedUntil()).compareTo(KEPT_EVERY) >= 0;
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

    private Trouble done(TroubleStep step, Trouble trouble, List<Failing> all, Named named, Instant now) {
        return switch (step) {
            case NOTHING ->
                trouble.heard() == Heard.FAILS ? trouble.toldBesides(tellNewcomers(trouble, all, named)) : trouble;
            case BEGIN, DIGEST -> {
                var rows = limited(all);
                var readers = tell(step, trouble, rows, named);
                if (readers.isEmpty()) {
                    yield trouble; // it stays unsaid until somebody can be told
                }
                forgetTold(rows, named);
                yield trouble.told(Heard.FAILS, now, readers);
            }
            case OVER -> {
                tell(step, trouble, all, named);
                failing.delete(all);
                yield trouble.told(Heard.WORKS, now, Set.of()).ended(now);
            }
            case CLOSE -> {
                failing.delete(all);
                yield trouble.ended(now);
            }
        };
    }

    /** Nothing follows of what has ended and was told, but to who hears of the own tickets alone that all is well again. */
    private void forgetTold(List<Failing> rows, Named named) {
        if (!named.who().contains(Recipient.Role.ASSIGNED_RESOURCE)) {
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

    /** @return the keys of those who know now that it fails */
    private Set<String> tell(TroubleStep step, Trouble trouble, List<Failing> rows, Named named) {
        var audience = Audience.of(rows, named.who(), tickets, notices);
        var steps = new LinkedHashMap<Reader, TroubleStep>();
        audience.rows().forEach((reader, own) -> {
            var knows = trouble.told().contains(reader.key());
            var silent = own.stream().anyMatch(Failing::isSilent);
            if (step == TroubleStep.OVER && (knows || silent)) {
                steps.put(reader, step);
            } else if (step != TroubleStep.OVER && !knows) {
                steps.put(reader, TroubleStep.BEGIN);
            } else if (step == TroubleStep.DIGEST && (silent || own.size() == rows.size())) {
                steps.put(reader, step);
            }
        });
        tell(steps, audience, trouble, rows, named);
        if (!steps.isEmpty()) {
            failing.told(rows.stream().filter(row -> !row.isOpen()).toList());
        }
        return steps.keySet().stream().map(Reader::key).collect(Collectors.toSet());
    }

    /** Who is among those who are told since a moment ago, or who a ticket is assigned to since, hears at once that it fails. */
    private Set<String> tellNewcomers(Trouble trouble, List<Failing> all, Named named) {
        var rows = limited(all).stream()
                .filter(row -> row.isOpen() || row.isSilent())
                .toList();
        if (rows.isEmpty()) {
            return Set.of(); // all was told, and it may be well by now
        }
        var audience = Audience.of(rows, named.who(), tickets, notices);
        var steps = new LinkedHashMap<Reader, TroubleStep>();
        audience.rows().keySet().stream()
                .filter(reader -> !trouble.told().contains(reader.key()))
                .forEach(reader -> steps.put(reader, TroubleStep.BEGIN));
        tell(steps, audience, trouble, rows, named);
        return steps.keySet().stream().map(Reader::key).collect(Collectors.toSet());
    }

    private void tell(
            Map<Reader, TroubleStep> steps, Audience audience, Trouble trouble, List<Failing> rows, Named named) {
        var name = named.callout().map(Callout::name).orElse(trouble.name());
        var zone = desk.settings().zone();
        var about = rows.size() == 1
                ? new About(rows.getFirst().ticketId(), rows.getFirst().ticketNumber())
                : About.NO_TICKET;
        notices.tell(
                List.copyOf(steps.keySet()),
                reader -> new TroubleText(notices.language(reader), zone, name, digestEvery, this::title)
                        .message(
                                steps.getOrDefault(reader, TroubleStep.BEGIN),
                                trouble,
                                audience.rows().getOrDefault(reader, rows),
                                audience.instead().contains(reader)),
                about);
    }

    private String title(long ticketId) {
        return tickets.find(ticketId).map(Ticket::title).map(Message::line).orElse("");
    }
}
