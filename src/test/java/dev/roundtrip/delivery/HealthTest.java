package dev.roundtrip.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final Health health = new Health();

    @Test
    void fiveFailuresInARowAreNoChance() {
        hears(4, 503);
        assertThat(health.isSick()).isFalse();
        assertThat(health.probed()).isEmpty();

        health.heard(failed(503), NOON.plusSeconds(4));

        assertThat(health.isSick()).isTrue();
        assertThat(health.probed()).contains(new Probed(NOON, 5));
    }

    @Test
    void oneSuccessEndsIt() {
        hears(9, 503);

        health.heard(Post.delivered(), NOON.plusSeconds(9));

        assertThat(health.isSick()).isFalse();
        assertThat(health.probed()).isEmpty();
    }

    @Test
    void beginsToCountAnewAfterASuccess() {
        hears(4, 503);
        health.heard(Post.delivered(), NOON);
        hears(4, 503);

        assertThat(health.isSick()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 401, 403, 407, 408, 429, 500, 502, 503, 504})
    void countsWhatWouldMeetAnyOther(int status) {
        hears(5, status == 0 ? null : status);

        assertThat(health.isSick()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 301, 400, 404, 409, 410, 422})
    void doesNotCountWhatIsAboutOneDelivery(int status) {
        hears(20, status);

        assertThat(health.isSick()).isFalse();
    }

    private void hears(int times, @Nullable Integer status) {
        for (int i = 0; i < times; i++) {
            health.heard(failed(status), NOON.plusSeconds(i));
        }
    }

    private static Outcome failed(@Nullable Integer status) {
        return new Outcome.TryAgain(new Outcome.Report(status, "failed", null, null), Optional.empty());
    }
}
