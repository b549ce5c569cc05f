package dev.roundtrip.api;

import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.Filter;
import dev.roundtrip.field.FilterOperator;
import dev.roundtrip.field.Query;
import dev.roundtrip.field.Query.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A list below one row: {@code Tickets/{id}/Notes}. It is asked by its address alone, which a token leads on.
 *
 * @param word what its address ends in
 * @param parent the field that names the row above
 */
record ChildList<T>(String word, Served<T> served, EntityField parent) {

    Map<String, @Nullable Object> answer(ApiCall call, long parentId) {
        var position = call.query()
                .value("paging")
                .map(text -> PagingToken.of(text).position())
                .orElse(Position.START);
        var page = served.find(new Query(
                new Filter.OnField(parent, FilterOperator.EQUAL, List.of(parentId)),
                call.caller().companies(),
                position,
                Query.MOST_ROWS));
        var rows = page.rows();
        return QueryRequest.answer(
                rows.stream().map(row -> served.item(row, IncludedFields.ALL)).toList(),
                Query.MOST_ROWS,
                page.hasPrevious() && !rows.isEmpty()
                        ? address(call, new Position.Before(served.idOf(rows.getFirst())))
                        : null,
                page.hasNext() && !rows.isEmpty()
                        ? address(call, new Position.After(served.idOf(rows.getLast())))
                        : null);
    }

    private String address(ApiCall call, Position position) {
        return "%s?paging=%s".formatted(call.addressUpTo(word), new PagingToken(position, Optional.empty()).text());
    }
}
