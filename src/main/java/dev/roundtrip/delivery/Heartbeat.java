package dev.roundtrip.delivery;

import dev.roundtrip.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the nodes that share a database that this one is alive, and this one how long they will believe it.
 *
 * <p>A node that cannot be heard begins no more calls some seconds before the others take over what was leased to it. Where a process
 * has its store for itself nobody listens, and nothing is said.
 */
final class Heartbeat implements AutoCloseable {
    static final Duration EVERY = Duration.ofSeconds(5);
    /** Whoever was not heard for so long is dead to the others. With a beat missed just before and a look missed just after: 30 s. */
    static final Duration SILENCE = Duration.ofSeconds(20);

    private static final Duration DOUBT = SILENCE.minus(EVERY);
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private final Store store;
    private final Clock clock;
    private final String node;
    private final NodeTable nodes;
    private final Supplier<Instant> began;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile @Nullable Instant heard;
    private volatile Instant steadySince = Instant.MAX;
    private volatile boolean lapsed;
    private @Nullable Thread thread;

    /** @param began when this node began an attempt last */
    Heartbeat(Store store, Clock clock, String node, Supplier<Instant> began) {
        this.store = store;
        this.clock = clock;
        this.node = node;
        this.nodes = new NodeTable(store);
        this.began = began;
    }

    /** Beats until closed, the first time before it returns. */
    void start() {
        if (store.isShared()) {
            runOnce();
            thread = Thread.ofPlatform().name("heartbeat").daemon().start(this::run);
        }
    }

    /** One beat; what the store cannot take is not heard. */
    void runOnce() {
        // Read before it is written: others may take it for older than it is, never this node for younger.
        var now = clock.instant();
        try {
            store.writeAside(() -> {
                nodes.seen(node, now, began.get());
                return null;
            });
            if (isSilent()) {
                lapsed = true;
                steadySince = now;
            } else if (heard == null) {
                steadySince = now;
            }
            heard = now;
        } catch (RuntimeException | Error e) {
            log.warn("this node cannot say that it is alive: {}", e.toString());
        }
    }

    /** Whether this node is to begin nothing: the others may soon take it for dead, or have done so. */
    boolean isDoubtful() {
        return lapsed || isSilent();
    }

    /** Whether it was silent for so long, and is heard again: what was leased to it before may be others' by now. */
    boolean hasLapsed() {
        return lapsed && !isSilent();
    }

    /** After a lapse: it has nothing any more from before. */
    void goesOn() {
        lapsed = false;
    }

    private boolean isSilent() {
        var last = heard;
        return last != null && clock.instant().isAfter(last.plus(DOUBT));
    }

    /**
     * Whoever was not heard since then is dead. Nobody is, as long as this node was not heard itself: a database that comes back after
     * a while has heard nobody, and neither has one whose watch was put forward.
     */
    Instant deadIfNotHeardSince() {
        var silence = clock.instant().minus(SILENCE);
        return isSilent() || steadySince.isAfter(silence) ? Instant.EPOCH : silence;
    }

    private void run() {
        try {
            while (!end.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                runOnce();
                store.agreeOnTheTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says nothing more. What was leased to this node and is not settled is then taken over as if it had died. */
    @Override
    public void close() {
        end.countDown();
        var beating = thread;
        if (beating != null) {
            try {
                beating.join(EVERY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
