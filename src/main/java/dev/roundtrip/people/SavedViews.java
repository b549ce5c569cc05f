package dev.roundtrip.people;

import dev.roundtrip.store.Store;
import java.util.List;

/** The views of lists that people keep. Nobody sees or changes another's. */
public final class SavedViews {
    /** Most that a person keeps of one list: they stand side by side. */
    public static final int MOST = 20;

    private final Store store;

    public SavedViews(Store store) {
        this.store = store;
    }

    /** What became of a wish to keep a view. */
    public enum Outcome {
        KEPT,
        /** another view of that list has the name */
        NAME_TAKEN,
        /** the person keeps {@link #MOST} of that list already */
        TOO_MANY,
        /** there is none of that id, or it is another's */
        GONE
    }

    /** In the order in which they were made. */
    public List<SavedView> of(long personId, String list) {
        return store.jdbc()
                .sql("select id, name, query from saved_view where person_id = :person and list = :list order by id")
                .param("person", personId)
                .param("list", list)
                .query((rs, n) -> new SavedView(rs.getLong("id"), rs.getString("name"), rs.getString("query")))
                .list();
    }

    /** Keeps the filter under that name; the view that has the name already shows it from then on. {@code id} is passed over. */
    public Outcome keep(long personId, String list, SavedView view) {
        return store.write(() -> {
            var key = Person.keyOf(view.name());
            var all = of(personId, list);
            if (all.size() >= MOST
                    && all.stream()
                            .noneMatch(other -> Person.keyOf(other.name()).equals(key))) {
                return Outcome.TOO_MANY;
            }
            store.jdbc()
                    .sql("""
                            insert into saved_view (person_id, list, name, name_key, query)
                            values (:person, :list, :name, :key, :query)
                            on conflict (person_id, list, name_key) do update
                            set name = excluded.name, query = excluded.query""")
                    .param("person", personId)
                    .param("list", list)
                    .param("name", view.name())
                    .param("key", key)
                    .param("query", view.query())
                    .update();
            return Outcome.KEPT;
        });
    }

    public Outcome rename(long personId, String list, long id, String name) {
        return store.write(() -> {
            var all = of(personId, list);
            var known = all.stream().filter(view -> view.id() == id).findFirst();
            if (known.isEmpty()) {
                return Outcome.GONE;
            }
            var renamed = new SavedView(id, name, known.get().query());
            var key = Person.keyOf(renamed.name());
            if (all.stream()
                    .anyMatch(
                            view -> view.id() != id && Person.keyOf(view.name()).equals(key))) {
                return Outcome.NAME_TAKEN;
            }
            store.jdbc()
                    .sql("update saved_view set name = :name, name_key = :key where id = :id and person_id = :person")
                    .param("name", renamed.name())
                    .param("key", key)
                    .param("id", id)
                    .param("person", personId)
                    .update();
            return Outcome.KEPT;
        });
    }

    /** No error when there is none of that id, or it is another's. */
    public void delete(long personId, long id) {
        store.write(() -> store.jdbc()
                .sql("delete from saved_view where id = :id and person_id = :person")
                .param("id", id)
                .param("person", personId)
                .update());
    }
}
