package dev.roundtrip.watch;

import dev.roundtrip.callout.Certificates;
import dev.roundtrip.delivery.Dispatcher;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.notify.Notices;
import dev.roundtrip.store.NodeTurn;
import dev.roundtrip.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a minute whether the desk is well, and tells its administrators when it is not. Of the nodes that share a store one looks
 * after what is everybody's, and each after its own disk.
 *
 * <p>Without {@link #start} nothing runs by itself, and {@link #runOnce} looks on the calling thread: so a test steps it by hand.
 */
public final class HealthWatch implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    private static final Logger log = LoggerFactory.getLogger(HealthWatch.class);

    private final Clock clock;
    private final Certificates certificates;
    private final Look own;
    private final List<Look> shared;
    private final WorryBook book;
    private final NodeTurn turn;
    private final CountDownLatch end = new CountDownLatch(1);
    private @Nullable Thread thread;

    /**
     * What needs space.
     *
     * @param place a file or folder
     */
    public record Disk(Gauge gauge, Path place) {}

    /**
     * Of the rules.
     *
     * @param active how many are
     * @param most how many may be
     */
    public record RuleCount(LongSupplier active, int most) {}

    /** @param node this process's name among those that share the store */
    public HealthWatch(
            Store store,
            Clock clock,
            String node,
            Desk desk,
            Notices notices,
            Dispatcher dispatcher,
            Certificates certificates,
            Disk disk,
            RuleCount rules) {
        this.clock = clock;
        this.certificates = certificates;
        var told = store.isShared()
                ? "%s (%s)".formatted(disk.place(), node)
                : disk.place().toString();
        this.own = new DiskLook(disk.gauge(), node, disk.place(), told);
        this.shared = List.of(
                new StallLook(dispatcher::pulse),
                new CertificateLook(certificates::ends),
                new RuleLook(rules.active(), rules.most()));
        this.book = new WorryBook(store, desk, notices);
        this.turn = new NodeTurn(store, clock, "health", node);
    }

    /** Looks until closed, the first time in a minute: what a start finds overdue may be under way by then. */
    public void start() {
        thread = Thread.ofPlatform().name("health-watch").daemon().start(this::run);
    }

    private void run() {
        try {
            var last = now();
            while (!end.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                var since = Duration.between(last, now());
                last = now();
                if (since.compareTo(BETWEEN_LOOKS.multipliedBy(2)) > 0) {
                    // The machine slept, or its clock was put forward: first what came due by that has its turn.
                    continue;
                }
                try {
                    runOnce();
                } catch (RuntimeException | Error e) {
                    // Without this thread nobody would ever be told again.
                    if (Store.isAway(e)) {
                        log.warn("the store is away, nobody can be told how the desk is: {}", e.getMessage());
                    } else {
                        log.error("a look whether the desk is well failed", e);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once at all that is this node's to look at, and tells what has to be told. */
    public void runOnce() {
        certificates.keep();
        look(own);
        if (turn.isMine()) {
            shared.forEach(this::look);
            book.tidy(now());
        }
    }

    /** Where one fails, what it found before stays as it is, and the others go on. */
    private void look(Look look) {
        try {
            var now = now();
            book.found(look.prefix(), look.look(now), now);
        } catch (RuntimeException e) {
            if (Store.isAway(e)) {
                throw e;
            }
            log.error("whether all is well with \"{}\" could not be told", look.prefix(), e);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        end.countDown();
        turn.endAfter(thread);
    }
}
