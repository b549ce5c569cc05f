package dev.roundtrip.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestClock;
import dev.roundtrip.testing.TestDatabase;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class SecurityLogTest {
    private static final SharedStores STORES = new SharedStores();
    private static final SecurityLog.By ADA = new SecurityLog.By(Actor.person(7, "A. Technician"), "198.51.100.7");

    private final Store store;
    private final TestClock clock = TestClock.atNoon();
    private final SecurityLog log;

    SecurityLogTest(TestDatabase database) {
        store = STORES.on(database);
        log = new SecurityLog(store, clock);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @Test
    void keepsWhoDidWhatToWhatFromWhere() {
        var name = UUID.randomUUID().toString();
        log.note(ADA, What.CHANGED, "callouts", name);

        var event = log.page(name, Long.MAX_VALUE, 10).events().getFirst();

        assertThat(event.actor()).isEqualTo(ADA.actor());
        assertThat(event.address()).isEqualTo("198.51.100.7");
        assertThat(event.what()).isEqualTo(What.CHANGED);
        assertThat(event.kind()).isEqualTo("callouts");
        assertThat(event.at()).isEqualTo(clock.instant());
    }

    @Test
    void findsWithoutCaseAndTakesNoSignForAnother() {
        var name = UUID.randomUUID() + "_100%";
        log.note(ADA, What.CREATED, "rules", name.toUpperCase(java.util.Locale.ROOT));

        assertThat(log.page(name, Long.MAX_VALUE, 10).events()).hasSize(1);
        assertThat(log.page(name.replace('_', 'x'), Long.MAX_VALUE, 10).events())
                .isEmpty();
        assertThat(log.page("8.51.100", Long.MAX_VALUE, 1).events()).hasSize(1);
    }

    @Test
    void pagesByIdTheNewestFirst() {
        var name = UUID.randomUUID().toString();
        for (int i = 0; i < 5; i++) {
            log.note(ADA, What.CREATED, "rules", name + i);
        }

        var first = log.page(name, Long.MAX_VALUE, 3);
        var rest = log.page(name, first.next() == null ? 0 : first.next(), 3);

        assertThat(first.events()).extracting(SecurityEvent::name).containsExactly(name + 4, name + 3, name + 2);
        assertThat(rest.events()).extracting(SecurityEvent::name).containsExactly(name + 1, name + 0);
        assertThat(rest.next()).isNull();
    }

    @Test
    void givesAllOfItTheOldestFirst() {
        var name = UUID.randomUUID().toString();
        store.write(() -> {
            for (int i = 0; i < 1001; i++) {
                log.note(ADA, What.CREATED, "rules", name + i);
            }
            return null;
        });
        var names = new ArrayList<String>();

        log.all(event -> {
            if (event.name() != null && event.name().startsWith(name)) {
                names.add(event.name());
            }
        });

        assertThat(names).hasSize(1001).startsWith(name + 0).endsWith(name + 1000);
    }

    /** A login may be of any length, and hold what PostgreSQL does not take. */
    @Test
    void keepsWhatStrangersType() {
        var login = UUID.randomUUID() + "\0" + "x".repeat(5000);

        log.note(new SecurityLog.By(new Actor(Actor.Kind.PERSON, 0, login), null), What.SIGN_IN_REFUSED);

        assertThat(log.page(login.substring(0, 36), Long.MAX_VALUE, 2).events())
                .singleElement()
                .satisfies(
                        event -> assertThat(event.actor().name()).hasSize(200).endsWith("x…"));
    }

    @Test
    void isUndoneWithTheWriteThatItStandsIn() {
        var name = UUID.randomUUID().toString();
        try {
            store.write(() -> {
                log.note(ADA, What.CREATED, "rules", name);
                throw new IllegalStateException("undone");
            });
        } catch (IllegalStateException undone) {
            assertThat(undone).hasMessage("undone");
        }

        assertThat(log.page(name, Long.MAX_VALUE, 1).events()).isEmpty();
    }
}
