package dev.roundtrip.field;

import dev.roundtrip.store.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads rows of an entity by all its fields. */
public final class EntityRows<F extends Enum<F> & EntityField> {
    private final Store store;
    private final Class<F> fields;
    private final Search.Rows rows;
    private final Search search;

    public EntityRows(Store store, Class<F> fields, Search.Rows rows) {
        this.store = store;
        this.fields = fields;
        this.rows = rows;
        this.search = new Search(store);
    }

    public Optional<EntityRow<F>> find(long id) {
        return load(List.of(id)).stream().findFirst();
    }

    public Page<EntityRow<F>> find(Query query) {
        return search.page(rows, query, this::load, EntityRow::characters);
    }

    /** @param companies only of these; empty means of all */
    public long count(Filter where, Set<Long> companies) {
        return search.count(rows, where, companies);
    }

    private List<EntityRow<F>> load(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var found = new HashMap<Long, EntityRow<F>>();
        store.jdbc()
                .sql("select %s, %s from %s where %s in (:ids)"
                        .formatted(rows.id(), Columns.of(fields.getEnumConstants()), rows.from(), rows.id()))
                .param("ids", ids)
                .query((rs, n) -> new EntityRow<>(rs.getLong(1), Columns.read(rs, fields, 2)))
                .list()
                .forEach(row -> found.put(row.id(), row));
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }
}
