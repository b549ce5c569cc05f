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
        return ofTicket(ticketId, Integer.MAX_VALUE, 0, Integer.MAX_VALUE);
    }

    /**
     * The newest change first.
     *
     * @param version only what came before that part of that version
     * @param limit at most so many
     */
    public List<Trace> ofTicket(long ticketId, int version, int part, int limit) {
        return table.ofTicket(ticketId, version, part, limit);
    }
}
