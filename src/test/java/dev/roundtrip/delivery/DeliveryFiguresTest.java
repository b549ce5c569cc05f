package dev.roundtrip.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.delivery.DeliveryFigures.Slot;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class DeliveryFiguresTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final List<String> WITHOUT = List.of("mail");

    private final Store store;
    private final DeliveryTable table;
    private final DeliveryFigures figures;
    private int made;

    DeliveryFiguresTest(TestDatabase database) {
        store = STORES.on(database);
        table = new DeliveryTable(store);
        figures = new DeliveryFigures(store);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void empty() {
        store.write(() -> store.jdbc().sql("delete from delivery").update());
    }

    /** Promised at noon. */
    private void ended(String lane, DeliveryState state, int attempts, Duration after) {
        insert(lane, state, attempts, null, NOON.plus(after));
    }

    private void insert(
            String lane, DeliveryState state, int attempts, @Nullable Instant due, @Nullable Instant ended) {
        made++;
        var delivery = new NewDelivery("d" + made, lane, "Lane " + lane, 1, "T1", "d" + made, 1, false, "{}", null);
        store.write(() -> {
            table.insert(delivery, state, attempts, NOON, due, ended, null);
            return null;
        });
    }

    @Test
    void countWhatEndedByPartsOfTheTime() {
        ended("a", DeliveryState.DELIVERED, 1, Duration.ofSeconds(1));
        ended("a", DeliveryState.DELIVERED, 3, Duration.ofSeconds(59));
        ended("b", DeliveryState.GIVEN_UP, 11, Duration.ofMinutes(3));
        ended("b", DeliveryState.CANCELLED, 0, Duration.ofMinutes(3));
        ended("mail", DeliveryState.DELIVERED, 1, Duration.ofMinutes(3));
        ended("a", DeliveryState.DELIVERED, 1, Duration.ofMinutes(-1));

        assertThat(figures.ended(NOON, Duration.ofMinutes(1), WITHOUT))
                .containsExactly(new Slot(0, 1, 1, 0, 0), new Slot(3, 0, 0, 1, 1));
    }

    @Test
    void tellHowLongDeliveriesTook() {
        for (int seconds = 1; seconds <= 20; seconds++) {
            ended("a", DeliveryState.DELIVERED, 1, Duration.ofSeconds(seconds).minusMillis(50));
        }
        ended("a", DeliveryState.DELIVERED, 1, Duration.ofMinutes(9));
        ended("a", DeliveryState.GIVEN_UP, 1, Duration.ofMinutes(9));

        var lengths = figures.lengths(NOON, WITHOUT);

        assertThat(lengths.deliveries()).isEqualTo(21);
        assertThat(lengths.within(0.5)).contains(Duration.ofSeconds(11));
        assertThat(lengths.within(0.95)).contains(Duration.ofSeconds(20));
        assertThat(lengths.within(1)).contains(Duration.ofSeconds(550));
        assertThat(lengths.between(Duration.ZERO, Duration.ofSeconds(10))).isEqualTo(10);
        assertThat(lengths.between(Duration.ofSeconds(10), Duration.ofMinutes(1)))
                .isEqualTo(10);
        assertThat(new Lengths(List.of()).within(0.5)).isEmpty();
    }

    @Test
    void tellWhatIsOpenLaneByLane() {
        insert("a", DeliveryState.WAITING, 2, NOON.plusSeconds(60), null);
        insert("a", DeliveryState.WAITING, 1, NOON.plusSeconds(30), null);
        insert("a", DeliveryState.WAITING, 0, NOON, null);
        insert("b", DeliveryState.HELD, 0, null, null);
        insert("mail", DeliveryState.WAITING, 1, NOON, null);

        assertThat(figures.open(WITHOUT))
                .containsExactlyInAnyOrder(
                        new DeliveryFigures.Open(
                                "a", "Lane a", DeliveryState.WAITING, null, true, 2, NOON, NOON.plusSeconds(30)),
                        new DeliveryFigures.Open("a", "Lane a", DeliveryState.WAITING, null, false, 1, NOON, NOON),
                        new DeliveryFigures.Open(
                                "b", "Lane b", DeliveryState.HELD, HeldFor.LANE, false, 1, NOON, null));
    }

    @Test
    void takeAReplayForNoTimeFromDoneToDelivered() {
        ended("a", DeliveryState.GIVEN_UP, 1, Duration.ofMinutes(1));
        ended("a", DeliveryState.DELIVERED, 1, Duration.ofMillis(150));
        ended("a", DeliveryState.DELIVERED, 1, Duration.ofMillis(120));
        store.write(() -> store.jdbc()
                .sql("update delivery set replay_of = :original where id = :id")
                .param("original", "d" + (made - 2))
                .param("id", "d" + made)
                .update());

        assertThat(figures.givenUp(NOON, WITHOUT)).isEmpty();
        assertThat(figures.lengths(NOON, WITHOUT).deliveries()).isEqualTo(1);
    }

    @Test
    void tellWhoGaveUpTheLatestFirst() {
        ended("a", DeliveryState.GIVEN_UP, 1, Duration.ofMinutes(1));
        ended("b", DeliveryState.GIVEN_UP, 1, Duration.ofMinutes(5));
        ended("a", DeliveryState.GIVEN_UP, 1, Duration.ofMinutes(2));

        assertThat(figures.givenUp(NOON, WITHOUT))
                .containsExactly(
                        new DeliveryFigures.GivenUp("b", "Lane b", 1, NOON.plusSeconds(300), NOON.plusSeconds(300)),
                        new DeliveryFigures.GivenUp("a", "Lane a", 2, NOON.plusSeconds(60), NOON.plusSeconds(120)));
    }
}
