package dev.roundtrip.rule;

import dev.roundtrip.callout.Fired;
import dev.roundtrip.callout.Turn;
import dev.roundtrip.ticket.TicketChange;

/** "Then execute extension callout": what rules need of callouts. */
@FunctionalInterface
public interface CalloutStep {
    /**
     * Renders the request and writes its delivery, in the ticket's transaction. An exception undoes the rule that fired, not the
     * change.
     *
     * @param change the change that the rule fired on, its {@code after} as the ticket stands now, after the rule's own updates
     */
    Fired fire(long calloutId, TicketChange change, Turn turn);
}
