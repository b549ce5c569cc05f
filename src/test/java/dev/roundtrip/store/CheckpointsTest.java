package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SQLite's write-ahead log is moved into the database beside the commits, and begins anew after that. */
class CheckpointsTest {
    /** Each has a page of its own, and the log gets two or three. */
    private static final int WRITES = 800;

    private final Path file;
    private final Store store;

    CheckpointsTest(@TempDir Path folder) {
        file = folder.resolve("desk.db-wal");
        store = Store.open(new Database.Sqlite(folder.resolve("desk.db")));
        store.write(() -> store.jdbc().sql("create table line (text text)").update());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void noCommitMovesTheLogBeforeItIsVeryLong() {
        var pages = store.write(() -> store.jdbc()
                .sql("pragma wal_autocheckpoint")
                .query(Integer.class)
                .single());

        assertThat(pages).isEqualTo(Checkpoints.PAGES_OF_A_LONG_LOG);
    }

    @Test
    void aLogThatIsWorthItIsMovedAndBeginsAnew() throws IOException {
        writeAndWaitUntilMoved();
        long longest = Files.size(file);

        for (int round = 0; round < 3; round++) {
            writeAndWaitUntilMoved();
        }

        assertThat(Files.size(file)).as("where three times as much was written").isLessThan(2 * longest);
    }

    private void writeAndWaitUntilMoved() {
        IntStream.range(0, WRITES)
                .forEach(i -> store.write(() -> store.jdbc()
                        .sql("insert into line (text) values (:text)")
                        .param("text", "x".repeat(3_000))
                        .update()));
        new WriteAheadLog(store).awaitMoved();
    }

    @ParameterizedTest
    @CsvSource({
        "  999,   0,    0,   0, false, too little",
        " 1000,   0,    0,   0, true,  enough",
        " 1999, 999, 1500, 999, true,  enough since the last time",
        " 1998, 999, 1500, 999, false, or not",
        " 1500, 999, 1500, 999, true,  the rest of a quiet log",
        " 1500, 1500, 1500, 1500, false, of which there is none",
        "  500, 100,  500, 100, false, a short log may stay"
    })
    void whatIsWorthMoving(int pages, int moved, int pagesBefore, int movedBefore, boolean worth) {
        assertThat(new Checkpoints.Log(pages, moved).isWorthMoving(new Checkpoints.Log(pagesBefore, movedBefore)))
                .isEqualTo(worth);
    }

    /** Up to 3.51.2 two that move the log at the same time could lose pages, and before 3.51.0 it could not be asked only. */
    @Test
    void theSqliteInsideIsOneThatMayDoThis() {
        var version =
                store.jdbc().sql("select sqlite_version()").query(String.class).single();

        assertThat(ModuleDescriptor.Version.parse(version))
                .isGreaterThanOrEqualTo(ModuleDescriptor.Version.parse("3.51.3"));
    }
}
