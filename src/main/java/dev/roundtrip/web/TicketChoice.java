package dev.roundtrip.web;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.field.Filter;
import dev.roundtrip.field.FilterOperator;
import dev.roundtrip.field.Query;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketField;
import dev.roundtrip.ticket.Tickets;
import dev.roundtrip.ticket.UserFields;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tickets that a callout can be tried on. */
@Component
final class TicketChoice {
    private static final int MOST = 25;

    private final Tickets tickets;
    private final UserFields fields;

    TicketChoice(Tickets tickets, UserFields fields) {
        this.tickets = tickets;
        this.fields = fields;
    }

    /**
     * Those that it would go out for, the newest first.
     *
     * @param callout null while it is none yet: then all
     */
    List<Ticket> newest(@Nullable Callout callout) {
        var asked = callout == null || callout.field() == null
                ? Optional.<Filter>empty()
                : fields.withId(callout.field())
                        .<Filter>map(field -> new Filter.OnUserField(field, FilterOperator.EXIST, List.of()));
        return tickets.find(new Query(
                        asked.orElse(Filter.everything()), Set.of(), new Query.Position.Before(Long.MAX_VALUE), MOST))
                .rows()
                .reversed();
    }

    Optional<Ticket> numbered(String number) {
        var asked = new Filter.OnField(TicketField.TICKET_NUMBER, FilterOperator.EQUAL, List.of(number.strip()));
        return tickets.find(new Query(asked, Set.of(), Query.Position.START, 1)).rows().stream()
                .findFirst();
    }
}
