package dev.roundtrip.delivery;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.store.Database;
import dev.roundtrip.store.SharedTime;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes share a database, the watch of one machine is ten minutes fast, of the other ten minutes slow. Neither harms the other. */
class WatchesThatDifferTest {
    /** Four times the time-out, and 30 s. */
    private static final Duration LEASE = ofSeconds(150);

    private final SharedTime time = new SharedTime();
    private final Instant noon = time.now();
    private final List<Call> calls = new ArrayList<>();
    private final Database database = TestDatabase.POSTGRES.fresh(Path.of(""));
    private final Node fast = new Node("fast", ofMinutes(10));
    private final Node slow = new Node("slow", ofMinutes(-10));
    private int failures;
    private int promised;

    /** @param at by the database's watch */
    private record Call(String node, int attempt, Instant at) {}

    @AfterEach
    void close() {
        fast.store.close();
        slow.store.close();
    }

    @Test
    void aRetryComesWhenItIsDueWhicheverNodeSetIt() {
        failures = 2;
        fast.promises();
        fast.dispatcher.runDue();

        seconds(60, slow);
        seconds(60, fast);

        assertThat(calls)
                .containsExactly(
                        new Call("fast", 1, noon),
                        new Call("slow", 2, noon.plusSeconds(60)),
                        new Call("fast", 3, noon.plusSeconds(120)));
    }

    @Test
    void bothTakeTheirShareOfWhatIsDueAndNobodyTwice() {
        failures = 40;
        for (int i = 0; i < 20; i++) {
            fast.promises();
            slow.promises();
        }
        fast.dispatcher.runDue();
        slow.dispatcher.runDue();

        seconds(60, fast, slow);

        assertThat(calls).filteredOn(call -> call.attempt() == 1).hasSize(40);
        assertThat(calls)
                .filteredOn(call -> call.attempt() == 2)
                .hasSize(40)
                .extracting(Call::at)
                .containsOnly(noon.plusSeconds(60));
    }

    @Test
    void theFastOneTakesNoLeaseBeforeItsEnd() {
        takesNoLeaseBeforeItsEnd(fast, slow);
    }

    @Test
    void theSlowOneTakesItNoLater() {
        takesNoLeaseBeforeItsEnd(slow, fast);
    }

    private void takesNoLeaseBeforeItsEnd(Node taker, Node hanging) {
        var leased = hanging.promises(); // and never carries it, though it says that it is alive

        seconds((int) LEASE.toSeconds() - 1, taker);
        assertThat(taker.log.find(leased).orElseThrow().delivery().state()).isEqualTo(DeliveryState.RUNNING);
        seconds(5, taker);

        assertThat(calls).containsExactly(new Call(taker.name, 2, noon.plus(LEASE)));
    }

    @Test
    void theFastOneWaitsTwentySecondsForASilentNode() {
        waitsTwentySecondsForASilentNode(fast, slow);
    }

    @Test
    void theSlowOneDoesSoToo() {
        waitsTwentySecondsForASilentNode(slow, fast);
    }

    private void waitsTwentySecondsForASilentNode(Node taker, Node dying) {
        seconds(25, taker);
        dying.promises();
        dying.beats = false;
        dying.heartbeat.runOnce();
        var lastHeard = time.now();

        seconds(30, taker);

        assertThat(calls).containsExactly(new Call(taker.name, 2, lastHeard.plusSeconds(20)));
    }

    /** All beat and look for what others left every five seconds, as nodes do; these carry what is due. */
    private void seconds(int count, Node... working) {
        for (int i = 0; i < count; i++) {
            time.pass(ofSeconds(1));
            if (time.now().getEpochSecond() % 5 == 0) {
                time.isReadOff();
                fast.beat();
                slow.beat();
                for (var node : working) {
                    node.rescuer.runOnce(false);
                }
            }
            for (var node : working) {
                node.dispatcher.runDue();
            }
        }
    }

    private final class Node implements Courier {
        final String name;
        final Store store = Store.open(database);
        final Dispatcher dispatcher;
        final DeliveryLog log = new DeliveryLog(store);
        final Heartbeat heartbeat;
        final Rescuer rescuer;
        private final DeliveryQueue queue;
        private final DeliveryId ids;
        boolean beats = true;

        Node(String name, Duration off) {
            this.name = name;
            Clock clock = time.onMachine(off);
            dispatcher = new Dispatcher(store, clock, this, name);
            queue = new DeliveryQueue(store, clock, dispatcher);
            ids = new DeliveryId(clock);
            heartbeat = new Heartbeat(store, clock, name, clock::instant);
            heartbeat.runOnce();
            var settler = new Settler(store, clock, name, () -> DeliveryListener.DEAF, () -> false);
            rescuer = new Rescuer(store, clock, settler, name, this::policy, Set.of(), heartbeat::deadIfNotHeardSince);
        }

        void beat() {
            if (beats) {
                heartbeat.runOnce();
            }
        }

        String promises() {
            var id = ids.next();
            int ticket = ++promised;
            store.write(() -> {
                queue.enqueue(new NewDelivery(
                        id, "lane:1", "Close", ticket, "T" + ticket, "lane:1/" + ticket, 1, false, "{}", null));
                return null;
            });
            return id;
        }

        @Override
        public LanePolicy policy(String lane) {
            return new LanePolicy(new RetryPolicy(ofSeconds(60), 5), 8, ofSeconds(30), AfterCrash.RESEND, true);
        }

        @Override
        public Outcome carry(Delivery delivery, int attempt) {
            calls.add(new Call(name, attempt, time.now()));
            return failures-- > 0 ? Post.failed("503") : Post.delivered();
        }
    }
}
