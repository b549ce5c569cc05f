package dev.roundtrip.ticket;

import dev.roundtrip.store.Store;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/** A row for other rows to point at. */
final class OneTicket {
    private OneTicket() {}

    static long in(Store store) {
        var fields = new EnumMap<TicketField, Object>(Map.of(
                TicketField.TICKET_NUMBER,
                UUID.randomUUID().toString(),
                TicketField.TITLE,
                "disk full",
                TicketField.COMPANY_ID,
                0L,
                TicketField.STATUS,
                1L,
                TicketField.PRIORITY,
                2L,
                TicketField.CREATE_DATE,
                Instant.EPOCH,
                TicketField.LAST_ACTIVITY_DATE,
                Instant.EPOCH));
        return store.write(() -> new TicketTable(store).insert(fields, Map.of()));
    }
}
