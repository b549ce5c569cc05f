package dev.roundtrip.notify;

import dev.roundtrip.ticket.Ticket;

/**
 * The ticket that something is told of.
 *
 * @param ticketId 0 for none
 * @param ticketNumber empty for none
 */
public record About(long ticketId, String ticketNumber) {
    /** What concerns no ticket alone. */
    public static final About NO_TICKET = new About(0, "");

    public static About of(Ticket ticket) {
        return new About(ticket.id(), ticket.ticketNumber());
    }
}
