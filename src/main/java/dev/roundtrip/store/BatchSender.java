package dev.roundtrip.store;

import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.support.SqlArrayValue;

/** Carries batches to the database in the form that is cheapest there, and tells each of their statements how many rows it changed. */
final class BatchSender {
    private final Dialect dialect;
    private final NamedParameterJdbcTemplate jdbc;

    BatchSender(Dialect dialect, NamedParameterJdbcTemplate jdbc) {
        this.dialect = dialect;
        this.jdbc = jdbc;
    }

    /** In their order. */
    void send(List<Deferred.Batch> batches) {
        if (OneTrip.takes(dialect, batches)) {
            OneTrip.send(batches, jdbc.getJdbcOperations());
        } else {
            batches.forEach(this::send);
        }
    }

    private void send(Deferred.Batch batch) {
        var many = batch.sql().many();
        var rows = many != null
                        && dialect == Dialect.POSTGRES
                        && batch.statements().size() > 1
                ? inOne(many, batch.statements())
                : oneByOne(batch);
        for (int i = 0; i < rows.length; i++) {
            batch.statements().get(i).rows().accept(rows[i]);
        }
    }

    private int[] oneByOne(Deferred.Batch batch) {
        var binds = batch.statements().stream()
                .map(statement -> new Binds(statement.binds()))
                .toArray(SqlParameterSource[]::new);
        var rows = jdbc.batchUpdate(batch.sql().one(), binds);
        for (int i = 0; i < rows.length; i++) {
            // Of inserts that the driver has put together: none was refused, so each is there.
            rows[i] = rows[i] == Statement.SUCCESS_NO_INFO ? 1 : rows[i];
        }
        return rows;
    }

    private int[] inOne(String many, List<Deferred.Statement> statements) {
        var binds = new MapSqlParameterSource();
        for (var name : statements.getFirst().binds().keySet()) {
            var column = statements.stream()
                    .map(statement -> text(statement.binds().get(name)))
                    .toArray(String[]::new);
            binds.addValue(name, new SqlArrayValue("text", (Object[]) column), Types.ARRAY);
        }
        var rows = new int[statements.size()];
        jdbc.query(many, binds, changed -> {
            rows[changed.getInt(1) - 1]++;
        });
        return rows;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
