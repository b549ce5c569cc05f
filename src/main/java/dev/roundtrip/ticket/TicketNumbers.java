package dev.roundtrip.ticket;

import dev.roundtrip.directory.Desk;
import dev.roundtrip.store.Store;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Draws ticket numbers: {@code TYYYYMMDD.NNNN}, counted per day in the desk's zone, four or more digits. */
final class TicketNumbers {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);

    private final Store store;
    private final Desk desk;

    TicketNumbers(Store store, Desk desk) {
        this.store = store;
        this.desk = desk;
    }

    /** Within a write: the counter's row makes callers of several nodes take turns, so no number is drawn twice. */
    String next(Instant now) {
        var day = DAY.format(now.atZone(desk.settings().zone()));
        var number =
                store.about(day).sql("""
                        insert into ticket_counter (day, last) values (:day, 1)
                        on conflict (day) do update set last = ticket_counter.last + 1
                        returning last""").param("day", day).query(Integer.class).single();
        return String.format(Locale.ROOT, "T%s.%04d", day, number);
    }
}
