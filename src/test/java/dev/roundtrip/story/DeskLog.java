package dev.roundtrip.story;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.story.Ledger.Arrival;
import dev.roundtrip.testing.DeskApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The desk's own book of what it sent, to be laid beside the {@link Ledger} of the far end. */
record DeskLog(List<JsonNode> deliveries, List<Try> attempts) {
    /** One attempt of one delivery: so many calls may come of it as stand in {@code outcome}. */
    private record Call(String delivery, int number) {
        static Call of(Arrival arrival) {
            return new Call(arrival.webhookId(), arrival.attempt());
        }
    }

    record Try(String delivery, int number, String outcome, int status) {
        private Call call() {
            return new Call(delivery, number);
        }

        boolean is(String wanted) {
            return outcome.equals(wanted);
        }
    }

    /** Whether nothing is to come. All are looked at once: asked for by state, one that goes from running to waiting could be seen in neither. */
    static boolean isDrained(DeskApi api) throws IOException {
        return api.deliveries("").stream()
                .map(delivery -> delivery.path("state").stringValue())
                .noneMatch(state -> state.equals("waiting") || state.equals("running"));
    }

    static DeskLog of(DeskApi api) throws IOException {
        var deliveries = api.deliveries("");
        var attempts = new ArrayList<Try>();
        for (var delivery : deliveries) {
            for (var attempt : delivery.path("attempts")) {
                attempts.add(new Try(
                        delivery.path("id").stringValue(),
                        attempt.path("number").intValue(),
                        attempt.path("outcome").stringValue(),
                        attempt.path("status").asInt(0)));
            }
        }
        return new DeskLog(deliveries, attempts);
    }

    List<Try> attempts(String outcome) {
        return attempts.stream().filter(attempt -> attempt.is(outcome)).toList();
    }

    /** Whatever arrived stands in the log under its number, and what the log says was answered did arrive. */
    void agreesWith(List<Arrival> book) {
        assertThat(attempts).noneMatch(attempt -> attempt.is("running"));
        var tries = attempts.stream().collect(toMap(Try::call, Function.identity()));
        var arrived = book.stream().collect(groupingBy(Call::of));

        arrived.forEach((call, arrivals) -> {
            var attempt = tries.get(call);
            assertThat(arrivals).as("no attempt is two calls").hasSize(1);
            assertThat(attempt).as("%s stands in the log", call).isNotNull();
            if (attempt != null) {
                assertThat(attempt.outcome()).isIn(arrivals.getFirst().isFailure() ? "failure" : "success", "unknown");
            }
        });
        tries.forEach((call, attempt) -> {
            if (!attempt.is("unknown")) {
                assertThat(arrived.getOrDefault(call, List.of()))
                        .as("the log says that %s was answered", call)
                        .extracting(Arrival::answer)
                        .containsExactly(attempt.status());
            }
        });
        var unsuccessful =
                attempts.stream().filter(attempt -> !attempt.is("success")).collect(groupingBy(Try::delivery));
        book.stream()
                .collect(groupingBy(Arrival::webhookId))
                .forEach((id, arrivals) -> assertThat(unsuccessful.getOrDefault(id, List.of()))
                        .as("whatever arrived again, the log says why")
                        .hasSizeGreaterThanOrEqualTo(arrivals.size() - 1));
    }
}
