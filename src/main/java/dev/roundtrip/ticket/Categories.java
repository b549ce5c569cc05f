package dev.roundtrip.ticket;

import dev.roundtrip.field.EntityRow;
import dev.roundtrip.field.EntityRows;
import dev.roundtrip.field.Filter;
import dev.roundtrip.field.Page;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.Query;
import dev.roundtrip.field.Search;
import dev.roundtrip.store.Store;
import java.util.Optional;
import java.util.Set;

/** Ticket categories: a list of the desk that programs read as an entity. They are everybody's, whichever companies a query names. */
public final class Categories {
    private final EntityRows<CategoryField> rows;

    public Categories(Store store) {
        var from =
                "(select * from picklist_value where picklist = '%s') g".formatted(PicklistName.TICKET_CATEGORY.word());
        this.rows = new EntityRows<>(
                store, CategoryField.class, new Search.Rows(from, "g.number", "1 = 1", Set.of(CategoryField.ID)));
    }

    public Page<EntityRow<CategoryField>> find(Query query) {
        return rows.find(query);
    }

    public long count(Filter where) {
        return rows.count(where, Set.of());
    }

    public Optional<EntityRow<CategoryField>> one(long id) {
        return rows.find(id);
    }
}
