package dev.roundtrip.ticket;

import dev.roundtrip.directory.Desk;
import dev.roundtrip.store.Store;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Draws ticket numbers: {@code TYYYYMMDD.NNNN}, counted per day in the desk's zone, four or more digits. */
final class TicketNumbers {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
    private static final int DIGITS = 4;

    private final Store store;
    private final Desk desk;

    TicketNumbers(Store store, Desk desk) {
        this.store = store;
        this.desk = desk;
    }

    /** Within a write. */
    String next(Instant now) {
        var day = DAY.format(now.atZone(desk.settings().zone()));
        var number = Long.toString(store.next("ticket number " + day));
        return "T" + day + "." + "0".repeat(Math.max(0, DIGITS - number.length())) + number;
    }
}
