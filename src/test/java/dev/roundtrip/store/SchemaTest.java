package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The schema is one, whichever database it lies in, and is never older than the program that uses it. */
class SchemaTest {
    private static final SharedStores STORES = new SharedStores();

    @AfterAll
    static void close() {
        STORES.close();
    }

    /** What is asked of a database's description. */
    private interface Question<T> {
        T of(Connection connection, DatabaseMetaData description) throws SQLException;
    }

    private static <T> T ask(TestDatabase database, Question<T> question) {
        return STORES.on(database).jdbc().sql("select 1").query((ResultSet rs) -> {
            var connection = rs.getStatement().getConnection();
            return question.of(connection, connection.getMetaData());
        });
    }

    private static List<String> tables(TestDatabase database) {
        return ask(database, (connection, description) -> {
            var names = new ArrayList<String>();
            try (var rows = description.getTables(null, connection.getSchema(), "%", new String[] {"TABLE"})) {
                while (rows.next()) {
                    names.add(rows.getString("TABLE_NAME"));
                }
            }
            return names.stream()
                    .filter(name -> !name.startsWith("sqlite_") && !name.startsWith("flyway_"))
                    .sorted()
                    .toList();
        });
    }

    /** Each with its kind, and whether it may be empty. */
    private static List<String> columns(TestDatabase database) {
        var key = keys(database);
        return ask(database, (connection, description) -> {
            var lines = new ArrayList<String>();
            for (var table : tables(database)) {
                try (var rows = description.getColumns(null, connection.getSchema(), table, "%")) {
                    while (rows.next()) {
                        var column = rows.getString("COLUMN_NAME");
                        // SQLite does not say it of a key, which cannot be empty either.
                        var mayBeEmpty = !key.contains(table + "." + column)
                                && rows.getInt("NULLABLE") == DatabaseMetaData.columnNullable;
                        lines.add("%s.%s %s%s"
                                .formatted(
                                        table,
                                        column,
                                        kind(rows.getString("TYPE_NAME"), key.contains(table + "." + column)),
                                        mayBeEmpty ? "" : " not null"));
                    }
                }
            }
            return lines;
        });
    }

