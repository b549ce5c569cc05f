package dev.roundtrip.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestClock;
import dev.roundtrip.testing.TestDatabase;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class IdentitiesTest {
    private static final SharedStores STORES = new SharedStores();
    private static final String ISSUER = "https://id.acme.example";
    private static final String OTHER = "https://id.example.net";

    private final People people;
    private final Identities identities;

    IdentitiesTest(TestDatabase database) {
        var store = STORES.on(database);
        people = new People(store, TestClock.atNoon());
        identities = new Identities(store, TestClock.atNoon());
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    private long somebody() {
        return people.add(new Person(0, random(), "Ada", null, Role.TECHNICIAN, null, true), null)
                .id();
    }

    private static String random() {
        return UUID.randomUUID().toString();
    }

    @Test
    void anAccountIsIssuerAndSubjectTogether() {
        var ada = somebody();
        var subject = random();

        assertThat(identities.link(ada, ISSUER, subject)).isTrue();

        assertThat(identities.personOf(ISSUER, subject)).contains(ada);
        assertThat(identities.personOf(OTHER, subject)).isEmpty();
        assertThat(identities.personOf(ISSUER, subject.toUpperCase(Locale.ROOT)))
                .isEmpty();
        assertThat(identities.isLinked(ada, ISSUER)).isTrue();
        assertThat(identities.isLinked(ada, OTHER)).isFalse();
    }

    @Test
    void isOfOnePersonAndAPersonHasOneOfAnIssuer() {
        var ada = somebody();
        var bob = somebody();
        var subject = random();
        identities.link(ada, ISSUER, subject);

        assertThat(identities.link(bob, ISSUER, subject)).isFalse();
        assertThat(identities.link(ada, ISSUER, random())).isFalse();
        assertThat(identities.link(ada, OTHER, subject)).isTrue();
        assertThat(identities.personOf(ISSUER, subject)).contains(ada);
    }

    @Test
    void isUnlinkedOfOneIssuer() {
        var ada = somebody();
        identities.link(ada, ISSUER, random());
        identities.link(ada, OTHER, random());

        identities.unlink(ada, ISSUER);

        assertThat(identities.isLinked(ada, ISSUER)).isFalse();
        assertThat(identities.isLinked(ada, OTHER)).isTrue();
    }
}
