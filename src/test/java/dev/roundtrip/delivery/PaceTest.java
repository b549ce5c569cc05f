package dev.roundtrip.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final Pace pace = new Pace();

    @Test
    void isWhatWasCarriedInTheLastWholeSecond() {
        carried(300, NOON, Duration.ofMillis(2));
        assertThat(pace.perSecond(NOON.plusMillis(600)))
                .as("within the first second")
                .isZero();

        carried(1, NOON.plusMillis(1001), Duration.ZERO);
        assertThat(pace.perSecond(NOON.plusMillis(1001))).isEqualTo(300);

        carried(99, NOON.plusMillis(1002), Duration.ofMillis(1));
        carried(1, NOON.plusMillis(2001), Duration.ZERO);
        assertThat(pace.perSecond(NOON.plusMillis(2001))).isEqualTo(100);
        assertThat(pace.perSecond(NOON.plusSeconds(60)))
                .as("when nothing was carried since")
                .isZero();
    }

    @Test
    void isNoneAfterAStandstill() {
        carried(300, NOON, Duration.ofMillis(2));
        carried(1, NOON.plusSeconds(2), Duration.ZERO);

        assertThat(pace.perSecond(NOON.plusSeconds(2))).isZero();
    }

    @Test
    void aClockThatIsSetBackBeginsAnew() {
        carried(300, NOON, Duration.ofMillis(2));
        carried(5, NOON.minusSeconds(3600), Duration.ofMillis(1));
        carried(1, NOON.minusSeconds(3599), Duration.ZERO);

        assertThat(pace.perSecond(NOON.minusSeconds(3599))).isEqualTo(5);
    }

    private void carried(int many, Instant from, Duration apart) {
        for (int i = 0; i < many; i++) {
            pace.carried(from.plus(apart.multipliedBy(i)));
        }
    }
}
