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
        return QueryRequest.answer(
                page,
                Query.MOST_ROWS,
                served::idOf,
                row -> served.item(row, IncludedFields.ALL),
                beside -> address(call, beside));
    }

    private String address(ApiCall call, Position position) {
        return "%s?paging=%s".formatted(call.addressUpTo(word), new PagingToken(position, Optional.empty()).text());
    }
}
