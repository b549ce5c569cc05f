package dev.roundtrip.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OddTexts;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCrypt;

@OnBothDatabases
class PeopleTest {
    private static final SharedStores STORES = new SharedStores();
    private static final String PASSWORD = "correct horse battery staple";

    private final Store store;
    private final People people;

    PeopleTest(TestDatabase database) {
        store = STORES.on(database);
        people = new People(store, Clock.systemUTC());
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void nobody() {
        store.write(() -> {
            store.jdbc().sql("delete from person_choice").update();
            store.jdbc().sql("delete from person").update();
            store.revision().bump();
            return null;
        });
    }

    private static Person person(String login) {
        return new Person(0, login, "Ada Lovelace", null, Role.TECHNICIAN, null, true);
    }

    private Person added(String login, @Nullable String password) {
        return people.add(person(login), password);
    }

    private static Person like(Person person, String login, boolean active) {
        return new Person(person.id(), login, person.name(), person.email(), person.role(), person.language(), active);
    }

    @Test
    void nobodyIsThereAtFirst() {
        assertThat(people.isEmpty()).isTrue();
        added("ada", null);
        assertThat(people.isEmpty()).isFalse();
    }

    @Test
    void everyColumnIsGivenBackAsItWas() {
        var name = OddTexts.ONE.strip();
        var odd = people.add(
                new Person(0, "\u00c4da 'x' \ud83d\udd25", name, OddTexts.LONG, Role.READ_ONLY, "de", false), PASSWORD);
        var plain = added("plain", null);

        assertThat(people.withId(odd.id()))
                .contains(new Person(
                        odd.id(), "\u00c4da 'x' \ud83d\udd25", name, OddTexts.LONG, Role.READ_ONLY, "de", false));
        assertThat(people.withId(plain.id()))
                .contains(new Person(plain.id(), "plain", "Ada Lovelace", null, Role.TECHNICIAN, null, true));
        for (var role : Role.values()) {
            var one = people.add(new Person(0, role.word(), "x", null, role, "en", true), null);
            assertThat(new People(store, Clock.systemUTC()).withId(one.id())).contains(one);
        }
        assertThat(people.all()).hasSize(5);
        assertThat(people.withId(-1)).isEmpty();
    }

    @Test
    void areFoundWithoutCase() {
        var ada = added(" \u00c4da@acme.example ", null);

        assertThat(ada.login()).isEqualTo("\u00c4da@acme.example");
        assertThat(people.named("\u00e4DA@ACME.example ")).contains(ada);
        assertThat(people.named("ada@acme.example")).isEmpty();
    }

    @Test
    void aLoginThatIsTakenIsRefused() {
        var ada = added("Ada", null);
        var grace = added("Grace", null);

        assertThatThrownBy(() -> added(" ADA", PASSWORD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("login \"Ada\" is taken");
        assertThatThrownBy(() -> people.change(like(grace, "ada", true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("login \"Ada\" is taken");

        assertThat(people.all()).containsExactlyInAnyOrder(ada, grace);
        people.change(like(ada, "ADA", true));
        assertThat(people.named("ada").orElseThrow().login()).isEqualTo("ADA");
    }

    @Test
    void aChangeLeavesThePassword() {
        var ada = added("ada", PASSWORD);

        people.change(new Person(ada.id(), "ada", "Ada", "ada@acme.example", Role.ADMINISTRATOR, "de", true));

        assertThat(people.withId(ada.id()).orElseThrow().role()).isEqualTo(Role.ADMINISTRATOR);
        assertThat(people.isPasswordOf(ada.id(), PASSWORD)).isTrue();
    }

    @Test
    void whoSignsInIsActiveAndKnowsThePassword() {
        var ada = added("Ada", PASSWORD);
        added("No password", null);

        assertThat(people.signIn("ADA", PASSWORD)).contains(ada);
        assertThat(people.signIn("ada", PASSWORD + " ")).as("not trimmed").isEmpty();
        assertThat(people.signIn("ada", PASSWORD.toUpperCase(Locale.ROOT)))
                .as("not folded")
                .isEmpty();
        assertThat(people.signIn("nobody", PASSWORD)).isEmpty();
        assertThat(people.signIn("No password", "nobody")).isEmpty();
        assertThat(people.signIn("No password", "")).isEmpty();

        people.change(like(ada, "Ada", false));
        assertThat(people.signIn("ada", PASSWORD)).isEmpty();
        assertThat(people.isPasswordOf(ada.id(), PASSWORD)).isTrue();
    }

    @Test
    void aPasswordIsChanged() {
        var ada = added("ada", PASSWORD);

        people.changePassword(ada.id(), PasswordHash.of("another one, longer"));

        assertThat(people.signIn("ada", PASSWORD)).isEmpty();
        assertThat(people.signIn("ada", "another one, longer")).contains(ada);
        assertThat(people.isPasswordOf(-1, PASSWORD)).isFalse();
    }

    @Test
    void aPasswordIsNeitherTooShortNorTooLongToBeChecked() {
        var ada = added("ada", null);

        assertThatThrownBy(() -> people.changePassword(ada.id(), PasswordHash.of("\ud83d\udd25".repeat(7))))
                .hasMessage("password: at least 8 characters; a sentence is fine");
        assertThatThrownBy(() -> people.changePassword(ada.id(), PasswordHash.of("\ud83d\udd25".repeat(257))))
                .hasMessage("password: at most 256 characters");
        assertThatThrownBy(() -> added("grace", "short")).isInstanceOf(IllegalArgumentException.class);
        assertThat(people.named("grace")).isEmpty();

        people.changePassword(ada.id(), PasswordHash.of("\ud83d\udd25".repeat(256)));
        assertThat(people.signIn("ada", "\ud83d\udd25".repeat(256))).contains(ada);
        assertThat(people.signIn("ada", "\ud83d\udd25".repeat(255))).isEmpty();
        assertThat(people.signIn("ada", "\ud83d\udd25".repeat(257))).isEmpty();
    }

    @Test
    void noPasswordStandsInTheStore() {
        var ada = added("ada", PASSWORD);

        assertThat(hashOf(ada)).startsWith("$argon2id$v=19$m=47104,t=1,p=1$").doesNotContain("horse");
    }

    private String hashOf(Person person) {
        return store.jdbc()
                .sql("select password_hash from person where id = :id")
                .param("id", person.id())
                .query(String.class)
                .single();
    }

    private void keptByBcrypt(Person person, String password) {
        store.write(() -> store.jdbc()
                .sql("update person set password_hash = :hash where id = :id")
                .param("hash", BCrypt.hashpw(password, BCrypt.gensalt(4)))
                .param("id", person.id())
                .update());
    }

    @Test
    void aPasswordThatWasKeptByBcryptIsAcceptedAndKeptAnew() {
        var ada = added("ada", null);
        keptByBcrypt(ada, PASSWORD);

        assertThat(people.signIn("ada", PASSWORD + "x")).isEmpty();
        assertThat(people.isPasswordOf(ada.id(), PASSWORD)).isTrue();
        assertThat(hashOf(ada)).as("kept anew by a sign-in alone").startsWith("$2");

        assertThat(people.signIn("ada", PASSWORD)).contains(ada);

        var renewed = hashOf(ada);
        assertThat(renewed).startsWith("$argon2id$");
        assertThat(people.signIn("ada", PASSWORD)).contains(ada);
        assertThat(people.signIn("ada", PASSWORD + "x")).isEmpty();
        assertThat(hashOf(ada)).as("once").isEqualTo(renewed);
    }

    @Test
    void whatBcryptWouldPassOverCounts() {
        var ada = added("ada", null);
        keptByBcrypt(ada, "\u00e4".repeat(36));

        assertThat(people.signIn("ada", "\u00e4".repeat(36) + "x")).isEmpty();
        assertThat(people.signIn("ada", "\u00e4".repeat(36))).contains(ada);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> person(" ")).hasMessage("login \"\": 1 to 200 characters");
        assertThatThrownBy(() -> person("x".repeat(201))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Person(0, "ada", " ", null, Role.TECHNICIAN, null, true))
                .hasMessage("name of \"ada\": 1 to 200 characters");
        assertThatThrownBy(() -> new Person(0, "ada", "Ada", null, Role.TECHNICIAN, "fr", true))
                .hasMessage("language \"fr\" of \"ada\": en or de");
        assertThatThrownBy(() -> Role.of("owner"))
                .hasMessage("role \"owner\": use administrator, technician or read-only");
    }

    private Person administrator(String login, @Nullable String password) {
        return people.add(new Person(0, login, "Ada Lovelace", null, Role.ADMINISTRATOR, null, true), password);
    }

    private static Person without(Person administrator) {
        return new Person(administrator.id(), administrator.login(), "Ada Lovelace", null, Role.TECHNICIAN, null, true);
    }

    @Test
    void theLastAdministratorWhoCanSignInStaysOne() {
        var ada = administrator("ada", PASSWORD);
        var bob = administrator("bob", null); // who cannot sign in yet

        for (var change : List.of(without(ada), like(ada, "ada", false))) {
            assertThatThrownBy(() -> people.change(change))
                    .isInstanceOf(People.NoAdministratorLeft.class)
                    .hasMessage("no administrator would be left who can sign in; make another person one first");
            assertThat(people.withId(ada.id())).contains(ada);
        }
        people.change(like(ada, "ada lovelace", true));
        people.change(like(bob, "bob", false));

        administrator("cy", PASSWORD);
        people.change(without(ada));
        assertThat(people.withId(ada.id())).map(Person::role).contains(Role.TECHNICIAN);
    }

    @Test
    void severalAreJudgedAtTheEndOfTheirChangesTogether() {
        var ada = administrator("ada", PASSWORD);
        var bob = added("bob", PASSWORD);
        var promoted = new Person(bob.id(), "bob", "Ada Lovelace", null, Role.ADMINISTRATOR, null, true);

        people.together(() -> {
            people.change(without(ada));
            people.change(promoted);
        });
        assertThat(people.administrators()).containsExactly(bob.id());

        assertThatThrownBy(() -> people.together(() -> {
                    people.change(like(without(ada), "renamed", true));
                    people.change(like(promoted, "bob", false));
                }))
                .isInstanceOf(People.NoAdministratorLeft.class);
        assertThat(people.named("renamed")).as("all of it is undone").isEmpty();
        assertThat(people.administrators()).containsExactly(bob.id());
    }

    @Test
    void aDeskWithoutAnAdministratorMayGoOnWithoutOne() {
        var bob = added("bob", PASSWORD);

        people.change(like(bob, "robert", false));

        assertThat(people.named("robert")).isPresent();
    }
}
