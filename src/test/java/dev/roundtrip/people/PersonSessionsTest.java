package dev.roundtrip.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestClock;
import dev.roundtrip.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnBothDatabases
class PersonSessionsTest {
    private static final SharedStores STORES = new SharedStores();

    private final TestClock clock = TestClock.atNoon();
    private final Store store;
    private final People people;
    private final PersonSessions sessions;
    private final Person ada;

    PersonSessionsTest(TestDatabase database) {
        store = STORES.on(database);
        people = new People(store, clock);
        sessions = new PersonSessions(store, clock, "one");
        ada = somebody(people);
    }

    private static Person somebody(People people) {
        return people.add(new Person(0, UUID.randomUUID().toString(), "Ada", null, Role.TECHNICIAN, null, true), null);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void none() {
        store.write(() -> store.jdbc().sql("delete from person_session").update());
    }

    private String begun() {
        return sessions.begin(ada.id(), clock.instant(), "192.0.2.7", "Mozilla/5.0");
    }

    @Test
    void tellWhereAPersonIsSignedIn() {
        clock.pass(Duration.ofSeconds(21));
        var began = clock.instant();
        var first = begun();
        clock.pass(Duration.ofMinutes(5));
        sessions.begin(ada.id(), clock.instant(), "2001:db8::7", null);
        sessions.begin(somebody(people).id(), clock.instant(), "192.0.2.9", "x".repeat(1000));

        var found = sessions.of(ada.id());

        assertThat(found).hasSize(2);
        assertThat(found.getFirst().address()).isEqualTo("2001:db8::7");
        assertThat(found.getFirst().agent()).isEmpty();
        assertThat(found.getLast())
                .isEqualTo(new PersonSession(
                        sessions.idOf(first).orElseThrow(),
                        began,
                        began.truncatedTo(ChronoUnit.MINUTES),
                        "192.0.2.7",
                        "Mozilla/5.0"));
    }

    @Test
    void areKeptWithoutTheirKeys() {
        var key = begun();

        var kept = store.jdbc()
                .sql("select key_hash from person_session")
                .query(String.class)
                .single();

        assertThat(kept).isNotEqualTo(key).isEqualTo(Digest.of(key));
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            keys.add(begun());
        }
        assertThat(keys).hasSize(100).allMatch(one -> one.length() >= 32);
    }

    @Test
    void endAfterEightHoursWithoutUse() {
        var key = begun();

        clock.pass(PersonSessions.LONGEST_IDLE.minusSeconds(1));
        assertThat(sessions.holds(key)).isTrue();
        clock.pass(Duration.ofSeconds(1));

        assertThat(sessions.holds(key)).isFalse();
        assertThat(sessions.seen(key)).as("none comes back").isFalse();
        assertThat(sessions.of(ada.id())).isEmpty();
    }

    @Test
    void goOnWhileTheyAreUsedAndEndAfterSevenDaysAllTheSame() {
        var key = begun();
        var end = clock.instant().plus(PersonSessions.LONGEST);

        while (clock.instant().isBefore(end)) {
            assertThat(sessions.seen(key)).as("%s", clock.instant()).isTrue();
            clock.pass(Duration.ofHours(7));
        }

        assertThat(sessions.seen(key)).isFalse();
        assertThat(sessions.of(ada.id())).isEmpty();
    }

    @Test
    void areNotKeptAliveByWhatDoesNotCount() {
        var key = begun();

        for (int i = 0; i < 8; i++) {
            assertThat(sessions.holds(key)).isTrue();
            clock.pass(Duration.ofHours(1));
        }

        assertThat(sessions.holds(key)).isFalse();
    }

    @Test
    void areSeenToTheMinute() {
        var key = begun();
        clock.pass(Duration.ofSeconds(125));

        sessions.seen(key);

        assertThat(sessions.of(ada.id()).getFirst().lastSeen()).isEqualTo(Instant.parse("2026-11-25T12:02:00Z"));
    }

    @Test
    void areEndedOneByOne() {
        var one = begun();
        var another = begun();
        var id = sessions.idOf(one).orElseThrow();

        assertThat(sessions.end(somebody(people).id(), id))
                .as("by its person alone")
                .isFalse();
        assertThat(sessions.holds(one)).isTrue();

        assertThat(sessions.end(ada.id(), id)).isTrue();
        assertThat(sessions.end(ada.id(), id)).isFalse();
        assertThat(sessions.seen(one)).isFalse();
        assertThat(sessions.holds(another)).isTrue();

        sessions.end(another);
        assertThat(sessions.holds(another)).isFalse();
    }

    @Test
    void areEndedButForOne() {
        var here = begun();
        var there = begun();
        var bob = somebody(people);
        var bobs = sessions.begin(bob.id(), clock.instant(), "192.0.2.9", "");

        sessions.endOthers(ada.id(), here);

        assertThat(sessions.holds(here)).isTrue();
        assertThat(sessions.holds(there)).isFalse();
        assertThat(sessions.holds(bobs)).isTrue();
    }

    @Test
    void endWithThePasswordAndWithTheAccount() {
        var key = begun();
        clock.pass(Duration.ofMillis(1));
        people.changePassword(ada.id(), new PasswordHash("another"));
        assertThat(sessions.holds(key)).isFalse();

        var next = begun();
        clock.pass(Duration.ofMillis(1));
        people.change(new Person(ada.id(), ada.login(), "Ada", null, Role.TECHNICIAN, null, false));
        assertThat(sessions.holds(next)).isFalse();
    }

    @Test
    void areNotShownWhereTheirBeginWasOvertaken() {
        var began = clock.instant();
        clock.pass(Duration.ofMillis(1));
        new PersonalChoices(store).signOut(ada.id(), clock.instant());

        sessions.begin(ada.id(), began, "192.0.2.7", null);

        assertThat(sessions.of(ada.id())).isEmpty();
    }

    @Test
    void areForgottenByTheNextLifeOfTheirNodeAlone() {
        var key = begun();

        new PersonSessions(store, clock, "two").forgetOwn();
        assertThat(sessions.holds(key)).isTrue();

        new PersonSessions(store, clock, "one").forgetOwn();
        assertThat(sessions.holds(key)).isFalse();
    }

    @Test
    void leaveNothingBehind() {
        begun();
        clock.pass(PersonSessions.LONGEST_IDLE);

        begun();

        assertThat(store.jdbc()
                        .sql("select count(*) from person_session")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void endAtAllNodesAtOnce(@TempDir Path folder) {
        var database = TestDatabase.POSTGRES.fresh(folder);
        try (var here = Store.open(database);
                var there = Store.open(database)) {
            var bob = somebody(new People(here, clock));
            var sessionsHere = new PersonSessions(here, clock, "one");
            var sessionsThere = new PersonSessions(there, clock, "two");
            var key = sessionsHere.begin(bob.id(), clock.instant(), "192.0.2.7", null);
            assertThat(sessionsThere.of(bob.id())).hasSize(1);

            sessionsThere.end(bob.id(), sessionsThere.of(bob.id()).getFirst().id());

            assertThat(sessionsHere.seen(key)).isFalse();
        }
    }
}
