package dev.roundtrip.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.AbstractSqlParameterSource;

/** The binds of a statement as they were given; Spring's own source of parameters would copy them, for every row of a batch. */
final class Binds extends AbstractSqlParameterSource {
    private final Map<String, ? extends @Nullable Object> values;

    Binds(Map<String, ? extends @Nullable Object> values) {
        this.values = values;
    }

    @Override
    public boolean hasValue(String name) {
        return values.containsKey(name);
    }

    @Override
    public @Nullable Object getValue(String name) {
        return values.get(name);
    }
}
