package dev.roundtrip.api;

import dev.roundtrip.ticket.EntityField;
import dev.roundtrip.ticket.Filter;
import dev.roundtrip.ticket.FilterOperator;
import dev.roundtrip.ticket.Page;
import dev.roundtrip.ticket.Query;
import dev.roundtrip.ticket.Query.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A list below one ticket: {@code Tickets/{id}/Notes}. It is asked by its address alone, which a token leads on.
 *
 * @param word what its address ends in
 */
record ListOfTicket(String word) {

    /** @param ticket the field that names the ticket */
    Query query(ApiCall call, EntityField ticket, long ticketId) {
        var position = call.query()
                .value("paging")
                .map(text -> PagingToken.of(text).position())
                .orElse(Position.START);
        return new Query(
                new Filter.OnField(ticket, FilterOperator.EQUAL, List.of(ticketId)),
                call.caller().companies(),
                position,
                Query.MOST_ROWS);
    }

    <T> Map<String, @Nullable Object> answer(
            ApiCall call, Page<T> page, ToLongFunction<T> id, Function<T, Map<String, @Nullable Object>> item) {
        var rows = page.rows();
        return QueryRequest.answer(
                rows.stream().map(item).toList(),
                Query.MOST_ROWS,
                page.hasPrevious() && !rows.isEmpty()
                        ? address(call, new Position.Before(id.applyAsLong(rows.getFirst())))
                        : null,
                page.hasNext() && !rows.isEmpty()
                        ? address(call, new Position.After(id.applyAsLong(rows.getLast())))
                        : null);
    }

    private String address(ApiCall call, Position position) {
        return "%s?paging=%s".formatted(call.addressUpTo(word), new PagingToken(position, Optional.empty()).text());
    }
}
