package dev.roundtrip.store;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Reads what a database's refusal means: for one caller, for the whole group, or for good. */
final class Trouble {
    private static final Set<String> WORTH_ANOTHER_TRY = Set.of("40001", "40P01", "55P03");

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
        return sql != null
                && (connectionIsLost(sql)
                        || (sql.getSQLState() != null && WORTH_ANOTHER_TRY.contains(sql.getSQLState())));
    }

    static boolean connectionIsLost(Throwable failure) {
        var sql = sqlException(failure);
        if (sql == null) {
            return false;
        }
        var state = sql.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }

    private static boolean isOfTheDisk(SQLException sql) {
        var text = String.valueOf(sql.getMessage()).toUpperCase(Locale.ROOT);
        return text.contains("SQLITE_FULL")
                || text.contains("SQLITE_IOERR")
                || text.contains("SQLITE_READONLY")
                || text.contains("SQLITE_CORRUPT")
                || text.contains("SQLITE_CANTOPEN")
                || "53100".equals(sql.getSQLState());
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
