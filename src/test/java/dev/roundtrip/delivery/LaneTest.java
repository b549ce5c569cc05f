package dev.roundtrip.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final int LIMIT = 8;
    private static final Outcome FAILED = Post.failed("connection refused");

    private final Lane lane = new Lane();

    @Test
    void runsAsManyAtOnceAsItsLimitAllowsAndLeasesFourTimesThat() {
        assertThat(lane.reserveFree(Lane.MOST_LEASED, LIMIT, NOON)).isEqualTo(32);
        leased(32);

        assertThat(begun(20)).isEqualTo(8);
        assertThat(lane.reserve(LIMIT, NOON)).isFalse();
    }

    @Test
    void aClaimTakesNoMoreThanItMayThoughThereIsRoom() {
        assertThat(lane.reserveFree(20, LIMIT, NOON)).isEqualTo(20);
        assertThat(lane.reserveFree(20, LIMIT, NOON)).isEqualTo(12);
        assertThat(lane.reserveFree(20, LIMIT, NOON)).isZero();
    }

    @Test
    void hasOnePlaceWhileItsTargetFailsAndGivesBackWhatItHasNoPlaceFor() {
        lane.reserveFree(Lane.MOST_LEASED, LIMIT, NOON);
        leased(32);
        begun(8);

        for (int failure = 1; failure < Health.SICK_AFTER; failure++) {
            assertThat(lane.carried(FAILED, NOON)).isEmpty();
            begun(1);
            lane.free(1);
        }
        var tooMany = lane.carried(FAILED, NOON);
        lane.free(1);

        assertThat(tooMany).hasSize(32 - 8 - 4);
        assertThat(lane.reserveFree(Lane.MOST_LEASED, LIMIT, NOON))
                .as("seven are still under way")
                .isZero();
        for (int underWay = 7; underWay > 0; underWay--) {
            assertThat(begun(1)).isZero();
            lane.carried(FAILED, NOON);
            lane.free(1);
        }
        assertThat(lane.reserveFree(Lane.MOST_LEASED, LIMIT, NOON)).isEqualTo(4);
        leased(4);
        assertThat(begun(4)).isEqualTo(1);
    }

    @Test
    void hasAllItsPlacesAgainAfterASuccess() {
        for (int i = 0; i < Health.SICK_AFTER; i++) {
            lane.reserve(LIMIT, NOON);
            leased(1);
            begun(1);
            lane.carried(FAILED, NOON);
            lane.free(1);
        }
        lane.reserveFree(Lane.MOST_LEASED, LIMIT, NOON);
        leased(4);
        assertThat(begun(4)).isEqualTo(1);

        lane.carried(Post.delivered(), NOON);

        assertThat(begun(4)).isEqualTo(3);
        assertThat(lane.probed()).isEmpty();
    }

    @Test
    void givesBackWhatHasALeaseThatEndsTooSoon() {
        lane.reserveFree(Lane.MOST_LEASED, LIMIT, NOON);
        leased(10); // until noon
        begun(3);

        assertThat(lane.hasLeasedUntil(NOON.minusMillis(1))).isFalse();
        assertThat(lane.drainLeasedUntil(NOON.minusMillis(1))).isEmpty();
        assertThat(lane.hasLeasedUntil(NOON)).isTrue();
        assertThat(lane.drainLeasedUntil(NOON)).hasSize(7);
        assertThat(lane.hasLeasedUntil(NOON)).isFalse();
        assertThat(lane.hasNext()).isFalse();
        assertThat(lane.reserveFree(Lane.MOST_LEASED, LIMIT, NOON)).isEqualTo(7);
    }

    private void leased(int many) {
        IntStream.range(0, many)
                .forEach(i -> lane.add(new Delivery(
                        "id" + i,
                        "lane:1",
                        "Close",
                        i,
                        "T" + i,
                        "lane:1/" + i,
                        DeliveryState.RUNNING,
                        1,
                        NOON,
                        NOON,
                        null,
                        null,
                        null,
                        "{}")));
    }

    /** How many may begin now, of so many tries. */
    private int begun(int tries) {
        return (int) IntStream.range(0, tries)
                .mapToObj(i -> lane.next(LIMIT) != null)
                .filter(began -> began)
                .count();
    }
}
