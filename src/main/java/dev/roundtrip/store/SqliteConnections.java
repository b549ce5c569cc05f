package dev.roundtrip.store;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.DelegatingPreparedStatement;
import org.apache.commons.dbcp2.PoolingConnection;
import org.apache.commons.pool2.impl.GenericKeyedObjectPool;
import org.apache.commons.pool2.impl.GenericKeyedObjectPoolConfig;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.sqlite.Collation;
import org.sqlite.Function;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Connections to an embedded store: readers that cannot write, and the writer's own. */
final class SqliteConnections {
    private static final int KEPT_STATEMENTS = 200;

    private SqliteConnections() {}

    static SQLiteDataSource writable(Database.Sqlite sqlite) {
        var config = common();
        // Acknowledged is on disk: FULL syncs the write-ahead log at every commit, NORMAL would not.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        // A log that a long reader has made longer than any commit lets it grow gives its space back.
        config.setJournalSizeLimit(80_000_000);
        return new Folding(config, "pragma wal_autocheckpoint = " + Checkpoints.PAGES_OF_A_LONG_LOG, sqlite.url());
    }

    static SQLiteDataSource readable(Database.Sqlite sqlite) {
        return new Folding(common(), "pragma query_only = on", sqlite.url());
    }

    /** As {@link #readable}, for {@link Searchers}. */
    static DataSource searching(Database.Sqlite sqlite) {
        return new DelegatingDataSource(readable(sqlite)) {
            @Override
            public Connection getConnection() throws SQLException {
                var connection = super.getConnection();
                Searchers.stopWhenTimeIsUp(connection);
                return connection;
            }
        };
    }

    /** For the writer: each connection keeps its prepared statements, because SQLite compiles a text anew each time it is asked to. */
    static DataSource keepingStatements(DataSource source) {
        return new DelegatingDataSource(source) {
            @Override
            public Connection getConnection() throws SQLException {
                var connection = new PoolingConnection(super.getConnection());
                var config = new GenericKeyedObjectPoolConfig<DelegatingPreparedStatement>();
                config.setMaxTotal(KEPT_STATEMENTS);
                config.setMaxTotalPerKey(-1); // a statement may be asked for again while its rows are being read
                config.setMaxIdlePerKey(1);
                config.setBlockWhenExhausted(false); // the one writer would wait for itself
                config.setJmxEnabled(false);
                connection.setStatementPool(new GenericKeyedObjectPool<>(connection, config));
                return connection;
            }
        };
    }

    private static SQLiteConfig common() {
        var config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        config.setBusyTimeout(10_000);
        config.setCacheSize(-16_000);
        return config;
    }

    /** SQLite opens the file that is there, and gives the rights of it to those that it makes beside it. */
    static void ownFiles(Path file) {
        try {
            OwnFiles.file(file);
            for (var beside : List.of("-wal", "-shm")) {
                OwnFiles.shut(file.resolveSibling(file.getFileName() + beside));
            }
        } catch (IOException e) {
            throw SoleHolder.cannotBeWritten(file, e);
        }
    }

    /**
     * Writes the journal mode into the file once, before anything else opens it: two connections that switch a new file at the
     * same moment meet SQLITE_BUSY, and no busy timeout helps there.
     */
    static void switchToWal(SQLiteDataSource writable, Path file) {
        try (var connection = writable.getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery("pragma journal_mode = wal")) {
            if (!answer.next() || !answer.getString(1).equalsIgnoreCase("wal")) {
                throw new StoreRefused(
                        file + " lies on a file system that cannot hold a write-ahead log; use a local disk.");
            }
        } catch (SQLException e) {
            throw new StoreRefused(file + " cannot be opened for writing: " + e.getMessage(), e);
        }
    }

    /** Every connection brings {@code fold} and the order {@code number}, for {@link Dialect}. */
    private static final class Folding extends SQLiteDataSource {
        private final String first;

        Folding(SQLiteConfig config, String first, String url) {
            super(config);
            this.first = first;
            setUrl(url);
        }

        @Override
        public Connection getConnection() throws SQLException {
            var connection = super.getConnection();
            Function.create(
                    connection,
                    "fold",
                    new Function() {
                        @Override
                        protected void xFunc() throws SQLException {
                            var text = value_text(0);
                            if (text == null) {
                                result();
                            } else {
                                result(text.toLowerCase(Locale.ROOT));
                            }
                        }
                    },
                    1,
                    Function.FLAG_DETERMINISTIC);
            Collation.create(connection, "number", new Collation() {
                @Override
                protected int xCompare(String left, String right) {
                    return new BigDecimal(left).compareTo(new BigDecimal(right));
                }
            });
            try (var statement = connection.createStatement()) {
                statement.execute(first);
            }
            return connection;
        }
    }
}
