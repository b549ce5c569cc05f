package dev.roundtrip.rule;

import dev.roundtrip.callout.Fired;
import dev.roundtrip.ticket.TicketChange;

/** "Then execute extension callout": what rules need of callouts. */
@FunctionalInterface
public interface CalloutStep {
    /** {@code place} is below this. */
    int PLACES = 1_000_000;

    /**
     * Renders the request and writes its delivery, in the ticket's transaction. An exception undoes the rule that fired, not the
     * change.
     *
     * @param change the change that the rule fired on, its {@code after} as the ticket stands now, after the rule's own updates
     * @param place orders the deliveries of a ticket: ({@code change.after().version()}, {@code place}) grows with every call for
     *     the same ticket; 0 to {@value #PLACES} - 1
     */
    Fired fire(long calloutId, TicketChange change, int place);
}
