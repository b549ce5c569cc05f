package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SQLite has acknowledged is on disk: a machine that stops hard finds it there. */
class DurabilityTest {
    private final Path folder;
    private final Store store;

    DurabilityTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        store = Store.open(new Database.Sqlite(
                Files.createDirectory(folder.resolve("desk")).resolve("desk.db")));
        store.write(() -> store.jdbc()
                .sql("create table line (number integer, text text)")
                .update());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private int write(int number) {
        return store.jdbc()
                .sql("insert into line (number, text) values (:number, :text)")
                .param("number", number)
                .param("text", "x".repeat(2000))
                .update();
    }

    private String pragma(String name) {
        return store.jdbc().sql("pragma " + name).query(String.class).single();
    }

    @Test
    void everyCommitIsSyncedToTheWriteAheadLog() {
        var ofTheWriter = store.write(() ->
                List.of(pragma("journal_mode"), pragma("synchronous"), pragma("foreign_keys"), pragma("query_only")));

        assertThat(ofTheWriter).as("2 is FULL").containsExactly("wal", "2", "1", "0");
        assertThat(List.of(pragma("journal_mode"), pragma("query_only"))).containsExactly("wal", "1");
    }

    /** As the files lie there in that moment, with no word to the one who has them open. */
    private Store afterAHardStop(int which) throws IOException {
        var copy = Files.createDirectory(folder.resolve("copy-" + which));
        for (var name : List.of("desk.db", "desk.db-wal")) {
            Files.copy(folder.resolve("desk").resolve(name), copy.resolve(name));
        }
        return Store.open(new Database.Sqlite(copy.resolve("desk.db")));
    }

    @Test
    void whatWasAcknowledgedOutlivesAHardStop() throws IOException {
        for (int round = 1; round <= 3; round++) {
            // More than is worth moving, so that it is met in the file, in its log, and in a log begun anew.
            int from = (round - 1) * 800;
            int to = from + 800;
            IntStream.range(from, to).forEach(number -> store.write(() -> write(number)));

            try (var copy = afterAHardStop(round)) {
                assertThat(copy.jdbc()
                                .sql("select number from line order by number")
                                .query(Integer.class)
                                .list())
                        .containsExactlyElementsOf(
                                IntStream.range(0, to).boxed().toList());
                assertThat(copy.jdbc()
                                .sql("pragma integrity_check")
                                .query(String.class)
                                .single())
                        .isEqualTo("ok");
                assertThat(copy.canBeWritten()).isTrue();
            }
            new WriteAheadLog(store).awaitMoved();
        }
    }
}
