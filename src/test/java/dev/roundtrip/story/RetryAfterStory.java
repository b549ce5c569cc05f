package dev.roundtrip.story;

import static java.time.Duration.between;
import static java.time.Duration.ofSeconds;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.DeskApi;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.Reply;
import dev.roundtrip.testing.TestDatabase;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A busy far end says when to come back, in all the forms that are met. It is noon, on 25 November 2026. */
@OnBothDatabases
class RetryAfterStory {
    private final DeskUnderTest desk;
    private final DeskApi api;
    private final FakeEndpoint endpoint = FakeEndpoint.start();

    /** What a far end says, and the seconds after which the next attempt comes. */
    private record Said(@Nullable String retryAfter, int seconds) {}

    private static final List<Said> ALL = List.of(
            new Said(null, 60),
            new Said("120", 120),
            new Said("5", 60),
            new Said("Wed, 25 Nov 2026 12:10:00 GMT", 600),
            new Said("Wed, 25 Nov 2026 11:50:00 GMT", 60),
            new Said("86400", 3_600),
            new Said("99999999999999999999", 3_600),
            new Said("soon", 60),
            new Said("-3", 60),
            new Said("+3", 60),
            new Said("1.5", 60),
            new Said("", 60));

    RetryAfterStory(TestDatabase database) {
        desk = DeskUnderTest.on(database);
        api = desk.api();
    }

    @AfterEach
    void close() {
        desk.close();
        endpoint.close();
    }

    @Test
    void theNextAttemptComesWhenItSaysButNeverEarlierThanTheCalloutsOwnAndWithinAnHour() throws IOException {
        var patient = Inputs.setup("patient-callout.yaml", endpoint);
        var due = new TreeMap<Long, Integer>();
        desk.apply(patient.replace("retry-after: true", "retry-after: false"));
        due.put(toldAtTheFirstAttempt("120"), 60);
        desk.apply(patient);
        for (var said : ALL) {
            due.put(toldAtTheFirstAttempt(said.retryAfter()), said.seconds());
        }

        for (var entry : due.entrySet()) {
            var delivery = api.deliveriesOf(entry.getKey()).getFirst();
            assertThat(delivery.path("state").stringValue()).isEqualTo("waiting");
            assertThat(delivery.path("error").stringValue()).isEqualTo("status 503");
            var ended = Instant.parse(delivery.at("/attempts/0/endedAt").stringValue());
            var next = Instant.parse(delivery.path("nextAttemptAt").stringValue());
            assertThat(between(ended, next))
                    .as(delivery.toString())
                    .isCloseTo(ofSeconds(entry.getValue()), ofSeconds(2));
        }
        endpoint.answers(200);
        var noon = desk.clock().instant();
        var together = due.values().stream().collect(groupingBy(seconds -> seconds, TreeMap::new, counting()));
        for (var moment : together.entrySet()) {
            desk.clock().goTo(noon.plusSeconds(moment.getKey() - 1));
            assertThat(desk.runDue())
                    .as("%d s after noon, less one", moment.getKey())
                    .isZero();
            desk.pass(ofSeconds(1));
            assertThat(desk.runDue())
                    .as("%d s after noon", moment.getKey())
                    .isEqualTo(moment.getValue().intValue());
        }
        assertThat(api.deliveries("state=delivered")).hasSize(due.size());
    }

    /** A new ticket, whose call is answered so. */
    private long toldAtTheFirstAttempt(@Nullable String retryAfter) throws IOException {
        var busy = Reply.status(503);
        endpoint.answers(retryAfter == null ? busy : busy.header("Retry-After", retryAfter));
        var ticket = api.create("disk full", Map.of());
        assertThat(desk.runDue()).isEqualTo(1);
        return ticket;
    }
}
