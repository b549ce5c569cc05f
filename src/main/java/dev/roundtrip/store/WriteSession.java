package dev.roundtrip.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.DelegatingConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A writer's connection, and the transaction of one group of callers on it.
 *
 * <p>A group runs <b>together</b>: no savepoints, and what callers put off goes to the database in batches before the commit. What cannot
 * be undone that way, a caller who fails after it has written, a batch that is refused, makes {@link Careful} fly; then the group runs
 * again <b>carefully</b>: each caller and each nested write behind a savepoint, every statement at once.
 */
final class WriteSession {
    private static final Logger log = LoggerFactory.getLogger(WriteSession.class);

    private final Dialect dialect;
    private final DataSource source;
    private final DataSource boundAs;
    private final DataSource unguardedAs;
    private final NamedParameterJdbcTemplate batching;
    private final BatchSender sender;
    private final Deferred deferred = new Deferred();
    private final Counters counters;
    private @Nullable Connection connection;
    private Hooks hooks = new Hooks();
    private boolean open;
    private boolean careful;
    private int depth;
    /** Statements that were carried out at once and were no mere reading. */
    private int wrote;

    private @Nullable Long revision;
    /** Why nothing of the group can stand, whatever its work makes of it; null while all is well. */
    private @Nullable Throwable lost;

    /**
     * @param boundAs     where {@code JdbcClient} finds the connection during a group
     * @param unguardedAs the same, for statements that are known not to concern what was put off
     */
    WriteSession(Dialect dialect, DataSource source, DataSource boundAs, DataSource unguardedAs) {
        this.dialect = dialect;
        this.source = source;
        this.boundAs = boundAs;
        this.unguardedAs = unguardedAs;
        this.batching = new NamedParameterJdbcTemplate(unguardedAs);
        this.sender = new BatchSender(dialect, batching);
        this.counters = new Counters(batching);
    }

    /** The group has to run again, carefully. */
    static final class Careful extends RuntimeException {
        Careful(Throwable why) {
            super("the group is to run again, carefully", why, false, false);
        }
    }

    /** The group cannot stand. */
    static final class Refused extends RuntimeException {
        Refused(Throwable reason) {
            super(reason);
        }

        Throwable reason() {
            return java.util.Objects.requireNonNull(getCause());
        }
    }

    void begin(boolean carefully) throws SQLException {
        open = true;
        careful = carefully;
        hooks = new Hooks();
        revision = null;
        lost = null;
        wrote = 0;
        deferred.undoTo(0);
        counters.forget();
        if (connection == null || connection.isClosed()) {
            connection = source.getConnection();
            // PostgreSQL's driver then begins by itself, in one message with the first statement.
            connection.setAutoCommit(dialect == Dialect.SQLITE);
        }
        TransactionSynchronizationManager.bindResource(boundAs, new ConnectionHolder(new Guarded(connection, true)));
        TransactionSynchronizationManager.bindResource(
                unguardedAs, new ConnectionHolder(new Guarded(connection, false)));
        if (dialect == Dialect.SQLITE) {
            // To take the write lock now, not at the first write, where it could no longer be waited for.
            execute("begin immediate");
        }
    }

    /**
     * All that was put off is done, and the group can be committed. What was left for the very end comes last: the locks it takes are held
     * while no other is waited for.
     */
    void finish() {
        flush();
        counters.keep();
        hooks.ending();
        flush();
        counters.keep();
    }

    void commit() throws SQLException {
        if (dialect == Dialect.SQLITE) {
            execute("commit");
        } else {
            connected().commit();
        }
    }

    void committed() {
        open = false;
        // What follows a commit reads like everybody else: a reading here would begin a transaction that nobody ends.
        unbind();
        hooks.committed();
    }

    /** Undoes the group; the callers of {@link #afterRollback} are told. */
    void rollback() {
        open = false;
        hooks.undoTo(0);
        try {
            if (dialect == Dialect.SQLITE) {
                execute("rollback");
            } else {
                connected().rollback();
            }
        } catch (SQLException e) {
            // Already rolled back by the database, or the connection is gone: a fresh one is the safe way on.
            log.debug("rollback was refused, the connection is made anew", e);
            disconnect();
        }
    }

    void end() {
        open = false;
        unbind();
    }

    /** Whether there is a transaction: not while its hooks run. */
    boolean isOpen() {
        return open;
    }

    /** One caller's work: null when it went well, else its failure, and nothing of it stands. */
    @Nullable
    Throwable caller(Runnable work) {
        Throwable failure = null;
        try {
            nested(() -> {
                work.run();
                return null;
            });
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        refuseIfLost(); // also when the caller passed over what lost it
        return failure;
    }

    <T extends @Nullable Object> T nested(Supplier<T> work) {
        refuseIfLost();
        return careful ? behindASavepoint(work) : outright(work);
    }

    private <T extends @Nullable Object> T outright(Supplier<T> work) {
        int hooked = hooks.mark();
        int putOff = deferred.mark();
        int written = wrote;
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            if (Trouble.concernsTheGroup(e)) {
                lose(e);
                throw e;
            }
            undo(e, hooked, putOff, written);
            throw e;
        }
    }

