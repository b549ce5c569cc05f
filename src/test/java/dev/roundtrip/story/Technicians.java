package dev.roundtrip.story;

import dev.roundtrip.testing.DeskApi;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Clients who create tickets and complete them, all at the same time, and believe only what they were answered. They turn to the desk's
 * nodes one after the other, and to one that has broken off no more before its next life; when all are away they wait. A completion that
 * was not answered is asked for again, a ticket that was not is forgotten. Who is refused stops.
 */
final class Technicians implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final List<Thread> threads = new ArrayList<>();
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<DeskApi.Refused> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger number = new AtomicInteger();
    private final List<DeskApi> known = new ArrayList<>();
    private final List<@Nullable DeskApi> nodes = new ArrayList<>();
    private final List<Integer> lost = new ArrayList<>();
    private int turn;
    private boolean enough;

    private record Node(int number, DeskApi api) {}

    private Technicians() {}

    /** So many, who begin at once. */
    static Technicians work(int count, DeskApi... nodes) {
        var technicians = new Technicians();
        technicians.known.addAll(List.of(nodes));
        technicians.nodes.addAll(List.of(nodes));
        for (int i = 0; i < count; i++) {
            technicians.threads.add(
                    Thread.ofPlatform().daemon().name("technician-" + i).start(technicians::work));
        }
        return technicians;
    }

    /** The only node is back, there. */
    void goOnAt(DeskApi next) {
        goOnAt(0, next);
    }

    /** One of several, by its place in the order they were named. */
    synchronized void goOnAt(int node, DeskApi next) {
        known.add(next);
        nodes.set(node, next);
        notifyAll();
    }

    /** Everybody finishes the ticket at hand. */
    void stop() throws InterruptedException {
        synchronized (this) {
            enough = true;
        }
        for (var thread : threads) {
            if (!thread.join(PATIENCE)) {
                throw new AssertionError(thread.getName() + " still waits for an answer");
            }
        }
    }

    /** The tickets whose completion was answered 200. */
    Set<Long> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** What the desk answered that was no 200. */
    List<DeskApi.Refused> refusals() {
        return List.copyOf(refusals);
    }

    /** Which nodes broke off, in order; a node once in each of its lives. */
    synchronized List<Integer> lost() {
        return List.copyOf(lost);
    }

    private void work() {
        try {
            while (!isEnough()) {
                var at = next();
                try {
                    long id = at.api.create("ticket", Map.of("AlertID", "alert-" + number.incrementAndGet()));
                    complete(id);
                } catch (DeskApi.Refused e) {
                    throw e;
                } catch (IOException e) {
                    brokeOff(at);
                }
            }
        } catch (DeskApi.Refused e) {
            refusals.add(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the test is over
        }
    }

    private void complete(long id) throws DeskApi.Refused, InterruptedException {
        while (true) {
            var at = next();
            try {
                at.api.complete(id);
                acknowledged.add(id);
                return;
            } catch (DeskApi.Refused e) {
                throw e;
            } catch (IOException e) {
                brokeOff(at);
            }
        }
    }

    private synchronized Node next() throws InterruptedException {
        while (true) {
            for (int i = 0; i < nodes.size(); i++) {
                turn = (turn + 1) % nodes.size();
                var api = nodes.get(turn);
                if (api != null) {
                    return new Node(turn, api);
                }
            }
            wait();
        }
    }

    private synchronized boolean isEnough() {
        return enough;
    }

    private synchronized void brokeOff(Node node) {
        if (nodes.get(node.number) == node.api) {
            nodes.set(node.number, null);
            lost.add(node.number);
        }
    }

    @Override
    public synchronized void close() {
        threads.forEach(Thread::interrupt);
        known.forEach(DeskApi::close);
    }
}
