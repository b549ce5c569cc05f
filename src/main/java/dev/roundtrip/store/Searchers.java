package dev.roundtrip.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.sqlite.ProgressHandler;

/**
 * Readers for what people and programs ask in words of their own. They are few and apart from all other readers, so a question that reads a
 * million rows makes nothing wait but other questions, and it is given up in the end.
 *
 * <p>They have threads of their own: a search in SQLite holds the thread of the system that it runs on, and a desk's virtual threads share as
 * many of those as there are processors. Two searches would stand still for all that a desk does.
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
    private final ExecutorService threads = Executors.newFixedThreadPool(
            MOST_AT_ONCE, Thread.ofPlatform().name("store-search-", 1).daemon().factory());
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
            case Database.Postgres postgres -> {
                var config = PostgresConnections.readers(postgres, PostgresConnections.searching());
                // Not among the options of the start, in whose place those of the URL stand.
                config.setConnectionInitSql(
                        PostgresConnections.READS_ONLY + "; set statement_timeout = " + most.toMillis());
                yield new Searchers(config, most);
            }
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
     * @throws SearchersBusy when others' searches let go of no place
     */
    <T> T ask(Function<JdbcClient, T> question) {
        begin();
        try {
            return threads.submit(() -> answer(question)).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during a search", e);
        }
    }

    private <T> T answer(Function<JdbcClient, T> question) {
        try {
            return ScopedValue.where(END, System.nanoTime() + most.toNanos()).call(() -> question.apply(jdbc));
        } catch (DataAccessException e) {
            throw Trouble.wasStopped(e) ? new SearchTookTooLong(most) : e;
        } finally {
            free.release();
        }
    }

    private void begin() {
        try {
            if (!free.tryAcquire(WAIT_FOR_ONE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SearchersBusy(MOST_AT_ONCE, WAIT_FOR_ONE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before a search", e);
        }
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
        threads.shutdownNow();
        connections.close();
    }
}
