package dev.roundtrip.trouble;

import dev.roundtrip.callout.Callouts;
import dev.roundtrip.delivery.DeliveryListener;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.notify.Notices;
import dev.roundtrip.store.NodeTurn;
import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.Tickets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where people hear from what came of their callouts. It hears of each delivery, looks a moment later whether somebody is to be told, and
 * now and then whether a quarter of an hour or somebody's quiet hours are over.
 *
 * <p>Without {@link #start} nothing runs by itself, and {@link #runDue} does what is due on the calling thread. Of the nodes that share a
 * store one looks.
 */
public final class Telltale implements AutoCloseable {
    private static final long AT_LEAST_EVERY_MILLIS = 5_000;
    /** What fails together is told together. */
    private static final long AFTER_NEWS_MILLIS = 500;

    /** It rests so many times as long as a look took: a look over many thousands must not follow the other. */
    private static final int RESTS = 10;

    /** A database that hung for long is no reason to be silent for longer. */
    private static final long LONGEST_REST_MILLIS = 60_000;

    private static final Logger log = LoggerFactory.getLogger(Telltale.class);

    private final Troubles troubles;
    private final Notices notices;
    private final NodeTurn turn;
    private final DeliveryListener news;
    private final Semaphore nudges = new Semaphore(0);
    private final CountDownLatch end = new CountDownLatch(1);
    private @Nullable Thread thread;

    /**
     * @param digestEvery people hear of one trouble so often at most
     * @param node this process's name among those that share the store
     */
    public Telltale(
            Store store,
            Clock clock,
            Desk desk,
            Tickets tickets,
            Callouts callouts,
            Notices notices,
            Duration digestEvery,
            String node) {
        this.troubles = new Troubles(store, clock, desk, tickets, callouts, notices, digestEvery);
        this.notices = notices;
        this.turn = new NodeTurn(store, clock, "telltale", node);
        this.news = new CalloutNews(store, callouts, new EndedDelivery(desk, tickets, notices), nudges::release);
    }

    /** Who is to hear what comes of deliveries. */
    public DeliveryListener news() {
        return news;
    }

    /** Looks until closed. */
    public void start() {
        thread = Thread.ofPlatform().name("telltale").daemon().start(this::run);
    }

    /** Tells people all that is due. */
    public void runDue() {
        if (turn.isMine()) {
            troubles.look();
            notices.mailAfterQuiet();
        }
    }

    private void run() {
        try {
            while (end.getCount() > 0) {
                var began = System.nanoTime();
                try {
                    runDue();
                } catch (RuntimeException | Error e) {
                    // It is looked at again: without this thread nobody would hear of anything.
                    if (Store.isAway(e)) {
                        log.warn("the store is away, people are told later: {}", e.getMessage());
                    } else {
                        log.error("a look at what people are to hear failed", e);
                    }
                }
                var took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                if (nudges.tryAcquire(AT_LEAST_EVERY_MILLIS, TimeUnit.MILLISECONDS)
                        && !end.await(
                                Math.clamp(took * RESTS, AFTER_NEWS_MILLIS, LONGEST_REST_MILLIS),
                                TimeUnit.MILLISECONDS)) {
                    nudges.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        nudges.release();
        turn.endAfter(thread);
    }
}
