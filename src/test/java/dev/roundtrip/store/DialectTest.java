package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DialectTest {
    private static final List<String> TEXTS = List.of("ÄÖÜ ẞ", "straße", "İ", "ΟΔΟΣ", "Ж", "\u212A", "Ǆ", "😀 A", "ﬁ");

    @Test
    void sqliteFoldsAsJavaDoes(@TempDir Path folder) throws SQLException {
        var database = (Database.Sqlite) TestDatabase.SQLITE.fresh(folder);

        try (var connection = SqliteConnections.writable(database).getConnection()) {
            foldsAsJavaDoes(Dialect.SQLITE, connection);
        }
    }

    @Test
    void postgresFoldsAsJavaDoesEvenWhereItsLocaleKnowsNoUmlauts(@TempDir Path folder) throws SQLException {
        var fresh = ((Database.Postgres) TestDatabase.POSTGRES.fresh(folder)).url();
        try (var connection = DriverManager.getConnection(fresh);
                var statement = connection.createStatement()) {
            statement.execute("create database no_umlauts template template0 encoding 'UTF8' locale 'C'");
        }

        try (var connection = DriverManager.getConnection(fresh.replaceFirst("/desk_[0-9]+", "/no_umlauts"))) {
            foldsAsJavaDoes(Dialect.POSTGRES, connection);
        }
    }

    private static void foldsAsJavaDoes(Dialect dialect, Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select " + dialect.folded("?"))) {
            for (var text : TEXTS) {
                statement.setString(1, text);
                try (var row = statement.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getString(1)).isEqualTo(text.toLowerCase(Locale.ROOT));
                }
            }
        }
    }
}
