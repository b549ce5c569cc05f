package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A writer outlives what goes wrong around it, and leaves nobody waiting. */
class WriterTest {
    private final DataSource connections;

    WriterTest(@TempDir Path folder) {
        connections = SqliteConnections.writable(new Database.Sqlite(folder.resolve("desk.db")));
    }

    private static Writer writer(DataSource source) {
        return new Writer("writer", new WriteSession(Dialect.SQLITE, source, source, new DelegatingDataSource(source)));
    }

    @Test
    void aFaultAroundTheWorkIsToldToItsCallerAndTheNextFindsAWriterThatWorks() {
        var broken = new AtomicBoolean(true);
        var source = new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                if (broken.getAndSet(false)) {
                    throw new IllegalStateException("the driver fell over");
                }
                return connections.getConnection();
            }

            @Override
            public Connection getConnection(String user, String password) throws SQLException {
                return getConnection();
            }
        };
        try (var writer = writer(source)) {
            assertThatThrownBy(() -> writer.submit(() -> 1)).hasMessage("the driver fell over");

            assertThat(writer.submit(() -> 2)).isEqualTo(2);
        }
    }

    @Test
    void whatCameBeforeTheEndIsDoneAndWhatComesAfterItIsRefused() throws InterruptedException {
        var writer = writer(connections);
        var busy = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var done = new AtomicInteger();

        var first = Thread.ofVirtual()
                .start(() -> writer.submit(() -> {
                    busy.countDown();
                    return Callers.awaited(go);
                }));
        busy.await();
        var second = Thread.ofVirtual().start(() -> writer.submit(done::incrementAndGet));
        Callers.untilItWaits(second);
        var close = Thread.ofVirtual().start(writer::close);
        Callers.untilItWaits(close);
        assertThatThrownBy(() -> writer.submit(done::incrementAndGet)).hasMessage("the store is closed");
        go.countDown();
        first.join();
        second.join();
        close.join();

        assertThat(done).hasValue(1);
    }

    @Test
    void whoWaitsForAWriterThatIsInterruptedIsTold() throws InterruptedException {
        var writer = writer(connections);
        var busy = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var told = new AtomicReference<Throwable>();

        var first = Thread.ofVirtual()
                .start(() -> writer.submit(() -> {
                    busy.countDown();
                    Callers.awaited(go);
                    Thread.currentThread().interrupt();
                    return null;
                }));
        busy.await();
        var second = Thread.ofVirtual().start(() -> {
            try {
                writer.submit(() -> 2);
            } catch (IllegalStateException e) {
                told.set(e);
            }
        });
        Callers.untilItWaits(second);
        go.countDown();
        first.join();
        second.join();

        assertThat(told.get()).hasMessage("the store's writer was interrupted");
        assertThatThrownBy(() -> writer.submit(() -> 3)).hasMessage("the store is closed");
        writer.close();
    }
}
