package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestClock;
import dev.roundtrip.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whose watch decides: where several share a store the database's, elsewhere the one that was handed in. */
@OnBothDatabases
class AgreedClockTest {
    private static final SharedStores STORES = new SharedStores();

    private final TestClock own = TestClock.atNoon();
    private final Instant noon = own.instant();
    private final TestClock theirs = TestClock.atNoon();
    private final AgreedClock clock = counting(theirs::millis);
    private final Store store;

    AgreedClockTest(TestDatabase database) {
        store = STORES.on(database);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    /** On a machine that counts as {@link #own} goes, from some day of its own on. */
    private AgreedClock counting(LongSupplier databaseMillis) {
        return new AgreedClock(
                ZoneOffset.UTC,
                () -> Duration.between(noon.plusSeconds(86_400), own.instant()).toNanos(),
                databaseMillis);
    }

    @Test
    void tellsTheDatabasesTimeWhateverItsOwnSays() {
        for (var difference : new Duration[] {Duration.ofMinutes(7), Duration.ofMinutes(-7), Duration.ZERO}) {
            theirs.goTo(noon.plus(difference));
            clock.readOff();

            assertThat(clock.instant()).isEqualTo(noon.plus(difference));
        }
    }

    @Test
    void goesOnWithWhatItsMachineCountsInBetween() {
        theirs.goTo(noon.plusSeconds(60));
        clock.readOff();

        own.pass(Duration.ofSeconds(5));

        assertThat(clock.instant()).isEqualTo(noon.plusSeconds(65));
    }

    @Test
    void takesTheWayThereAndBackToBeOfOneLength() {
        var slow = counting(() -> {
            own.pass(Duration.ofMillis(100));
            var read = own.instant().plusSeconds(60).toEpochMilli();
            own.pass(Duration.ofMillis(100));
            return read;
        });

        slow.readOff();

        assertThat(slow.instant()).isEqualTo(own.instant().plusSeconds(60));
    }

    @Test
    void aClockThatIsMovedByHandIsGivenBack() {
        assertThat(store.clock(own)).isSameAs(own);
        store.agreeOnTheTime();
    }

    @Test
    void onlyWhereOthersShareTheStoreItsWatchIsAsked() {
        var clock = store.clock(Clock.systemUTC());

        assertThat(clock.equals(Clock.systemUTC())).isEqualTo(!store.isShared());
        assertThat(Duration.between(Clock.systemUTC().instant(), clock.instant())
                        .abs())
                .as("the database runs on this very machine")
                .isLessThan(Duration.ofMinutes(1));
    }
}
