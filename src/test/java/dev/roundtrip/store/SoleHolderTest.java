package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.testing.DeskProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process at a time has a SQLite file. */
class SoleHolderTest {
    private static final String ME = Long.toString(ProcessHandle.current().pid());

    @TempDir
    private Path folder = Path.of("");

    private Database.Sqlite sqlite() {
        return new Database.Sqlite(folder.resolve("desk.db"));
    }

    private static String inUse(Path what) {
        return "%s is in use by process %s. Stop that one first, or give this one a folder of its own with --data."
                .formatted(what, ME);
    }

    @Test
    void aFileIsHeldByOneStore() {
        try (var first = Store.open(sqlite())) {
            assertThatThrownBy(() -> Store.open(sqlite()))
                    .isInstanceOf(StoreRefused.class)
                    .hasMessage(inUse(sqlite().file()));
            assertThatThrownBy(() -> Store.open(sqlite(), folder.resolve("another")))
                    .hasMessage(inUse(sqlite().file()));
            assertThat(first.canBeWritten()).isTrue();
        }

        try (var next = Store.open(sqlite(), folder.resolve("another"))) {
            assertThat(next.canBeWritten()).isTrue();
        }
    }

    @Test
    void anotherWayToWriteItsNameIsTheSameFile() {
        try (var first = Store.open(sqlite())) {
            var roundabout = new Database.Sqlite(folder.resolve("../" + folder.getFileName() + "/desk.db"));

            assertThatThrownBy(() -> Store.open(roundabout)).isInstanceOf(StoreRefused.class);
            assertThat(first.canBeWritten()).isTrue();
        }
    }

    @Test
    void anotherProcessIsRefusedAlsoAfterASecondStoreOfThisOneWas() {
        try (var first = Store.open(sqlite())) {
            assertThatThrownBy(() -> Store.open(sqlite())).isInstanceOf(StoreRefused.class);

            var ended = DeskProcess.run(
                    "serve",
                    "--port",
                    "0",
                    "--data",
                    folder.resolve("another").toString(),
                    "--database",
                    sqlite().url());

            assertThat(ended.err()).isEqualTo(inUse(sqlite().file()));
            assertThat(ended.status()).isNotZero();
            assertThat(first.canBeWritten()).isTrue();
        }
    }

    @Test
    void aFileWhereItsFolderShouldBeIsToldInASentence() {
        try (var desk = Store.open(sqlite())) {
            var within = new Database.Sqlite(sqlite().file().resolve("desk.db"));

            assertThatThrownBy(() -> Store.open(within))
                    .isInstanceOf(StoreRefused.class)
                    .hasMessageStartingWith(within.file() + " cannot be opened for writing: ")
                    .hasMessageEndingWith(
                            "The data folder must exist on a disk that can be written, and belong to this user.");
            assertThat(desk.canBeWritten()).isTrue();
        }
    }
}
