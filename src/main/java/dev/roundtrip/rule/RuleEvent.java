package dev.roundtrip.rule;

import dev.roundtrip.ticket.TicketChange;

/** What a rule listens to: something that happens to a ticket, done by somebody. */
public record RuleEvent(TicketChange.Event on, Who by) {

    /** The event, by anyone. */
    public static RuleEvent of(TicketChange.Event on) {
        return new RuleEvent(on, Who.ANYONE);
    }

    boolean isIn(TicketChange change) {
        return change.event() == on && by.includes(change);
    }
}
