package dev.roundtrip.outbound;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * Connections that wait for the next request to the same place. It holds only idle ones, so that nobody ever waits for it: how much
 * goes on at once is the lanes' business.
 */
final class WirePool implements AutoCloseable {
    /**
     * @param idle      after so long without a request a connection is closed
     * @param age       and so long after it was opened in any case, so that a moved service is found
     * @param perTarget at most so many wait for one target
     * @param total     and so many for all together; an idle TLS connection costs some 100 KiB
     */
    record Limits(Duration idle, Duration age, int perTarget, int total) {
        static final Limits DEFAULT = new Limits(Duration.ofSeconds(30), Duration.ofMinutes(5), 128, 512);
    }

    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private static final Duration A_WHILE = Duration.ofMinutes(10);

    /**
     * What must be equal for a connection to do. The address is the one that was vetted for the request at hand, so that a connection
     * opened to another address, or under another answer of DNS, is never taken. Hence no policy in here: every request passes it anew.
     *
     * @param address that was dialled: the target's, or the proxy's
     */
    record Target(
            String scheme,
            String host,
            int port,
            InetSocketAddress address,
            @Nullable OutboundProxy proxy,
            TlsProfile tls) {}

    private final Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Target, Deque<Wire>> kept = new HashMap<>();
    private final Map<Target, Long> fickle = new HashMap<>(); // since when, as System.nanoTime had it
    private int count;
    private boolean closed;

    WirePool(Limits limits) {
        this.limits = limits;
    }

    /** @return one that the far end has not closed as far as anybody can know, or null */
    @Nullable
    Wire take(Target target) {
        for (var wire = newest(target); wire != null; wire = newest(target)) {
            if (!wire.olderThan(limits.idle(), limits.age())) {
                if (wire.isUsable()) {
                    return wire;
                }
                lost(target, wire);
            }
            wire.close(CloseMode.GRACEFUL);
        }
        return null;
    }

    /**
     * The far end has closed a kept connection. One that was kept a moment ago tells of a server that closes after every answer without
     * saying so. It would be luck whether we hear of it before the next request is out, so nothing is kept for that target for a while.
     */
    void lost(Target target, Wire wire) {
        if (!wire.olderThan(A_MOMENT, limits.age())) {
            lock.lock();
            try {
                fickle.put(target, System.nanoTime());
            } finally {
                lock.unlock();
            }
        }
    }

    void keep(Target target, Wire wire) {
        wire.kept();
        if (wire.olderThan(limits.idle(), limits.age()) || !added(target, wire)) {
            wire.close(CloseMode.GRACEFUL);
        }
    }

    /** Closes those whose time is over. */
    void sweep() {
        lock.lock();
        try {
            fickle.values().removeIf(since -> System.nanoTime() - since > A_WHILE.toNanos());
        } finally {
            lock.unlock();
        }
        closeAll(removed(wire -> wire.olderThan(limits.idle(), limits.age())));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        closeAll(removed(_ -> true));
    }

    private @Nullable Wire newest(Target target) {
        lock.lock();
        try {
            var waiting = kept.get(target);
            var wire = waiting == null ? null : waiting.pollLast();
            if (wire != null) {
                count--;
            }
            return wire;
        } finally {
            lock.unlock();
        }
    }

    private boolean added(Target target, Wire wire) {
        lock.lock();
        try {
            var waiting = kept.computeIfAbsent(target, _ -> new ArrayDeque<>());
            if (closed
                    || fickle.containsKey(target)
                    || count >= limits.total()
                    || waiting.size() >= limits.perTarget()) {
                return false;
            }
            waiting.addLast(wire);
            count++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private List<Wire> removed(Predicate<Wire> which) {
        var removed = new ArrayList<Wire>();
        lock.lock();
        try {
            kept.values().forEach(waiting -> waiting.removeIf(wire -> which.test(wire) && removed.add(wire)));
            kept.values().removeIf(Deque::isEmpty);
            count -= removed.size();
        } finally {
            lock.unlock();
        }
        return removed;
    }

    private static void closeAll(List<Wire> wires) {
        wires.forEach(wire -> wire.close(CloseMode.GRACEFUL)); // outside the lock: TLS says goodbye over the network
    }
}
