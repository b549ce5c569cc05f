package dev.roundtrip.story;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.notify.Notice;
import dev.roundtrip.people.Person;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes that share a database tell what concerns all of them once, and each what concerns itself. */
class HealthOnTwoNodesStory {
    private static final long GIB = 1L << 30;

    private final DeskUnderTest first = DeskUnderTest.on(TestDatabase.POSTGRES);
    private final DeskUnderTest second = DeskUnderTest.beside(first);

    @AfterEach
    void close() {
        second.close();
        first.close();
    }

    private List<String> told() {
        var id = first.house().people().named("root").map(Person::id).orElseThrow();
        return first.house().inbox().of(id, Long.MAX_VALUE, 50).stream()
                .map(Notice::subject)
                .toList();
    }

    private void bothLook() {
        first.house().healthWatch().runOnce();
        second.house().healthWatch().runOnce();
    }

    private void stalls() {
        first.apply("""
                people: [ { login: root, name: R. Oot, role: administrator } ]
                callouts: [ { name: Close, url: "https://localhost/" } ]
                rules: [ { name: Created, when: [ created ], then: [ { callout: Close } ] } ]
                """);
        first.ticket("disk full");
        first.runDue();
        first.pass(ofMinutes(10));
    }

    @Test
    void whatIsEverybodysIsToldOnce() {
        stalls();

        bothLook();
        bothLook();

        assertThat(told()).singleElement().asString().startsWith("Deliveries have not gone out since");
        assertThat(second.house().worries().now()).hasSize(1);
    }

    @Test
    void anotherTakesItsTurnWhenOneIsGone() {
        stalls();
        first.house().healthWatch().runOnce();
        first.runDue();

        first.pass(ofSeconds(29));
        second.house().healthWatch().runOnce();
        assertThat(second.house().worries().now()).as("it is not its turn").hasSize(1);
        first.pass(ofSeconds(1));
        second.house().healthWatch().runOnce();
        assertThat(second.house().worries().now()).isEmpty();
    }

    @Test
    void eachLooksAtItsOwnDiskAndOneThatIsGoneWorriesNobodyAnyMore() {
        first.apply("people: [ { login: root, name: R. Oot, role: administrator } ]");
        first.hasSpace(4 * GIB, 200 * GIB);
        second.hasSpace(3 * GIB, 100 * GIB);
        bothLook();
        assertThat(told())
                .containsExactlyInAnyOrder(
                        "The desk’s disk is nearly full: 4\u00a0GiB of 200\u00a0GiB are free",
                        "The desk’s disk is nearly full: 3\u00a0GiB of 100\u00a0GiB are free");

        for (int i = 0; i < 60; i++) {
            first.pass(ofMinutes(1));
            first.house().healthWatch().runOnce();
        }

        assertThat(first.house().worries().now()).hasSize(1);
    }
}
