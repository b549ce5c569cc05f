package dev.roundtrip.people;

import dev.roundtrip.store.NodeTurn;
import dev.roundtrip.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes from the security log what is older than it is kept, a day at a time; of the nodes that share a store one does. */
public final class SecurityAge implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);
    /** In one transaction: others wait for its end. */
    private static final int A_STEP = 2000;

    private static final Logger log = LoggerFactory.getLogger(SecurityAge.class);

    private final SecurityLog security;
    private final Clock clock;
    private final int days;
    private final NodeTurn turn;
    private final CountDownLatch end = new CountDownLatch(1);
    private @Nullable Thread thread;

    /**
     * @param days how long events are kept; 0 is for ever
     * @param node this process's name among those that share the store
     */
    public SecurityAge(Store store, Clock clock, SecurityLog security, int days, String node) {
        this.security = security;
        this.clock = clock;
        this.days = days;
        this.turn = new NodeTurn(store, clock, "security-log", node);
    }

    /** Looks until closed, where there is anything to look for. */
    public void start() {
        if (days > 0) {
            thread = Thread.ofPlatform().name("security-age").daemon().start(this::run);
        }
    }

    private void run() {
        try {
            do {
                try {
                    runDue();
                } catch (RuntimeException | Error e) {
                    // It is looked again: without this thread the log would grow for ever.
                    if (Store.isAway(e)) {
                        log.warn("the store is away, the security log is kept as it is: {}", e.getMessage());
                    } else {
                        log.error("a look at the age of the security log failed", e);
                    }
                }
            } while (!end.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return how many are gone */
    public int runDue() {
        if (days == 0) {
            return 0;
        }
        // By whole days: else every look would leave an event that says so.
        var before = clock.instant().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(days));
        int gone = 0;
        int step = A_STEP;
        while (step == A_STEP && end.getCount() > 0 && turn.isMine()) {
            step = security.remove(before, A_STEP);
            gone += step;
        }
        return gone;
    }

    @Override
    public void close() {
        end.countDown();
        turn.endAfter(thread);
    }
}
