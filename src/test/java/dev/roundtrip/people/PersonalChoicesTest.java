package dev.roundtrip.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Choices.Theme;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestClock;
import dev.roundtrip.testing.TestDatabase;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class PersonalChoicesTest {
    private static final SharedStores STORES = new SharedStores();

    private final TestClock clock = TestClock.atNoon();
    private final People people;
    private final PersonalChoices choices;
    private final Person ada;

    PersonalChoicesTest(TestDatabase database) {
        var store = STORES.on(database);
        people = new People(store, clock);
        choices = new PersonalChoices(store);
        ada = people.add(
                new Person(0, UUID.randomUUID().toString(), "Ada", null, Role.TECHNICIAN, "de", true),
                "correct horse battery staple");
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @Test
    void areNoneAtFirst() {
        assertThat(choices.of(ada.id())).isEqualTo(Choices.NONE);
        assertThat(choices.language(ada)).isEqualTo("de");
    }

    @Test
    void areKeptEachByItselfAndTakenBack() {
        choices.speak(ada.id(), "en");
        choices.show(ada.id(), Theme.DARK);

        assertThat(choices.of(ada.id())).isEqualTo(new Choices("en", Theme.DARK, null, null));
        assertThat(choices.language(ada)).isEqualTo("en");

        choices.speak(ada.id(), null);
        choices.show(ada.id(), null);

        assertThat(choices.of(ada.id())).isEqualTo(Choices.NONE);
    }

    @Test
    void endSessionsThatBeganBefore() {
        var before = clock.instant().minusMillis(1);

        choices.signOut(ada.id(), clock.instant());

        assertThat(choices.of(ada.id()).holds(before)).isFalse();
        assertThat(choices.of(ada.id()).holds(clock.instant())).isTrue();
    }

    @Test
    void endSessionsOfAnotherPassword() {
        people.changePassword(ada.id(), PasswordHash.of("another one, longer"));

        assertThat(choices.of(ada.id()).signedOutAt()).isEqualTo(clock.instant());
    }
}
