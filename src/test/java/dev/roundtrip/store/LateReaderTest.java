package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A reader has the configuration's number in hand, and before it goes on somebody commits another. */
class LateReaderTest {
    @Test
    void doesNotPutWhatItReadOverWhatWasCommittedMeanwhile(@TempDir Path folder) {
        var sqlite = new Database.Sqlite(folder.resolve("desk.db"));
        Store.open(sqlite).close();
        var meanwhile = new AtomicReference<Runnable>(() -> {});
        var readers = new Readers(sqlite, meanwhile);
        var revision = new Revision(JdbcClient.create(readers), false, System::nanoTime);
        try (var writer = new Writer(
                "writer",
                new WriteSession(
                        Dialect.SQLITE,
                        SqliteConnections.writable(sqlite),
                        readers,
                        new DelegatingDataSource(readers)))) {
            meanwhile.set(() -> writer.submit(() -> {
                revision.bump();
                return null;
            }));

            var late = revision.current();

            assertThat(revision.current()).isNotEqualTo(late).isEqualTo(writer.submit(revision::current));
        }
    }

    /** What is to happen meanwhile happens once, when the first connection is given back. */
    private static final class Readers extends AbstractDataSource {
        private final Database.Sqlite sqlite;
        private final AtomicReference<Runnable> meanwhile;

        Readers(Database.Sqlite sqlite, AtomicReference<Runnable> meanwhile) {
            this.sqlite = sqlite;
            this.meanwhile = meanwhile;
        }

        @Override
        public Connection getConnection() throws SQLException {
            var connection = SqliteConnections.readable(sqlite).getConnection();
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        } finally {
                            if (method.getName().equals("close")) {
                                meanwhile.getAndSet(() -> {}).run();
                            }
                        }
                    });
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }
}
