package dev.roundtrip.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OddTexts;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

@OnBothDatabases
class AttemptTableTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.123Z");
    private static final Outcome.Report SILENT = new Outcome.Report(null, null, null, null);

    private final Store store;
    private final AttemptTable table;

    AttemptTableTest(TestDatabase database) {
        store = STORES.on(database);
        table = new AttemptTable(store);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void twoDeliveries() {
        store.write(() -> {
            store.jdbc().sql("delete from attempt").update();
            store.jdbc().sql("delete from delivery").update();
            for (var id : List.of("01", "02")) {
                new DeliveryTable(store)
                        .insert(
                                new NewDelivery(id, "callout:1", "Close", 1, "T1", id, 1, false, "{}", null),
                                DeliveryState.WAITING,
                                0,
                                NOON,
                                NOON,
                                null,
                                null);
            }
            return null;
        });
    }

    private void begin(String delivery, int number, Instant now) {
        store.write(() -> {
            table.begin(delivery, delivery, number, now);
            return null;
        });
    }

    private void end(String delivery, int number, Attempt.Result result, Outcome.Report report, Instant now) {
        store.write(() -> {
            table.end(delivery, delivery, number, null, result, report, now);
            return null;
        });
    }

    private void forget(String delivery, int number) {
        store.write(() -> {
            table.forget(delivery, delivery, number);
            return null;
        });
    }

    @Test
    void oneThatHasBegunIsRunning() {
        begin("01", 1, NOON);

        assertThat(table.of(List.of("01")))
                .containsExactly(new Attempt("01", 1, NOON, null, Attempt.Result.RUNNING, null, null, null, null));
    }

    @Test
    void everyColumnIsGivenBackAsItWas() {
        begin("01", 1, NOON);
        begin("01", 2, NOON);
        begin("01", 3, NOON);

        // In one write: on PostgreSQL they go out as one statement.
        store.write(() -> {
            table.end(
                    "a",
                    "01",
                    1,
                    NOON.minusMillis(3),
                    Attempt.Result.FAILURE,
                    new Outcome.Report(503, OddTexts.ONE, "[::1]:8080", OddTexts.LONG),
                    NOON);
            table.end("b", "01", 2, null, Attempt.Result.UNKNOWN, SILENT, NOON.plusMillis(1));
            table.end("c", "01", 3, null, Attempt.Result.SUCCESS, new Outcome.Report(0, "", "", ""), NOON);
            return null;
        });

        assertThat(table.of(List.of("01")))
                .containsExactly(
                        new Attempt(
                                "01",
                                1,
                                NOON.minusMillis(3),
                                NOON,
                                Attempt.Result.FAILURE,
                                503,
                                OddTexts.ONE,
                                "[::1]:8080",
                                OddTexts.LONG),
                        new Attempt("01", 2, NOON, NOON.plusMillis(1), Attempt.Result.UNKNOWN, null, null, null, null),
                        new Attempt("01", 3, NOON, NOON, Attempt.Result.SUCCESS, 0, "", "", ""));
    }

    @Test
    void areListedByDeliveryAndThenByNumber() {
        List.of(2, 10, 1, 9).forEach(number -> begin("02", number, NOON));
        begin("01", 1, NOON);

        assertThat(table.of(List.of("02", "01", "03")))
                .extracting(attempt -> attempt.deliveryId() + " " + attempt.number())
                .containsExactly("01 1", "02 1", "02 2", "02 9", "02 10");
        assertThat(table.of(List.of("03"))).isEmpty();
        assertThat(table.of(List.of())).isEmpty();
    }

    @Test
    void oneIsClosedOnce() {
        begin("01", 1, NOON);
        end("01", 1, Attempt.Result.UNKNOWN, SILENT, NOON.plusSeconds(1));
        var closed = table.of(List.of("01"));

        end("01", 1, Attempt.Result.SUCCESS, new Outcome.Report(200, null, null, null), NOON.plusSeconds(2));
        forget("01", 1);

        assertThat(table.of(List.of("01"))).isEqualTo(closed);
    }

    @Test
    void oneThatNeverBeganIsForgotten() {
        begin("01", 1, NOON);
        begin("01", 2, NOON);
        begin("02", 2, NOON);

        forget("01", 2);

        assertThat(table.of(List.of("01", "02")))
                .extracting(attempt -> attempt.deliveryId() + " " + attempt.number())
                .containsExactly("01 1", "02 2");
    }

    @Test
    void theSchemaRefusesNonsense() {
        begin("01", 1, NOON);

        assertThatThrownBy(() -> begin("01", 1, NOON))
                .as("the same number again")
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> begin("03", 1, NOON)).as("of no delivery").isInstanceOf(DataAccessException.class);
        for (var sql : List.of(
                "update attempt set outcome = 'success'",
                "update attempt set ended_at = 1",
                "update attempt set outcome = 'perhaps', ended_at = 1")) {
            assertThatThrownBy(() -> store.write(() -> store.jdbc().sql(sql).update()))
                    .as(sql)
                    .isInstanceOf(DataAccessException.class);
        }
    }
}
