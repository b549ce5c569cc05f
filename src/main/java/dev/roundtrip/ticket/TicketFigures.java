package dev.roundtrip.ticket;

import dev.roundtrip.store.Store;
import java.time.Instant;

/** How many tickets came in and were done of late. Neither looks into tickets that it does not have to. */
public final class TicketFigures {
    private final Store store;

    public TicketFigures(Store store) {
        this.store = store;
    }

    /** Ids are drawn without gaps, in the order in which tickets are made: so the first of that time tells how many followed it. */
    public long created(Instant since) {
        long last = highest();
        long from = 1;
        long to = last + 1;
        while (from < to) {
            long middle = (from + to) >>> 1;
            if (isBefore(middle, since)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return last + 1 - from;
    }

    private long highest() {
        return store.jdbc()
                .sql("select coalesce(max(id), 0) from ticket")
                .query(Long.class)
                .single();
    }

    private boolean isBefore(long id, Instant since) {
        return store.jdbc()
                .sql("select create_date from ticket where id <= :id order by id desc limit 1")
                .param("id", id)
                .query(Long.class)
                .optional()
                .filter(created -> created < since.toEpochMilli())
                .isPresent();
    }

    /** Those that are complete, and became so since then. */
    public long done(Instant since) {
        return store.jdbc()
                .sql("select count(*) from ticket where status_since >= :since and status = " + Status.COMPLETE)
                .param("since", since.toEpochMilli())
                .query(Long.class)
                .single();
    }
}
