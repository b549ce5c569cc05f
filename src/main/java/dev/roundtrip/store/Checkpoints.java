package dev.roundtrip.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
 * never stop, one of them does it after all once the log has become very long; it finds little left to be moved and to be synced.
 */
final class Checkpoints implements AutoCloseable {
    /** After which a commit does it, 64 MB: some seconds of the heaviest load. */
    static final int PAGES_OF_A_LONG_LOG = 16_000;

    /** What SQLite itself takes for worth it. */
    private static final int PAGES_WORTH_MOVING = 1_000;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final Duration LONGEST_AFTER_TROUBLE = Duration.ofMinutes(1);
    private static final Duration LAST_ONE = Duration.ofSeconds(30);
    private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);

    private final DataSource writable;
    private final FileChannel file;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;

    /** @param writable its sync mode is that of a commit: the log can be written over once its pages are in the file */
    Checkpoints(DataSource writable, Path file) {
        this.writable = writable;
        try {
            this.file = FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.thread = Thread.ofPlatform().name("store-checkpoints").daemon().start(this::keepLooking);
    }

    private void keepLooking() {
        var wait = AFTER_TROUBLE;
        try {
            do {
                try {
                    look();
                    return;
                } catch (IOException | SQLException | RuntimeException | Error e) {
                    // Without this thread commits would have all of it to do.
                    log.warn(
                            "the write-ahead log grows: its pages could not be moved into the database, next try in {} s: {}",
                            wait.toSeconds(),
                            e.toString());
                }
                wait = wait.multipliedBy(2);
                wait = wait.compareTo(LONGEST_AFTER_TROUBLE) > 0 ? LONGEST_AFTER_TROUBLE : wait;
            } while (!ends(wait));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the end, with one connection. */
    private void look() throws SQLException, IOException, InterruptedException {
        try (var connection = writable.getConnection()) {
            var before = new Log(0, 0);
            do {
                before = movedOn(connection, before);
            } while (!ends(BETWEEN_LOOKS));
        }
    }

    private Log movedOn(Connection connection, Log before) throws SQLException, IOException {
        var now = checkpoint(connection, "noop");
        if (!now.isWorthMoving(before)) {
            return now;
        }
        var moved = checkpoint(connection, "passive");
        if (moved.moved() < moved.pages()) {
            // SQLite syncs the file when all is moved only: whoever did that next would have everything to sync.
            file.force(false);
        }
        return moved;
    }

    /**
     * @param pages since it began anew
     * @param moved how many of these are in the database file too
     */
    record Log(int pages, int moved) {
        /** A log too short to be worth it stays as it is, however quiet it is. */
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

    /** To be called before the other connections are closed; moves nothing more. */
    @Override
    public void close() {
        end.countDown();
        try {
            if (!thread.join(LAST_ONE)) {
                log.warn("the write-ahead log is still being moved; the next start does it again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** To be called when no connection is open any more: the locks that SQLite has on the file are gone with it. */
    void closeFile() {
        try {
            file.close();
        } catch (IOException e) {
            log.warn("the database file could not be closed: {}", e.getMessage());
        }
    }
}
