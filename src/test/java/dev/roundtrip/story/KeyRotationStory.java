package dev.roundtrip.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.store.KeyRotation.Stage;
import dev.roundtrip.store.KeyRotation.Step;
import dev.roundtrip.store.StoreRefused;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new key takes the place of the old one while the desk calls out. */
@OnBothDatabases
class KeyRotationStory {
    private static final String ANOTHER_KEY = "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY=\n";

    private final TestDatabase database;
    private final DeskUnderTest desk;
    private final FakeEndpoint endpoint = FakeEndpoint.start();

    KeyRotationStory(TestDatabase database) {
        this.database = database;
        this.desk = DeskUnderTest.on(database);
    }

    @BeforeEach
    void setUp() {
        desk.apply("""
                callouts:
                  - { name: Close, url: '%s', auth: { bearer: { token: open-sesame-1 } } }
                  - { name: Open, url: '%s', auth: { bearer: { token: open-sesame-2 } } }
                channels: [ { name: noc, kind: slack, url: "https://hooks.acme.example/services/open-sesame-3" } ]
                """.formatted(endpoint.url("/close"), endpoint.url("/open")));
        desk.house().keyRotation().agree();
    }

    @AfterEach
    void close() {
        desk.close();
        endpoint.close();
    }

    private static Path key(DeskUnderTest node) {
        return node.settings().data().resolve("key");
    }

    private static List<String> keys(DeskUnderTest node) throws IOException {
        return Files.readAllLines(key(node));
    }

    private static Step rotated(DeskUnderTest node) {
        var step = node.house().keyRotation().step(true);
        for (int i = 0; i < 20 && step.stage() == Stage.SEALING; i++) {
            step = node.house().keyRotation().step(false);
        }
        return step;
    }

    private List<String> sealed() {
        return desk.house()
                .store()
                .jdbc()
                .sql("select secrets from callout union all select url from channel")
                .query(String.class)
                .list();
    }

    private void calls(DeskUnderTest node) {
        node.fire(node.house().callouts().named("Close").orElseThrow(), node.ticket("disk full"));
        node.runDue();
        assertThat(endpoint.requests().getLast().header("Authorization")).contains("Bearer open-sesame-1");
    }

    @Test
    void allIsSealedAnewAndTheOldKeyIsGone() throws IOException {
        var before = keys(desk);
        var sealedBefore = sealed();

        var step = rotated(desk);

        assertThat(step.stage()).isEqualTo(Stage.DONE);
        assertThat(step.sealed()).isEqualTo(3);
        assertThat(keys(desk)).hasSize(1).doesNotContainAnyElementsOf(before);
        assertThat(sealed()).doesNotContainAnyElementsOf(sealedBefore).allMatch(value -> value.contains(step.key()));
        calls(desk);
        desk.stopAndRestart();
        desk.house().callouts().tryTheKey();
        desk.house().channels().tryTheKey();
        desk.house().keyRotation().agree();
        calls(desk);
    }

    @Test
    void twoSecretsThatWereSwappedOpenNoMoreThanOneThatWasAltered() {
        rotated(desk);
        var store = desk.house().store();
        store.write(() -> store.jdbc().sql("""
                        update callout
                        set secrets = (select other.secrets from callout other where other.id <> callout.id)""").update());

        assertThatThrownBy(desk.house().callouts()::tryTheKey)
                .isInstanceOf(StoreRefused.class)
                .hasMessageContaining("does not open with this key");

        store.write(() -> store.jdbc()
                .sql(
                        "update channel set url = substr(url, 1, 20) || case substr(url, 21, 1) when 'A' then 'B' else 'A' end || substr(url, 22)")
                .update());
        desk.stopAndRestart();
        assertThatThrownBy(desk.house().channels()::tryTheKey).isInstanceOf(StoreRefused.class);
    }

    @Test
    void whatWasInterruptedIsGoneOnWithAndNotBegunAnew() throws IOException {
        var old = Files.readString(key(desk));
        Files.writeString(key(desk), ANOTHER_KEY + old);
        desk.stopAndRestart();
        desk.house().keyRotation().agree();

        assertThat(rotated(desk).stage()).isEqualTo(Stage.DONE);

        assertThat(Files.readString(key(desk))).isEqualTo(ANOTHER_KEY);
        calls(desk);
    }

    @Test
    void oneThatDoesNotOpenKeepsTheOldKeyInItsPlace() throws IOException {
        var store = desk.house().store();
        store.write(
                () -> store.jdbc().sql("update channel set url = url || 'AAAA'").update());

        var step = rotated(desk);

        assertThat(step.stage()).isEqualTo(Stage.STUCK);
        assertThat(step.left()).isOne();
        assertThat(step.sealed()).isEqualTo(2);
        assertThat(step.names()).hasSize(1).allMatch(name -> name.matches("channel:\\d+:url"));
        assertThat(keys(desk)).hasSize(2);
        calls(desk);

        desk.house().channels().delete(desk.house().channels().named("noc").orElseThrow());
        assertThat(rotated(desk).stage()).isEqualTo(Stage.DONE);
        assertThat(keys(desk)).hasSize(1);
    }

    @Test
    void aNodeThatLacksTheNewKeyHoldsItBackUntilItHasIt() throws IOException {
        if (database != TestDatabase.POSTGRES) {
            return; // nobody shares the other one
        }
        try (var other = DeskUnderTest.beside(desk)) {
            other.house().keyRotation().agree();
            var sealedBefore = sealed();

            var waits = rotated(desk);

            assertThat(waits.stage()).isEqualTo(Stage.DISTRIBUTE);
            assertThat(waits.names()).hasSize(1);
            assertThat(sealed()).isEqualTo(sealedBefore);
            assertThat(keys(desk)).hasSize(2);
            assertThat(rotated(desk).key()).as("no third key").isEqualTo(waits.key());

            Files.copy(key(desk), key(other), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            other.house().keyRotation().tell();
            var sealed = rotated(desk);

            assertThat(sealed.stage()).as("the other still holds the old key").isEqualTo(Stage.REMOVE_KEY);
            assertThat(sealed.sealed()).isEqualTo(3);
            assertThat(keys(desk)).hasSize(1);
            calls(other);

            Files.copy(key(desk), key(other), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            other.house().keyRotation().tell();
            assertThat(desk.house().keyRotation().step(false).stage()).isEqualTo(Stage.DONE);
            calls(other);
        }
    }

    @Test
    void aNodeThatComesWithTheOldKeyAloneDoesNotStart() throws IOException {
        var old = Files.readString(key(desk));
        rotated(desk);
        Files.writeString(key(desk), old);
        desk.stopAndRestart();

        assertThatThrownBy(desk.house().keyRotation()::agree)
                .isInstanceOf(StoreRefused.class)
                .hasMessageMatching(
                        "secrets are sealed with key [0-9a-f]{8}, which this node does not have; copy the key file"
                                + " from a node that has it");
    }
}
