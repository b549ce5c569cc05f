package dev.roundtrip.ticket;

import java.util.List;

/** What came of an edit by somebody who may not have seen the ticket as it is. */
public sealed interface EditOutcome {

    /** @param ticket as it stands after that, before what rules then do to it */
    record Kept(Ticket ticket) implements EditOutcome {}

    /**
     * Nothing was kept: somebody else was there first.
     *
     * @param now the ticket as it is
     * @param by the last line of history of each field that both changed, never empty
     * @param rest what was wanted, without what was to stay as it was then and is not as it was
     */
    record Overtaken(Ticket now, List<HistoryLine> by, TicketEdit rest) implements EditOutcome {
        public Overtaken {
            by = List.copyOf(by);
        }
    }
}
