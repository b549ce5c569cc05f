package dev.roundtrip.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread, one connection, one commit for all who wait.
 *
 * <p>While a commit is being synced, the next callers gather. {@code JdbcClient} finds the connection by itself, because it is bound to
 * this thread under the readers' data source.
 */
final class Writer implements AutoCloseable {
    /** More would make the first of a group wait long; fewer would waste syncs. */
    private static final int GROUP = 500;

    private static final int MOST_TRIES = 3;
    private static final Duration MOST_PATIENCE = Duration.ofMillis(1);

    private static final Logger log = LoggerFactory.getLogger(Writer.class);
    private static final ThreadLocal<@Nullable Writer> CURRENT = new ThreadLocal<>();
    /** Behind it nothing comes any more. */
    private static final Work<?> END = new Work<>(() -> null);

    private final WriteSession session;
    private final LinkedBlockingQueue<Work<?>> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;
    private boolean closing;
    /** How many the last group were, and how long the next may be waited for, in nanoseconds. Its own thread's. */
    private int company;

    private long patience;

    Writer(String name, WriteSession session) {
        this.session = session;
        this.thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    /** The writer whose thread this is, if it is one. */
    static @Nullable Writer current() {
        return CURRENT.get();
    }

    /** To be used on its own thread alone. */
    WriteSession session() {
        return session;
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
            result = what.get();
        }

        /** @param failure null when it went well */
        void ended(@Nullable Throwable failure) {
            this.failure = failure;
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

    private void run() {
        CURRENT.set(this);
        var group = new ArrayList<Work<?>>(GROUP);
        while (true) {
            try {
                gather(group);
                boolean last = group.remove(END);
                if (!group.isEmpty()) {
                    long begun = System.nanoTime();
                    commit(group);
                    company = group.size();
                    patience = Math.min(MOST_PATIENCE.toNanos(), (System.nanoTime() - begun) / 2);
                }
                if (last) {
                    break;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                refuse(group);
                break;
            } catch (RuntimeException | Error e) {
                // A fault of ours: its callers are told, the others find a writer that still works, and a fresh
                // connection.
                log.error("a group of writes failed inside the desk", e);
                group.forEach(work -> work.ended(e));
                group.forEach(Work::tell);
                session.disconnect();
            } finally {
                group.clear();
            }
        }
        session.disconnect();
    }

    /** Nobody of ours interrupts a writer; whoever does leaves no caller waiting for ever. */
    private synchronized void refuse(List<Work<?>> group) {
        closing = true;
        waiting.drainTo(group);
        group.forEach(work -> work.ended(new IllegalStateException("the store's writer was interrupted")));
        group.forEach(Work::tell);
    }

    /**
     * Those who wait, at least one. Who has just been told is often back in a moment: where there was company last time, as much of it is
     * waited for, but not longer than half of what that group took. After that nobody is waited for.
     */
    private void gather(List<Work<?>> group) throws InterruptedException {
        long until = System.nanoTime() + patience;
        var first = waiting.poll(patience, TimeUnit.NANOSECONDS);
        if (first == null) {
            company = 0;
            first = waiting.take();
        }
        group.add(first);
        waiting.drainTo(group, GROUP - 1);
        while (group.size() < company && group.getLast() != END) {
            var next = waiting.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            group.add(next);
        }
    }

    /** A group that the database refuses as a whole is run again caller by caller, so that one cannot fail the others. */
    private void commit(List<Work<?>> group) {
        var trouble = attempt(group, false);
        if (group.size() > 1 && trouble != null && Trouble.isOfTheOrder(trouble)) {
            trouble = attempt(group, false); // the other one is through by now
        }
        if (trouble instanceof WriteSession.Careful) {
            trouble = attempt(group, true);
        }
        if (trouble != null) {
            if (group.size() == 1 && !Trouble.isWorthAnotherTry(trouble)) {
                group.getFirst().ended(trouble);
            } else {
                group.forEach(this::alone);
            }
        }
        group.forEach(Work::tell);
    }

    private void alone(Work<?> work) {
        for (int attempt = 1; ; attempt++) {
            var trouble = attempt(List.of(work), true);
            if (trouble == null) {
                return;
            }
            if (attempt == MOST_TRIES || !Trouble.isWorthAnotherTry(trouble)) {
                work.ended(trouble);
                return;
            }
        }
    }

    /** Null when the group is durable (single callers in it may have been refused), else why it is not. */
    private @Nullable RuntimeException attempt(List<? extends Work<?>> group, boolean carefully) {
        boolean committing = false;
        try {
            session.begin(carefully);
            for (var work : group) {
                work.ended(session.caller(work::run));
            }
            if (group.stream().allMatch(Work::failed)) {
                session.rollback();
            } else {
                session.finish();
                committing = true;
                session.commit();
            }
            session.committed();
            return null;
        } catch (WriteSession.Careful e) {
            session.rollback();
            return e;
        } catch (SQLException | RuntimeException e) {
            var cause = e instanceof WriteSession.Refused refused ? refused.reason() : e;
            session.rollback();
            if (committing && Trouble.connectionIsLost(cause)) {
                // Perhaps it was kept: running it again could do it twice, so the callers are told what is known.
                group.forEach(work -> work.ended(Trouble.commitUnknown(cause)));
                return null;
            }
            return Trouble.unavailable(cause);
        } catch (Error e) {
            session.rollback();
            throw e;
        } finally {
            session.end();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (!closing) {
                add(END);
            }
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
