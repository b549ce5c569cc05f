package dev.roundtrip.ticket;

/** Hears of every change of a ticket, inside its transaction: what it writes commits with the change or not at all. */
@FunctionalInterface
public interface TicketListener {
    /** An exception undoes the change; what must not block a ticket has to be caught by the listener. */
    void changed(TicketChange change);
}
