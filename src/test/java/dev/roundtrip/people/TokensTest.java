package dev.roundtrip.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.people.Token.Scope;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestClock;
import dev.roundtrip.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class TokensTest {
    private static final SharedStores STORES = new SharedStores();
    private static final String TEXT = "a token of thirty characters..";
    private static final String ANOTHER = "another token, thirty or so..";

    private final Store store;
    private final TestClock clock = TestClock.atNoon();
    private final Tokens tokens;

    TokensTest(TestDatabase database) {
        store = STORES.on(database);
        tokens = new Tokens(store, clock);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void none() {
        store.write(() -> {
            store.jdbc().sql("delete from token").update();
            store.revision().bump();
            return null;
        });
    }

    private Token kept(String name, String text, @Nullable Instant expires, Scope... scopes) {
        tokens.keep(new Token(0, name, Set.of(scopes), expires), text);
        return tokens.named(name).orElseThrow();
    }

    @Test
    void everyColumnIsGivenBackAsItWas() {
        var expires = Instant.parse("2027-01-01T00:00:00.123Z");

        var odd = kept("T\u00f6ken 'x' \ud83d\udd25", TEXT, expires, Scope.READ, Scope.INTAKE);
        var plain = kept("plain", "\u00e4\ud83d\udd25".repeat(10), null, Scope.ADMIN);

        assertThat(new Tokens(store, clock).all())
                .containsExactlyInAnyOrder(
                        new Token(odd.id(), "T\u00f6ken 'x' \ud83d\udd25", Set.of(Scope.READ, Scope.INTAKE), expires),
                        new Token(plain.id(), "plain", Set.of(Scope.ADMIN), null));
        assertThat(tokens.of(TEXT)).contains(odd);
        assertThat(tokens.of("\u00e4\ud83d\udd25".repeat(10))).contains(plain);
    }

    @Test
    void isFoundByExactlyItsText() {
        kept("one", TEXT, null, Scope.READ);

        assertThat(tokens.of(TEXT + " ")).isEmpty();
        assertThat(tokens.of(TEXT.toUpperCase(Locale.ROOT))).isEmpty();
        assertThat(tokens.of("")).isEmpty();
        assertThat(tokens.isTextOf("ONE", TEXT)).isTrue();
        assertThat(tokens.isTextOf("two", TEXT)).isFalse();
        assertThat(tokens.isTextOf("one", ANOTHER)).isFalse();
    }

    @Test
    void oneThatHasExpiredOpensNothing() {
        var token = kept("one", TEXT, clock.instant().plusSeconds(60), Scope.READ);

        assertThat(tokens.of(TEXT)).contains(token);
        clock.pass(Duration.ofSeconds(60));
        assertThat(tokens.of(TEXT)).isEmpty();
        assertThat(tokens.named("one")).contains(token);
    }

    @Test
    void oneThatBeganWithTheEpochHasExpiredToo() {
        kept("one", TEXT, Instant.EPOCH, Scope.READ);

        assertThat(tokens.of(TEXT)).isEmpty();
    }

    @Test
    void keptAgainItIsChangedAndItsOldTextOpensNothing() {
        var first = kept("One", TEXT, null, Scope.READ);

        var again = kept("ONE", ANOTHER, clock.instant(), Scope.ADMIN);

        assertThat(again).isEqualTo(new Token(first.id(), "ONE", Set.of(Scope.ADMIN), clock.instant()));
        assertThat(tokens.all()).containsExactly(again);
        assertThat(tokens.of(TEXT)).isEmpty();
    }

    @Test
    void aChangeLeavesTheText() {
        var token = kept("One", TEXT, null, Scope.READ);
        var changed = new Token(
                token.id(), "Uno", Set.of(Scope.INTAKE), clock.instant().plusSeconds(1));

        tokens.change(changed);

        assertThat(tokens.of(TEXT)).contains(changed);
        assertThat(tokens.named("one")).isEmpty();
    }

    @Test
    void withAnotherTextItIsTheSameTokenAndTheOldTextOpensNothing() {
        var token = kept("ci", TEXT, null, Scope.READ);

        assertThat(tokens.changeText(token.id(), ANOTHER)).contains(token);

        assertThat(tokens.of(TEXT)).isEmpty();
        assertThat(tokens.of(ANOTHER)).contains(token);
        assertThat(tokens.changeText(token.id() + 1, TEXT)).isEmpty();
        assertThat(tokens.of(TEXT)).isEmpty();
    }

    @Test
    void oneThatIsDeletedOpensNothing() {
        var one = kept("One", TEXT, null, Scope.READ);
        var two = kept("Two", ANOTHER, null, Scope.READ);

        tokens.delete(one.id());
        tokens.delete(one.id());

        assertThat(tokens.of(TEXT)).isEmpty();
        assertThat(tokens.withId(one.id())).isEmpty();
        assertThat(tokens.withId(two.id())).contains(two);
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        kept("One", TEXT, null, Scope.READ);
        var two = kept("Two", ANOTHER, null, Scope.READ);

        assertThatThrownBy(() -> tokens.change(new Token(two.id(), "ONE", Set.of(Scope.READ), null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("token \"One\" is there already");
        assertThat(tokens.named("two")).contains(two);
    }

    @Test
    void aTextIsOneTokensOnly() {
        kept("One", TEXT, null, Scope.READ);

        assertThatThrownBy(() -> kept("Two", TEXT, null, Scope.ADMIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("token \"Two\" has the text of token \"One\"; each needs a text of its own")
                .hasMessageNotContaining(TEXT);
        assertThat(tokens.named("two")).isEmpty();
    }

    @Test
    void aShortTextIsRefused() {
        assertThatThrownBy(() -> kept("One", "x".repeat(19), null, Scope.READ))
                .hasMessage("token \"One\": 19 characters; at least 20 are needed");
    }

    @Test
    void theTokenOfThisRunIsAnAdministratorsAndNotKept() {
        tokens.admitForThisRun(TEXT);

        assertThat(tokens.of(TEXT).orElseThrow().opens(Scope.ADMIN)).isTrue();
        assertThat(tokens.of(ANOTHER)).isEmpty();
        assertThat(tokens.all()).isEmpty();
        assertThat(new Tokens(store, clock).of(TEXT)).isEmpty();
    }

    @Test
    void noTextStandsInTheStore() {
        kept("One", TEXT, null, Scope.READ);

        assertThat(store.jdbc()
                        .sql("select token_hash from token")
                        .query(String.class)
                        .single())
                .matches("[0-9a-f]{64}");
    }

    @Test
    void aRandomOneIsLongAndNeverTheSame() {
        var drawn = new HashSet<String>();

        for (int i = 0; i < 100; i++) {
            drawn.add(Tokens.random());
        }

        assertThat(drawn).hasSize(100).allMatch(text -> text.matches("rt_[0-9a-f]{40}"));
    }

    @Test
    void anAdministratorsOpensEverything() {
        var admin = new Token(0, "x", Set.of(Scope.ADMIN), null);
        var intake = new Token(0, "x", Set.of(Scope.INTAKE), null);

        for (var scope : Scope.values()) {
            assertThat(admin.opens(scope)).isTrue();
            assertThat(intake.opens(scope)).isEqualTo(scope == Scope.INTAKE);
            assertThat(Scope.of(scope.word())).isEqualTo(scope);
        }
        assertThatThrownBy(() -> Scope.of("write")).hasMessage("scope \"write\": use admin, read or intake");
        assertThatThrownBy(() -> new Token(0, "x", Set.of(), null))
                .hasMessage("token \"x\": at least one scope of admin, read, intake");
        assertThatThrownBy(() -> new Token(0, " ", Set.of(Scope.READ), null))
                .hasMessage("token name \"\": 1 to 100 characters");
    }
}
