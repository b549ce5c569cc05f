package dev.roundtrip.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves what SQLite's write-ahead log holds into the database file, on a thread of its own: a commit that does it makes everybody wait
 * for hundreds of pages to be written in all places of the file, and for a second sync.
 *
 * <p>The log begins anew when a commit finds all of it moved, so the rest is moved as soon as nobody writes for a moment. Where commits
 * never stop, one of them does it after all once the log has become very long; this thread has left it little.
 */
final class Checkpoints implements AutoCloseable {
    /** After which a commit does it, 64 MB: some seconds of the heaviest load. */
    static final int PAGES_OF_A_LONG_LOG = 16_000;

    /** What SQLite itself takes for worth it. */
    private static final int PAGES_WORTH_MOVING = 1_000;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);

    private final DataSource writable;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;

    /** @param writable its sync mode is that of a commit: the log can be written over once its pages are in the file */
    Checkpoints(DataSource writable) {
        this.writable = writable;
        this.thread = Thread.ofPlatform().name("store-checkpoints").daemon().start(this::keepLooking);
    }

    private void keepLooking() {
        try {
            do {
                look();
            } while (!ends(BETWEEN_LOOKS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** With one connection for as long as nothing fails. */
    private void look() throws InterruptedException {
        try (var connection = writable.getConnection()) {
            var before = new Log(0, 0);
            do {
                var now = checkpoint(connection, "noop");
                if (now.isWorthMoving(before)) {
                    now = checkpoint(connection, "passive");
                }
                before = now;
            } while (!ends(BETWEEN_LOOKS));
        } catch (SQLException e) {
            log.warn("the write-ahead log grows: its pages could not be moved into the database: {}", e.getMessage());
        }
    }

    /**
     * @param pages since it began anew
     * @param moved how many of these are in the database file too
     */
    private record Log(int pages, int moved) {
        boolean isWorthMoving(Log before) {
            boolean quiet = pages == before.pages && pages > moved && pages >= PAGES_WORTH_MOVING;
            return quiet || pages - moved >= PAGES_WORTH_MOVING;
        }
    }

    /** @param how "noop" only asks */
    private static Log checkpoint(Connection connection, String how) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("pragma wal_checkpoint(" + how + ")")) {
            row.next();
            return new Log(row.getInt("log"), row.getInt("checkpointed"));
        }
    }

    private boolean ends(Duration within) throws InterruptedException {
        return end.await(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        end.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
