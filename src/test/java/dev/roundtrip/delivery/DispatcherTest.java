package dev.roundtrip.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.store.StoreUnavailable;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where something of the desk's own goes wrong amid a delivery: it costs that one at most, and never its lane. */
@OnBothDatabases
class DispatcherTest {
    private final Played courier = new Played();
    private final Post post;

    DispatcherTest(TestDatabase database) {
        post = new Post(database, courier, Duration.ofMillis(1));
    }

    @AfterEach
    void close() {
        post.close();
    }

    /** Does what the test says, and can lose sight of how a lane is run, as a desk does whose database is away. */
    private static final class Played implements Courier {
        final Semaphore refused = new Semaphore(0);
        volatile boolean blind;
        volatile LanePolicy policy = Post.policy(1);
        volatile Carrying carrying = _ -> Post.delivered();

        interface Carrying {
            Outcome carry(Delivery delivery) throws InterruptedException;
        }

        @Override
        public LanePolicy policy(String lane) {
            if (blind) {
                refused.release();
                throw new StoreUnavailable("the database is away", new IllegalStateException());
            }
            return policy;
        }

        @Override
        public Outcome carry(Delivery delivery, int attempt) throws InterruptedException {
            return carrying.carry(delivery);
        }
    }

    /** So that a fresh ticket does not wait until all lanes are filled. */
    @Test
    void aWriteClaimsAThousandAtMostAndEachLaneItsShare() {
        courier.policy = Post.policy(100);
        var atOnce = new ArrayList<Integer>();
        var lanes = new HashSet<String>();
        courier.carrying = delivery -> {
            atOnce.add(post.dispatcher.inFlight());
            if (atOnce.size() == 1) {
                lanes.addAll(post.store
                        .jdbc()
                        .sql("select lane from delivery where state = 'running' group by lane having count(*) = 200")
                        .query(String.class)
                        .list());
            }
            return Post.delivered();
        };
        due(2_000, 5);

        assertThat(post.dispatcher.runDue()).isEqualTo(2_000);

        assertThat(atOnce).element(0).isEqualTo(1_000);
        assertThat(lanes).hasSize(5);
        assertThat(Collections.max(atOnce)).isLessThanOrEqualTo(1_000);
    }

    /** None follows another. */
    private void due(int rows, int lanes) {
        post.store.write(() -> post.store
                .jdbc()
                .sql("""
                        with recursive n (i) as (select 1 union all select n.i + 1 from n where n.i < :rows)
                        insert into delivery (id, lane, lane_name, subject_id, subject_name, order_key, place,
                                              state, attempts, created_at, due_at, load)
                        select 'd' || n.i, 'lane:' || (n.i % :lanes), 'Close', n.i, 'T' || n.i, 'key:' || n.i, 1,
                               'waiting', 0, :now, :now, '{}'
                        from n""")
                .param("rows", rows)
                .param("lanes", lanes)
                .param("now", post.clock.millis())
                .update());
    }

    @Test
    void aStoreThatIsAwayBeforeACallMakesNoAttemptFail() {
        var delivery = post.promise();
        var away = new AtomicBoolean(true);
        courier.carrying = _ -> {
            if (away.getAndSet(false)) {
                throw new StoreUnavailable("the database is away", new IllegalStateException());
            }
            return Post.delivered();
        };

        post.dispatcher.runDue();

        assertThat(post.attempts(delivery)).extracting(Attempt::result).containsExactly(Attempt.Result.SUCCESS);
    }

    /** Whoever comes back after another took over has nothing to tell: people would hear that something was given up that arrived. */
    @Test
    void whoeverComesBackAfterAnotherTookOverTellsNobodyWhatCameOfIt() {
        var heard = new ArrayList<DeliveryState>();
        post.dispatcher.tell(news -> heard.add(news.state()));
        var delivery = post.promise();
        courier.carrying = _ -> {
            post.store.write(() -> post.store
                    .jdbc()
                    .sql("update delivery set node = 'another', attempts = attempts + 1")
                    .update());
            return new Outcome.Refused(new Outcome.Report(503, "status 503", null, null, false));
        };

        post.dispatcher.runDue();

        assertThat(heard).isEmpty();

        post.store.write(() -> post.store
                .jdbc()
                .sql("update delivery set node = null, state = 'waiting', due_at = 0")
                .update());
        courier.carrying = _ -> Post.delivered();
        post.dispatcher.runDue();

        post.until(delivery, DeliveryState.DELIVERED);
        assertThat(heard).containsExactly(DeliveryState.DELIVERED);
    }

