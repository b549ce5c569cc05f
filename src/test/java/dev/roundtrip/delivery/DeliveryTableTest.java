package dev.roundtrip.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OddTexts;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

@OnBothDatabases
class DeliveryTableTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.123Z");
    private static final String LANE = "callout:1";

    private final Store store;
    private final DeliveryTable table;

    DeliveryTableTest(TestDatabase database) {
        store = STORES.on(database);
        table = new DeliveryTable(store);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void anEmptyQueue() {
        store.write(() -> {
            store.jdbc().sql("delete from node").update();
            store.jdbc().sql("delete from attempt").update();
            return store.jdbc().sql("delete from delivery").update();
        });
    }

    private static NewDelivery promise(String id, String lane, long ticket, long place) {
        return new NewDelivery(
                id, lane, "Close alert", ticket, "T20261125.0001", lane + "/" + ticket, place, false, "{}", null);
    }

    private void insert(
            NewDelivery promise,
            DeliveryState state,
            int attempts,
            @Nullable Instant dueAt,
            @Nullable Instant endedAt,
            @Nullable String node) {
        store.write(() -> {
            table.insert(promise, state, attempts, NOON, dueAt, endedAt, node);
            return null;
        });
    }

    private void waiting(String id, String lane, long ticket, long place, Instant dueAt) {
        insert(promise(id, lane, ticket, place), DeliveryState.WAITING, 0, dueAt, null, null);
    }

    private void held(String id, String lane, long ticket, long place) {
        insert(promise(id, lane, ticket, place), DeliveryState.HELD, 0, null, null, null);
    }

    private void running(String id, String lane, long ticket, long place, Instant leaseEnd, String node) {
        insert(promise(id, lane, ticket, place), DeliveryState.RUNNING, 1, leaseEnd, null, node);
    }

    private void ended(String id, String lane, long ticket, long place, DeliveryState how) {
        insert(promise(id, lane, ticket, place), how, 1, null, NOON, null);
    }

    /** One in each state, each of a ticket of its own: {@code held}, {@code waiting}, … */
    private void oneOfEach(String lane) {
        held("held", lane, 1, 1);
        waiting("waiting", lane, 2, 1, NOON);
        running("running", lane, 3, 1, NOON.plusSeconds(60), "here");
        ended("delivered", lane, 4, 1, DeliveryState.DELIVERED);
        ended("given-up", lane, 5, 1, DeliveryState.GIVEN_UP);
        ended("cancelled", lane, 6, 1, DeliveryState.CANCELLED);
    }

    private Delivery find(String id) {
        return table.find(id).orElseThrow();
    }

    private String state(String id) {
        return find(id).state().word();
    }

    private List<Delivery> claim(String lane, int room, Instant now) {
        return store.write(() -> table.claim(lane, room, now, now.plusSeconds(90), "here"));
    }

    private List<String> claimed(String lane, int room, Instant now) {
        return ids(claim(lane, room, now));
    }

    private static List<String> ids(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::id).toList();
    }

    private boolean settle(
            Delivery delivery, String node, DeliveryState state, @Nullable Instant dueAt, @Nullable String error) {
        var rows = new AtomicInteger();
        store.write(() -> {
            table.settle(delivery, node, state, dueAt, NOON, error, rows::set);
            return null;
        });
        return rows.get() == 1;
    }

    private int followers(String first, Instant dueAt) {
        var rows = new AtomicInteger();
        store.write(() -> {
            table.followers(find(first), dueAt, rows::set);
            return null;
        });
        return rows.get();
    }

    private Optional<Instant> openUntil(String orderKey) {
        return store.write(() -> table.openUntil(orderKey, NOON));
    }

    @Test
    void everyColumnIsGivenBackAsItWas() {
        var odd = new NewDelivery(
                "01", OddTexts.ONE, "\u20ac " + OddTexts.ONE, 4711, OddTexts.ONE, "key", 3, false, OddTexts.LONG, null);
        var refused = new NewDelivery("02", LANE, "", 0, "", "", 0, false, "", OddTexts.ONE);
        var due = NOON.plusMillis(1);

        insert(odd, DeliveryState.RUNNING, 7, due, null, "here");
        insert(refused, DeliveryState.GIVEN_UP, 0, null, NOON, null);
        held("03", LANE, 1, 1);

        assertThat(table.find("01"))
                .contains(new Delivery(
                        "01",
                        OddTexts.ONE,
                        "\u20ac " + OddTexts.ONE,
                        4711,
                        OddTexts.ONE,
                        "key",
                        DeliveryState.RUNNING,
                        7,
                        NOON,
                        due,
                        null,
                        null,
                        null,
                        OddTexts.LONG));
        assertThat(table.find("02"))
                .contains(new Delivery(
                        "02",
                        LANE,
                        "",
                        0,
                        "",
                        "",
                        DeliveryState.GIVEN_UP,
                        0,
                        NOON,
                        null,
                        NOON,
                        null,
                        OddTexts.ONE,
                        ""));
        assertThat(find("03").heldFor()).isEqualTo(HeldFor.LANE);
        assertThat(table.find("04")).isEmpty();
    }

    @Test
    void anIdStandsOnce() {
        waiting("01", LANE, 1, 1, NOON);

        assertThatThrownBy(() -> waiting("01", LANE, 2, 2, NOON)).isInstanceOf(DataAccessException.class);
        assertThat(find("01").subjectId()).isEqualTo(1);
    }

    @Test
    void theSchemaRefusesRowsThatMakeNoSense() {
        oneOfEach(LANE);
        var nonsense = List.of(
                "update delivery set ended_at = null where id = 'delivered'",
                "update delivery set ended_at = 1 where id = 'waiting'",
                "update delivery set due_at = null where id = 'waiting'",
                "update delivery set due_at = null where id = 'running'",
                "update delivery set node = null where id = 'running'",
                "update delivery set node = 'here' where id = 'waiting'",
                "update delivery set due_at = 1 where id = 'held'",
                "update delivery set due_at = 1 where id = 'delivered'",
                "update delivery set held_for = null where id = 'held'",
                "update delivery set held_for = 'lane' where id = 'waiting'",
                "update delivery set held_for = 'nobody' where id = 'held'",
                "update delivery set state = 'lost' where id = 'waiting'",
                "update delivery set state = 'delivered' where id = 'waiting'");

        for (var sql : nonsense) {
            assertThatThrownBy(() -> store.write(() -> store.jdbc().sql(sql).update()))
                    .as(sql)
                    .isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void theLastOpenOneOfAnOrderKeyTellsWhenItIsDue() {
        assertThat(openUntil(LANE + "/1")).isEmpty();
        ended("01", LANE, 1, 1, DeliveryState.DELIVERED);
        assertThat(openUntil(LANE + "/1")).isEmpty();
        running("02", LANE, 1, 2, NOON.plusSeconds(90), "here");
        waiting("03", LANE, 1, 4, NOON.plusSeconds(5));
        waiting("04", LANE, 1, 3, NOON.plusSeconds(7));
        waiting("05", LANE, 2, 9, NOON.plusSeconds(9));
        assertThat(openUntil(LANE + "/1")).contains(NOON.plusSeconds(5));

        held("06", LANE, 1, 5);
        assertThat(openUntil(LANE + "/1")).as("looked at again in an hour").contains(NOON.plus(Duration.ofHours(1)));
    }

    /** Another writer, or another node, may be ending the one before it: then it is asked again when that is done. */
    @Test
    void whoeverAsksWhatIsOpenWaitsForWhatIsEnding() throws InterruptedException {
        running("01", LANE, 1, 1, NOON.plusSeconds(90), "here");
        var ending = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var settles = Thread.ofVirtual()
                .start(() -> store.write(1, () -> {
                    store.jdbc()
                            .sql(
                                    "update delivery set state = 'delivered', due_at = null, node = null, ended_at = 1 where id = '01'")
                            .update();
                    ending.countDown();
                    return awaited(go);
                }));
        ending.await();
        var answer = new AtomicReference<Optional<Instant>>();
        var asks = Thread.ofVirtual().start(() -> answer.set(openUntil(LANE + "/1")));
        while (asks.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        go.countDown();
        settles.join();
        asks.join();

        assertThat(answer.get()).isEmpty();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoWaitsBehindNobodyKeepsItsTime() {
        waiting("01", LANE, 1, 1, NOON.plusSeconds(60));
        waiting("02", LANE, 1, 2, NOON.plusSeconds(60));
        waiting("03", LANE, 1, 3, NOON.plusSeconds(60));

        assertThat(followers("02", NOON)).isEqualTo(1);

        assertThat(find("01").dueAt()).isEqualTo(NOON.plusSeconds(60));
        assertThat(find("03").dueAt()).isEqualTo(NOON);
    }

    @Test
    void whatIsDueBehindAnOpenOneIsLookedAtAgainLater() {
        held("01", LANE, 1, 1);
        waiting("02", LANE, 1, 2, NOON);
        waiting("03", LANE, 2, 1, NOON);

        assertThat(claimed(LANE, 2, NOON.plusSeconds(1))).containsExactly("03");

        assertThat(find("02").dueAt()).isEqualTo(NOON.plusSeconds(11));
    }

    /** The one before it may be ending in this very moment, in a write that cannot be seen yet. */
    @Test
    void whatHasJustBecomeDueStaysDueThoughItCannotGoYet() {
        running("01", LANE, 1, 1, NOON.plusSeconds(90), "there");
        waiting("02", LANE, 1, 2, NOON);

        assertThat(claimed(LANE, 2, NOON.plusMillis(900))).isEmpty();

        assertThat(find("02").dueAt()).isEqualTo(NOON);
    }

    @Test
    void aClaimLooksNoFurtherThanItMustAndTheNextOneGoesOnFromThere() {
        store.write(() -> {
            held("first", LANE, 1, 1);
            for (int i = 0; i < 900; i++) {
                waiting("behind-" + i, LANE, 1, 2 + i, NOON.minusSeconds(60));
            }
            waiting("free", LANE, 2, 1, NOON.minusSeconds(2));
            return null;
        });

        assertThat(claimed(LANE, 32, NOON)).isEmpty();
        assertThat(claimed(LANE, 32, NOON)).containsExactly("free");
    }

    @Test
    void thoseThatWaitBehindAreDueWhenItIs() {
        running("01", LANE, 1, 1, NOON.plusSeconds(90), "here");
        waiting("02", LANE, 1, 2, NOON.plusSeconds(90));
        waiting("03", LANE, 1, 3, NOON.plusSeconds(90));
        held("04", LANE, 1, 4);
        ended("05", LANE, 1, 5, DeliveryState.CANCELLED);
        waiting("06", LANE, 2, 2, NOON.plusSeconds(90));
        waiting("07", "callout:2", 1, 2, NOON.plusSeconds(90));

        assertThat(followers("01", NOON.plusSeconds(1))).isEqualTo(2);

        assertThat(find("02").dueAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(find("03").dueAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(state("04")).isEqualTo("held");
        assertThat(find("05").dueAt()).isNull();
        assertThat(find("01").dueAt()).isEqualTo(NOON.plusSeconds(90));
        assertThat(find("06").dueAt()).isEqualTo(NOON.plusSeconds(90));
        assertThat(find("07").dueAt()).isEqualTo(NOON.plusSeconds(90));
        assertThat(followers("06", NOON)).isZero();
    }

    @Test
    void knowsTheLanesThatHaveSomethingDueAndWhen() {
        assertThat(table.lanes()).isEmpty();
        var lanes = List.of("callout:1", "callout:10", "callout:2", "Callout:2", "callout:\u00e4'\"%", "\ud83d\udd25");
        long ticket = 0;
        for (var lane : lanes) {
            waiting(lane + "a", lane, ++ticket, 1, NOON.plusSeconds(20));
            running(lane + "b", lane, ++ticket, 1, NOON.plusSeconds(10 + ticket), "here");
            held(lane + "c", lane, ++ticket, 1);
            ended(lane + "d", lane, ++ticket, 1, DeliveryState.DELIVERED);
        }
        held("e", "callout:11", ++ticket, 1);
        ended("f", "callout:12", ++ticket, 1, DeliveryState.GIVEN_UP);

        assertThat(table.lanes())
                .containsExactlyInAnyOrder(
                        new DeliveryTable.LaneDue("callout:1", NOON.plusSeconds(12)),
                        new DeliveryTable.LaneDue("callout:10", NOON.plusSeconds(16)),
                        new DeliveryTable.LaneDue("callout:2", NOON.plusSeconds(20)),
                        new DeliveryTable.LaneDue("Callout:2", NOON.plusSeconds(20)),
                        new DeliveryTable.LaneDue("callout:\u00e4'\"%", NOON.plusSeconds(20)),
                        new DeliveryTable.LaneDue("\ud83d\udd25", NOON.plusSeconds(20)));
    }

    @Test
    void claimsWhatIsDueTheLongestDueFirst() {
        waiting("01", LANE, 1, 1, NOON.minusSeconds(1));
        waiting("02", LANE, 2, 1, NOON.minusSeconds(3));
        waiting("03", LANE, 3, 1, NOON);
        waiting("04", LANE, 4, 1, NOON.plusMillis(1));
        waiting("05", "callout:2", 5, 1, NOON.minusSeconds(9));
        held("06", LANE, 6, 1);
        running("07", LANE, 7, 1, NOON.minusSeconds(9), "there");
        ended("08", LANE, 8, 1, DeliveryState.DELIVERED);

        assertThat(claimed(LANE, 2, NOON)).containsExactlyInAnyOrder("01", "02");
        assertThat(claimed(LANE, 9, NOON)).containsExactly("03");
        assertThat(claimed(LANE, 9, NOON)).isEmpty();
        assertThat(claimed("callout:3", 9, NOON)).isEmpty();
    }

    @Test
    void whatIsClaimedIsRunningAndLeasedAndCountsAnAttempt() {
        insert(promise("01", LANE, 1, 1), DeliveryState.WAITING, 3, NOON, null, null);

        var claimed = claim(LANE, 1, NOON);

        assertThat(claimed).containsExactly(find("01"));
        assertThat(claimed.getFirst().state()).isEqualTo(DeliveryState.RUNNING);
        assertThat(claimed.getFirst().attempts()).isEqualTo(4);
        assertThat(claimed.getFirst().dueAt()).isEqualTo(NOON.plusSeconds(90));
        assertThat(settle(claimed.getFirst(), "here", DeliveryState.DELIVERED, null, null))
                .isTrue();
    }

    @Test
    void whatIsBehindAnOpenOneOfItsOrderKeyIsNotClaimed() {
        waiting("01", LANE, 1, 2, NOON);
        waiting("02", LANE, 1, 1, NOON.plusSeconds(5));
        waiting("12", LANE, 2, 1, NOON);
        waiting("11", LANE, 2, 1, NOON);
        held("21", LANE, 3, 1);
        waiting("22", LANE, 3, 2, NOON);
        running("31", LANE, 4, 1, NOON.plusSeconds(90), "there");
        waiting("32", LANE, 4, 2, NOON);
        ended("41", LANE, 5, 1, DeliveryState.GIVEN_UP);
        waiting("42", LANE, 5, 2, NOON);
        waiting("51", "callout:2", 6, 1, NOON);
        waiting("52", LANE, 6, 2, NOON);

        assertThat(claimed(LANE, 99, NOON))
                .as("at one place the id decides; another lane is another key")
                .containsExactlyInAnyOrder("11", "42", "52");
        assertThat(claimed(LANE, 99, NOON.plusSeconds(5))).containsExactly("02");
    }

    @Test
    void claimersWhoComeAtOnceTakeEachRowOnce() throws InterruptedException {
        IntStream.range(0, 60).forEach(n -> waiting("%02d".formatted(n), LANE, n, 1, NOON));
        var taken = new ConcurrentLinkedQueue<String>();

        var claimers = new ArrayList<Thread>();
        for (int i = 0; i < 16; i++) {
            int route = i;
            claimers.add(Thread.ofVirtual()
                    .start(() -> taken.addAll(store.write(
                            route, () -> ids(table.claim(LANE, 5, NOON, NOON.plusSeconds(90), "node " + route))))));
        }
        for (var claimer : claimers) {
            claimer.join();
        }

        assertThat(taken).doesNotHaveDuplicates();
        var rest = claimed(LANE, 99, NOON);
        assertThat(rest).doesNotContainAnyElementsOf(taken);
        assertThat(taken.size() + rest.size()).isEqualTo(60);
    }

    @Test
    void settlesOnlyWhatIsStillItsOwnAtThatAttempt() {
        running("01", LANE, 1, 1, NOON.plusSeconds(90), "here");
        var mine = find("01");

        assertThat(settle(mine, "there", DeliveryState.DELIVERED, null, null)).isFalse();
        assertThat(settle(withAttempts(mine, 2), "here", DeliveryState.DELIVERED, null, null))
                .isFalse();
        assertThat(find("01")).isEqualTo(mine);

        assertThat(settle(mine, "here", DeliveryState.DELIVERED, null, null)).isTrue();
        assertThat(state("01")).isEqualTo("delivered");
        assertThat(settle(mine, "here", DeliveryState.GIVEN_UP, null, "twice")).isFalse();
        assertThat(find("01").error()).isNull();
    }

    /** On PostgreSQL they go out as one statement. */
    @Test
    void manyAreSettledAtOnceAsOneByOne() {
        for (int n = 1; n <= 4; n++) {
            running("0" + n, LANE, n, 1, NOON.plusSeconds(90), n == 2 ? "there" : "here");
        }
        var counts = new ArrayList<Integer>();

        var d = Stream.of("01", "02", "03", "04").map(this::find).toList();
        store.write(() -> {
            table.settle(d.get(0), "here", DeliveryState.DELIVERED, null, NOON, null, counts::add);
            table.settle(d.get(1), "here", DeliveryState.DELIVERED, null, NOON, null, counts::add);
            table.settle(
                    d.get(2), "here", DeliveryState.WAITING, NOON.plusSeconds(60), NOON, OddTexts.ONE, counts::add);
            table.settle(d.get(3), "here", DeliveryState.GIVEN_UP, null, NOON, "NULL", counts::add);
            return null;
        });

        assertThat(counts).containsExactly(1, 0, 1, 1);
        assertThat(find("01"))
                .extracting(Delivery::state, Delivery::dueAt, Delivery::endedAt, Delivery::error)
                .containsExactly(DeliveryState.DELIVERED, null, NOON, null);
        assertThat(state("02")).isEqualTo("running");
        assertThat(find("03"))
                .extracting(Delivery::state, Delivery::dueAt, Delivery::endedAt, Delivery::error)
                .containsExactly(DeliveryState.WAITING, NOON.plusSeconds(60), null, OddTexts.ONE);
        assertThat(find("04"))
                .extracting(Delivery::state, Delivery::dueAt, Delivery::endedAt, Delivery::error)
                .containsExactly(DeliveryState.GIVEN_UP, null, NOON, "NULL");
    }

    @Test
    void theFollowersOfManyAreDueAtOnceAsOneByOne() {
        for (int ticket = 1; ticket <= 3; ticket++) {
            running(ticket + "-1", LANE, ticket, 1, NOON.plusSeconds(90), "here");
            for (int place = 2; place <= ticket; place++) {
                waiting(ticket + "-" + place, LANE, ticket, place, NOON.plusSeconds(90));
            }
        }
        var counts = new ArrayList<Integer>();

        var first = Stream.of("1-1", "2-1", "3-1", "3-2").map(this::find).toList();
        store.write(() -> {
            for (int ticket = 1; ticket <= 3; ticket++) {
                table.followers(first.get(ticket - 1), NOON.plusSeconds(ticket), counts::add);
            }
            table.followers(
                    first.get(3), NOON.plusSeconds(9), counts::add); // about the same line again: after the first
            return null;
        });

        assertThat(counts).containsExactly(0, 1, 2, 1);
        assertThat(find("2-2").dueAt()).isEqualTo(NOON.plusSeconds(2));
        assertThat(find("3-2").dueAt()).isEqualTo(NOON.plusSeconds(3));
        assertThat(find("3-3").dueAt()).isEqualTo(NOON.plusSeconds(9));
        assertThat(find("3-1").dueAt()).as("a lease").isEqualTo(NOON.plusSeconds(90));
    }

    private static Delivery withAttempts(Delivery d, int attempts) {
        return new Delivery(
                d.id(),
                d.lane(),
                d.laneName(),
                d.subjectId(),
                d.subjectName(),
                d.orderKey(),
                d.state(),
                attempts,
                d.createdAt(),
                d.dueAt(),
                d.endedAt(),
                d.heldFor(),
                d.error(),
                d.load());
    }

    @Test
    void settlingSaysWhenItEndedOrWhenItIsTriedAgain() {
        for (var state : List.of(DeliveryState.DELIVERED, DeliveryState.GIVEN_UP)) {
            running(state.word(), LANE, 1, 1, NOON.plusSeconds(90), "here");
            settle(find(state.word()), "here", state, null, "said so");
            assertThat(find(state.word()).endedAt()).isEqualTo(NOON);
            assertThat(find(state.word()).dueAt()).isNull();
            assertThat(find(state.word()).error()).isEqualTo("said so");
        }
        running("again", LANE, 2, 1, NOON.plusSeconds(90), "here");
        settle(find("again"), "here", DeliveryState.WAITING, NOON.plusSeconds(60), OddTexts.ONE);
        assertThat(find("again").endedAt()).isNull();
        assertThat(find("again").dueAt()).isEqualTo(NOON.plusSeconds(60));
        assertThat(find("again").error()).isEqualTo(OddTexts.ONE);

        running("shut", LANE, 3, 1, NOON.plusSeconds(90), "here");
        settle(find("shut"), "here", DeliveryState.HELD, null, "503");
        assertThat(find("shut").heldFor()).isEqualTo(HeldFor.LANE);
        assertThat(claimed(LANE, 9, NOON.plusSeconds(60))).containsExactly("again");
    }

    private void giveBack(Delivery delivery, String node, DeliveryState state, @Nullable Instant dueAt) {
        store.write(() -> {
            table.giveBack(delivery, node, state, dueAt);
            return null;
        });
    }

    @Test
    void givesBackWhatHasNotBegunAsItWasBefore() {
        waiting("01", LANE, 1, 1, NOON);
        var claimed = claim(LANE, 1, NOON).getFirst();

        giveBack(claimed, "there", DeliveryState.WAITING, NOON);
        assertThat(state("01")).as("another's").isEqualTo("running");

        giveBack(claimed, "here", DeliveryState.WAITING, NOON);
        assertThat(find("01").attempts()).isZero();
        assertThat(state("01")).isEqualTo("waiting");

        giveBack(claimed, "here", DeliveryState.WAITING, NOON.plusSeconds(1));
        assertThat(find("01").dueAt()).as("given back already").isEqualTo(NOON);

        var again = claim(LANE, 1, NOON).getFirst();
        giveBack(again, "here", DeliveryState.HELD, null);
        assertThat(find("01").heldFor()).isEqualTo(HeldFor.LANE);
    }

    @Test
    void findsWhatIsRunningThoughItsLeaseRanOutOrItsNodeBeganAnew() {
        running("01", LANE, 1, 1, NOON.plusMillis(1), "there");
        running("02", LANE, 2, 1, NOON, "there");
        running("03", LANE, 3, 1, NOON.minusSeconds(1), "elsewhere");
        running("04", LANE, 4, 1, NOON.plusSeconds(90), "here");
        waiting("05", LANE, 5, 1, NOON.minusSeconds(9));
        held("06", LANE, 6, 1);
        ended("07", LANE, 7, 1, DeliveryState.DELIVERED);

        assertThat(ids(table.orphans(NOON, "here", Instant.EPOCH, false, 9)))
                .as("the longest overdue first")
                .containsExactly("03", "02");
        assertThat(ids(table.orphans(NOON, "here", Instant.EPOCH, true, 9))).containsExactly("03", "02", "04");
        assertThat(ids(table.orphans(NOON, "here", Instant.EPOCH, false, 1))).containsExactly("03");
    }

    @Test
    void findsWhatIsRunningOnANodeThatFellSilent() {
        running("01", LANE, 1, 1, NOON.plusSeconds(90), "there");
        running("02", LANE, 2, 1, NOON.plusSeconds(90), "elsewhere");
        running("03", LANE, 3, 1, NOON.plusSeconds(90), "here");
        running("04", LANE, 4, 1, NOON.plusSeconds(90), "never heard");
        var nodes = new NodeTable(store);
        store.write(() -> {
            nodes.seen("there", NOON.minusSeconds(20), NOON);
            nodes.seen("elsewhere", NOON.minusSeconds(19), NOON);
            nodes.seen("here", NOON.minusSeconds(60), NOON);
            return null;
        });

        assertThat(ids(table.orphans(NOON, "here", NOON.minusSeconds(20), false, 9)))
                .containsExactly("01");
    }

    @Test
    void takesARunningOneAwayOnce() {
        running("01", LANE, 1, 1, NOON.minusSeconds(1), "there");
        running("02", LANE, 2, 1, NOON.minusSeconds(1), "there");
        running("03", LANE, 3, 1, NOON.minusSeconds(1), "there");
        var one = find("01");

        assertThat(store.<Boolean>write(() -> table.takeOver(
                        withAttempts(one, 2), DeliveryState.WAITING, HeldFor.LANE, NOON, NOON, "unknown")))
                .as("it has gone on meanwhile")
                .isFalse();
        assertThat(store.<Boolean>write(
                        () -> table.takeOver(one, DeliveryState.WAITING, HeldFor.LANE, NOON, NOON, "unknown")))
                .isTrue();
        assertThat(store.<Boolean>write(
                        () -> table.takeOver(one, DeliveryState.WAITING, HeldFor.LANE, NOON, NOON, "unknown")))
                .isFalse();
        store.write(() -> table.takeOver(find("02"), DeliveryState.HELD, HeldFor.PERSON, null, NOON, "unknown"));
        store.write(() -> table.takeOver(find("03"), DeliveryState.GIVEN_UP, HeldFor.LANE, null, NOON, "the last"));

        assertThat(find("01").error()).isEqualTo("unknown");
        assertThat(state("01")).isEqualTo("waiting");
        assertThat(find("02").heldFor()).isEqualTo(HeldFor.PERSON);
        assertThat(find("03").endedAt()).isEqualTo(NOON);
        assertThat(settle(one, "there", DeliveryState.DELIVERED, null, null))
                .as("whoever had it comes back too late")
                .isFalse();
    }

    @Test
    void aLaneThatIsShutHoldsWhatWaits() {
        oneOfEach(LANE);
        waiting("another", "callout:2", 9, 1, NOON);

        assertThat(store.<Integer>write(() -> table.hold(LANE))).isEqualTo(1);

        assertThat(state("waiting")).isEqualTo("held");
        assertThat(state("running")).isEqualTo("running");
        assertThat(state("another")).isEqualTo("waiting");
        assertThat(claimed(LANE, 9, NOON)).isEmpty();
    }

    @Test
    void aLaneThatIsOpenedLetsGoWhatItHeldButNotWhatAPersonIsToDecide() {
        oneOfEach(LANE);
        running("unknown", LANE, 7, 1, NOON, "there");
        store.write(() -> table.takeOver(find("unknown"), DeliveryState.HELD, HeldFor.PERSON, null, NOON, "unknown"));

        assertThat(store.<Integer>write(() -> table.release(LANE, NOON.plusSeconds(1))))
                .isEqualTo(1);

        assertThat(find("held").dueAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(find("waiting").dueAt()).isEqualTo(NOON);
        assertThat(state("unknown")).isEqualTo("held");
        assertThat(claimed(LANE, 9, NOON.plusSeconds(1))).containsExactlyInAnyOrder("held", "waiting");
    }

    @Test
    void whatAPersonDoesReachesOnlyWhatWaitsOrIsHeld() {
        var open = Map.of("held", true, "waiting", true, "running", false, "delivered", false, "given-up", false);

        open.forEach((id, reached) -> {
            anEmptyQueue();
            oneOfEach(LANE);
            assertThat(store.<Boolean>write(() -> table.dueNow(id, NOON.plusSeconds(7))))
                    .as("due now: " + id)
                    .isEqualTo(reached);
            assertThat(NOON.plusSeconds(7).equals(find(id).dueAt())).isEqualTo(reached);
        });
        open.forEach((id, reached) -> {
            anEmptyQueue();
            oneOfEach(LANE);
            assertThat(store.<Boolean>write(() -> table.dueWhenOpen(id)))
                    .as("due when open: " + id)
                    .isEqualTo(reached);
            assertThat(find(id).heldFor() == HeldFor.LANE).isEqualTo(reached);
        });
        open.forEach((id, reached) -> {
            anEmptyQueue();
            oneOfEach(LANE);
            assertThat(store.<Boolean>write(() -> table.cancel(id, NOON.plusSeconds(7), "cancelled by Ada")))
                    .as("cancel: " + id)
                    .isEqualTo(reached);
            assertThat(state(id).equals("cancelled")).isEqualTo(reached);
        });
        assertThat(store.<Boolean>write(() -> table.dueNow("nobody", NOON))).isFalse();
        assertThat(store.<Boolean>write(() -> table.dueWhenOpen("nobody"))).isFalse();
        assertThat(store.<Boolean>write(() -> table.cancel("nobody", NOON, ""))).isFalse();
    }

    @Test
    void aCancelledOneSaysWhenAndByWhom() {
        waiting("01", LANE, 1, 1, NOON);

        store.write(() -> table.cancel("01", NOON.plusSeconds(7), "cancelled by Ada"));

        assertThat(find("01").endedAt()).isEqualTo(NOON.plusSeconds(7));
        assertThat(find("01").dueAt()).isNull();
        assertThat(find("01").error()).isEqualTo("cancelled by Ada");
    }
}
