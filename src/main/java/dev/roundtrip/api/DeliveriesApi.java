package dev.roundtrip.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.roundtrip.callout.AttemptDetail;
import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.Callouts;
import dev.roundtrip.callout.PromisedRequest;
import dev.roundtrip.delivery.Attempt;
import dev.roundtrip.delivery.DeliveryId;
import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.delivery.DeliveryQueue;
import dev.roundtrip.delivery.DeliveryState;
import dev.roundtrip.delivery.Replays;
import dev.roundtrip.notify.CarriedNotices;
import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.people.SecurityLog;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The delivery log for programs: newest first, paged by key, filtered; and what may be done to a delivery by hand. */
@RestController
@RequestMapping("/api/v1/deliveries")
class DeliveriesApi {
    private final DeliveryLog log;
    private final DeliveryQueue queue;
    private final Replays replays;
    private final SecurityLog security;
    private final Callouts callouts;
    private final CarriedNotices carried;

    DeliveriesApi(
            DeliveryLog log,
            DeliveryQueue queue,
            Replays replays,
            SecurityLog security,
            Callouts callouts,
            CarriedNotices carried) {
        this.log = log;
        this.queue = queue;
        this.replays = replays;
        this.security = security;
        this.callouts = callouts;
        this.carried = carried;
    }

    record Page(List<Item> items, @Nullable String next) {}

    /** @param calloutId null of a mail */
    record Item(
            String id,
            String callout,
            @Nullable Long calloutId,
            long ticketId,
            String ticketNumber,
            String state,
            Instant createdAt,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant endedAt,
            List<Tried> attempts,
            @Nullable String error) {}

    record Tried(
            int number,
            Instant startedAt,
            @Nullable Instant endedAt,
            String outcome,
            @Nullable Integer status,
            @Nullable String error,
            @Nullable String address) {}

    /**
     * One delivery with all that the log keeps; secrets are masked.
     *
     * @param request null of a mail and of a chat message, which have {@code mail} or {@code chat} instead
     */
    record Whole(
            @JsonUnwrapped Item delivery,
            @Nullable PromisedRequest request,

            @JsonInclude(JsonInclude.Include.NON_NULL) CarriedNotices.@Nullable Carried mail,
            @JsonInclude(JsonInclude.Include.NON_NULL) CarriedNotices.@Nullable Carried chat,

            List<@Nullable AttemptDetail> attemptDetails) {}

    @GetMapping
    Page list(
            @RequestParam(required = false) @Nullable String callout,
            @RequestParam(required = false) @Nullable String ticketNumber,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") String limit) {
        var filter = new DeliveryLog.Filter(
                callout == null ? null : callouts.laneOf(callout).orElse(null),
                callout,
                ticketNumber,
                null,
                given(state, "state", (s, name) -> DeliveryState.of(s)),
                given(from, "from", DeliveriesApi::time),
                given(to, "to", DeliveriesApi::time),
                q == null || q.isBlank() ? null : q);
        var page = log.page(filter, given(after, "after", DeliveriesApi::cursor), limit(limit));
        return new Page(page.entries().stream().map(DeliveriesApi::item).toList(), page.next());
    }

    @GetMapping("/{id}")
    Whole one(@PathVariable String id) {
        var entry = entry(id);
        return new Whole(
                item(entry),
                PromisedRequest.of(entry.delivery()).orElse(null),
                carried.mail(entry.delivery()).orElse(null),
                carried.chatMessage(entry.delivery()).orElse(null),
                entry.attempts().stream()
                        .<@Nullable AttemptDetail>map(a -> a.detail() == null ? null : AttemptDetail.decode(a.detail()))
                        .toList());
    }

    @PostMapping("/{id}/retry")
    Item retry(ApiCall call, @PathVariable String id) {
        return changed(id, queue.retryNow(id, call.caller().actor().name()), "retried");
    }

    /** Answers the new one. */
    @PostMapping("/{id}/replay")
    Item replay(ApiCall call, @PathVariable String id, HttpServletRequest request) {
        var state = entry(id).delivery().state().word();
        var by = new SecurityLog.By(call.caller().noted(), request.getRemoteAddr());
        return security.with(
                        () -> replays.replay(id, call.caller().actor().name()),
                        replay -> replay.ifPresent(_ -> security.note(by, What.REPLAYED, "deliveries", id)))
                .map(replay -> item(entry(replay)))
                .orElseThrow(() -> ApiProblem.conflict(
                        "delivery %s is %s; only one that has ended, was written, whose callout is active and that was not replayed yet can be replayed"
                                .formatted(id, state)));
    }

    @PostMapping("/{id}/cancel")
    Item cancel(ApiCall call, @PathVariable String id) {
        return changed(id, queue.cancel(id, call.caller().actor().name()), "cancelled");
    }

    private Item changed(String id, boolean changed, String what) {
        var entry = entry(id);
        if (!changed) {
            throw ApiProblem.conflict("delivery %s is %s; only one that is waiting or held can be %s"
                    .formatted(id, entry.delivery().state().word(), what));
        }
        return item(entry);
    }

    private DeliveryLog.Entry entry(String id) {
        return log.find(id).orElseThrow(() -> ApiProblem.notFound("there is no delivery " + id));
    }

    private static <T> @Nullable T given(@Nullable String value, String name, BiFunction<String, String, T> read) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            return read.apply(value, name);
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private static Instant time(String value, String name) {
        try {
            var time = OffsetDateTime.parse(value);
            if (time.getYear() >= 1 && time.getYear() <= 9999) {
                return time.toInstant();
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(noTime(value, name), e);
        }
        throw new IllegalArgumentException(noTime(value, name));
    }

    private static String noTime(String value, String name) {
        return "%s: \"%s\" is not a time with offset, of the years 1 to 9999, such as 2026-11-25T14:00:00Z"
                .formatted(name, Characters.shortened(value, 60));
    }

    private static String cursor(String value, String name) {
        if (!DeliveryId.isOne(value)) {
            throw new IllegalArgumentException(
                    "%s: \"%s\" is no place in the log; take what stands under next of the page before"
                            .formatted(name, Characters.shortened(value, 60)));
        }
        return value;
    }

    private static int limit(String text) {
        if (text.matches("\\d{1,4}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= DeliveryLog.LARGEST_PAGE) {
                return limit;
            }
        }
        throw refused("limit: \"%s\" is not from 1 to %d"
                .formatted(Characters.shortened(text, 60), DeliveryLog.LARGEST_PAGE));
    }

    private static ApiProblem refused(String why) {
        return ApiProblem.badInput(why);
    }

    private static Item item(DeliveryLog.Entry entry) {
        var d = entry.delivery();
        return new Item(
                d.id(),
                d.laneName(),
                CarriedNotices.travelIn(d.lane()) ? null : Callout.idOf(d.lane()),
                d.subjectId(),
                d.subjectName(),
                d.state().word(),
                d.createdAt(),
                d.state() == DeliveryState.WAITING ? d.dueAt() : null,
                d.endedAt(),
                entry.attempts().stream().map(DeliveriesApi::tried).toList(),
                d.error());
    }

    private static Tried tried(Attempt a) {
        return new Tried(a.number(), a.startedAt(), a.endedAt(), a.result().word(), a.status(), a.error(), a.address());
    }
}
