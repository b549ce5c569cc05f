package dev.roundtrip.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One grammar for all entities: create, read, change, query, count. */
@RestController
@RequestMapping("/atservicesrest/v1.0")
class EntityController {
    private final AllServed all;

    EntityController(AllServed all) {
        this.all = all;
    }

    @GetMapping(AllServed.ANY + AllServed.ID)
    Map<String, @Nullable Object> get(ApiCall call, @PathVariable String entity, @PathVariable long id) {
        return one(all.at(entity), call.caller(), id);
    }

    private static <T> Map<String, @Nullable Object> one(Served<T> served, Caller caller, long id) {
        return served.whole(
                served.one(id, caller).orElseThrow(() -> served.entity().none(id)));
    }

    /** There are such rows, and nothing that can be done with all of them. */
    @RequestMapping(AllServed.NOT_WRITABLE)
    void refuse(HttpServletRequest request) throws HttpRequestMethodNotSupportedException {
        throw new HttpRequestMethodNotSupportedException(request.getMethod());
    }

    @PostMapping(AllServed.WRITABLE)
    Map<String, Object> create(ApiCall call, @PathVariable String entity, HttpServletRequest request) {
        var served = all.writableAt(entity);
        return Map.of("itemId", served.create(call.caller(), RequestBody.members(request)));
    }

    @PatchMapping(AllServed.WRITABLE)
    Map<String, Object> patch(ApiCall call, @PathVariable String entity, HttpServletRequest request) {
        var body = RequestBody.members(request);
        return changed(call, entity, idIn(body, all.at(entity).entity()), body, false);
    }

    @PatchMapping(AllServed.WRITABLE + AllServed.ID)
    Map<String, Object> patch(
            ApiCall call, @PathVariable String entity, @PathVariable long id, HttpServletRequest request) {
        return changed(call, entity, id, agreeing(RequestBody.members(request), id), false);
    }

    @PutMapping(AllServed.WRITABLE)
    Map<String, Object> put(ApiCall call, @PathVariable String entity, HttpServletRequest request) {
        var body = RequestBody.members(request);
        return changed(call, entity, idIn(body, all.at(entity).entity()), body, true);
    }

    @PutMapping(AllServed.WRITABLE + AllServed.ID)
    Map<String, Object> put(
            ApiCall call, @PathVariable String entity, @PathVariable long id, HttpServletRequest request) {
        return changed(call, entity, id, agreeing(RequestBody.members(request), id), true);
    }

    private Map<String, Object> changed(ApiCall call, String entity, long id, Members body, boolean whole) {
        all.writableAt(entity).change(call.caller(), id, body, whole);
        return Map.of("itemId", id);
    }

    /** Models of clients that hold nothing yet have an id of 0: the desk's own company is changed by its address alone. */
    static long idIn(Members body, Entity entity) {
        return body.number("id")
                .filter(id -> id > 0)
                .orElseThrow(() -> ApiProblem.badInput(
                        "id: the %s's id is needed, in the body or in the address".formatted(entity.noun())));
    }

    private static Members agreeing(Members body, long id) {
        var inBody = body.number("id").filter(other -> other != 0);
        if (inBody.isPresent() && inBody.get() != id) {
            throw ApiProblem.badInput("id: %d in the body, and %d in the address".formatted(inBody.get(), id));
        }
        return body;
    }

    @PostMapping({AllServed.ANY + "/query", AllServed.ANY + "/query/next"})
    Map<String, @Nullable Object> query(ApiCall call, @PathVariable String entity, HttpServletRequest request) {
        return page(all.at(entity), call, reader -> reader.posted(call, () -> RequestBody.text(request)));
    }

    @GetMapping({AllServed.ANY + "/query", AllServed.ANY + "/query/next"})
    Map<String, @Nullable Object> query(ApiCall call, @PathVariable String entity) {
        return page(all.at(entity), call, reader -> reader.inAddress(call));
    }

    @PostMapping(AllServed.ANY + "/query/count")
    Map<String, Object> count(ApiCall call, @PathVariable String entity, HttpServletRequest request) {
        return count(all.at(entity), call, reader -> reader.posted(call, () -> RequestBody.text(request)));
    }

    @GetMapping(AllServed.ANY + "/query/count")
    Map<String, Object> count(ApiCall call, @PathVariable String entity) {
        return count(all.at(entity), call, reader -> reader.inAddress(call));
    }

    /** Takes a query out of a request. */
    private interface Asking {
        QueryRequest by(QueryRequest.Reader reader);
    }

    private static <T> Map<String, @Nullable Object> page(Served<T> served, ApiCall call, Asking asking) {
        var query = query(served, asking);
        return query.answer(
                call, served.find(query.of(call.caller())), served::idOf, row -> served.item(row, query.included()));
    }

    private static Map<String, Object> count(Served<?> served, ApiCall call, Asking asking) {
        var query = query(served, asking);
        return Map.of("queryCount", served.count(query.where(), call.caller().companies()));
    }

    private static QueryRequest query(Served<?> served, Asking asking) {
        var query = asking.by(new QueryRequest.Reader(served.entity(), served.userFields()));
        served.refuse(query.where());
        return query;
    }
}
