package dev.roundtrip.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * One way to write durably and to read, on two databases.
 *
 * <p>{@code store.write(() -> …)} returns when its work is on disk; inside it {@link #jdbc()} writes, outside it reads. Many
 * callers share one commit (a group), and one caller's failure undoes its own work alone. SQLite has one writer; PostgreSQL has two for
 * daily work: work about a ticket that is there need not wait behind new ones, which take turns at their counters.
 *
 * <p>Work may be run twice when the database refuses its group, so it must do nothing but read and write through this
 * store; what is to follow belongs into {@link #afterCommit}. Work must not wait for the network.
 */
public final class Store implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Store.class);

    /** Whoever asks is told soon that the store is away. */
    private static final Duration WAIT_FOR_A_READER = Duration.ofSeconds(5);

    /** At most, before it is given up. */
    private static final Duration A_SEARCH = Duration.ofSeconds(10);

    private final Dialect dialect;
    private final HikariDataSource readers;
    private final JdbcClient jdbc;
    private final JdbcClient unguarded;
    private final Searchers searchers;
    /** For all that is about no ticket yet. */
    private final Writer general;
    /** For work about a ticket that is there; the same one where nobody shares the store. */
    private final Writer routed;
    /** For what must not wait behind others; the same one where nobody shares the store. */
    private final Writer aside;
    /** Each of them once. */
    private final Set<Writer> writers;

    private final List<SoleHolder> holders;
    private final Revision revision;
    private final Bell bell;
    private final @Nullable Checkpoints checkpoints;
    private volatile @Nullable AgreedClock agreed;

    private Store(
            Dialect dialect,
            HikariDataSource readers,
            Searchers searchers,
            DataSource writable,
            @Nullable Checkpoints checkpoints,
            List<SoleHolder> holders) {
        this.dialect = dialect;
        this.readers = readers;
        this.searchers = searchers;
        this.jdbc = JdbcClient.create(readers);
        var unguarded = new DelegatingDataSource(readers); // another key for the same connection
        this.unguarded = JdbcClient.create(unguarded);
        this.holders = List.copyOf(holders);
        this.general = new Writer("store-writer", new WriteSession(dialect, writable, readers, unguarded));
        if (dialect == Dialect.POSTGRES) {
            this.routed = new Writer("store-writer-routed", new WriteSession(dialect, writable, readers, unguarded));
            this.aside = new Writer("store-writer-aside", new WriteSession(dialect, writable, readers, unguarded));
        } else {
            this.routed = general;
            this.aside = general;
        }
        this.writers = Set.copyOf(List.of(general, routed, aside));
        this.revision = new Revision(jdbc, dialect == Dialect.POSTGRES, System::nanoTime);
        this.bell = dialect == Dialect.POSTGRES ? new PostgresBell(writable, jdbc) : Bell.SILENT;
        this.checkpoints = checkpoints;
    }

    /**
     * Opens a store, makes or upgrades its schema.
     *
     * @throws StoreRefused with a message for a person: held by another process, newer schema, cannot be written
     */
    public static Store open(Database database) {
        return open(database, new ArrayList<>());
    }

    /**
     * The same for a process that works in the folder {@code data}: no other may, whatever its database, for what lies there is one
     * process's own (its name among those that share a database, where it is reached).
     */
    public static Store open(Database database, Path data) {
        var holders = new ArrayList<SoleHolder>();
        holders.add(SoleHolder.ofFolder(data.toAbsolutePath()));
        return open(database, holders);
    }

    private static Store open(Database database, List<SoleHolder> holders) {
        try {
            return switch (database) {
                case Database.Sqlite sqlite -> openSqlite(sqlite, holders);
                case Database.Postgres postgres -> openPostgres(postgres, holders);
            };
        } catch (RuntimeException e) {
            holders.forEach(SoleHolder::close);
            throw e;
        }
    }

    private static Store openSqlite(Database.Sqlite sqlite, List<SoleHolder> holders) {
        holders.add(SoleHolder.of(sqlite.file()));
        SqliteConnections.ownFiles(sqlite.file());
        var writable = SqliteConnections.writable(sqlite);
        SqliteConnections.switchToWal(writable, sqlite.file());
        Migrations.run(writable, Dialect.SQLITE);
        var config = new HikariConfig();
        config.setDataSource(SqliteConnections.readable(sqlite));
        config.setPoolName("readers");
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        return new Store(
                Dialect.SQLITE,
                new HikariDataSource(config),
                Searchers.of(sqlite, A_SEARCH),
                SqliteConnections.keepingStatements(writable),
                new Checkpoints(writable, sqlite.file()),
                holders);
    }

    private static Store openPostgres(Database.Postgres postgres, List<SoleHolder> holders) {
        var patient = PostgresConnections.source(postgres, PostgresConnections.patient());
        try (var probe = patient.getConnection()) {
            probe.isValid(5);
        } catch (SQLException e) {
            throw new StoreRefused("PostgreSQL cannot be reached: " + e.getMessage(), e);
        }
        Migrations.run(patient, Dialect.POSTGRES);
        var config = PostgresConnections.readers(postgres, PostgresConnections.working());
        config.setPoolName("readers");
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(WAIT_FOR_A_READER.toMillis());
        return new Store(
                Dialect.POSTGRES,
                new HikariDataSource(config),
                Searchers.of(postgres, A_SEARCH),
                PostgresConnections.source(postgres, PostgresConnections.writing()),
                null,
                holders);
    }

    /** Reads outside {@link #write}, reads and writes inside it. */
    public JdbcClient jdbc() {
        return jdbc;
    }

    /**
     * Reads what somebody asks for in words of their own, with conditions that nobody measured: apart from all other readers, and not for
     * ever. Within {@link #write} it is {@link #jdbc}.
     *
     * @throws SearchGivenUp after 10 s, or when others' searches leave no place for 5 s
     */
    public <T> T search(Function<JdbcClient, T> question) {
        return Writer.current() == null ? searchers.ask(question) : question.apply(jdbc);
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Whether other processes may have it open too. */
    public boolean isShared() {
        return dialect == Dialect.POSTGRES;
    }

    /**
     * The time that all who share the store agree on. A clock that is moved by hand stands for that itself, and is given back; so is any
     * where nobody shares it.
     */
    public Clock clock(Clock own) {
        if (!isShared() || !own.equals(Clock.systemUTC())) {
            return own;
        }
        var clock = new AgreedClock(
                own.getZone(),
                System::nanoTime,
                () -> jdbc.sql("select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)")
                        .query(Long.class)
                        .single());
        clock.readOff();
        agreed = clock;
        return clock;
    }

    /** Looks again what the time is, where others share the store. A database that is away leaves the time as it is. */
    public void agreeOnTheTime() {
        var clock = agreed;
        if (clock != null) {
            try {
                clock.readOff();
            } catch (DataAccessException e) {
                log.debug("the database's time could not be read", e);
            }
        }
    }

    /** Wakes the other processes that share the store. */
    public Bell bell() {
        return bell;
    }

    /** Tells whether what was cached of the configuration still holds. */
    public Revision revision() {
        return revision;
    }

    /**
     * Does {@code work} and returns when it is durable. Within another write it is a savepoint of that one: durable when the
     * outer one is, undone alone when it fails.
     *
     * @throws StoreUnavailable when the store cannot keep it: nothing of it is there then (if the connection broke during the
     *     commit itself the message says that the outcome is unknown)
     */
    public <T extends @Nullable Object> T write(Supplier<T> work) {
        return write(0, work);
    }

    /**
     * The same, for work about one ticket, in the order it comes.
     *
     * @param route the ticket's id; 0 is no ticket's
     */
    public <T extends @Nullable Object> T write(long route, Supplier<T> work) {
        var current = Writer.current();
        if (current != null && !current.session().isOpen()) {
            throw new IllegalStateException("what follows a commit or an undo cannot write: it has no transaction");
        }
        if (current != null && writers.contains(current)) {
            return current.session().nested(work);
        }
        try {
            return (route == 0 ? general : routed).submit(work);
        } catch (DataAccessException e) {
            throw Trouble.asUnavailable(e);
        }
    }

    /** As {@link #write}, for what must not wait behind others: that this process is alive. Where nobody shares the store it does. */
    public <T extends @Nullable Object> T writeAside(Supplier<T> work) {
        try {
            return aside.submit(work);
        } catch (DataAccessException e) {
            throw Trouble.asUnavailable(e);
        }
    }

    /**
     * Within {@link #write}: {@code last} is done at the end of all that shares the commit, in the order it was left there, and stands or
     * falls with its caller's work. For what takes a lock that everybody wants: it is held shortly, and nobody who holds it waits for
     * another. What it refuses refuses the write.
     */
    public void beforeCommit(Runnable last) {
        inside().beforeCommit(last);
    }

    /** Within {@link #write}: {@code action} runs once, when the work is durable, before its caller goes on. It must be quick. */
    public void afterCommit(Runnable action) {
        inside().afterCommit(action);
    }

    /** Within {@link #write}: {@code action} runs when what was done so far is undone. */
    public void afterRollback(Runnable action) {
        inside().afterRollback(action);
    }

    /**
     * Within {@link #write}: carries out an insert, update or delete before the commit, together with the same one of other callers.
     * What refuses it refuses its caller, as if it had been carried out at once. Whoever asks the database about a table it changes
     * finds it done; only {@link #about} looks closer.
     *
     * @param about what it is about (a ticket's id, the key of a line of deliveries): statements about one thing keep their order
     */
    public void later(Object about, String sql, Map<String, ? extends @Nullable Object> binds) {
        later(about, GroupedSql.single(sql), binds, rows -> {});
    }

    /** @param rows is told within the write, or at its end, how many rows were changed */
    public void later(Object about, GroupedSql sql, Map<String, ? extends @Nullable Object> binds, IntConsumer rows) {
        inside().later(about, sql, binds, rows);
    }

    /**
     * As {@link #jdbc}, for statements that concern one thing alone: within a write they wait for nothing that was put off about
     * others, which keeps those together.
     */
    public JdbcClient about(Object about) {
        var current = Writer.current();
        if (current == null) {
            return jdbc;
        }
        current.session().settle(about);
        return unguarded;
    }

    /**
     * Within {@link #write}: the next number of a counter, the first is 1. All who share the store take turns until their writes end,
     * so numbers come in the order of the commits, and one whose write is undone is drawn again.
     *
     * @param counter any name; one that was never drawn from begins
     */
    public long next(String counter) {
        return inside().next(counter);
    }

    private static WriteSession inside() {
        var current = Writer.current();
        if (current == null || !current.session().isOpen()) {
            throw new IllegalStateException("only inside store.write");
        }
        return current.session();
    }

    /**
     * Whether after this failure nothing of the write can stand: the disk is full, the connection lost, the transaction to be tried
     * again. Who catches the failure of a nested {@link #write} must let these through.
     */
    public static boolean concernsAllOfTheWrite(Throwable failure) {
        return Trouble.concernsTheGroup(failure);
    }

    /** Whether this failure says that the store cannot be used now: it is away, its disk is full, it cannot be written. */
    public static boolean isAway(Throwable failure) {
        return failure instanceof StoreUnavailable
                || (failure instanceof DataAccessException trouble
                        && Trouble.asUnavailable(trouble) instanceof StoreUnavailable);
    }

    /** Whether the store can be written now: asks it, as any caller would. */
    public boolean canBeWritten() {
        try {
            return write(() ->
                    jdbc.sql("update revision set beat = beat + 1 where id = 1").update() == 1);
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public void close() {
        writers.forEach(Writer::close);
        bell.close();
        if (checkpoints != null) {
            checkpoints.close();
        }
        readers.close();
        searchers.close();
        if (checkpoints != null) {
            checkpoints.closeFile();
        }
        holders.forEach(SoleHolder::close);
    }
}
