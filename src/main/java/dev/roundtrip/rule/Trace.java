package dev.roundtrip.rule;

import dev.roundtrip.people.Actor;
import dev.roundtrip.ticket.TicketChange;
import java.time.Instant;
import java.util.List;

/**
 * What one change of a ticket meant to the rules that listen to its event.
 *
 * @param version of the ticket that the change made
 * @param hops how many rules stand between the change and a person, API user or clock
 * @param rules in their order; never empty
 */
public record Trace(
        long ticketId,
        int version,
        Instant at,
        TicketChange.Event event,
        Actor actor,
        int hops,
        List<TraceLine> rules) {
    public Trace {
        rules = List.copyOf(rules);
    }
}
