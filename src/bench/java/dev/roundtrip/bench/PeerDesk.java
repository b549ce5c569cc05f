package dev.roundtrip.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the other engines need around them to do the same work: tickets, attempts, and the call itself. */
final class PeerDesk implements AutoCloseable {
    private final AtomicLong ids = new AtomicLong();
    private final HikariDataSource connections;
    private final JdbcTemplate jdbc;
    private final Poster poster;

    /** On an empty database. */
    PeerDesk(Job job) {
        var config = new HikariConfig();
        config.setJdbcUrl(Objects.requireNonNull(job.place().database(), "a database"));
        // Workers, producers, and what an engine does beside them.
        config.setMaximumPoolSize(
                job.shape().concurrency() + Math.max(8, job.load().producers()) + 16);
        connections = new HikariDataSource(config);
        jdbc = new JdbcTemplate(connections);
        poster = new Poster(job);
        jdbc.execute("""
                create table desk_ticket (
                    id bigint primary key,
                    ticket_number text not null unique,
                    company_id bigint not null,
                    status integer not null,
                    title text not null,
                    create_date bigint not null
                )""");
        jdbc.execute("""
                create table desk_attempt (
                    ticket_id bigint not null references desk_ticket (id),
                    started_at bigint not null,
                    ended_at bigint not null,
                    status integer
                )""");
    }

    HikariDataSource connections() {
        return connections;
    }

    JdbcTemplate jdbc() {
        return jdbc;
    }

    /** How many tickets there are. */
    long made() {
        return ids.get();
    }

    /** A ticket, in the transaction of that connection. */
    long insertTicket(Connection connection) throws SQLException {
        long id = ids.incrementAndGet();
        try (var insert = connection.prepareStatement(
                "insert into desk_ticket (id, ticket_number, company_id, status, title, create_date) values (?, ?, 0, 1, ?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, "T20261125." + id);
            insert.setString(3, "disk full");
            insert.setLong(4, System.currentTimeMillis());
            insert.executeUpdate();
        }
        return id;
    }

    /** Calls, and keeps the attempt by that connection, whatever came of it. */
    void attempt(Connection connection, long ticket, int target, String body)
            throws SQLException, InterruptedException {
        long started = System.currentTimeMillis();
        int status = poster.post(ticket, target, body);
        try (var insert = connection.prepareStatement(
                "insert into desk_attempt (ticket_id, started_at, ended_at, status) values (?, ?, ?, ?)")) {
            insert.setLong(1, ticket);
            insert.setLong(2, started);
            insert.setLong(3, System.currentTimeMillis());
            insert.setInt(4, status);
            insert.executeUpdate();
        }
    }

    /** The same by a connection that is asked for when the far end has answered, so that none is held during the call. */
    void attempt(long ticket, int target, String body) throws InterruptedException {
        long started = System.currentTimeMillis();
        int status = poster.post(ticket, target, body);
        jdbc.update(
                "insert into desk_attempt (ticket_id, started_at, ended_at, status) values (?, ?, ?, ?)",
                ticket,
                started,
                System.currentTimeMillis(),
                status);
    }

    List<Long> answered() {
        return jdbc.queryForList("select ticket_id from desk_attempt where status = 200", Long.class);
    }

    @Override
    public void close() {
        poster.close();
        connections.close();
    }
}
