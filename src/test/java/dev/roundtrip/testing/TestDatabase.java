package dev.roundtrip.testing;

import dev.roundtrip.store.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** The two databases a desk can live in, each as an empty one for a test. */
public enum TestDatabase {
    SQLITE {
        @Override
        public Database fresh(Path folder) {
            return new Database.Sqlite(folder.resolve("desk" + NUMBER.incrementAndGet() + ".db"));
        }
    },
    POSTGRES {
        @Override
        public Database fresh(Path folder) {
            var name = "desk" + NUMBER.incrementAndGet();
            try (var connection = OneServer.POSTGRES.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException e) {
                throw new IllegalStateException("PostgreSQL made no database for a test", e);
            }
            return new Database.Postgres(OneServer.POSTGRES.getJdbcUrl("postgres", name));
        }
    };

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** @param folder a temporary one, for the database that is a file */
    public abstract Database fresh(Path folder);

    /** One server for all tests of this Java; it goes with it. */
    private static final class OneServer {
        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL for the tests did not start", e);
            }
        }
    }
}
