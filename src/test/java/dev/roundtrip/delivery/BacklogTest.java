package dev.roundtrip.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.Patience;
import dev.roundtrip.testing.TestDatabase;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * After a long time without a desk everything is due at once: it goes out in order, a little at a time, and what is fresh does not wait for
 * it.
 *
 * <p>With {@code -Dbacklog.rows=100000} it is as much as the desk promises to bear, and memory is measured too: alone in its JVM.
 */
@OnBothDatabases
class BacklogTest {
    private static final int ROWS = Integer.getInteger("backlog.rows", 6_000);
    private static final boolean ALONE = Integer.getInteger("backlog.rows") != null;
    private static final int LANES = Integer.getInteger("backlog.lanes", 10);
    private static final int OF_A_TICKET = 5;
    private static final int CONCURRENCY = 8;
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final long MEGABYTE = 1 << 20;

    private final Sent sent = new Sent();
    private final TestDatabase database;
    private final Post post;

    BacklogTest(TestDatabase database) {
        this.database = database;
        post = new Post(database, sent, Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        post.close();
    }

    @Test
    void goesOutInOrderALittleAtATimeAndFreshOnesDoNotWaitForIt() throws Exception {
        fallBehind();
        var delays = new ArrayList<Duration>();
        var heap = new ArrayList<Long>();
        int mostLeased = 0;

        var noon = post.clock.instant();
        long began = System.nanoTime();
        post.dispatcher.start();
        while (sent.late.get() < ROWS) {
            post.clock.goTo(noon.plusNanos(System.nanoTime() - began));
            delays.add(delayOfAFreshOne());
            mostLeased = Math.max(mostLeased, post.dispatcher.inFlight());
            if (ALONE && sent.late.get() >= ROWS / 10 * (heap.size() + 1)) {
                heap.add(usedAfterCollection());
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        Patience.until("all are settled", Duration.ofSeconds(20), () -> open() == 0, post);

        delays.sort(null);
        var most = delays.getLast();
        System.out.printf(
                "BacklogTest on %s: %,d due at once in %d lanes, gone in %.1f s, %.0f a second; at most %d leased; %,d fresh ones meanwhile: half within %d ms, all within %d ms; heap after collections, MB: %s%n",
                database,
                ROWS,
                LANES,
                seconds,
                ROWS / seconds,
                mostLeased,
                delays.size(),
                delays.get(delays.size() / 2).toMillis(),
                most.toMillis(),
                heap);
        assertThat(sent.outOfOrder).isEmpty();
        assertThat(mostLeased).isLessThanOrEqualTo(Math.min((LANES + 1) * Lane.MOST_LEASED, ROWS / 2));
        assertThat(delays.get(delays.size() / 2))
                .as("half of them, on a machine that runs other tests beside")
                .isLessThan(AT_ONCE);
        if (ALONE) {
            assertThat(most).isLessThan(AT_ONCE);
            assertThat(heap.getLast() - heap.getFirst())
                    .as("megabytes that it grew by")
                    .isLessThan(16);
        }
    }

    /** Of every ticket and lane five that follow each other, as they stand when the first has failed and the desk was stopped. */
    private void fallBehind() {
        post.store.write(() -> post.store
                .jdbc()
                .sql("""
                        with recursive n (i) as (select 0 union all select n.i + 1 from n where n.i < :last)
                        insert into delivery (id, lane, lane_name, subject_id, subject_name, order_key, place,
                                              state, attempts, created_at, due_at, load)
                        select substr('00000000000000000000000000' || n.i, length(cast(n.i as text)) + 1),
                               'sick:' || (n.i % :lanes), 'Close', n.i / :ofATicket, 'T' || (n.i / :ofATicket),
                               'sick:' || (n.i % :lanes) || '/' || (n.i / :ofATicket), n.i,
                               'waiting', case when n.i % :ofATicket < :lanes then 1 else 0 end, :now - 7200000,
                               :now - (n.i / :ofATicket * 7919) % 3600000, :load
                        from n""")
                .params(Map.of(
                        "last",
                        ROWS - 1,
                        "lanes",
                        LANES,
                        "ofATicket",
                        OF_A_TICKET * LANES,
                        "now",
                        post.clock.millis(),
                        "load",
                        "{\"body\":\"" + "x".repeat(600) + "\"}"))
                .update());
    }

    private Duration delayOfAFreshOne() throws InterruptedException {
        var arrived = new CountDownLatch(1);
        sent.fresh = arrived;
        long promised = System.nanoTime();
        post.promise();
        assertThat(arrived.await(30, TimeUnit.SECONDS))
                .as("a fresh one is sent")
                .isTrue();
        return Duration.ofNanos(System.nanoTime() - promised);
    }

    private int open() {
        return post.store
                .jdbc()
                .sql("select count(*) from delivery where ended_at is null")
                .query(Integer.class)
                .single();
    }

    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
    }

    /** The far end of all of them, which answers at once. */
    private static final class Sent implements Courier {
        final AtomicInteger late = new AtomicInteger();
        final ConcurrentLinkedQueue<String> outOfOrder = new ConcurrentLinkedQueue<>();
        private final Map<String, String> lastOfKey = new ConcurrentHashMap<>();
        volatile @Nullable CountDownLatch fresh;

        @Override
        public LanePolicy policy(String lane) {
            return Post.policy(CONCURRENCY);
        }

        @Override
        public Outcome carry(Delivery delivery, int attempt) {
            if (!delivery.lane().startsWith("sick:")) {
                var awaited = fresh;
                if (awaited != null) {
                    awaited.countDown();
                }
                return Post.delivered();
            }
            var before = lastOfKey.put(delivery.orderKey(), delivery.id());
            if (before != null && before.compareTo(delivery.id()) >= 0) {
                outOfOrder.add(delivery.id() + " after " + before);
            }
            late.incrementAndGet();
            return Post.delivered();
        }
    }
}
