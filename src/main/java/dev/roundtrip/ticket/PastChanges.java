package dev.roundtrip.ticket;

import dev.roundtrip.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where you go for what was done to tickets in the past. */
public final class PastChanges {
    private final Moments moments;
    private final TicketTable tickets;
    private final HistoryTable history;
    private final NoteTable notes;
    private final UserFields userFields;

    public PastChanges(Store store, UserFields userFields) {
        this.moments = new Moments(store);
        this.tickets = new TicketTable(store);
        this.history = new HistoryTable(store);
        this.notes = new NoteTable(store);
        this.userFields = userFields;
    }

    /** @param at the moment by which it was found */
    public record Found(Moments.Of at, Life life) {}

    /**
     * Of tickets that anybody but a rule has done something to since then, those of the last such change first.
     *
     * @param beyond the last one of the page before
     */
    public List<Found> page(Instant since, Optional<Moments.Of> beyond, int limit) {
        return lives(moments.latest(TicketMoment.IDLE_SINCE, since, beyond, limit));
    }

    /**
     * Of tickets whose moment lies after {@code after} and not after {@code until}, those of the earliest first: nobody has to have done
     * anything to them since.
     *
     * @param beyond the last one of the page before
     */
    public List<Found> page(TicketMoment which, Instant after, Instant until, Optional<Moments.Of> beyond, int limit) {
        return lives(moments.between(which, after, until, beyond, limit));
    }

    private List<Found> lives(List<Moments.Of> found) {
        var ids = found.stream().map(Moments.Of::ticketId).toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, Ticket> now = tickets.load(ids).stream().collect(Collectors.toMap(Ticket::id, Function.identity()));
        var lines = history.ofTickets(ids).stream().collect(Collectors.groupingBy(HistoryLine::ticketId));
        var noted = notes.ofTickets(ids).stream().collect(Collectors.groupingBy(Note::ticketId));
        var page = new ArrayList<Found>(found.size());
        for (var of : found) {
            var ticket = now.get(of.ticketId());
            if (ticket != null) {
                page.add(new Found(
                        of,
                        Life.of(
                                ticket,
                                lines.getOrDefault(of.ticketId(), List.of()),
                                noted.getOrDefault(of.ticketId(), List.of()),
                                userFields::named)));
            }
        }
        return page;
    }
}
