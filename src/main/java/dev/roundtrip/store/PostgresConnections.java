package dev.roundtrip.store;

import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** How a server is reached that may be away, or gone without a word. What the URL itself says of it stands. */
final class PostgresConnections {
    private static final String TO_CONNECT = "5"; // seconds

    /** In seconds. No statement of the desk's daily work takes so long. */
    private static final String FOR_AN_ANSWER = "30";

    private PostgresConnections() {}

    /** For daily work: nobody waits for a server that has gone silent. */
    static Properties working() {
        var properties = patient();
        properties.setProperty("socketTimeout", FOR_AN_ANSWER);
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

    /** A new connection each time. */
    static DataSource source(Database.Postgres postgres, Properties properties) {
        return new DriverManagerDataSource(postgres.url(), properties);
    }
}
