package dev.roundtrip.field;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How values of fields lie in a database: times as milliseconds since 1970, all else as it is. */
public final class Columns {
    private Columns() {}

    /** What a select names, in the order of the fields. */
    public static <F extends EntityField> String of(F[] fields) {
        return Arrays.stream(fields).map(EntityField::expression).collect(Collectors.joining(", "));
    }

    /** @param first where {@link #of} begins in the select, counted from 1 */
    public static <F extends Enum<F> & EntityField> Map<F, Object> read(ResultSet rs, Class<F> fields, int first)
            throws SQLException {
        var values = new EnumMap<F, Object>(fields);
        // By position: names are looked up slowly.
        int column = first;
        for (var field : fields.getEnumConstants()) {
            var value = value(rs, field.type(), column++);
            if (value != null) {
                values.put(field, value);
            }
        }
        return values;
    }

    private static @Nullable Object value(ResultSet rs, FieldType type, int column) throws SQLException {
        Object value = switch (type) {
            case NUMBER -> rs.getLong(column);
            case DECIMAL -> rs.getDouble(column);
            case TEXT -> rs.getString(column);
            case TIME -> Instant.ofEpochMilli(rs.getLong(column));
            case FLAG -> rs.getBoolean(column);
        };
        return rs.wasNull() ? null : value;
    }

    public static Object bind(Object value) {
        return value instanceof Instant time ? time.toEpochMilli() : value;
    }

    /** Null clears. */
    public static @Nullable Object bind(Optional<Object> value) {
        return value.map(Columns::bind).orElse(null);
    }
}
