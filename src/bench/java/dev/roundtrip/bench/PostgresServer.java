package dev.roundtrip.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A PostgreSQL of our own in which a commit is on disk when it returns; the library alone would switch that off. Its log is as that of a server that
 * has run for a while: new segments are old ones used again. Where one has to be made and filled with zeros first, every commit stands still for 80 ms
 * meanwhile, and the more so the more an engine writes.
 */
final class PostgresServer implements AutoCloseable {
    /** Of 16 MB: what an engine writes in one run at most. */
    private static final int LOG_SEGMENTS = 128;

    private final EmbeddedPostgres server;
    private int databases;

    PostgresServer() throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "300")
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("min_wal_size", LOG_SEGMENTS * 16 + "MB")
                .setServerConfig(
                        "max_wal_size", "4GB") // so that no checkpoint falls into one window and not into another
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
        for (var setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
            if (!asked("show " + setting).equals("on")) {
                throw new IllegalStateException("PostgreSQL runs with " + setting + " " + asked("show " + setting));
            }
        }
        for (int i = 0; i < LOG_SEGMENTS; i++) {
            run(
                    "select pg_logical_emit_message(false, 'bench', 'so that there is something to switch'), pg_switch_wal()");
        }
        run("checkpoint");
    }

    /** The JDBC URL of an empty one. What the one before left to be written is on disk then. */
    String freshDatabase() throws SQLException {
        var name = "bench_" + ++databases;
        if (databases > 1) {
            run("drop database if exists bench_" + (databases - 1) + " with (force)");
        }
        run("create database " + name);
        run("checkpoint");
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres&password=asked-by-nobody"
                .formatted(server.getPort(), name);
    }

    /** The first of its processes, whose children the others are. */
    long postmaster() throws IOException, SQLException {
        var file = Path.of(asked("show data_directory"), "postmaster.pid");
        return Long.parseLong(Files.readAllLines(file).getFirst());
    }

    String version() throws SQLException {
        return asked("show server_version");
    }

    private void run(String sql) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String asked(String sql) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
