package dev.roundtrip.store;

import com.zaxxer.hikari.HikariConfig;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** How a server is reached that may be away, or gone without a word. What the URL itself says of it stands. */
final class PostgresConnections {
    private static final String TO_CONNECT = "5"; // seconds

    /** In seconds. No statement of the desk's daily work takes so long. */
    private static final String FOR_AN_ANSWER = "30";

    /**
     * What a process has locked and cannot let go of, because it is frozen or its machine is gone, is let go of by the server: the others
     * wait for it.
     */
    private static final String LETS_GO = "-c idle_in_transaction_session_timeout=10s -c tcp_keepalives_idle=5"
            + " -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=20s";

    /** To compile a statement takes longer than any of ours, and a scan that is unwelcome looks dear enough for it. */
    private static final String UNCOMPILED = " -c jit=off";

    /**
     * Writes find their rows by key. What the server believes of a table that was empty a minute ago must not make it read the whole of it,
     * for each of a hundred keys.
     */
    private static final String BY_KEY =
            " -c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off";

    private PostgresConnections() {}

    /** For daily work: nobody waits for a server that has gone silent. */
    static Properties working() {
        var properties = patient();
        properties.setProperty("socketTimeout", FOR_AN_ANSWER);
        properties.setProperty("options", LETS_GO + UNCOMPILED);
        return properties;
    }

    /**
     * The same, for {@link Searchers}. A statement is planned for the values it comes with: a plan that is made once for all values takes a
     * user-defined field for one that a handful share or that all have, and walks a million tickets for the five hundred of an alert.
     */
    static Properties searching(Duration most) {
        var properties = working();
        properties.setProperty("options", LETS_GO + UNCOMPILED + " -c statement_timeout=" + most.toMillis() + "ms");
        properties.setProperty("prepareThreshold", "0");
        return properties;
    }

    /** The same, for a writer. */
    static Properties writing() {
        var properties = working();
        properties.setProperty("options", LETS_GO + UNCOMPILED + BY_KEY);
        properties.setProperty("reWriteBatchedInserts", "true");
        return properties;
    }

    /** For what may take its time: a migration rewrites tables. */
    static Properties patient() {
        var properties = new Properties();
        properties.setProperty("connectTimeout", TO_CONNECT);
        properties.setProperty("loginTimeout", TO_CONNECT);
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    /** For a pool of connections that cannot write. */
    static HikariConfig readers(Database.Postgres postgres, Properties properties) {
        var config = new HikariConfig();
        // Not a source of ours: the pool asks its own how long a connection may take to be made, and waits so long at
        // its end.
        config.setJdbcUrl(postgres.url());
        config.setDataSourceProperties(properties);
        // Not setReadOnly: the driver heeds that only where a transaction is opened, and readers open none.
        config.setConnectionInitSql("set session characteristics as transaction read only");
        return config;
    }

    /** A new connection each time. */
    static DataSource source(Database.Postgres postgres, Properties properties) {
        return new DriverManagerDataSource(postgres.url(), properties);
    }
}
