package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.House;
import dev.roundtrip.people.Actor;
import dev.roundtrip.settings.Settings;
import dev.roundtrip.store.Database;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.UserField;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alertmanagers of one cluster send the same message to nodes that share a database. */
class AlertsOnTwoNodesTest {
    private static final Caller SENDER = new Caller(Actor.apiUser(0, "alertmanager"), Set.of(), null);

    @Test
    void makeOneTicketAnAlert(@TempDir Path folder) throws Exception {
        var shared = TestDatabase.POSTGRES.fresh(folder);
        try (var one = node(folder.resolve("one"), shared);
                var two = node(folder.resolve("two"), shared);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 20; round++) {
                var alerts = alerts("round-" + round);
                var start = new CyclicBarrier(2);
                var said = new ArrayList<Future<List<AlertIntake.Outcome>>>();
                for (var node : List.of(one, two)) {
                    said.add(threads.submit(() -> {
                        var way = way(node);
                        start.await();
                        return intake(node).take(node == one ? alerts : alerts.reversed(), way);
                    }));
                }

                var tickets = said.getFirst().get().stream()
                        .map(AlertsOnTwoNodesTest::ticket)
                        .toList();
                assertThat(tickets).doesNotHaveDuplicates().hasSize(5);
                assertThat(said.getLast().get())
                        .extracting(AlertsOnTwoNodesTest::ticket)
                        .isEqualTo(tickets);
                for (var alert : alerts) {
                    assertThat(one.tickets().withUserValue(field(two), alert.fingerprint()))
                            .hasSize(1);
                }
            }
        }
    }

    private static House node(Path folder, Database shared) {
        return new House(
                new Settings(folder, shared, "127.0.0.1", 0, Optional.empty(), "", null, Optional.empty(), false),
                Clock.systemUTC());
    }

    private static AlertIntake intake(House node) {
        return new AlertIntake(node.store(), node.tickets(), node.userFields(), node.picklists());
    }

    private static AlertIntake.Way way(House node) {
        return new AlertIntake.Way(field(node), 0, false, SENDER);
    }

    private static UserField field(House node) {
        return node.userFields().add(new UserField(0, "AlertID", UserField.Type.TEXT, List.of(), null, null, true));
    }

    private static List<Alert> alerts(String of) {
        return IntStream.range(0, 5)
                .mapToObj(i -> new Alert(
                        of + "-" + i,
                        true,
                        Map.of("alertname", "Late"),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .toList();
    }

    private static long ticket(AlertIntake.Outcome outcome) {
        return ((AlertIntake.Outcome.Kept) outcome).ticketId();
    }
}