    private <T extends @Nullable Object> T behindASavepoint(Supplier<T> work) {
        int hooked = hooks.mark();
        var savepoint = "s" + depth++;
        try {
            execute("savepoint " + savepoint);
            try {
                var result = work.get();
                execute("release savepoint " + savepoint);
                return result;
            } catch (RuntimeException | Error e) {
                if (Trouble.concernsTheGroup(e)) {
                    lose(e);
                    throw e;
                }
                execute("rollback to savepoint " + savepoint);
                execute("release savepoint " + savepoint);
                hooks.undoTo(hooked);
                revision = null;
                throw e;
            }
        } catch (SQLException e) {
            var failure = new StoreUnavailable("the store failed: " + e.getMessage(), e);
            lose(failure);
            throw failure;
        } finally {
            depth--;
        }
    }

    /** Without savepoints only what was put off can be taken back. */
    private void undo(Throwable failure, int hooked, int putOff, int written) {
        // A statement that PostgreSQL refuses spoils the transaction for all, though it wrote nothing.
        if (wrote != written || deferred.mark() < putOff || Trouble.isOfTheDatabase(failure)) {
            var again = new Careful(failure);
            lose(again);
            throw again;
        }
        deferred.undoTo(putOff);
        hooks.undoTo(hooked);
    }

    private void refuseIfLost() {
        switch (lost) {
            case null -> {}
            case Careful again -> throw again;
            case Throwable reason -> throw new Refused(reason);
        }
    }

    /**
     * The database may have undone the whole transaction by itself, and would keep what follows at once, each statement for itself. So
     * whoever passes over the failure finds a connection that cannot write.
     */
    private void lose(Throwable reason) {
        if (lost == null) {
            lost = reason;
            unbind();
        }
    }

    /** Puts a statement off to the end of the group, or to where something asks about what it changes. */
    void later(Object about, GroupedSql sql, Map<String, ? extends @Nullable Object> binds, IntConsumer rows) {
        if (careful) {
            rows.accept(batching.update(sql.one(), new Binds(binds)));
        } else {
            deferred.add(new Deferred.Statement(about, sql, binds, rows));
        }
    }

    /** Carries out what was put off if any of it is about this. */
    void settle(Object about) {
        if (deferred.concerns(about)) {
            flush();
        }
    }

    /** Carries out what was put off. */
    void flush() {
        var batches = deferred.batches();
        deferred.undoTo(0);
        wrote += batches.isEmpty() ? 0 : 1;
        try {
            sender.send(batches);
        } catch (RuntimeException e) {
            if (Trouble.concernsTheGroup(e)) {
                lose(e);
                throw e;
            }
            // One of many was refused, and nobody can tell whose from here.
            var again = new Careful(e);
            lose(again);
            throw again;
        }
    }

    long next(String counter) {
        if (careful) {
            return counters.draw(counter);
        }
        return counters.next(counter, hooks);
    }

    /** The configuration's number, read once a group and again after an undo. */
    long revision(LongSupplier read) {
        var number = revision;
        if (number == null) {
            number = read.getAsLong();
            revision = number;
        }
        return number;
    }

    void revised(long number) {
        revision = number;
    }

    void beforeCommit(Runnable action) {
        hooks.beforeCommit(action);
    }

    void afterCommit(Runnable action) {
        hooks.afterCommit(action);
    }

    void afterRollback(Runnable action) {
        hooks.afterRollback(action);
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connected().prepareStatement(sql)) {
            statement.execute();
        }
    }

    private Connection connected() throws SQLException {
        if (connection == null) {
            throw new SQLException("not connected");
        }
        return connection;
    }

    private void unbind() {
        for (var key : new DataSource[] {boundAs, unguardedAs}) {
            if (TransactionSynchronizationManager.hasResource(key)) {
                TransactionSynchronizationManager.unbindResource(key);
            }
        }
    }

    void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            log.debug("a broken connection could not be closed", e);
        }
        connection = null;
    }

    /** What callers see of the connection: it notes who writes, and carries out first what a statement might miss. */
    private final class Guarded extends DelegatingConnection<Connection> {
        private final boolean guarded;

        Guarded(Connection connection, boolean guarded) {
            super(connection);
            this.guarded = guarded;
        }

        /** Whoever borrows it after it was taken away would else close it for the next group. */
        @Override
        public void close() {}

        @Override
        public PreparedStatement prepareStatement(String sql) throws SQLException {
            if (guarded && !deferred.isEmpty() && deferred.concernsTablesOf(sql)) {
                flush();
            }
            if (!isReading(sql)) {
                wrote++;
            }
            return getDelegateInternal().prepareStatement(sql);
        }
    }

    private static boolean isReading(String sql) {
        var start = sql.stripLeading().toLowerCase(Locale.ROOT);
        return start.startsWith("select") || start.startsWith("with recursive");
    }
}
