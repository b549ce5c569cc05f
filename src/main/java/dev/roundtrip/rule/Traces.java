package dev.roundtrip.rule;

import dev.roundtrip.store.Store;
import java.util.List;

/** Where you go for what rules made of the changes of a ticket. Changes that no rule listens to left no trace. */
public final class Traces {
    private final TraceTable table;

    public Traces(Store store) {
        this.table = new TraceTable(store);
    }

    /** All of a ticket, the newest change first. */
    public List<Trace> ofTicket(long ticketId) {
        return ofTicket(ticketId, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /**
     * The newest change first.
     *
     * @param beforeVersion only changes that made an older version than this
     * @param limit at most so many
     */
    public List<Trace> ofTicket(long ticketId, int beforeVersion, int limit) {
        return table.ofTicket(ticketId, beforeVersion, limit);
    }
}
