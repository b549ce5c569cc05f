package dev.roundtrip.api;

import dev.roundtrip.field.EntityRow;
import dev.roundtrip.field.Filter;
import dev.roundtrip.field.Page;
import dev.roundtrip.field.Query;
import dev.roundtrip.ticket.Categories;
import dev.roundtrip.ticket.CategoryField;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code TicketCategories}: a list of the desk. */
@Component
final class ServedCategories implements Served<EntityRow<CategoryField>> {
    private final Categories categories;

    ServedCategories(Categories categories) {
        this.categories = categories;
    }

    @Override
    public Entity entity() {
        return Entities.CATEGORY;
    }

    @Override
    public String path() {
        return "TicketCategories";
    }

    @Override
    public Page<EntityRow<CategoryField>> find(Query query) {
        return categories.find(query);
    }

    @Override
    public long count(Filter where, Set<Long> companies) {
        return categories.count(where);
    }

    @Override
    public Optional<EntityRow<CategoryField>> one(long id, Caller caller) {
        return categories.one(id);
    }

    @Override
    public long idOf(EntityRow<CategoryField> row) {
        return row.id();
    }

    @Override
    public List<String> besides() {
        return RowJson.NOT_OURS;
    }

    @Override
    public Map<String, @Nullable Object> item(EntityRow<CategoryField> row, IncludedFields included) {
        return RowJson.item(row, CategoryField.values(), included);
    }
}
