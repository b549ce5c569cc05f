package dev.roundtrip.api;

import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.Filter;
import dev.roundtrip.field.FilterOperator;
import dev.roundtrip.field.Page;
import dev.roundtrip.field.Query;
import dev.roundtrip.ticket.HistoryField;
import dev.roundtrip.ticket.HistoryLine;
import dev.roundtrip.ticket.Tickets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code TicketHistory}: what happened to a ticket, line by line. */
@Component
final class ServedHistory implements Served<HistoryLine> {
    private final Tickets tickets;
    private final ServedTickets above;

    ServedHistory(Tickets tickets, ServedTickets above) {
        this.tickets = tickets;
        this.above = above;
    }

    @Override
    public Entity entity() {
        return Entities.HISTORY;
    }

    @Override
    public String path() {
        return "TicketHistory";
    }

    /** As the original, which takes no other question at all: beside all lines of all tickets no answer would be soon. */
    @Override
    public void refuse(Filter where) {
        if (!isOfTickets(where)) {
            throw ApiProblem.badInput(
                    "filter: history is asked by ticket: {\"op\":\"eq\",\"field\":\"ticketID\",\"value\":1}, alone or beside other conditions");
        }
    }

    private static boolean isOfTickets(Filter where) {
        return switch (where) {
            case Filter.All all -> all.of().stream().anyMatch(ServedHistory::isOfTickets);
            case Filter.OnField test ->
                test.field() == HistoryField.TICKET_ID
                        && (test.operator() == FilterOperator.EQUAL || test.operator() == FilterOperator.IN);
            case Filter.Any any -> any.of().stream().allMatch(ServedHistory::isOfTickets);
            case Filter.OnUserField ofTickets -> false;
        };
    }

    @Override
    public Page<HistoryLine> find(Query query) {
        return tickets.findHistory(query);
    }

    @Override
    public long count(Filter where, Set<Long> companies) {
        return tickets.countHistory(where, companies);
    }

    @Override
    public Optional<HistoryLine> one(long id, Caller caller) {
        return tickets.historyLine(id)
                .filter(line -> above.one(line.ticketId(), caller).isPresent());
    }

    @Override
    public long idOf(HistoryLine line) {
        return line.id();
    }

    @Override
    public Map<String, @Nullable Object> item(HistoryLine line, IncludedFields included) {
        var item = new LinkedHashMap<String, @Nullable Object>();
        for (var field : HistoryField.values()) {
            if (included.has(field)) {
                item.put(field.apiName(), value(line, field));
            }
        }
        return item;
    }

    private static @Nullable Object value(HistoryLine line, HistoryField field) {
        return switch (field) {
            case ID -> line.id();
            case ACTION -> line.action();
            case DATE -> FieldValues.shown(line.at());
            case DETAIL -> line.detail();
            case RESOURCE_ID -> line.actor().personId();
            case TICKET_ID -> line.ticketId();
        };
    }
}
