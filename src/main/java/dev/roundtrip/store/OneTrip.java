package dev.roundtrip.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.SqlTypeValue;
import org.springframework.jdbc.core.StatementCreatorUtils;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;

/**
 * Different statements in one message to PostgreSQL, and one answer back: what a lone caller changes is half a dozen of them, and each by
 * itself would cost a trip, several times as long as the server works on it.
 *
 * <p>For few. The server keeps a plan for each statement of each text, so texts must not be as many as there are numbers of callers in a
 * group; and a batch of one statement makes up for its trip.
 */
final class OneTrip {
    private static final int MOST = 8;

    private OneTrip() {}

    /** Whether it can take these: several, each for one caller alone. */
    static boolean takes(Dialect dialect, List<Deferred.Batch> batches) {
        return dialect == Dialect.POSTGRES
                && batches.size() > 1
                && batches.size() <= MOST
                && batches.stream().allMatch(batch -> batch.statements().size() == 1);
    }

    /** Carries them out in their order, and tells each how many rows it changed. When one is refused, none of them stands. */
    static void send(List<Deferred.Batch> batches, JdbcOperations jdbc) {
        var sql = new ArrayList<String>(batches.size());
        var values = new ArrayList<@Nullable Object>();
        for (var batch : batches) {
            var parsed = NamedParameterUtils.parseSqlStatement(batch.sql().one());
            var binds = new Binds(batch.statements().getFirst().binds());
            sql.add(NamedParameterUtils.substituteNamedParameters(parsed, binds));
            for (var value : NamedParameterUtils.buildValueArray(parsed, binds, null)) {
                values.add(value);
            }
        }
        var rows = Objects.requireNonNull(jdbc.execute(String.join(";\n", sql), (PreparedStatement statement) -> {
            for (int i = 0; i < values.size(); i++) {
                StatementCreatorUtils.setParameterValue(statement, i + 1, SqlTypeValue.TYPE_UNKNOWN, values.get(i));
            }
            return rows(statement, batches.size());
        }));
        for (int i = 0; i < rows.length; i++) {
            batches.get(i).statements().getFirst().rows().accept(rows[i]);
        }
    }

    private static int[] rows(PreparedStatement statement, int count) throws SQLException {
        var rows = new int[count];
        statement.execute();
        for (int i = 0; i < count; i++) {
            rows[i] = statement.getUpdateCount();
            statement.getMoreResults();
        }
        return rows;
    }
}
