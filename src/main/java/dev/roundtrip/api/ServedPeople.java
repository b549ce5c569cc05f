package dev.roundtrip.api;

import dev.roundtrip.field.EntityRow;
import dev.roundtrip.field.Filter;
import dev.roundtrip.field.Page;
import dev.roundtrip.field.Query;
import dev.roundtrip.people.People;
import dev.roundtrip.people.PersonField;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code Resources}: the people of the desk. To be read only, and not by programs of a company: whom they would see works for others too. */
@Component
final class ServedPeople implements Served<EntityRow<PersonField>> {
    private final People people;

    ServedPeople(People people) {
        this.people = people;
    }

    @Override
    public Entity entity() {
        return Entities.PERSON;
    }

    @Override
    public String path() {
        return "Resources";
    }

    @Override
    public Page<EntityRow<PersonField>> find(Query query) {
        return people.find(query);
    }

    @Override
    public long count(Filter where, Set<Long> companies) {
        return people.count(where, companies);
    }

    @Override
    public Optional<EntityRow<PersonField>> one(long id, Caller caller) {
        return caller.companies().isEmpty() ? people.row(id) : Optional.empty();
    }

    @Override
    public long idOf(EntityRow<PersonField> row) {
        return row.id();
    }

    @Override
    public List<String> besides() {
        return RowJson.NOT_OURS;
    }

    @Override
    public Map<String, @Nullable Object> item(EntityRow<PersonField> row, IncludedFields included) {
        return RowJson.item(row, PersonField.values(), included);
    }
}
