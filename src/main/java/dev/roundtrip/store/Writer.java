package dev.roundtrip.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * One thread, one connection, one commit for all who wait.
 *
 * <p>While a commit is being synced, the next callers gather; no artificial delay. {@code JdbcClient} finds the connection by
 * itself, because it is bound to this thread under the readers' data source.
 */
final class Writer implements AutoCloseable {
    /** More would make the first of a group wait long; fewer would waste syncs. */
    private static final int GROUP = 500;

    private static final Logger log = LoggerFactory.getLogger(Writer.class);
    private static final ThreadLocal<@Nullable Writer> CURRENT = new ThreadLocal<>();
    /** Behind it nothing comes any more. */
    private static final Work<?> END = new Work<>(() -> null);

    private final Dialect dialect;
    private final DataSource source;
    private final DataSource boundAs;
    private final LinkedBlockingQueue<Work<?>> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;
    private boolean closing;
    private @Nullable Connection connection;
    private Hooks hooks = new Hooks();
    private int depth;
    private @Nullable Long revision;
    /** Why nothing of the group can stand, whatever its work makes of it; null while all is well. */
    private @Nullable Throwable lost;

    Writer(String name, Dialect dialect, DataSource source, DataSource boundAs) {
        this.dialect = dialect;
        this.source = source;
        this.boundAs = boundAs;
        this.thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    /** The writer whose thread this is, if it is one. */
    static @Nullable Writer current() {
        return CURRENT.get();
    }

    private static final class Work<T extends @Nullable Object> {
        final Supplier<T> what;
        final CompletableFuture<T> done = new CompletableFuture<>();
        private @Nullable T result;
        private @Nullable Throwable failure;

        Work(Supplier<T> what) {
            this.what = what;
        }

        void run() {
            failure = null;
            result = what.get();
        }

        void refuse(Throwable reason) {
            failure = reason;
        }

        boolean failed() {
            return failure != null;
        }

        @SuppressWarnings("NullAway") // a T that may be null completes with null
        void tell() {
            if (failure != null) {
                done.completeExceptionally(failure);
            } else {
                done.complete(result);
            }
        }
    }

    <T extends @Nullable Object> T submit(Supplier<T> what) {
        var work = new Work<T>(what);
        add(work);
        try {
            return work.done.join();
        } catch (CompletionException e) {
            throw rethrown(e.getCause());
        }
    }

    /** What is added is done: nothing is added behind the end. */
    private synchronized void add(Work<?> work) {
        if (closing) {
            throw new IllegalStateException("the store is closed");
        }
        closing = work == END;
        waiting.add(work);
    }

    private static RuntimeException rethrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
    }

