package dev.roundtrip.ticket;

import dev.roundtrip.field.FieldsRefused;
import dev.roundtrip.field.UserField;
import dev.roundtrip.store.Revision;
import dev.roundtrip.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The user-defined fields of tickets. */
public final class UserFields {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Store store;
    private final Revision.Cached<List<UserField>> all;

    public UserFields(Store store) {
        this.store = store;
        this.all = store.revision().cached(this::load);
    }

    /** Active and inactive, by id. */
    public List<UserField> all() {
        return all.get();
    }

    public List<UserField> active() {
        return all().stream().filter(UserField::active).toList();
    }

    /** Names are found without case. */
    public Optional<UserField> named(String name) {
        var key = UserField.keyOf(name);
        return all().stream().filter(f -> f.key().equals(key)).findFirst();
    }

    public Optional<UserField> withId(long id) {
        return all().stream().filter(f -> f.id() == id).findFirst();
    }

    /**
     * Adds it and returns it with its id; when a field of that name is there already (another made it first), that one.
     *
     * @throws FieldsRefused beyond {@link UserField#MOST_ACTIVE} active fields
     */
    public UserField add(UserField field) {
        return store.write(() -> {
            var known = named(field.name());
            if (known.isPresent()) {
                return known.get();
            }
            refuseTooMany(field);
            store.jdbc().sql("""
                            insert into user_field (name, name_key, type, choices, default_value, description, active)
                            values (:name, :key, :type, :choices, :default, :description, :active)
                            on conflict (name_key) do nothing""").params(columns(field)).update();
            store.revision().bump();
            return named(field.name()).orElseThrow();
        });
    }

    /**
     * Changes everything but the type, which its stored values depend on.
     *
     * @throws FieldsRefused for another type, a name that is taken, or one active field too many
     */
    public void change(UserField field) {
        store.write(() -> {
            var known = withId(field.id()).orElseThrow();
            if (known.type() != field.type()) {
                throw new FieldsRefused("field \"%s\" is of type %s and holds such values; its type cannot become %s"
                        .formatted(
                                known.name(), known.type().word(), field.type().word()));
            }
            named(field.name()).filter(other -> other.id() != field.id()).ifPresent(other -> {
                throw new FieldsRefused("there is a field \"%s\" already; choose another name".formatted(other.name()));
            });
            if (!known.active()) {
                refuseTooMany(field);
            }
            store.jdbc().sql("""
                            update user_field
                            set name = :name, name_key = :key, choices = :choices, default_value = :default,
                                description = :description, active = :active
                            where id = :id""").params(columns(field)).param("id", field.id()).update();
            store.revision().bump();
            return null;
        });
    }

    private void refuseTooMany(UserField field) {
        if (field.active() && active().size() >= UserField.MOST_ACTIVE) {
            throw new FieldsRefused(
                    "field \"%s\": %d fields are active already, which is the most; make another one inactive first"
                            .formatted(field.name(), UserField.MOST_ACTIVE));
        }
    }

    private static Map<String, Object> columns(UserField field) {
        var columns = new TreeMap<String, Object>();
        columns.put("name", field.name());
        columns.put("key", field.key());
        columns.put("type", field.type().word());
        columns.put("choices", JSON.writeValueAsString(field.choices()));
        columns.put("active", field.active());
        putNullable(columns, "default", field.defaultValue());
        putNullable(columns, "description", field.description());
        return columns;
    }

    @SuppressWarnings("NullAway") // a bind may be null; JDK's Map is annotated for values that are not
    private static void putNullable(
            Map<String, Object> columns, String name, @org.jspecify.annotations.Nullable String value) {
        columns.put(name, value);
    }

    private List<UserField> load() {
        return List.copyOf(store.jdbc()
                .sql("""
                        select id, name, type, choices, default_value, description, active
                        from user_field
                        order by id""")
                .query((rs, n) -> new UserField(
                        rs.getLong("id"),
                        rs.getString("name"),
                        UserField.Type.of(rs.getString("type")),
                        JSON.readValue(rs.getString("choices"), new TypeReference<List<String>>() {}),
                        rs.getString("default_value"),
                        rs.getString("description"),
                        rs.getBoolean("active")))
                .list());
    }
}