    @Test
    void anAttemptBeganWhenItsCallDidAndNotWhenItWasLeased() {
        var delivery = post.promise();
        var leasedAt = post.clock.instant();
        post.clock.pass(Duration.ofSeconds(4));
        courier.carrying = _ -> {
            post.clock.pass(Duration.ofSeconds(2));
            return Post.delivered();
        };

        post.dispatcher.runDue();

        var attempt = post.attempts(delivery).getFirst();
        assertThat(attempt.startedAt()).isEqualTo(leasedAt.plusSeconds(4));
        assertThat(attempt.endedAt()).isEqualTo(leasedAt.plusSeconds(6));
    }

    @Test
    void aFaultOfTheCourierFailsOneAttemptOfThatOneAlone() {
        var poisoned = post.promise();
        var other = post.promise();
        courier.carrying = delivery -> {
            if (delivery.id().equals(poisoned)) {
                throw new IllegalStateException("cannot be read");
            }
            return Post.delivered();
        };

        post.dispatcher.runDue();

        assertThat(post.state(other)).isEqualTo(DeliveryState.DELIVERED);
        assertThat(post.state(poisoned)).isEqualTo(DeliveryState.WAITING);
        assertThat(post.attempts(poisoned))
                .extracting(Attempt::error)
                .containsExactly("fault inside the desk: java.lang.IllegalStateException: cannot be read");

        post.clock.pass(Duration.ofSeconds(60));
        post.dispatcher.runDue();

        assertThat(post.state(poisoned)).isEqualTo(DeliveryState.GIVEN_UP);
    }

    @Test
    void anErrorOfTheMachineIsSuchAFaultToo() {
        var poisoned = post.promise();
        courier.carrying = _ -> {
            throw new StackOverflowError("a body without end");
        };

        post.dispatcher.runDue();

        assertThat(post.state(poisoned)).isEqualTo(DeliveryState.WAITING);
    }

    @Test
    void anAnswerThatCameWhileTheDatabaseWasAwayIsKeptWhenItIsBack() {
        courier.carrying = _ -> {
            courier.blind = true;
            return Post.delivered();
        };
        var delivery = post.promise();

        post.dispatcher.start();
        courier.refused.acquireUninterruptibly();
        courier.blind = false;

        post.until(delivery, DeliveryState.DELIVERED);
        assertThat(post.attempts(delivery)).extracting(Attempt::result).containsExactly(Attempt.Result.SUCCESS);
    }

    @Test
    void whatWasToBeginWhileTheDatabaseWasAwayBeginsWhenItIsBack() {
        var bothPromised = new CountDownLatch(1);
        courier.carrying = _ -> {
            bothPromised.await();
            courier.blind = true;
            return Post.delivered();
        };
        post.dispatcher.start();
        var first = post.promise();
        var second = post.promise();

        bothPromised.countDown();
        courier.refused.acquireUninterruptibly();
        courier.carrying = _ -> Post.delivered();
        courier.blind = false;

        post.until(first, DeliveryState.DELIVERED);
        post.until(second, DeliveryState.DELIVERED);
    }

    @Test
    void anOutcomeThatCannotBeKeptCostsItsLaneNoPlace() {
        courier.carrying = _ ->
                new Outcome.TryAgain(Post.failed("busy").report(), Optional.of(Duration.ofSeconds(Long.MAX_VALUE)));
        var unkept = Stream.generate(post::promise).limit(Lane.LEASED_PER_PLACE).toList();
        post.dispatcher.runDue();
        courier.carrying = _ -> Post.delivered();
        var next = post.promise();

        post.dispatcher.runDue();

        assertThat(post.state(next)).isEqualTo(DeliveryState.DELIVERED);
        assertThat(unkept).extracting(post::state).containsOnly(DeliveryState.RUNNING);
    }