    <T extends @Nullable Object> T nested(Supplier<T> work) {
        if (lost != null) {
            throw new GroupRefused(lost);
        }
        var mark = hooks.mark();
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
                hooks.undoTo(mark);
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

    void afterCommit(Runnable action) {
        hooks.afterCommit(action);
    }

    void afterRollback(Runnable action) {
        hooks.afterRollback(action);
    }

    private void run() {
        CURRENT.set(this);
        var group = new ArrayList<Work<?>>(GROUP);
        while (true) {
            try {
                group.add(waiting.take());
                waiting.drainTo(group, GROUP - 1);
                boolean last = group.remove(END);
                if (!group.isEmpty()) {
                    commit(group);
                }
                if (last) {
                    break;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (RuntimeException | Error e) {
                // A fault of ours: its callers are told, the others find a writer that still works, and a fresh
                // connection.
                log.error("a group of writes failed inside the desk", e);
                group.forEach(work -> work.refuse(e));
                group.forEach(Work::tell);
                disconnect();
            } finally {
                group.clear();
            }
        }
        disconnect();
    }

    /** A group that the database refuses as a whole is run again caller by caller, so that one cannot fail the others. */
    private void commit(List<Work<?>> group) {
        var trouble = tryTogether(group);
        if (trouble != null) {
            if (group.size() == 1 && !Trouble.isWorthAnotherTry(trouble)) {
                group.getFirst().refuse(trouble);
            } else {
                group.forEach(this::alone);
            }
        }
        group.forEach(Work::tell);
    }

    private void alone(Work<?> work) {
        for (int attempt = 1; ; attempt++) {
            var trouble = tryTogether(List.of(work));
            if (trouble == null) {
                return;
            }
            if (attempt == 3 || !Trouble.isWorthAnotherTry(trouble)) {
                work.refuse(trouble);
                return;
            }
        }
    }

    /** Null when the group is durable (single callers in it may have been refused), else what the database said. */
    private @Nullable RuntimeException tryTogether(List<? extends Work<?>> group) {
        hooks = new Hooks();
        revision = null;
        lost = null;
        boolean committing = false;
        try {
            begin();
            for (var work : group) {
                one(work);
            }
            if (group.stream().allMatch(Work::failed)) {
                rollback();
            } else {
                committing = true;
                execute("commit");
            }
            hooks.committed();
            return null;
        } catch (SQLException | GroupRefused e) {
            var cause = e instanceof GroupRefused refused ? refused.reason : e;
            hooks.undoTo(0);
            rollback();
            if (committing && Trouble.connectionIsLost(cause)) {
                // Perhaps it was kept: running it again could do it twice, so the callers are told what is known.
                group.forEach(work -> work.refuse(Trouble.commitUnknown(cause)));
                return null;
            }
            return Trouble.unavailable(cause);
        } finally {
            unbind();
        }
    }

    private void one(Work<?> work) throws SQLException {
        var mark = hooks.mark();
        execute("savepoint w");
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            work.refuse(e);
            if (Trouble.concernsTheGroup(e)) {
                lose(e);
            }
        }
        if (lost != null) {
            throw new GroupRefused(lost);
        }
        if (work.failed()) {
            execute("rollback to savepoint w");
            hooks.undoTo(mark);
            revision = null;
        }
        execute("release savepoint w");
    }

    private void begin() throws SQLException {
        if (connection == null || connection.isClosed()) {
            connection = source.getConnection();
        }
        TransactionSynchronizationManager.bindResource(boundAs, new ConnectionHolder(connection));
        // SQLite: take the write lock now, not at the first write, where it could no longer be waited for.
        execute(dialect == Dialect.SQLITE ? "begin immediate" : "begin");
    }

    private void execute(String sql) throws SQLException {
        if (connection == null) {
            throw new SQLException("not connected");
        }
        try (var statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private void rollback() {
        try {
            execute("rollback");
        } catch (SQLException e) {
            // Already rolled back by the database, or the connection is gone: a fresh one is the safe way on.
            log.debug("rollback was refused, the connection is made anew", e);
            disconnect();
        }
    }

    private void unbind() {
        if (TransactionSynchronizationManager.hasResource(boundAs)) {
            TransactionSynchronizationManager.unbindResource(boundAs);
        }
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            log.debug("a broken connection could not be closed", e);
        }
        connection = null;
    }

    @Override
    public void close() {
        add(END);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class GroupRefused extends RuntimeException {
        final Throwable reason;

        GroupRefused(Throwable reason) {
            super(reason);
            this.reason = reason;
        }
    }

    /** What is to follow a commit, or an undo; taken back to a mark when a part is undone. */
    private static final class Hooks {
        private final List<Runnable> commit = new ArrayList<>();
        private final List<Runnable> undo = new ArrayList<>();

        /** Both lists grow together, so one number marks both. */
        int mark() {
            return commit.size();
        }

        void afterCommit(Runnable action) {
            commit.add(action);
            undo.add(() -> {});
        }

        void afterRollback(Runnable action) {
            commit.add(() -> {});
            undo.add(action);
        }

        void undoTo(int mark) {
            for (int i = undo.size() - 1; i >= mark; i--) {
                runSafely(undo.remove(i));
                commit.remove(i);
            }
        }

        void committed() {
            commit.forEach(Hooks::runSafely);
            commit.clear();
            undo.clear();
        }

        private static void runSafely(Runnable action) {
            try {
                action.run();
            } catch (RuntimeException | Error e) {
                // The commit stands; whoever asked to be told must not take its neighbours down, nor the writer.
                log.error("an action after a commit or undo failed", e);
            }
        }
    }
}
