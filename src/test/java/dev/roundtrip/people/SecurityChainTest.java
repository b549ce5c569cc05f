package dev.roundtrip.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.people.SecurityCheck.Fault;
import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.store.Database;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestClock;
import dev.roundtrip.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody alters the security log in the database without its being found. */
@OnBothDatabases
class SecurityChainTest {
    private static final SecurityLog.By ADA = new SecurityLog.By(Actor.person(7, "A. Technician"), "198.51.100.7");

    private final TestDatabase database;
    private final Database fresh;
    private final Store store;
    private final TestClock clock = TestClock.atNoon();
    private final SecurityLog log;

    SecurityChainTest(TestDatabase database, @TempDir Path folder) {
        this.database = database;
        fresh = database.fresh(folder);
        store = Store.open(fresh);
        log = new SecurityLog(store, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void note(int events) {
        store.write(() -> {
            for (int i = 0; i < events; i++) {
                log.note(ADA, What.CHANGED, "callouts", "Icinga " + i);
            }
            return null;
        });
    }

    /** What somebody does who has the database. */
    private void tamper(String... statements) {
        store.write(() -> {
            for (var sql : statements) {
                assertThat(store.jdbc().sql(sql).update()).as(sql).isPositive();
            }
            return null;
        });
    }

    private void isFound(Fault fault, long at) {
        isFound(log.check(null), fault, at);
    }

    private static void isFound(SecurityCheck check, @Nullable Fault fault, long at) {
        assertThat(check.fault()).isEqualTo(fault);
        assertThat(check.at()).isEqualTo(at);
    }

    @Test
    void holdsEventsByHashesThatOthersCanReckon() {
        var first = new SecurityRow(
                1, 1764072000000L, "person", 7, "A. Technician", "198.51.100.7", "changed", "callouts", "Störung");
        var second = new SecurityRow(2, 1764072000001L, "desk", 0, "Roundtrip", null, "setup-applied", null, null);

        // By sha256sum, of what docs/security-log.md says.
        assertThat(first.hashAfter("")).isEqualTo("85b04cfdbdcf262d14d39368e73a6192250729aedfcb6d71691b2039a50c7667");
        assertThat(second.hashAfter(first.hashAfter("")))
                .isEqualTo("41205c6d42580ad6dbe3670aae2f841b7b2b45594c93ef211716ab90a9ae8910");
    }

    @Test
    void fitsWhileNobodyTouchesIt() {
        assertThat(log.check(null).events()).isZero();
        note(1001);
        log.note(
                new SecurityLog.By(new Actor(Actor.Kind.PERSON, 0, "x\0".repeat(300) + "\ud83d"), null),
                What.SIGN_IN_REFUSED);
        log.note(ADA, What.CREATED, "rules", "y".repeat(198) + "\ud83d\ude00\ud83d\ude00");

        var check = log.check(null);

        assertThat(check.fits()).isTrue();
        assertThat(check.events()).isEqualTo(1003);
        assertThat(check.last()).isEqualTo(log.newest());
        assertThat(check.last().id()).isEqualTo(1003);
    }

    @Test
    void findsWhatWasAltered() {
        note(5);
        tamper("update security_event set actor_name = 'B. Administrator' where id = 3");

        isFound(Fault.ALTERED, 3);
        assertThat(log.check(null).events()).isEqualTo(2);
    }

    /** A missing address is none that is empty, and what moves from one column to the next is not the same. */
    @Test
    void findsWhatOnlyMoved() {
        note(3);
        tamper("update security_event set kind = 'calloutsIcinga', name = ' 1' where id = 2");
        isFound(Fault.ALTERED, 2);
        tamper("update security_event set kind = 'callouts', name = 'Icinga 1' where id = 2");
        assertThat(log.check(null).fits()).isTrue();

        log.note(SecurityLog.By.THE_DESK, What.SETUP_APPLIED);
        tamper("update security_event set address = '' where id = 4");
        isFound(Fault.ALTERED, 4);
    }

    @Test
    void findsWhatIsNoEventAtAllAndStillShowsTheRest() {
        note(2);
        tamper("update security_event set what = 'nothing', actor_kind = 'ghost' where id = 1");

        isFound(Fault.ALTERED, 1);
        assertThat(log.page(null, Long.MAX_VALUE, 10).events())
                .extracting(SecurityEvent::what)
                .containsExactly(What.CHANGED, What.UNKNOWN);
    }

    @Test
    void findsAHashThatWasMadeToFitAgain() {
        note(3);
        var altered = new SecurityRow(
                2, clock.millis(), "person", 8, "Somebody else", "198.51.100.7", "changed", "callouts", "Icinga 1");
        var before = hash(1);
        tamper("update security_event set actor_id = 8, actor_name = 'Somebody else', hash = '"
                + altered.hashAfter(before) + "' where id = 2");

        isFound(Fault.ALTERED, 3);
    }

    private String hash(long id) {
        return store.jdbc()
                .sql("select hash from security_event where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    @Test
    void findsWhatIsMissing() {
        note(4);
        tamper("delete from security_event where id = 2");

        isFound(Fault.MISSING, 2);
    }

    @Test
    void findsWhatChangedPlaces() {
        note(4);
        tamper(
                "update security_event set id = 99 where id = 2",
                "update security_event set id = 2 where id = 3",
                "update security_event set id = 3 where id = 99");

        isFound(Fault.ALTERED, 2);
    }

    @Test
    void findsWhatWasAdded() {
        note(2);
        tamper("insert into security_event (id, at, actor_kind, actor_id, actor_name, what, hash)"
                + " select 3, at, actor_kind, actor_id, actor_name, what, hash from security_event where id = 2");
        isFound(Fault.ADDED, 3);

        tamper("update security_event set id = 0 where id = 3");
        isFound(Fault.ADDED, 0);
    }

    @Test
    void findsThatTheEndWasCut() {
        note(4);
        tamper("delete from security_event where id > 2");

        isFound(Fault.MISSING, 3);
    }

    @Test
    void findsThatTheEndWasCutTogetherWithItsCountByAMarkFromBefore() {
        note(4);
        var mark = log.newest();
        assertThat(log.check(mark).fits()).isTrue();
        var cut = "update security_chain set last_id = 2, last_hash = '" + hash(2) + "'";
        tamper("delete from security_event where id > 2", cut);
        assertThat(log.check(null).fits()).as("the rest fits").isTrue();

        isFound(log.check(mark), Fault.REWRITTEN, 4);
        clock.pass(Duration.ofSeconds(1));
        note(4);
        isFound(log.check(mark), Fault.REWRITTEN, 4);
    }

    @Test
    void findsAnotherEnd() {
        note(2);
        tamper("update security_chain set last_hash = '" + hash(1) + "'");

        isFound(Fault.END, 2);
    }

    @Test
    void findsThatTheBeginningWasCut() {
        note(4);
        tamper("delete from security_event where id <= 2");
        isFound(Fault.MISSING, 1);

        tamper("update security_chain set removed_id = 2, removed_hash = '" + "0".repeat(64) + "'");
        isFound(Fault.ALTERED, 3);
    }

    @Test
    void findsThatTheBeginningWasCutThoughTheRestFits() {
        note(4);
        var cut = "update security_chain set removed_id = 2, removed_hash = '" + hash(2) + "'";
        tamper("delete from security_event where id <= 2", cut);

        isFound(Fault.BEGINNING, 3);
    }

    @Test
    void removesWhatIsOldAndStillFits() {
        note(2500);
        clock.pass(Duration.ofDays(5));
        note(10);
        var mark = log.newest();
        var age = new SecurityAge(store, clock, log, 3, "node-1");

        assertThat(age.runDue()).isEqualTo(2500);

        var check = log.check(mark);
        assertThat(check.fits()).isTrue();
        assertThat(check.from()).isEqualTo(2501);
        assertThat(check.events()).as("10, and one for each step").isEqualTo(12);
        var newest = log.page(null, Long.MAX_VALUE, 1).events().getFirst();
        assertThat(newest.what()).isEqualTo(What.REMOVED);
        assertThat(SecurityEvent.Removal.of(newest.name()))
                .hasValueSatisfying(removal -> assertThat(removal.count()).isEqualTo(500))
                .hasValueSatisfying(removal -> assertThat(removal.until().id()).isEqualTo(2500));
        assertThat(age.runDue()).as("again").isZero();
        assertThat(log.newest()).as("which says nothing").isEqualTo(check.last());
        isFound(log.check(new SecurityMark(7, "0".repeat(64))), Fault.TOO_OLD, 7);
    }

    @Test
    void removesAlsoWhatSaysThatOthersWereRemoved() {
        for (int day = 0; day < 10; day++) {
            note(2);
            clock.pass(Duration.ofDays(1));
            new SecurityAge(store, clock, log, 3, "node-1").runDue();
        }

        assertThat(log.check(null).fits()).isTrue();
        assertThat(log.check(null).events()).isLessThan(15);
    }

    @Test
    void keepsForEverWhatItIsToldTo() {
        note(3);
        clock.pass(Duration.ofDays(10_000));

        assertThat(new SecurityAge(store, clock, log, 0, "node-1").runDue()).isZero();
        assertThat(log.check(null).events()).isEqualTo(3);
    }

    /** It is what somebody will look for. */
    @Test
    void removesNothingFromWhereItDoesNotFit() {
        note(5);
        tamper("update security_event set name = 'Another' where id = 3");
        clock.pass(Duration.ofDays(10));

        assertThat(new SecurityAge(store, clock, log, 3, "node-1").runDue()).isEqualTo(2);
        assertThat(new SecurityAge(store, clock, log, 3, "node-1").runDue()).isZero();

        isFound(Fault.ALTERED, 3);
    }

    @Test
    void growsAsOneChainWhateverNodeAddsToIt() {
        var other = database == TestDatabase.POSTGRES ? Store.open(fresh) : store;
        try {
            var logs = new SecurityLog[] {log, new SecurityLog(other, clock)};
            var begin = new CountDownLatch(1);
            var working = new ArrayList<CompletableFuture<?>>();
            for (int i = 0; i < 8; i++) {
                var mine = logs[i % 2];
                var name = "node " + i;
                working.add(CompletableFuture.runAsync(() -> {
                    await(begin);
                    for (int n = 0; n < 50; n++) {
                        mine.note(ADA, What.CHANGED, "callouts", name);
                    }
                }));
            }
            begin.countDown();
            working.forEach(CompletableFuture::join);

            var check = log.check(null);
            assertThat(check.fits()).isTrue();
            assertThat(check.events()).isEqualTo(400);
        } finally {
            if (other != store) {
                other.close();
            }
        }
    }

    /** Each holds the configuration while it wants the chain; the other way round one of them would be thrown out. */
    @Test
    void isWaitedForByNobodyWhoHoldsItBack() {
        var other = database == TestDatabase.POSTGRES ? Store.open(fresh) : store;
        try {
            var otherLog = new SecurityLog(other, clock);
            var begin = new CountDownLatch(1);
            var tries = new AtomicInteger();
            var one = CompletableFuture.runAsync(() -> changes(begin, store, log, true, tries));
            var two = CompletableFuture.runAsync(() -> changes(begin, other, otherLog, false, tries));
            begin.countDown();
            CompletableFuture.allOf(one, two).join();

            assertThat(tries).as("none was tried again").hasValue(200);
            assertThat(log.check(null).events()).isEqualTo(200);
            assertThat(log.check(null).fits()).isTrue();
        } finally {
            if (other != store) {
                other.close();
            }
        }
    }

    private static void changes(
            CountDownLatch begin, Store store, SecurityLog log, boolean noteFirst, AtomicInteger tries) {
        await(begin);
        for (int n = 0; n < 100; n++) {
            store.write(() -> {
                tries.incrementAndGet();
                if (noteFirst) {
                    log.note(ADA, What.CHANGED, "rules", "first");
                }
                store.revision().bump();
                if (!noteFirst) {
                    log.note(ADA, What.CHANGED, "rules", "last");
                }
                return null;
            });
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void isThereWithTheChangeOrNotAtAll() {
        var tokens = new Tokens(store, clock);

        assertThatThrownBy(() -> log.with(
                        () -> {
                            tokens.keep(token("one"), "rt_correct_horse_battery_one");
                            return 1;
                        },
                        _ -> {
                            log.note(ADA, What.CREATED, "tokens", "one");
                            throw new IllegalStateException("dies here");
                        }))
                .hasMessage("dies here");
        assertThat(tokens.named("one")).isEmpty();
        assertThat(log.newest().id()).isZero();

        tamper("delete from security_chain");
        assertThatThrownBy(() -> log.with(ADA, What.CREATED, "tokens", "two", () -> {
                    tokens.keep(token("two"), "rt_correct_horse_battery_two");
                    return 2;
                }))
                .isInstanceOf(RuntimeException.class);
        assertThat(tokens.named("two")).as("what cannot be noted is not done").isEmpty();
    }

    private static Token token(String name) {
        return new Token(0, name, java.util.Set.of(Token.Scope.READ), null);
    }
}
