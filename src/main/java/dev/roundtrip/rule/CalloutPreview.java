package dev.roundtrip.rule;

import dev.roundtrip.callout.Foreseen;
import dev.roundtrip.ticket.TicketChange;

/** What a callout would send: what a dry run needs of callouts. */
@FunctionalInterface
public interface CalloutPreview {
    /** Renders the request as {@link CalloutStep} would; nothing is written. */
    Foreseen foreseen(long calloutId, TicketChange change);
}
