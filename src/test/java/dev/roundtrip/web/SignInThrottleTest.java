package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {
    private final TestClock clock = TestClock.atNoon();
    private final SignInThrottle throttle = new SignInThrottle(clock);

    @Test
    void looksAtTenTriesAndNotAtTheEleventh() {
        for (int i = 0; i < 10; i++) {
            assertThat(throttle.begin("10.0.0.1", "tech")).isEmpty();
            clock.pass(Duration.ofMinutes(1));
        }

        assertThat(throttle.begin("10.0.0.1", "tech")).contains(Duration.ofMinutes(5));
        assertThat(throttle.begin("10.0.0.1", " TECH ")).contains(Duration.ofMinutes(5));
    }

    @Test
    void neverLocksALoginForOtherAddresses() {
        for (int i = 0; i < 11; i++) {
            throttle.begin("10.0.0.1", "tech");
        }

        assertThat(throttle.begin("10.0.0.2", "tech")).isEmpty();
        assertThat(throttle.begin("10.0.0.1", "boss")).isEmpty();
    }

    @Test
    void doesNotLengthenTheWaitOfWhoKeepsTrying() {
        for (int i = 0; i < 10; i++) {
            throttle.begin("10.0.0.1", "tech");
        }
        clock.pass(Duration.ofMinutes(14));
        throttle.begin("10.0.0.1", "tech");

        clock.pass(Duration.ofMinutes(1));

        assertThat(throttle.begin("10.0.0.1", "tech")).isEmpty();
    }

    @Test
    void forgetsTheSlipsOfWhoGotIn() {
        for (int i = 0; i < 9; i++) {
            throttle.begin("10.0.0.1", "tech");
        }
        throttle.forget("10.0.0.1", "tech");

        for (int i = 0; i < 10; i++) {
            assertThat(throttle.begin("10.0.0.1", "tech")).isEmpty();
        }
    }
}
