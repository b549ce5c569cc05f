package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite's write-ahead log is moved into the database beside the commits, and begins anew after that. */
class CheckpointsTest implements Patience.Doer {
    /** Each has a page of its own, and the log gets two or three. */
    private static final int WRITES = 800;

    private final Path log;
    private final Store store;

    CheckpointsTest(@TempDir Path folder) {
        log = folder.resolve("desk.db-wal");
        store = Store.open(new Database.Sqlite(folder.resolve("desk.db")));
        store.write(() -> store.jdbc().sql("create table line (text text)").update());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public boolean isRunning() {
        return true;
    }

    @Override
    public String news() {
        return pagesToMove() + " pages are in the log alone";
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
        long longest = Files.size(log);

        for (int round = 0; round < 3; round++) {
            writeAndWaitUntilMoved();
        }

        assertThat(Files.size(log)).as("where three times as much was written").isLessThan(2 * longest);
    }

    private void writeAndWaitUntilMoved() {
        IntStream.range(0, WRITES)
                .forEach(i -> store.write(() -> store.jdbc()
                        .sql("insert into line (text) values (:text)")
                        .param("text", "x".repeat(3_000))
                        .update()));
        Patience.until("the log is moved", Duration.ofSeconds(20), () -> pagesToMove() == 0, this);
    }

    private int pagesToMove() {
        return store.jdbc()
                .sql("pragma wal_checkpoint(noop)")
                .query((row, n) -> row.getInt("log") - row.getInt("checkpointed"))
                .single();
    }
}
