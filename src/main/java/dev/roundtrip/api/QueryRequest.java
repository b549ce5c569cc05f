package dev.roundtrip.api;

import dev.roundtrip.field.Filter;
import dev.roundtrip.field.Page;
import dev.roundtrip.field.Query;
import dev.roundtrip.field.Query.Position;
import dev.roundtrip.field.UserField;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A query as a client sent it.
 *
 * @param text the JSON it was read from
 * @param byGet whether it came in the address, where the addresses of further pages then carry it too
 */
record QueryRequest(
        Filter where, IncludedFields included, int maxRecords, Position position, String text, boolean byGet) {
    /** Half of what the desk reads of a request line with its headers; what stands before the desk may read less. */
    private static final int LONGEST_TOKEN = 32_000;

    /** Reads queries of one entity, with the user-defined fields as they are now. */
    record Reader(Entity entity, List<UserField> userFields) {

        /**
         * The query of a POST: in its body, unless the address carries a token, which then says all.
         *
         * @param body gives the body's text
         */
        QueryRequest posted(ApiCall call, java.util.function.Supplier<String> body) {
            var token = call.query().value("paging").map(PagingToken::of);
            return token.isPresent() && token.get().query().isPresent()
                    ? read("paging", token.get().query().get(), token.get().position(), false)
                    : read("body", body.get(), token.map(PagingToken::position).orElse(Position.START), false);
        }

        /** The query of a GET: in {@code search}, unless a token carries it. */
        QueryRequest inAddress(ApiCall call) {
            var token = call.query().value("paging").map(PagingToken::of);
            if (token.isPresent() && token.get().query().isPresent()) {
                // A client that follows the address of a POST's next page by GET.
                return read("paging", token.get().query().get(), token.get().position(), false);
            }
            var search = call.query()
                    .value("search")
                    .orElseThrow(
                            () -> ApiProblem.badInput(
                                    "search: the query is needed, such as ?search={\"filter\":[{\"op\":\"gte\",\"field\":\"id\",\"value\":0}]}"));
            return read("search", search, token.map(PagingToken::position).orElse(Position.START), true);
        }

        private QueryRequest read(String what, String text, Position position, boolean byGet) {
            var members = Members.of(what, Json.read(what, text));
            var active = userFields.stream().filter(UserField::active).toList();
            var filter = members.value("filter")
                    .orElseThrow(() -> ApiProblem.badInput("filter: at least one condition is needed"));
            var maxRecords = members.number("maxRecords").orElse((long) Query.MOST_ROWS);
            if (maxRecords < 1 || maxRecords > Query.MOST_ROWS) {
                throw ApiProblem.badInput("maxRecords: %d is not from 1 to %d".formatted(maxRecords, Query.MOST_ROWS));
            }
            return new QueryRequest(
                    new FilterReader(entity, userFields).read(filter),
                    members.value("includeFields")
                            .map(list -> IncludedFields.of(list, entity, active))
                            .orElse(IncludedFields.ALL),
                    maxRecords.intValue(),
                    position,
                    text,
                    byGet);
        }
    }

    Query of(Caller caller) {
        return new Query(where, caller.companies(), position, maxRecords);
    }

    /** The answer with that page of it, and the addresses of the pages beside it. */
    <T> Map<String, @Nullable Object> answer(
            ApiCall call, Page<T> page, ToLongFunction<T> id, Function<T, Map<String, @Nullable Object>> item) {
        return answer(page, maxRecords, id, item, position -> address(call, position));
    }

    /** @param address of the page at a position */
    static <T> Map<String, @Nullable Object> answer(
            Page<T> page,
            int maxRecords,
            ToLongFunction<T> id,
            Function<T, Map<String, @Nullable Object>> item,
            Function<Position, String> address) {
        var rows = page.rows();
        return answer(
                rows.stream().map(item).toList(),
                maxRecords,
                page.hasPrevious() && !rows.isEmpty()
                        ? address.apply(new Position.Before(id.applyAsLong(rows.getFirst())))
                        : null,
                page.hasNext() && !rows.isEmpty()
                        ? address.apply(new Position.After(id.applyAsLong(rows.getLast())))
                        : null);
    }

    static Map<String, @Nullable Object> answer(
            List<?> items, int maxRecords, @Nullable String previous, @Nullable String next) {
        var details = new LinkedHashMap<String, @Nullable Object>();
        details.put("count", items.size());
        details.put("requestCount", maxRecords);
        details.put("prevPageUrl", previous);
        details.put("nextPageUrl", next);
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("items", items);
        answer.put("pageDetails", details);
        return answer;
    }

    private String address(ApiCall call, Position position) {
        var base = call.addressUpTo("query");
        var plain = new PagingToken(position, Optional.empty()).text();
        if (byGet) {
            return "%s?paging=%s&search=%s".formatted(base, plain, URLEncoder.encode(text, StandardCharsets.UTF_8));
        }
        var carrying = new PagingToken(position, Optional.of(text)).text();
        // An address that is too long to be read helps nobody: then the query has to be in the body, where clients send
        // it anyhow.
        return "%s/next?paging=%s".formatted(base, carrying.length() <= LONGEST_TOKEN ? carrying : plain);
    }
}
