package dev.roundtrip.story;

import dev.roundtrip.testing.DeskApi;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Clients who create tickets and complete them, all at the same time, and believe only what they were answered. When the desk is away they
 * wait for its next life; a completion that was not answered is asked for again then, a ticket that was not is forgotten. Who is refused
 * stops.
 */
final class Technicians implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final List<Thread> threads = new ArrayList<>();
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<DeskApi.Refused> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger number = new AtomicInteger();
    private @Nullable DeskApi desk;
    private boolean enough;

    private Technicians() {}

    /** So many, who begin at once. */
    static Technicians work(int count, DeskApi desk) {
        var technicians = new Technicians();
        technicians.desk = desk;
        for (int i = 0; i < count; i++) {
            technicians.threads.add(
                    Thread.ofPlatform().daemon().name("technician-" + i).start(technicians::work));
        }
        return technicians;
    }

    /** The desk is back, there. */
    synchronized void goOnAt(DeskApi next) {
        if (desk != null) {
            desk.close();
        }
        desk = next;
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

    private void work() {
        try {
            while (!isEnough()) {
                var at = here();
                try {
                    long id = at.create("ticket", Map.of("AlertID", "alert-" + number.incrementAndGet()));
                    complete(id);
                } catch (DeskApi.Refused e) {
                    throw e;
                } catch (IOException e) {
                    awaitAnother(at);
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
            var at = here();
            try {
                at.complete(id);
                acknowledged.add(id);
                return;
            } catch (DeskApi.Refused e) {
                throw e;
            } catch (IOException e) {
                awaitAnother(at);
            }
        }
    }

    private synchronized DeskApi here() {
        return Objects.requireNonNull(desk);
    }

    private synchronized boolean isEnough() {
        return enough;
    }

    private synchronized void awaitAnother(DeskApi gone) throws InterruptedException {
        while (desk == gone) {
            wait();
        }
    }

    @Override
    public synchronized void close() {
        threads.forEach(Thread::interrupt);
        if (desk != null) {
            desk.close();
        }
    }
}