    /** SQLite counts keys of its own in an integer, whose values are as long as PostgreSQL's bigint. */
    private static String kind(String type, boolean key) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "bigint", "int8", "bigserial" -> "bigint";
            case "integer", "int4" -> key ? "bigint" : "integer";
            case "text" -> "text";
            case "blob", "bytea" -> "bytes";
            case "boolean", "bool" -> "boolean";
            case "double precision", "float8" -> "double precision";
            default -> throw new AssertionError("a column of type " + type);
        };
    }

    private static Set<String> keys(TestDatabase database) {
        return ask(database, (connection, description) -> {
            var columns = new TreeSet<String>();
            for (var table : tables(database)) {
                try (var rows = description.getPrimaryKeys(null, connection.getSchema(), table)) {
                    while (rows.next()) {
                        columns.add(table + "." + rows.getString("COLUMN_NAME"));
                    }
                }
            }
            return columns;
        });
    }

    /** What each index is of: names that a database made up itself differ. */
    private static List<String> indexes(TestDatabase database) {
        return ask(database, (connection, description) -> {
            var lines = new TreeSet<String>();
            for (var table : tables(database)) {
                var columns = new TreeMap<String, List<String>>();
                var unique = new TreeSet<String>();
                try (var rows = description.getIndexInfo(null, connection.getSchema(), table, false, true)) {
                    while (rows.next()) {
                        var name = rows.getString("INDEX_NAME");
                        columns.computeIfAbsent(name, n -> new ArrayList<>()).add(rows.getString("COLUMN_NAME"));
                        if (!rows.getBoolean("NON_UNIQUE")) {
                            unique.add(name);
                        }
                    }
                }
                columns.forEach((name, of) -> lines.add(table + " " + of + (unique.contains(name) ? " unique" : "")));
            }
            // A table of SQLite that counts its own keys is the index of them.
            lines.removeIf(line -> line.endsWith(" [id] unique"));
            return List.copyOf(lines);
        });
    }

    private static List<String> references(TestDatabase database) {
        return ask(database, (connection, description) -> {
            var lines = new TreeSet<String>();
            for (var table : tables(database)) {
                try (var rows = description.getImportedKeys(null, connection.getSchema(), table)) {
                    while (rows.next()) {
                        lines.add("%s.%s -> %s.%s %d"
                                .formatted(
                                        table,
                                        rows.getString("FKCOLUMN_NAME"),
                                        rows.getString("PKTABLE_NAME"),
                                        rows.getString("PKCOLUMN_NAME"),
                                        rows.getShort("DELETE_RULE")));
                    }
                }
            }
            return List.copyOf(lines);
        });
    }

    private static List<String> rows(TestDatabase database, String sql) {
        return STORES.on(database).jdbc().sql(sql).query().listOfRows().stream()
                .map(row -> row.entrySet().stream()
                        .map(e -> e.getKey() + "=" + plain(e.getValue()))
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    private static String plain(Object value) {
        return value instanceof Boolean flag ? flag ? "1" : "0" : String.valueOf(value);
    }

    @Test
    void bothDatabasesHaveTheSameTables() {
        assertThat(tables(TestDatabase.SQLITE))
                .contains("ticket", "delivery", "attempt", "revision")
                .isEqualTo(tables(TestDatabase.POSTGRES));
    }

    @Test
    void theirTablesHaveTheSameColumnsInTheSameOrder() {
        assertThat(columns(TestDatabase.SQLITE))
                .contains("delivery.due_at bigint", "ticket.title text not null")
                .isEqualTo(columns(TestDatabase.POSTGRES));
    }

    @Test
    void theyHaveTheSameKeysAndReferences() {
        assertThat(keys(TestDatabase.SQLITE)).isEqualTo(keys(TestDatabase.POSTGRES));
        assertThat(references(TestDatabase.SQLITE)).hasSizeGreaterThan(5).isEqualTo(references(TestDatabase.POSTGRES));
    }

    @Test
    void theyHaveTheSameIndexes() {
        assertThat(indexes(TestDatabase.SQLITE))
                .contains("ticket [ticket_number] unique", "delivery [lane, due_at, id]")
                .isEqualTo(indexes(TestDatabase.POSTGRES));
    }

    @Test
    void theyBeginWithTheSameRows() {
        for (var table : List.of("company", "picklist_value", "desk_setting", "revision")) {
            var all = "select * from " + table + " order by 1, 2";
            assertThat(rows(TestDatabase.SQLITE, all)).as(table).isEqualTo(rows(TestDatabase.POSTGRES, all));
        }
    }

    @Test
    void theirMigrationsHaveTheSameNumbersAndNames() {
        var run =
                "select version, description, success from flyway_schema_history where version is not null order by 1";

        assertThat(rows(TestDatabase.SQLITE, run)).isNotEmpty().isEqualTo(rows(TestDatabase.POSTGRES, run));
    }

    @ParameterizedTest
    @EnumSource
    void aSchemaOfANewerProgramIsRefused(TestDatabase database, @TempDir Path folder) {
        var fresh = database.fresh(folder);
        try (var store = Store.open(fresh)) {
            store.write(() -> store.jdbc().sql("""
                            insert into flyway_schema_history (installed_rank, version, description, type, script,
                                                               checksum, installed_by, execution_time, success)
                            values (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'later', 1, :yes)""").param("yes", true).update());
        }

        assertThatThrownBy(() -> Store.open(fresh))
                .isInstanceOf(StoreRefused.class)
                .hasMessage("this store has schema 99, written by a newer Roundtrip; this one knows up to 1."
                        + " Start the newer program, or restore a backup from before the upgrade.");
        assertThatThrownBy(() -> Store.open(fresh))
                .as("and the store is not held by who was refused")
                .hasMessageStartingWith("this store has schema 99");
    }

    @ParameterizedTest
    @EnumSource
    void aSchemaThatSomebodyElseMadeIsRefused(TestDatabase database, @TempDir Path folder) {
        var fresh = database.fresh(folder);
        try (var store = Store.open(fresh)) {
            store.write(() -> store.jdbc()
                    .sql("update flyway_schema_history set checksum = 4711 where version = '1'")
                    .update());
        }

        assertThatThrownBy(() -> Store.open(fresh))
                .isInstanceOf(StoreRefused.class)
                .hasMessageStartingWith("the schema could not be brought up to date: ");
    }

    @ParameterizedTest
    @EnumSource
    void openedAgainItIsAsItWas(TestDatabase database, @TempDir Path folder) {
        var fresh = database.fresh(folder);
        try (var store = Store.open(fresh)) {
            store.write(() -> store.jdbc()
                    .sql("insert into desk_setting (name, value) values ('domain', 'ACME.EXAMPLE')")
                    .update());
        }

        try (var again = Store.open(fresh)) {
            assertThat(again.jdbc()
                            .sql("select value from desk_setting where name = 'domain'")
                            .query(String.class)
                            .single())
                    .isEqualTo("ACME.EXAMPLE");
        }
    }
}
