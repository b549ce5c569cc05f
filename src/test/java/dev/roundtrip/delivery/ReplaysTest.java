package dev.roundtrip.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.TestDatabase;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ended deliveries that are promised anew. */
class ReplaysTest {
    private static final Set<String> LANES = Set.of("lane:1");

    /** Refuses everything until it is told to deliver. */
    private static final class Moody implements Courier {
        boolean delivers;

        @Override
        public LanePolicy policy(String lane) {
            return Post.policy(8);
        }

        @Override
        public Outcome carry(Delivery delivery, int attempt) {
            return delivers ? Post.delivered() : new Outcome.Refused(new Outcome.Report(410, "410 Gone", null, null));
        }
    }

    private final Moody courier = new Moody();

    private Post post(TestDatabase database) {
        return new Post(database, courier, Duration.ofSeconds(1));
    }

    private static Replays replays(Post post) {
        return new Replays(post.store, post.clock, post.queue, LANES::contains);
    }

    /** Out of whose lanes nothing goes. */
    private static Replays shut(Post post) {
        return new Replays(post.store, post.clock, post.queue, lane -> false);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void promisesTheSameRequestAnewAndLeavesTheOriginal(TestDatabase database) {
        try (var post = post(database)) {
            var original = post.promise();
            post.dispatcher.runDue();
            courier.delivers = true;

            var replay = replays(post).replay(original, "A. Technician").orElseThrow();
            post.dispatcher.runDue();

            assertThat(post.state(original)).isEqualTo(DeliveryState.GIVEN_UP);
            assertThat(post.state(replay)).isEqualTo(DeliveryState.DELIVERED);
            var before = post.log.find(original).orElseThrow().delivery();
            var after = post.log.find(replay).orElseThrow().delivery();
            assertThat(after.load()).isEqualTo(before.load());
            assertThat(after.orderKey()).isEqualTo(before.orderKey());
            assertThat(post.log.replays(replay)).contains(original);
            assertThat(post.log.replayOf(original)).contains(replay);
            assertThat(post.log.byHand(original))
                    .extracting(ByHand::what, ByHand::actor)
                    .containsExactly(org.assertj.core.api.Assertions.tuple(ByHand.What.REPLAY, "A. Technician"));
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void replaysOneOnceAndOnlyWhatHasEndedInALaneThatIsThere(TestDatabase database) {
        try (var post = post(database)) {
            var ended = post.promise();
            post.dispatcher.runDue();
            var open = post.promise();
            var replays = replays(post);

            assertThat(shut(post).replay(ended, "Ada")).as("its lane is gone").isEmpty();
            assertThat(replays.replay(open, "Ada")).as("it is under way").isEmpty();
            assertThat(replays.replay(ended, "Ada")).isPresent();
            assertThat(replays.replay(ended, "Ada")).as("a second time").isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void beginsOnlyWhileAsManyFitAsWereCounted(TestDatabase database) {
        try (var post = post(database)) {
            for (int i = 0; i < 250; i++) {
                post.promise();
            }
            while (post.dispatcher.runDue() > 0) {
                post.clock.pass(Duration.ofSeconds(1));
            }
            var replays = replays(post);

            assertThat(replays.count(DeliveryLog.Filter.ALL)).isEqualTo(new Replays.Count(250, 0, 0, 0, false));
            assertThat(shut(post).count(DeliveryLog.Filter.ALL)).isEqualTo(new Replays.Count(0, 250, 0, 0, false));
            assertThat(replays.replay(DeliveryLog.Filter.ALL, 249, "Ada", () -> {}))
                    .isEmpty();
            assertThat(replays.replay(DeliveryLog.Filter.ALL, 250, "Ada", () -> {}))
                    .hasValue(250);
            assertThat(replays.replay(DeliveryLog.Filter.ALL, 250, "Ada", () -> {}))
                    .as("the same order once more")
                    .isEmpty();
            assertThat(replays.count(DeliveryLog.Filter.ALL).done()).isEqualTo(250);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void leavesDeliveredOnesOutUnlessTheyAreAskedFor(TestDatabase database) {
        try (var post = post(database)) {
            courier.delivers = true;
            post.promise();
            post.dispatcher.runDue();
            var delivered = new DeliveryLog.Filter(null, null, null, null, DeliveryState.DELIVERED, null, null, null);

            assertThat(replays(post).count(DeliveryLog.Filter.ALL).able()).isZero();
            assertThat(replays(post).count(delivered).able()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatWasReplayedNeedsNoLookAnyMore(TestDatabase database) {
        try (var post = post(database)) {
            var original = post.promise();
            post.dispatcher.runDue();
            var look = new DeliveryLog.Filter(null, null, null, null, null, null, null, null, true);
            assertThat(post.log.count(look, 10)).isEqualTo(1);
            courier.delivers = true;

            replays(post).replay(original, "Ada");
            post.dispatcher.runDue();

            assertThat(post.log.count(look, 10)).isZero();
        }
    }
}
