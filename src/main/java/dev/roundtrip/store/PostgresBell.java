package dev.roundtrip.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rings by NOTIFY and hears by LISTEN.
 *
 * <p>Never within the transaction that gives the reason: PostgreSQL lets transactions that notify commit one after the other only, and
 * group commit would be gone. So it rings after them, on another connection, and not more often than others can make use of.
 */
final class PostgresBell implements Bell {
    private static final Logger log = LoggerFactory.getLogger(PostgresBell.class);
    private static final Duration BETWEEN_RINGS = Duration.ofMillis(50);
    private static final Duration BETWEEN_CONNECTIONS = Duration.ofSeconds(1);

    /** Shorter than a connection may be silent, so that one that is dead is noticed. */
    private static final Duration LISTEN = Duration.ofSeconds(10);

    private static final int ALIVE_WITHIN = 5; // seconds

    /** In what it rings, so that it does not wake itself. */
    private final String self = UUID.randomUUID().toString();

    private final DataSource source;
    private final JdbcClient readers;
    private final Semaphore rings = new Semaphore(0);
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private @Nullable Thread ringing; // guarded by this
    private @Nullable Thread listening; // guarded by this
    private volatile @Nullable Connection ear;

    /**
     * @param source  where a connection comes from that is kept for listening
     * @param readers for ringing, which is no writing
     */
    PostgresBell(DataSource source, JdbcClient readers) {
        this.source = source;
        this.readers = readers;
    }

    @Override
    public void ring() {
        rings.release();
        begin();
    }

    private synchronized void begin() {
        if (ringing == null && !ended()) {
            ringing = Thread.ofPlatform().name("bell-ringing").daemon().start(this::keepRinging);
        }
    }

    @Override
    public synchronized void whenRung(Runnable action) {
        actions.add(action);
        if (listening == null && !ended()) {
            listening = Thread.ofPlatform().name("bell-listening").daemon().start(this::keepListening);
        }
    }

    private boolean ended() {
        return end.getCount() == 0;
    }

    private void keepRinging() {
        try {
            do {
                rings.acquire();
                rings.drainPermits();
                notifyOthers();
            } while (!end.await(BETWEEN_RINGS.toMillis(), TimeUnit.MILLISECONDS));
            if (rings.drainPermits() > 0) {
                notifyOthers();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void notifyOthers() {
        try {
            readers.sql("select pg_notify('roundtrip', :self)")
                    .param("self", self)
                    .query((rs, n) -> true)
                    .list();
        } catch (DataAccessException e) {
            log.debug("the others were not woken; they look by themselves", e);
        }
    }

    private void keepListening() {
        try {
            do {
                try (var connection = source.getConnection()) {
                    ear = connection;
                    listen(connection);
                } catch (SQLException e) {
                    if (!ended()) {
                        log.debug("not listening for others, who may be heard again in a second", e);
                    }
                } finally {
                    ear = null;
                }
            } while (!end.await(BETWEEN_CONNECTIONS.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("listen roundtrip");
        }
        tell(); // nobody was heard until now
        var ear = connection.unwrap(PGConnection.class);
        while (!ended()) {
            var heard = ear.getNotifications(Math.toIntExact(LISTEN.toMillis()));
            if (heard == null || heard.length == 0) {
                if (!connection.isValid(ALIVE_WITHIN)) {
                    return;
                }
                continue;
            }
            for (var one : heard) {
                if (!one.getParameter().equals(self)) {
                    tell();
                    break;
                }
            }
        }
    }

    private void tell() {
        actions.forEach(Runnable::run);
    }

    @Override
    public void close() {
        Thread ringer;
        Thread listener;
        synchronized (this) {
            end.countDown();
            ringer = ringing;
            listener = listening;
        }
        rings.release(); // to see the end
        var connection = ear;
        try {
            if (ringer != null) {
                ringer.join(Duration.ofSeconds(ALIVE_WITHIN));
            }
            if (connection != null) {
                connection.abort(Runnable::run); // closing would wait for the listener
            }
            if (listener != null) {
                listener.join(Duration.ofSeconds(ALIVE_WITHIN));
            }
        } catch (SQLException e) {
            log.debug("the listening connection could not be ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
