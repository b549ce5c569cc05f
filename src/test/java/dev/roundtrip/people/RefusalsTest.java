package dev.roundtrip.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.TestClock;
import dev.roundtrip.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever knocks for hours buries nothing. */
class RefusalsTest {
    private final Store store;
    private final TestClock clock = TestClock.atNoon();
    private final SecurityLog log;
    private final Refusals refusals;

    RefusalsTest(@TempDir Path folder) {
        store = Store.open(TestDatabase.SQLITE.fresh(folder));
        log = new SecurityLog(store, clock);
        refusals = new Refusals(log, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private List<SecurityEvent> events() {
        var events = new ArrayList<SecurityEvent>();
        log.all(events::add);
        return events;
    }

    @Test
    void notesOneOfAnAddressAMinuteAndCountsTheOthers() {
        for (int i = 0; i < 13; i++) {
            refusals.ofStranger(Actor.token(0, "?"), "198.51.100.7", "tokens");
        }
        refusals.ofStranger(Actor.apiUser(0, "icinga"), "198.51.100.7", "api-users");
        refusals.ofStranger(Actor.apiUser(0, "icinga"), "198.51.100.8", "api-users");
        clock.pass(Duration.ofMinutes(1));
        refusals.ofStranger(Actor.token(0, "?"), "198.51.100.7", "tokens");
        clock.pass(Duration.ofMinutes(1));
        refusals.ofStranger(Actor.token(0, "?"), "198.51.100.7", "tokens");

        assertThat(events())
                .extracting(event ->
                        event.address() + " " + event.actor().kind().word() + " " + event.kind() + " " + event.name())
                .containsExactly(
                        "198.51.100.7 token tokens null",
                        "198.51.100.8 api-user api-users null",
                        "198.51.100.7 token tokens +13",
                        "198.51.100.7 token tokens null");
        assertThat(Refusals.Told.of("+13")).isEqualTo(new Refusals.Told(null, 13));
    }

    @Test
    void notesEachOfThoseWhoCameIn() {
        var ada = new SecurityLog.By(Actor.person(7, "A. Technician"), "198.51.100.7");
        var bob = new SecurityLog.By(Actor.person(8, "B. Technician"), "198.51.100.7");
        refusals.ofKnown(ada, "GET /settings/people");
        refusals.ofKnown(ada, "GET /settings/security");
        refusals.ofKnown(bob, "GET /settings/people");
        clock.pass(Refusals.EVERY);
        refusals.ofKnown(ada, "GET /settings/api");

        assertThat(events()).extracting(SecurityEvent::what).containsOnly(What.ACCESS_REFUSED);
        assertThat(events())
                .extracting(SecurityEvent::name)
                .containsExactly("GET /settings/people", "GET /settings/people", "GET /settings/api +1");
        assertThat(Refusals.Told.of("GET /settings/api +1")).isEqualTo(new Refusals.Told("GET /settings/api", 1));
        assertThat(Refusals.Told.of("GET /a")).isEqualTo(new Refusals.Told("GET /a", 0));
    }

    @Test
    void refusesAlsoWhereNothingCanBeNoted() {
        store.write(() -> store.jdbc().sql("drop table security_chain").update());

        refusals.ofStranger(Actor.token(0, "?"), "198.51.100.7", "tokens");

        assertThat(events()).isEmpty();
    }
}
