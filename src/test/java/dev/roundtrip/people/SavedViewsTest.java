package dev.roundtrip.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.people.SavedViews.Outcome;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class SavedViewsTest {
    private static final SharedStores STORES = new SharedStores();
    private static final String TICKETS = "tickets";

    private final SavedViews views;
    private final long ada;
    private final long bob;

    SavedViewsTest(TestDatabase database) {
        var store = STORES.on(database);
        var people = new People(store, Clock.systemUTC());
        views = new SavedViews(store);
        ada = person(people);
        bob = person(people);
    }

    private static long person(People people) {
        var login = UUID.randomUUID().toString();
        return people.add(new Person(0, login, "Somebody", null, Role.TECHNICIAN, null, true), null)
                .id();
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    private Outcome keep(String name, String query) {
        return views.keep(ada, TICKETS, new SavedView(0, name, query));
    }

    private long id(String name) {
        return views.of(ada, TICKETS).stream()
                .filter(view -> view.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void areKeptPerPersonAndListUnderNamesWithoutCase() {
        keep("Monitoring", "queue=8");
        keep(" Mine ", "assigned=me");
        keep("MONITORING", "queue=9");
        views.keep(ada, "deliveries", new SavedView(0, "Mine", "state=waiting"));

        assertThat(views.of(ada, TICKETS))
                .extracting(SavedView::name, SavedView::query)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("MONITORING", "queue=9"),
                        org.assertj.core.groups.Tuple.tuple("Mine", "assigned=me"));
        assertThat(views.of(bob, TICKETS)).isEmpty();
    }

    @Test
    void areRenamedAndDeletedByWhoKeepsThem() {
        keep("One", "q=1");
        keep("Two", "q=2");
        long one = id("One");

        assertThat(views.rename(ada, TICKETS, one, "two")).isEqualTo(Outcome.NAME_TAKEN);
        assertThat(views.rename(bob, TICKETS, one, "Three")).isEqualTo(Outcome.GONE);
        assertThat(views.rename(ada, TICKETS, one, "ONE")).isEqualTo(Outcome.KEPT);
        views.delete(bob, one);
        assertThat(id("ONE")).isEqualTo(one);
        views.delete(ada, one);
        assertThat(views.of(ada, TICKETS)).extracting(SavedView::name).containsExactly("Two");
    }

    @Test
    void areSoManyAndNoMore() {
        for (int i = 0; i < SavedViews.MOST; i++) {
            assertThat(keep("View " + i, "q=" + i)).isEqualTo(Outcome.KEPT);
        }

        assertThat(keep("One more", "q=x")).isEqualTo(Outcome.TOO_MANY);
        assertThat(keep("view 3", "q=y")).isEqualTo(Outcome.KEPT);
        assertThatThrownBy(() -> new SavedView(0, " ", "q=1")).hasMessageContaining("1 to 60 characters");
    }
}