    @Test
    void whatIsCutAtTheEndIsUnknownAndNoFailure() {
        var underWay = new Semaphore(0);
        courier.carrying = _ -> {
            underWay.release();
            new CountDownLatch(1).await();
            return Post.delivered();
        };
        var delivery = post.promise();
        post.dispatcher.start();
        underWay.acquireUninterruptibly();

        post.dispatcher.close();

        assertThat(post.state(delivery)).isEqualTo(DeliveryState.RUNNING);
        var nextLife = new Dispatcher(post.store, post.clock, courier, "here");
        nextLife.rescueOwn();
        assertThat(post.attempts(delivery)).extracting(Attempt::result).containsExactly(Attempt.Result.UNKNOWN);
        assertThat(post.state(delivery)).isEqualTo(DeliveryState.WAITING);
    }

    @Test
    void aTargetThatKeepsFailingIsAskedByOneAndHoldsFewLeases() {
        courier.policy = Post.policy(8);
        var many = Stream.generate(post::promise).limit(20).toList();
        var leasedLater = new ArrayList<Long>();
        var calls = new AtomicInteger();
        courier.carrying = _ -> {
            if (calls.incrementAndGet() > Health.SICK_AFTER) {
                leasedLater.add(many.stream()
                        .filter(id -> post.state(id) == DeliveryState.RUNNING)
                        .count());
            }
            return Post.failed("connection refused");
        };

        post.dispatcher.runDue();

        assertThat(leasedLater).hasSize(15).allMatch(leased -> leased <= Lane.LEASED_PER_PLACE);
        assertThat(many).extracting(post::attempts).allMatch(attempts -> attempts.size() == 1);
        assertThat(post.dispatcher.probed()).containsExactly(Map.entry("lane:1", new Probed(post.clock.instant(), 20)));

        courier.carrying = _ -> Post.delivered();
        post.clock.pass(Duration.ofSeconds(60));
        post.dispatcher.runDue();

        assertThat(many).extracting(post::state).containsOnly(DeliveryState.DELIVERED);
        assertThat(post.dispatcher.probed()).isEmpty();
    }

    @Test
    void whatIsLeasedAndHasNotBegunIsHeldWhenItsLaneIsShut() {
        var leased = post.promise();
        courier.policy =
                new LanePolicy(courier.policy.retry(), 1, courier.policy.timeout(), courier.policy.afterCrash(), false);

        post.dispatcher.start();

        post.until(leased, DeliveryState.HELD);
        assertThat(post.attempts(leased)).isEmpty();
    }

    @Test
    void whatCouldNotEndWithinItsLeaseIsGivenBackAndLeasedAnew() {
        var late = post.promise();
        var began = new ArrayList<Instant>();
        courier.carrying = _ -> {
            began.add(post.clock.instant());
            return Post.delivered();
        };
        post.clock.pass(
                Duration.ofSeconds(4 * 30 + 30 - 30 - 10)); // its lease, less a call and what it takes to write it down

        post.dispatcher.runDue();

        assertThat(post.attempts(late)).singleElement().satisfies(attempt -> {
            assertThat(attempt.number()).isEqualTo(1);
            assertThat(attempt.result()).isEqualTo(Attempt.Result.SUCCESS);
        });
        assertThat(began).hasSize(1);
    }

    @Test
    void whatIsGivenBackWhileTheStoreIsAwayWaitsForIt() {
        courier.policy = Post.policy(8);
        var many = Stream.generate(post::promise).limit(20).toList();
        var calls = new AtomicInteger();
        courier.carrying = _ -> {
            if (calls.incrementAndGet() == Health.SICK_AFTER) {
                courier.blind = true; // from here on nobody can tell how the lane is run, so nothing can be given back
            }
            return Post.failed("connection refused");
        };
        post.dispatcher.start();
        courier.refused.acquireUninterruptibly(3);

        courier.blind = false;

        many.forEach(id -> post.until(id, DeliveryState.WAITING));
        assertThat(many)
                .extracting(post::attempts)
                .allSatisfy(attempts ->
                        assertThat(attempts).extracting(Attempt::result).doesNotContain(Attempt.Result.UNKNOWN));
    }
}
