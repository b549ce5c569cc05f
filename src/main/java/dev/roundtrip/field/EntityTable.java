package dev.roundtrip.field;

import dev.roundtrip.store.Dialect;
import dev.roundtrip.store.Store;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes rows of a table whose columns follow from its fields, and a few besides. A write names only the columns that it is about. */
public final class EntityTable<F extends StoredField> {
    private final Store store;
    private final String table;

    public EntityTable(Store store, String table) {
        this.store = store;
        this.table = table;
    }

    /**
     * @param besides values of columns that are no fields, by the column's name
     * @return the new row's id
     */
    public long insert(Map<F, Object> values, Map<String, ?> besides) {
        var binds = new LinkedHashMap<String, Object>(besides);
        values.forEach((field, value) -> binds.put(field.column(), Columns.bind(value)));
        return store.jdbc()
                .sql("insert into %s (%s) values (%s) returning id"
                        .formatted(
                                table,
                                String.join(", ", binds.keySet()),
                                binds.keySet().stream().map(name -> ":" + name).collect(Collectors.joining(", "))))
                .params(binds)
                .query(Long.class)
                .single();
    }

    /** Within a write: nobody else changes the row until that ends. SQLite has one writer anyhow. */
    public void hold(long id) {
        if (store.dialect() == Dialect.POSTGRES) {
            store.jdbc()
                    .sql("select id from %s where id = :id for update".formatted(table))
                    .param("id", id)
                    .query(Long.class)
                    .optional();
        }
    }

    /** @param changed at least one; an empty value clears */
    public void update(long id, Map<F, Optional<Object>> changed, Map<String, ?> besides) {
        var binds = new LinkedHashMap<String, @Nullable Object>(besides);
        changed.forEach((field, value) -> binds.put(field.column(), Columns.bind(value)));
        store.jdbc()
                .sql("update %s set %s where id = :id"
                        .formatted(
                                table,
                                binds.keySet().stream()
                                        .map(name -> name + " = :" + name)
                                        .collect(Collectors.joining(", "))))
                .params(binds)
                .param("id", id)
                .update();
    }
}
