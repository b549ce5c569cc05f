package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.House;
import dev.roundtrip.api.AlertIntake.Outcome;
import dev.roundtrip.field.Filter;
import dev.roundtrip.field.FilterOperator;
import dev.roundtrip.field.Query;
import dev.roundtrip.field.UserField;
import dev.roundtrip.people.Actor;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.Ticket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An alert that the desk cannot keep, for a reason of its own, takes none of its neighbours with it. */
@OnBothDatabases
class AlertNeighboursTest {
    private final DeskUnderTest desk;
    private final UserField field;

    AlertNeighboursTest(TestDatabase database) {
        desk = DeskUnderTest.on(database);
        field = desk.field("AlertID");
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private List<Outcome> take(String... fingerprints) {
        var house = desk.house();
        var alerts = List.of(fingerprints).stream()
                .map(fingerprint -> new Alert(
                        fingerprint,
                        true,
                        Map.of("alertname", fingerprint),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .toList();
        return new AlertIntake(house.store(), house.tickets(), house.userFields(), house.picklists())
                .take(alerts, new AlertIntake.Way(field, 0, false, new Caller(Actor.DESK, Set.of(), null)));
    }

    private List<Long> tickets(String fingerprint) {
        return holding(desk.house(), field, fingerprint);
    }

    /** The ids of all tickets whose field holds the fingerprint, the oldest first. */
    static List<Long> holding(House house, UserField field, String fingerprint) {
        var where = new Filter.OnUserField(field, FilterOperator.EQUAL, List.of(fingerprint));
        return house.tickets().find(new Query(where, Set.of(), Query.Position.START, Query.MOST_ROWS)).rows().stream()
                .map(Ticket::id)
                .toList();
    }

    @Test
    void whatFailsInsideTheDeskIsToBeSentAgainAndIsKeptThen() {
        desk.house().tickets().tell(change -> {
            if (change.after().title().equals("b")) {
                throw new IllegalStateException("a fault of the desk");
            }
        });

        var outcomes = take("c", "b", "a");

        assertThat(outcomes)
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Outcome.Kept.class),
                        lost -> assertThat(lost).isInstanceOfSatisfying(Outcome.Lost.class, b -> {
                            assertThat(b.fingerprint()).isEqualTo("b");
                            assertThat(b.passing()).isTrue();
                            assertThat(b.why()).doesNotContain("a fault of the desk");
                        }),
                        last -> assertThat(last).isInstanceOf(Outcome.Kept.class));
        assertThat(tickets("a")).hasSize(1);
        assertThat(tickets("b")).isEmpty();
        assertThat(tickets("c")).hasSize(1);

        desk.house().tickets().tell(change -> {});
        take("c", "b", "a");

        assertThat(tickets("a")).hasSize(1);
        assertThat(tickets("b")).hasSize(1);
        assertThat(tickets("c")).hasSize(1);
    }

    @Test
    void whatTheDeskRefusesIsNotToBeSentAgain() {
        var full = "x".repeat(1001);

        var outcomes = take("a", full, "c");

        // It cannot be a fingerprint of Alertmanager's: one that long has become a digest before.
        assertThat(outcomes.getLast()).isInstanceOfSatisfying(Outcome.Lost.class, lost -> {
            assertThat(lost.passing()).isFalse();
            assertThat(lost.why()).startsWith("AlertID: 1,001 characters");
        });
        assertThat(tickets("a")).hasSize(1);
        assertThat(tickets("c")).hasSize(1);
    }
}
