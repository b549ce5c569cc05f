package dev.roundtrip.web;

import dev.roundtrip.callout.AttemptDetail;
import dev.roundtrip.delivery.AfterCrash;
import dev.roundtrip.delivery.Courier;
import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.delivery.LanePolicy;
import dev.roundtrip.delivery.Outcome;
import dev.roundtrip.delivery.RetryPolicy;
import dev.roundtrip.testing.TestClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Carries nothing: comes back after 38 ms with what it was told of that delivery, and with 503 when it was told no more. */
final class ScriptedCourier implements Courier {
    private static final String ADDRESS = "10.20.0.11:5665";

    private final TestClock clock;
    private final Map<String, Deque<Outcome>> outcomes = new HashMap<>();

    ScriptedCourier(TestClock clock) {
        this.clock = clock;
    }

    @Override
    public LanePolicy policy(String lane) {
        return new LanePolicy(
                RetryPolicy.DEFAULT, 8, Duration.ofSeconds(30), AfterCrash.HOLD, !lane.equals(Promises.SHUT));
    }

    @Override
    public Outcome carry(Delivery delivery, int attempt) {
        clock.pass(Duration.ofMillis(38));
        var next = outcomesOf(delivery.id()).pollFirst();
        return next == null ? outcome(503) : next;
    }

    void answers(String id, int... statuses) {
        for (int status : statuses) {
            outcomesOf(id).add(outcome(status));
        }
    }

    void getsNoAnswer(String id) {
        var error = "connected to " + ADDRESS + ", but no answer came within 30 s; it may have been processed";
        outcomesOf(id).add(new Outcome.TryAgain(report(null, error), Optional.empty()));
    }

    private Deque<Outcome> outcomesOf(String id) {
        return outcomes.computeIfAbsent(id, i -> new ArrayDeque<>());
    }

    private static Outcome outcome(int status) {
        var report = report(status, status == 200 ? null : StatusWords.of(status));
        return status == 200 ? new Outcome.Delivered(report) : new Outcome.TryAgain(report, Optional.empty());
    }

    private static Outcome.Report report(@Nullable Integer status, @Nullable String error) {
        return new Outcome.Report(status, error, ADDRESS, JsonMapper.shared().writeValueAsString(detail(status)));
    }

    private static AttemptDetail detail(@Nullable Integer status) {
        return new AttemptDetail(
                "POST https://icinga.acme.example:5665/v1/actions/process-check-result",
                List.of(
                        "Authorization: ••••••••",
                        "Content-Type: application/json",
                        "webhook-id: 01ka7q4m",
                        "X-Roundtrip-Attempt: 1"),
                """
                {
                  "type": "Service",
                  "filter": "host.name==\\"web-01\\" && <b>disk</b>",
                  "exit_status": 0
                }""",
                status,
                status == null ? List.of() : List.of("Server: Icinga/r2.14", "Content-Type: application/json"),
                status == null
                        ? null
                        : status == 200
                                ? "{\"results\":[{\"code\":200,\"status\":\"Successfully processed.\"}]}"
                                : "{\"error\":%d,\"status\":\"Icinga is reloading, try again later.\"}"
                                        .formatted(status),
                false,
                Map.of("dns", 1.2, "connect", 2.6, "tls", 9.0, "firstByte", 21.4, "total", 38.0),
                List.of());
    }
}
