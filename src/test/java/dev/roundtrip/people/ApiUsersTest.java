package dev.roundtrip.people;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.directory.Company;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestClock;
import dev.roundtrip.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

@OnBothDatabases
class ApiUsersTest {
    private static final SharedStores STORES = new SharedStores();
    private static final String SECRET = "open sesame, please";

    private final Store store;
    private final TestClock clock = TestClock.atNoon();
    private final ApiUsers users;

    ApiUsersTest(TestDatabase database) {
        store = STORES.on(database);
        users = new ApiUsers(store, clock);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void nobody() {
        store.write(() -> {
            store.jdbc().sql("delete from api_user").update();
            store.revision().bump();
            return null;
        });
    }

    private ApiUser added(String login, @Nullable String code, Set<Long> companies) {
        return users.add(new ApiUser(0, login, code, companies, true), SECRET);
    }

    private long company() {
        return new Directory(store, Clock.systemUTC(), new Picklists(store), id -> false)
                .add(new Company(0, UUID.randomUUID().toString(), null, true))
                .id();
    }

    @Test
    void everyColumnIsGivenBackAsItWas() {
        long one = company();
        long two = company();
        var login = "m\u00f6nitoring 'x' \ud83d\udd25 \"y\"";

        var odd = users.add(new ApiUser(0, login, "c\u00f6de\r\n\ud83d\udd25", Set.of(one, two), false), SECRET);
        var plain = added("plain", null, Set.of());

        assertThat(new ApiUsers(store, clock).all())
                .containsExactly(
                        new ApiUser(odd.id(), login, "c\u00f6de\r\n\ud83d\udd25", Set.of(one, two), false),
                        new ApiUser(plain.id(), "plain", null, Set.of(), true));
    }

    @Test
    void areFoundWithoutCase() {
        var user = added(" M\u00f6nitoring@acme.example", null, Set.of());

        assertThat(users.named("m\u00d6NITORING@acme.example ")).contains(user);
        assertThat(users.named("monitoring@acme.example")).isEmpty();
        assertThat(users.isSecretOf("M\u00d6nitoring@acme.example", SECRET)).isTrue();
        assertThat(users.isSecretOf("M\u00d6nitoring@acme.example", SECRET + "x"))
                .isFalse();
        assertThat(users.isSecretOf("nobody", SECRET)).isFalse();
    }

    @Test
    void aLoginThatIsTakenIsRefused() {
        var one = added("One", null, Set.of());
        var two = added("Two", null, Set.of());

        assertThatThrownBy(() -> added("ONE", null, Set.of())).hasMessage("API user \"One\" is there already");
        assertThatThrownBy(() -> users.change(new ApiUser(two.id(), " one", null, Set.of(), true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("API user \"One\" is there already");

        assertThat(users.all()).containsExactly(one, two);
    }

    @Test
    void aChangeLeavesTheSecret() {
        long one = company();
        long two = company();
        var user = added("One", "code", Set.of(one));
        var changed = new ApiUser(user.id(), "ONE", null, Set.of(two), false);

        users.change(changed);

        assertThat(users.all()).containsExactly(changed);
        assertThat(users.isSecretOf("one", SECRET)).isTrue();
    }

    @Test
    void whoComesInIsActiveAndKnowsSecretAndCode() {
        var open = added("open", null, Set.of());
        var coded = added("coded", "C-1", Set.of());

        assertThat(users.signIn("OPEN", SECRET, null)).contains(open);
        assertThat(users.signIn("open", SECRET, "any")).contains(open);
        assertThat(users.signIn("open", SECRET + " ", null)).isEmpty();
        assertThat(users.signIn("open", "", null)).isEmpty();
        assertThat(users.signIn("coded", SECRET, "C-1")).contains(coded);
        assertThat(users.signIn("coded", SECRET, "c-1")).isEmpty();
        assertThat(users.signIn("coded", SECRET, null)).isEmpty();
        assertThat(users.signIn("coded", SECRET)).as("a door without a code").contains(coded);
        assertThat(users.signIn("nobody", SECRET, null)).isEmpty();
        assertThat(users.signIn("nobody", "", null)).isEmpty();

        users.change(new ApiUser(open.id(), "open", null, Set.of(), false));
        assertThat(users.signIn("open", SECRET, null)).isEmpty();
        assertThat(users.signIn("open", SECRET)).isEmpty();
    }

    @Test
    void aSecretIsChanged() {
        var user = added("one", null, Set.of());

        users.changeSecret(user, "another, long enough");

        assertThat(users.signIn("one", SECRET)).isEmpty();
        assertThat(users.signIn("one", "another, long enough")).contains(user);
        assertThatThrownBy(() -> users.changeSecret(user, "short"))
                .hasMessage("secret of API user \"one\": 5 characters; at least 12 are needed");
        assertThatThrownBy(() -> users.add(new ApiUser(0, "two", null, Set.of(), true), "x".repeat(11)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final String NEW = "open barley, please";

    private Instant in(Duration time) {
        return clock.instant().plus(time);
    }

    @Test
    void anOldSecretOpensBesideTheNewOneUntilItsTimeIsOver() {
        var user = added("one", "C-1", Set.of());

        users.rotate(user, NEW, in(ofHours(24)));

        clock.pass(ofHours(24).minusMillis(1));
        for (var secret : List.of(SECRET, NEW)) {
            assertThat(users.signIn("one", secret, "C-1")).contains(user);
            assertThat(users.signIn("one", secret)).contains(user);
            assertThat(users.signIn("one", secret, "C-2")).isEmpty();
        }
        assertThat(users.signIn("one", "something else, long")).isEmpty();
        clock.pass(ofMillis(1));
        assertThat(users.signIn("one", SECRET, "C-1")).isEmpty();
        assertThat(users.signIn("one", SECRET)).isEmpty();
        assertThat(users.signIn("one", NEW, "C-1")).contains(user);
    }

    @Test
    void anOverlapIsToldWhileItLasts() {
        var user = added("icinga", null, Set.of());
        var other = added("other", null, Set.of());

        assertThat(users.rotate(other, NEW, Duration.ZERO)).isEmpty();
        assertThat(users.rotate(user, NEW, Duration.ofHours(1))).contains(in(Duration.ofHours(1)));

        assertThat(users.overlaps()).containsOnlyKeys(user.id()).containsValue(in(Duration.ofHours(1)));
        assertThat(users.signIn("other", SECRET)).isEmpty();
        clock.pass(Duration.ofHours(1));
        assertThat(users.overlaps()).isEmpty();
    }

    @Test
    void ofThreeSecretsTheOldestOpensNothing() {
        var user = added("one", null, Set.of());
        users.rotate(user, NEW, in(ofDays(30)));

        users.rotate(user, "open rye, pretty please", in(ofHours(1)));

        assertThat(users.signIn("one", SECRET)).isEmpty();
        assertThat(users.signIn("one", NEW)).contains(user);
        assertThat(users.signIn("one", "open rye, pretty please")).contains(user);
        clock.pass(ofHours(1));
        assertThat(users.signIn("one", NEW)).isEmpty();
    }

    @Test
    void anOverlapIsEndedBeforeItsTime() {
        var one = added("one", null, Set.of());
        var two = added("two", null, Set.of());
        users.rotate(one, NEW, in(ofHours(24)));
        users.rotate(two, NEW, in(ofHours(24)));

        users.endOverlap(one);
        users.changeSecret(two, "another, long enough");

        assertThat(users.signIn("one", SECRET)).isEmpty();
        assertThat(users.signIn("one", NEW)).contains(one);
        assertThat(users.signIn("two", SECRET)).isEmpty();
        assertThat(users.signIn("two", NEW)).isEmpty();
        assertThat(users.signIn("two", "another, long enough")).contains(two);
    }

    @Test
    void whoIsSwitchedOffComesInWithNeitherSecret() {
        var user = added("one", null, Set.of());
        users.rotate(user, NEW, in(ofHours(24)));

        users.change(new ApiUser(user.id(), "one", null, Set.of(), false));

        assertThat(users.signIn("one", SECRET)).isEmpty();
        assertThat(users.signIn("one", NEW)).isEmpty();
    }

    @Test
    void theNewestSecretIsTheOneThatIsMeant() {
        var user = added("one", null, Set.of());

        users.rotate(user, NEW, in(ofHours(24)));

        assertThat(users.isSecretOf("one", NEW)).isTrue();
        assertThat(users.isSecretOf("one", SECRET)).isFalse();
        assertThatThrownBy(() -> users.rotate(user, "short", in(ofHours(24))))
                .hasMessage("secret of API user \"one\": 5 characters; at least 12 are needed");
    }

    @Test
    void noSecretStandsInTheStoreAndEqualOnesLookDifferent() {
        added("one", null, Set.of());
        added("two", null, Set.of());

        assertThat(store.jdbc()
                        .sql("select secret_hash from api_user")
                        .query(String.class)
                        .list())
                .doesNotHaveDuplicates()
                .allSatisfy(hash -> assertThat(hash).matches("[0-9a-f]{64}"));
    }

    @Test
    void seesOnlyItsCompanies() {
        assertThat(new ApiUser(0, "x", null, Set.of(), true).maySee(4711)).isTrue();
        assertThat(new ApiUser(0, "x", null, Set.of(1L), true).maySee(1)).isTrue();
        assertThat(new ApiUser(0, "x", null, Set.of(1L), true).maySee(0)).isFalse();
        assertThatThrownBy(() -> added("one", null, Set.of(-1L)))
                .as("of no company")
                .isInstanceOf(DataAccessException.class);
        assertThat(users.all()).isEmpty();
    }

    @Test
    void aLoginIsRefusedThatNobodyCouldSend() {
        assertThatThrownBy(() -> new ApiUser(0, " ", null, Set.of(), true))
                .hasMessage("API user \"\": a login of 1 to 200 characters");
        assertThatThrownBy(() -> new ApiUser(0, "x".repeat(201), null, Set.of(), true))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
