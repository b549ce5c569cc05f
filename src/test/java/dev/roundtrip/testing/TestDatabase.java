package dev.roundtrip.testing;

import dev.roundtrip.store.Database;
import dev.roundtrip.store.Store;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Throw-away databases of both kinds. PostgreSQL is a real server, started once, when the first test asks for it. */
public enum TestDatabase {
    SQLITE {
        @Override
        public Database fresh(Path folder) {
            return new Database.Sqlite(folder.toAbsolutePath().resolve("desk-" + NUMBER.incrementAndGet() + ".db"));
        }
    },
    POSTGRES {
        @Override
        public Database fresh(Path folder) {
            var name = "desk_" + NUMBER.incrementAndGet();
            Server.get().copyTemplate(name);
            return Server.get().database(name);
        }
    };

    /** PostgreSQL asks nobody for it; the desk does not know that, and keeps it to itself. */
    public static final String PASSWORD = "asked-by-nobody";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** A database with nobody in it, of its own. */
    public abstract Database fresh(Path folder);

    private static final class Server {
        private static @Nullable Server only;
        private final EmbeddedPostgres postgres;

        private Server(EmbeddedPostgres postgres) {
            this.postgres = postgres;
        }

        static synchronized Server get() {
            var server = only;
            if (server == null) {
                try {
                    server = new Server(EmbeddedPostgres.builder()
                            .setServerConfig("max_connections", "300")
                            .start());
                } catch (IOException e) {
                    throw new UncheckedIOException("PostgreSQL does not start", e);
                }
                // Migrated once; every desk then starts from a copy of it.
                server.run("create database desk_template");
                Store.open(server.database("desk_template")).close();
                only = server;
            }
            return server;
        }

        Database database(String name) {
            return new Database.Postgres("jdbc:postgresql://127.0.0.1:%d/%s?user=postgres&password=asked-by-nobody"
                    .formatted(postgres.getPort(), name));
        }

        /** A connection of the migration that is just ending would keep the template from being copied. */
        synchronized void copyTemplate(String name) {
            run("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'desk_template'");
            run("create database " + name + " template desk_template");
        }

        synchronized void run(String sql) {
            try (var connection = postgres.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }
    }

    /** How it would carry the statement out, on the connection that the calling thread has of the store. */
    public String plan(Store store, String sql, Map<String, ?> binds) {
        var column = this == SQLITE ? "detail" : "QUERY PLAN";
        return String.join(
                "\n",
                store.jdbc()
                        .sql((this == SQLITE ? "explain query plan " : "explain ") + sql)
                        .params(binds)
                        .query((rs, n) -> rs.getString(column))
                        .list());
    }
}
