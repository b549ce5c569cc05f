package dev.roundtrip.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.directory.Desk;
import dev.roundtrip.directory.DeskSettings;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class TicketNumbersTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final Store store;
    private final Desk desk;
    private final TicketNumbers numbers;

    TicketNumbersTest(TestDatabase database) {
        store = STORES.on(database);
        desk = new Desk(store);
        numbers = new TicketNumbers(store, desk);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void nothingDrawnInBerlin() {
        store.write(() -> store.jdbc().sql("delete from counter").update());
        in("Europe/Berlin");
    }

    private void in(String zone) {
        desk.change(new DeskSettings("ACME.EXAMPLE", ZoneId.of(zone), "en"));
    }

    private String at(String time) {
        return next(Instant.parse(time));
    }

    private String next(Instant now) {
        return store.write(() -> numbers.next(now));
    }

    @Test
    void areCountedThroughTheDay() {
        assertThat(List.of(next(NOON), next(NOON), next(NOON.plusSeconds(60))))
                .containsExactly("T20261125.0001", "T20261125.0002", "T20261125.0003");
    }

    @Test
    void beginAnewAtMidnightInTheDesksZone() {
        assertThat(at("2026-11-25T22:59:59.999Z")).isEqualTo("T20261125.0001");
        assertThat(at("2026-11-25T23:00:00Z")).isEqualTo("T20261126.0001");
        assertThat(at("2026-11-25T22:59:59.999Z"))
                .as("a clock that was set back")
                .isEqualTo("T20261125.0002");

        in("Pacific/Auckland");
        assertThat(at("2026-11-25T10:59:59Z")).isEqualTo("T20261125.0003");
        assertThat(at("2026-11-25T11:00:00Z")).isEqualTo("T20261126.0002");
    }

    @Test
    void aDayOfTwentyFiveOrTwentyThreeHoursIsOneDay() {
        assertThat(at("2026-10-24T22:00:00Z")).as("summer's midnight").isEqualTo("T20261025.0001");
        assertThat(at("2026-10-25T22:30:00Z")).as("half past eleven in winter").isEqualTo("T20261025.0002");
        assertThat(at("2026-10-25T23:00:00Z")).isEqualTo("T20261026.0001");

        assertThat(at("2026-03-28T23:00:00Z")).isEqualTo("T20260329.0001");
        assertThat(at("2026-03-29T21:59:59Z")).isEqualTo("T20260329.0002");
        assertThat(at("2026-03-29T22:00:00Z")).isEqualTo("T20260330.0001");
    }

    @Test
    void haveFourDigitsOrMore() {
        store.write(() -> store.jdbc()
                .sql("insert into counter (name, last) values ('ticket number 20261125', 9998)")
                .update());

        assertThat(List.of(next(NOON), next(NOON))).containsExactly("T20261125.9999", "T20261125.10000");
    }

    @Test
    void oneThatWasDrawnForNothingIsDrawnAgain() {
        assertThatThrownBy(() -> store.write(() -> {
                    numbers.next(NOON);
                    throw new IllegalArgumentException("no ticket");
                }))
                .hasMessage("no ticket");

        assertThat(next(NOON)).isEqualTo("T20261125.0001");
    }

    @Test
    void noneIsDrawnTwiceByManyAtOnce() throws InterruptedException {
        var drawn = new ConcurrentLinkedQueue<String>();

        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 64; i++) {
            int route = i; // on PostgreSQL by two writers, as by two nodes
            threads.add(Thread.ofVirtual().start(() -> {
                for (int n = 0; n < 10; n++) {
                    drawn.add(store.write(route, () -> numbers.next(NOON)));
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }

        assertThat(drawn)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 640)
                        .mapToObj("T20261125.%04d"::formatted)
                        .toList());
    }
}
