package dev.roundtrip.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Reads what a database's refusal means: for one caller, for the whole group, or for good. */
final class Trouble {
    /** Two writers met in two orders, and one of them had to give way. */
    private static final Set<String> OF_THE_ORDER = Set.of("40001", "40P01", "55P03");

    private static final List<String> SQLITE_CANNOT_GO_ON = List.of(
            "SQLITE_FULL",
            "SQLITE_IOERR",
            "SQLITE_READONLY",
            "SQLITE_CORRUPT",
            "SQLITE_CANTOPEN",
            "SQLITE_NOMEM",
            "SQLITE_BUSY",
            "SQLITE_INTERRUPT");

    /** Out of resources, a system error outside of the server, an error inside it. */
    private static final List<String> POSTGRES_CANNOT_GO_ON = List.of("53", "58", "XX");

    /** This process was frozen amid a transaction, and the server has let go of it. */
    private static final String IDLE_IN_TRANSACTION = "25P03";

    private Trouble() {}

    /** After these nothing of the group can stand: the transaction is gone, or its connection, or the disk is full. */
    static boolean concernsTheGroup(Throwable failure) {
        if (failure instanceof StoreUnavailable
                || failure instanceof WriteSession.Careful
                || failure instanceof WriteSession.Refused) {
            return true;
        }
        var sql = sqlException(failure);
        return sql != null && (isWorthAnotherTry(sql) || connectionIsLost(sql) || isOfTheDisk(sql));
    }

    static boolean isWorthAnotherTry(Throwable failure) {
        var sql = sqlException(failure);
        return sql != null && (connectionIsLost(sql) || isOfTheOrder(sql));
    }

    /** Nothing is wrong with the work: another writer's met it in the other order. */
    static boolean isOfTheOrder(Throwable failure) {
        var sql = sqlException(failure);
        return sql != null && sql.getSQLState() != null && OF_THE_ORDER.contains(sql.getSQLState());
    }

    static boolean connectionIsLost(Throwable failure) {
        var sql = sqlException(failure);
        if (sql == null) {
            return false;
        }
        var state = String.valueOf(sql.getSQLState());
        // A pool all of whose connections wait for the database gives none, and has no state to tell.
        return sql instanceof SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.equals(IDLE_IN_TRANSACTION);
    }

    /** A statement that was stopped because its time was up. */
    static boolean wasStopped(Throwable failure) {
        var sql = sqlException(failure);
        return sql != null
                && ("57014".equals(sql.getSQLState())
                        || String.valueOf(sql.getMessage()).contains("SQLITE_INTERRUPT"));
    }

    static boolean isOfTheDatabase(Throwable failure) {
        return sqlException(failure) != null;
    }

    /** The store as a whole cannot go on now, whoever asks: disk, memory, a server that only reads or is broken. */
    private static boolean isOfTheDisk(SQLException sql) {
        var text = String.valueOf(sql.getMessage()).toUpperCase(Locale.ROOT);
        var state = String.valueOf(sql.getSQLState());
        return SQLITE_CANNOT_GO_ON.stream().anyMatch(text::contains)
                || "25006".equals(state)
                || POSTGRES_CANNOT_GO_ON.stream().anyMatch(state::startsWith);
    }

    static RuntimeException commitUnknown(Throwable failure) {
        return new StoreUnavailable(
                "the database went away during the commit; whether it was kept is unknown", failure);
    }

    static RuntimeException unavailable(Throwable failure) {
        var sql = sqlException(failure);
        if (sql == null) {
            return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
        }
        return new StoreUnavailable(words(sql), sql);
    }

    static RuntimeException asUnavailable(DataAccessException e) {
        var sql = sqlException(e);
        return sql != null && (isOfTheDisk(sql) || connectionIsLost(sql)) ? new StoreUnavailable(words(sql), e) : e;
    }

    private static String words(SQLException sql) {
        var text = String.valueOf(sql.getMessage());
        if (text.contains("SQLITE_FULL") || "53100".equals(sql.getSQLState())) {
            return "the disk is full: nothing was kept. Free space in the data folder; the desk goes on by itself.";
        }
        if (text.contains("SQLITE_READONLY")) {
            return "the data folder has become read-only: nothing was kept. Make it writable; the desk goes on by itself.";
        }
        return "the store failed: " + text;
    }

    private static @Nullable SQLException sqlException(@Nullable Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
