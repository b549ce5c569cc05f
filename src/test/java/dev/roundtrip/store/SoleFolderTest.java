package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process at a time has a data folder, whatever its database: what lies there is one process's own. */
@OnBothDatabases
class SoleFolderTest {
    private final TestDatabase database;

    @TempDir
    private Path folder = Path.of("");

    SoleFolderTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void isHeldByOneStoreAndFreeAfterIt() {
        var data = folder.resolve("data");
        try (var first = Store.open(database.fresh(folder), data)) {
            assertThatThrownBy(() -> Store.open(database.fresh(folder), data))
                    .isInstanceOf(StoreRefused.class)
                    .hasMessage(
                            "%s is in use by process %d. Stop that one first, or give this one a folder of its own with --data.",
                            data, ProcessHandle.current().pid());
            assertThat(first.canBeWritten()).isTrue();
        }

        try (var next = Store.open(database.fresh(folder), data)) {
            assertThat(next.canBeWritten()).isTrue();
        }
    }

    @Test
    void isFreeAgainWhenItsStoreCouldNotBeOpened() {
        var data = folder.resolve("data");
        var nowhere = new Database.Postgres("jdbc:postgresql://127.0.0.1:1/desk?user=desk");

        assertThatThrownBy(() -> Store.open(nowhere, data))
                .isInstanceOf(StoreRefused.class)
                .hasMessageStartingWith("PostgreSQL cannot be reached: ");

        try (var next = Store.open(database.fresh(folder), data)) {
            assertThat(next.canBeWritten()).isTrue();
        }
    }
}
