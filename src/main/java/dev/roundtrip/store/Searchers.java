package dev.roundtrip.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.sqlite.ProgressHandler;

/**
 * Readers for what people and programs ask in words of their own. They are few and apart from all other readers, so a question that reads a
 * million rows makes nothing wait but other questions, and it is given up in the end.
 */
final class Searchers implements AutoCloseable {
    static final int MOST_AT_ONCE = 4;
    private static final Duration WAIT_FOR_ONE = Duration.ofSeconds(5);
    /** When the search of this thread has to be over, by {@link System#nanoTime}. */
    private static final ScopedValue<Long> END = ScopedValue.newInstance();
    /** Some milliseconds of SQLite's work. */
    private static final int STEPS_BETWEEN_LOOKS = 100_000;

    private final HikariDataSource connections;
    private final JdbcClient jdbc;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE, true);
    private final Duration most;

    /** @param most how long a search may take */
    static Searchers of(Database database, Duration most) {
        return switch (database) {
            case Database.Sqlite sqlite -> {
                var config = new HikariConfig();
                config.setDataSource(SqliteConnections.searching(sqlite));
                yield new Searchers(config, most);
            }
            case Database.Postgres postgres ->
                new Searchers(PostgresConnections.readers(postgres, PostgresConnections.searching(most)), most);
        };
    }

    private Searchers(HikariConfig config, Duration most) {
        this.most = most;
        config.setPoolName("searchers");
        config.setMaximumPoolSize(MOST_AT_ONCE);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(WAIT_FOR_ONE.toMillis());
        this.connections = new HikariDataSource(config);
        this.jdbc = JdbcClient.create(connections);
    }

    /**
     * @throws SearchTookTooLong when its time is up
     * @throws StoreUnavailable when others' searches let go of no connection
     */
    <T> T ask(Function<JdbcClient, T> question) {
        begin();
        try {
            return ScopedValue.where(END, System.nanoTime() + most.toNanos()).call(() -> question.apply(jdbc));
        } catch (DataAccessException e) {
            throw Trouble.wasStopped(e) ? new SearchTookTooLong(most, e) : e;
        } finally {
            free.release();
        }
    }

    private void begin() {
        try {
            if (free.tryAcquire(WAIT_FOR_ONE.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new StoreUnavailable(
                "%d other searches are under way, and none of them ended within %d s"
                        .formatted(MOST_AT_ONCE, WAIT_FOR_ONE.toSeconds()),
                null);
    }

    /** SQLite knows no limit of time, but it lets itself be asked to stop. */
    static void stopWhenTimeIsUp(Connection connection) throws SQLException {
        ProgressHandler.setHandler(connection, STEPS_BETWEEN_LOOKS, new ProgressHandler() {
            @Override
            protected int progress() {
                return END.isBound() && System.nanoTime() - END.get() > 0 ? 1 : 0;
            }
        });
    }

    @Override
    public void close() {
        connections.close();
    }
}
