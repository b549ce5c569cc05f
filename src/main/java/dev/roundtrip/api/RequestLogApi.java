package dev.roundtrip.api;

import dev.roundtrip.field.FieldValues;
import dev.roundtrip.people.ApiUsers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what an API user sent last and what it got: newest first, paged by key. */
@RestController
class RequestLogApi {
    private static final int LARGEST_PAGE = RequestTable.KEPT + RequestTable.KEPT_OF_STRANGERS;

    private final ApiUsers apiUsers;
    private final RequestLog log;

    RequestLogApi(ApiUsers apiUsers, RequestLog log) {
        this.apiUsers = apiUsers;
        this.log = log;
    }

    /** @param next what {@code after} is to be for the rest; null when this is all */
    record Page(List<Item> items, @Nullable String next) {}

    record Item(
            long id,
            String at,
            String method,
            String address,
            int status,
            long millis,
            @Nullable String integrationCode,
            @Nullable String contentType,
            @Nullable String userAgent,
            Said request,
            Said answer) {
        static Item of(LoggedRequest request) {
            return new Item(
                    request.id(),
                    FieldValues.shown(request.at()),
                    request.method(),
                    request.address(),
                    request.status(),
                    request.millis(),
                    request.integrationCode(),
                    request.contentType(),
                    request.userAgent(),
                    Said.of(request.request()),
                    Said.of(request.answer()));
        }
    }

    record Said(long size, @Nullable String body, boolean cut) {
        static Said of(LoggedRequest.Said said) {
            return new Said(said.size(), said.text(), said.cut());
        }
    }

    /** {@code status} is a status, or a class of them: {@code 4xx}. */
    @GetMapping("/api/v1/api-users/{id}/requests")
    Page page(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") String limit) {
        if (apiUsers.withId(id).isEmpty()) {
            throw ApiProblem.notFound("there is no API user " + id);
        }
        int most = limit(limit);
        var found = log.page(id, before(after), digits(status), most + 1);
        return new Page(
                found.stream().limit(most).map(Item::of).toList(),
                found.size() > most ? Long.toString(found.get(most - 1).id()) : null);
    }

    private static String digits(@Nullable String status) {
        if (status == null || status.isBlank()) {
            return "";
        }
        if (!status.matches("[1-5](\\d\\d|xx)")) {
            throw ApiProblem.badInput("status: \"%s\" is neither a status nor a class of them, such as 404 or 4xx"
                    .formatted(Characters.shortened(status, 60)));
        }
        return status.replace("xx", "");
    }

    private static long before(@Nullable String after) {
        if (after == null || after.isBlank()) {
            return Long.MAX_VALUE;
        }
        if (!after.matches("\\d{1,18}")) {
            throw ApiProblem.badInput(
                    "after: \"%s\" is no place in the log; take what stands under next of the page before"
                            .formatted(Characters.shortened(after, 60)));
        }
        return Long.parseLong(after);
    }

    private static int limit(String text) {
        if (text.matches("\\d{1,4}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LARGEST_PAGE) {
                return limit;
            }
        }
        throw ApiProblem.badInput(
                "limit: \"%s\" is not from 1 to %d".formatted(Characters.shortened(text, 60), LARGEST_PAGE));
    }
}
