package dev.roundtrip.people;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestClock;
import dev.roundtrip.testing.TestDatabase;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When somebody came in last. */
@OnBothDatabases
class LastUseTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final TestClock clock = TestClock.atNoon();
    private final Store store;
    private final ApiUsers apiUsers;
    private final Tokens tokens;
    private final LastUse lastUse;

    LastUseTest(TestDatabase database) {
        store = STORES.on(database);
        apiUsers = new ApiUsers(store, clock);
        tokens = new Tokens(store, clock);
        lastUse = new LastUse(store, clock);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void nobody() {
        store.write(() -> {
            store.jdbc().sql("delete from api_user").update();
            store.jdbc().sql("delete from token").update();
            store.revision().bump();
            return null;
        });
    }

    private long apiUser(String login) {
        return apiUsers.add(new ApiUser(0, login, null, Set.of(), true), "open sesame, please")
                .id();
    }

    private long token(String name) {
        tokens.keep(new Token(0, name, Set.of(Token.Scope.READ), null), "rt_0123456789abcdef_" + name);
        return tokens.named(name).orElseThrow().id();
    }

    @Test
    void isKeptToTheMinute() {
        long used = apiUser("used");
        apiUser("never");
        long token = token("reader");
        token("forgotten");

        clock.pass(ofSeconds(59));
        lastUse.ofApiUser(used);
        clock.pass(ofMinutes(1));
        lastUse.ofToken(token);
        lastUse.writeDown();

        assertThat(lastUse.ofApiUsers()).isEqualTo(Map.of(used, NOON));
        assertThat(lastUse.ofTokens()).isEqualTo(Map.of(token, NOON.plus(ofMinutes(1))));
    }

    @Test
    void theLatestOfManyCounts() {
        long user = apiUser("busy");
        for (int minute = 0; minute < 3; minute++) {
            lastUse.ofApiUser(user);
            lastUse.writeDown();
            clock.pass(ofMinutes(1));
        }
        var late = new LastUse(store, TestClock.atNoon());

        late.ofApiUser(user);
        late.writeDown();

        assertThat(lastUse.ofApiUsers()).isEqualTo(Map.of(user, NOON.plus(ofMinutes(2))));
    }

    @Test
    void isNoChangeOfTheConfigurationAndIsWrittenOnceAMinute() {
        long user = apiUser("busy");
        long before = store.revision().current();

        lastUse.ofApiUser(user);
        lastUse.writeDown();
        forget();
        clock.pass(ofSeconds(59));
        lastUse.ofApiUser(user);
        lastUse.writeDown();

        assertThat(lastUse.ofApiUsers()).as("of the same minute").isEmpty();
        clock.pass(ofSeconds(1));
        lastUse.ofApiUser(user);
        lastUse.writeDown();
        assertThat(lastUse.ofApiUsers()).containsKey(user);
        assertThat(store.revision().current()).isEqualTo(before);
    }

    private void forget() {
        store.write(() -> store.jdbc().sql("delete from last_use").update());
    }

    @Test
    void goesWithWhomItIsOf() {
        long user = apiUser("gone");
        long token = token("gone");
        lastUse.ofApiUser(user);
        lastUse.ofToken(token);
        lastUse.writeDown();
        clock.pass(ofMinutes(1));

        nobody();
        lastUse.ofApiUser(user);
        lastUse.ofToken(token);
        lastUse.writeDown();

        assertThat(lastUse.ofApiUsers()).isEmpty();
        assertThat(lastUse.ofTokens()).isEmpty();
    }
}
