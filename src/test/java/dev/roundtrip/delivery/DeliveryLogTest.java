package dev.roundtrip.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class DeliveryLogTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.123Z");

    private final Store store;
    private final DeliveryTable table;
    private final AttemptTable attempts;
    private final DeliveryLog log;

    DeliveryLogTest(TestDatabase database) {
        store = STORES.on(database);
        table = new DeliveryTable(store);
        attempts = new AttemptTable(store);
        log = new DeliveryLog(store);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void empty() {
        store.write(() -> {
            store.jdbc().sql("delete from attempt").update();
            return store.jdbc().sql("delete from delivery").update();
        });
    }

    /** Waiting since {@code at}; in lane {@code callout:NAME}, of ticket {@code T1} where the id is 1. */
    private void promised(String id, String callout, long ticket, Instant at, String load) {
        store.write(() -> {
            table.insert(
                    new NewDelivery(id, "callout:" + callout, callout, ticket, "T" + ticket, id, 1, false, load, null),
                    DeliveryState.WAITING,
                    0,
                    at,
                    at,
                    null,
                    null);
            return null;
        });
    }

    private void promised(String id, String callout, long ticket) {
        promised(id, callout, ticket, NOON, "{}");
    }

    private List<String> found(DeliveryLog.Filter filter) {
        return ids(log.page(filter, null, 500));
    }

    private static List<String> ids(DeliveryLog.Page page) {
        return page.entries().stream().map(entry -> entry.delivery().id()).toList();
    }

    private static DeliveryLog.Filter ofLane(@Nullable String lane, @Nullable String name) {
        return new DeliveryLog.Filter(lane, name, null, null, null, null, null, null);
    }

    private static DeliveryLog.Filter ofText(String text) {
        return new DeliveryLog.Filter(null, null, null, null, null, null, null, text);
    }

    @Test
    void tellsHowTheDeliveriesOfSubjectsStandAndListsThoseOfIds() {
        promised("01", "Close", 1);
        promised("02", "Open", 1);
        promised("03", "Close", 2);
        promised("04", "Close", 3);

        assertThat(log.tallies(List.of(1L, 2L)))
                .containsExactlyInAnyOrder(
                        new DeliveryLog.Tally(1, DeliveryState.WAITING, null, false, 2),
                        new DeliveryLog.Tally(2, DeliveryState.WAITING, null, false, 1));
        assertThat(log.tallies(List.of())).isEmpty();
        assertThat(log.listed(List.of("01", "04", "none"))).containsOnlyKeys("01", "04");
        assertThat(log.listed(List.of())).isEmpty();
    }

    @Test
    void isPagedByKeyTheNewestFirst() {
        for (int i = 1; i <= 7; i++) {
            promised("0" + i, "Close", i);
        }

        var first = log.page(DeliveryLog.Filter.ALL, null, 3);
        assertThat(ids(first)).containsExactly("07", "06", "05");
        promised("08", "Close", 8);
        var second = log.page(DeliveryLog.Filter.ALL, first.next(), 3);
        assertThat(ids(second)).as("what came in meanwhile shifts nothing").containsExactly("04", "03", "02");
        var last = log.page(DeliveryLog.Filter.ALL, second.next(), 3);

        assertThat(ids(last)).containsExactly("01");
        assertThat(last.next()).isNull();
        assertThat(log.page(DeliveryLog.Filter.ALL, null, 8).next())
                .as("all of them")
                .isNull();
        for (var limit : List.of(0, 501)) {
            assertThatThrownBy(() -> log.page(DeliveryLog.Filter.ALL, null, limit))
                    .hasMessage("limit " + limit + ": 1 to 500");
        }
    }

    @Test
    void aPageOfAFilterGoesOnWithinIt() {
        for (int i = 1; i <= 6; i++) {
            promised("0" + i, i % 2 == 0 ? "Close" : "Tell", i);
        }
        var filter = ofLane("callout:Close", null);

        var first = log.page(filter, null, 2);

        assertThat(ids(first)).containsExactly("06", "04");
        assertThat(ids(log.page(filter, first.next(), 2))).containsExactly("02");
    }

    @Test
    void hasEachDeliveryWithItsAttempts() {
        promised("01", "Close", 1);
        promised("02", "Close", 2);
        store.write(() -> {
            for (int number = 1; number <= 3; number++) {
                attempts.begin("02", "02", number, NOON);
            }
            return null;
        });

        assertThat(log.page(DeliveryLog.Filter.ALL, null, 9).entries())
                .extracting(
                        entry -> entry.attempts().stream().map(Attempt::number).toList())
                .containsExactly(List.of(1, 2, 3), List.of());
        assertThat(log.find("02").orElseThrow().attempts()).hasSize(3);
        assertThat(log.find("03")).isEmpty();
    }

    @Test
    void asksForALaneByItsKeyOrByItsNameWithoutCase() {
        promised("01", "Schlie\u00dfen \u00c4", 1);
        promised("02", "Tell", 2);

        assertThat(found(ofLane(null, "schlie\u00dfEN \u00e4"))).containsExactly("01");
        assertThat(found(ofLane("callout:Tell", null))).containsExactly("02");
        assertThat(found(ofLane("callout:tell", null))).as("a key is no name").isEmpty();
        assertThat(found(ofLane("callout:Tell", "schlie\u00dfen \u00c4"))).containsExactly("02", "01");
        assertThat(found(ofLane("", "schlie%"))).isEmpty();
    }

    @Test
    void asksForASubjectByNameOrNumber() {
        promised("01", "Close", 1);
        promised("02", "Close", 11);

        assertThat(found(new DeliveryLog.Filter(null, null, " t1 ", null, null, null, null, null)))
                .containsExactly("01");
        assertThat(found(new DeliveryLog.Filter(null, null, null, 11L, null, null, null, null)))
                .containsExactly("02");
        assertThat(found(new DeliveryLog.Filter(null, null, "T1", 11L, null, null, null, null)))
                .as("all that is asked has to hold")
                .isEmpty();
    }

    @Test
    void asksForAState() {
        promised("01", "Close", 1);
        promised("02", "Tell", 2);
        store.write(() -> table.hold("callout:Tell"));

        for (var state : DeliveryState.values()) {
            var expected = switch (state) {
                case HELD -> List.of("02");
                case WAITING -> List.of("01");
                default -> List.<String>of();
            };
            assertThat(found(new DeliveryLog.Filter(null, null, null, null, state, null, null, null)))
                    .as(state.word())
                    .isEqualTo(expected);
        }
    }

    @Test
    void asksForATimeFromOneToBeforeAnother() {
        for (int second = 0; second < 5; second++) {
            promised(at(second), "Close", second, NOON.plusSeconds(second), "{}");
        }
        var from = NOON.plusSeconds(1);
        var to = NOON.plusSeconds(3);

        assertThat(found(new DeliveryLog.Filter(null, null, null, null, null, from, to, null)))
                .containsExactly(at(2), at(1));
        assertThat(found(new DeliveryLog.Filter(null, null, null, null, null, to, null, null)))
                .containsExactly(at(4), at(3));
        assertThat(found(new DeliveryLog.Filter(null, null, null, null, null, null, from, null)))
                .containsExactly(at(0));
    }

    /** As ids are drawn, of that second after noon. */
    private static String at(int second) {
        return DeliveryId.leastAt(NOON.plusSeconds(second));
    }

    @Test
    void looksForATextWhereverOneStands() {
        promised("01", "Close \u00c4", 1);
        promised("02", "Tell", 2, NOON, "{\"body\":\"a \\\"quoted\\\" 100 % and a_b!\"}");
        promised("03", "Tell", 3);
        promised("04", "Tell", 4);
        store.write(() -> {
            table.cancel("03", NOON, "cancelled by \u00c4da");
            attempts.begin("04", "04", 1, NOON);
            attempts.end(
                    "04",
                    "04",
                    1,
                    null,
                    Attempt.Result.FAILURE,
                    new Outcome.Report(503, "Connection REFUSED", null, "{\"answer\":\"Gateway \u00d6ffnen\"}"),
                    NOON);
            return null;
        });

        assertThat(found(ofText("\u00e4"))).as("of lanes, and of errors").containsExactly("03", "01");
        assertThat(found(ofText("T2"))).containsExactly("02");
        assertThat(found(ofText("refused"))).containsExactly("04");
        assertThat(found(ofText("gateway \u00f6FF"))).containsExactly("04");
        assertThat(found(ofText("\"QUOTED\""))).containsExactly("02");
        assertThat(found(ofText("100 %"))).containsExactly("02");
        assertThat(found(ofText("a_b!"))).containsExactly("02");
        assertThat(found(ofText("%"))).as("a per cent sign is one").containsExactly("02");
        assertThat(found(ofText("axb"))).isEmpty();
    }

    @Test
    void canBeReadToItsEndPageByPage() {
        var expected = new ArrayList<String>();
        for (int i = 0; i < 23; i++) {
            var id = "%02d".formatted(i);
            promised(id, "Close", i);
            expected.addFirst(id);
        }

        var read = new ArrayList<String>();
        String after = null;
        do {
            var page = log.page(DeliveryLog.Filter.ALL, after, 4);
            read.addAll(ids(page));
            after = page.next();
        } while (after != null);

        assertThat(read).isEqualTo(expected);
    }

    @Test
    void tellsHowALaneDidHourByHour() {
        var now = NOON;
        var early = DeliveryId.leastAt(now.minus(Duration.ofHours(5)));
        var late = DeliveryId.leastAt(now.minusSeconds(60));
        var before = DeliveryId.leastAt(now.minus(Duration.ofDays(3)));
        promised(early, "a", 1, now.minus(Duration.ofHours(5)), "");
        promised(late, "a", 2, now.minusSeconds(60), "");
        promised(before, "a", 3, now.minus(Duration.ofDays(3)), "");
        attempted(early, 1, now.minus(Duration.ofHours(5)), Attempt.Result.SUCCESS);
        attempted(late, 1, now.minusSeconds(60), Attempt.Result.FAILURE);
        attempted(late, 2, now.minusSeconds(30), Attempt.Result.SUCCESS);
        attempted(before, 1, now.minus(Duration.ofDays(3)), Attempt.Result.FAILURE);
        attempted(before, 2, now.minusSeconds(10), Attempt.Result.FAILURE); // still open, so it counts

        var days = log.days(List.of("callout:a", "callout:none"), now);

        var day = Objects.requireNonNull(days.get("callout:a"));
        assertThat(day.delivered()).hasSize(LaneDay.HOURS);
        assertThat(day.delivered().get(18) + day.delivered().get(19)).isEqualTo(1);
        assertThat(day.delivered().getLast()).isEqualTo(1);
        assertThat(day.failed().getLast()).isEqualTo(2);
        assertThat(day.failed().stream().mapToInt(n -> n).sum()).isEqualTo(2);
        assertThat(day.waiting()).isEqualTo(3);
        assertThat(day.next())
                .isEqualTo(Instant.ofEpochMilli(now.minus(Duration.ofDays(3)).toEpochMilli()));
        assertThat(Objects.requireNonNull(days.get("callout:none")).waiting()).isZero();
    }

    private void attempted(String id, int number, Instant at, Attempt.Result result) {
        store.write(() -> {
            attempts.begin(id, id, number, at);
            attempts.end(id, id, number, null, result, new Outcome.Report(null, null, null, null), at);
            return null;
        });
    }
}
