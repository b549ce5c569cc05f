package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.House;
import dev.roundtrip.field.UserField;
import dev.roundtrip.people.Actor;
import dev.roundtrip.settings.Settings;
import dev.roundtrip.store.Database;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.Status;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
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
    void makeOneTicketAnAlertAndOneMoreWhenTheWorkWasDone(@TempDir Path folder) throws Exception {
        var shared = TestDatabase.POSTGRES.fresh(folder);
        try (var one = node(folder.resolve("one"), shared);
                var two = node(folder.resolve("two"), shared)) {
            for (int round = 0; round < 20; round++) {
                var alerts = alerts("round-" + round);

                var first = taken(alerts, one, two);
                assertThat(taken(alerts, one, two)).isEqualTo(first);
                first.forEach(ticket -> one.tickets()
                        .edit(
                                ticket,
                                TicketEdit.with()
                                        .set(TicketField.STATUS, Status.COMPLETE)
                                        .build(),
                                Actor.DESK));
                var second = taken(alerts, one, two);

                for (int i = 0; i < alerts.size(); i++) {
                    assertThat(AlertNeighboursTest.holding(
                                    one, field(two), alerts.get(i).fingerprint()))
                            .containsExactly(first.get(i), second.get(i));
                }
            }
        }
    }

    /** The tickets that both nodes, at the same moment, say the alerts have. */
    private static List<Long> taken(List<Alert> alerts, House one, House two) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var start = new CyclicBarrier(2);
            var said = new ArrayList<Future<List<AlertIntake.Outcome>>>();
            for (var node : List.of(one, two)) {
                said.add(threads.submit(() -> {
                    var way = way(node);
                    start.await();
                    return intake(node).take(node == one ? alerts : alerts.reversed(), way);
                }));
            }
            var tickets = tickets(said.getFirst().get());
            assertThat(tickets(said.getLast().get())).isEqualTo(tickets).hasSize(alerts.size());
            return tickets;
        }
    }

    private static List<Long> tickets(List<AlertIntake.Outcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> ((AlertIntake.Outcome.Kept) outcome).ticketId())
                .toList();
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
}
