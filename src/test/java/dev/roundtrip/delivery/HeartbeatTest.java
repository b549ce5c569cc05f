package dev.roundtrip.delivery;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestClock;
import dev.roundtrip.testing.TestDatabase;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final SharedStores STORES = new SharedStores();

    private final TestClock clock = TestClock.atNoon();
    private final Heartbeat heartbeat = new Heartbeat(STORES.on(TestDatabase.POSTGRES), clock, "here", clock::instant);

    @AfterAll
    static void close() {
        STORES.close();
    }

    @Test
    void aNodeThatIsHeardDoesNotDoubt() {
        heartbeat.runOnce();

        clock.pass(ofSeconds(15));

        assertThat(heartbeat.isDoubtful()).isFalse();
    }

    @Test
    void aNodeThatIsNotHeardDoubtsBeforeTheOthersDo() {
        heartbeat.runOnce();

        clock.pass(ofSeconds(16));

        assertThat(heartbeat.isDoubtful()).isTrue();
        assertThat(heartbeat.hasLapsed()).isFalse();
    }

    @Test
    void aNodeThatIsHeardAgainDoubtsUntilItHasGivenBackWhatItHad() {
        heartbeat.runOnce();
        clock.pass(ofSeconds(16));

        heartbeat.runOnce();

        assertThat(heartbeat.hasLapsed()).isTrue();
        assertThat(heartbeat.isDoubtful()).isTrue();
        heartbeat.goesOn();
        assertThat(heartbeat.isDoubtful()).isFalse();
    }

    @Test
    void othersAreDeadAfterTwentySecondsOfSilence() {
        beatFor(20);

        assertThat(heartbeat.deadIfNotHeardSince()).isEqualTo(clock.instant().minusSeconds(20));
    }

    @Test
    void nobodyIsDeadForANodeThatHasJustBegunToListen() {
        assertThat(heartbeat.deadIfNotHeardSince()).isEqualTo(Instant.EPOCH);

        beatFor(15);

        assertThat(heartbeat.deadIfNotHeardSince()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void nobodyIsDeadForANodeThatIsNotHeardItself() {
        beatFor(60);

        clock.pass(ofSeconds(40));

        assertThat(heartbeat.deadIfNotHeardSince()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void nobodyIsDeadWhenTheDatabaseComesBack() {
        beatFor(60);

        clock.pass(ofSeconds(40));
        heartbeat.runOnce();

        assertThat(heartbeat.deadIfNotHeardSince()).isEqualTo(Instant.EPOCH);
    }

    private void beatFor(int seconds) {
        heartbeat.runOnce();
        for (int i = 0; i < seconds; i += 5) {
            clock.pass(ofSeconds(5));
            heartbeat.runOnce();
        }
    }
}
