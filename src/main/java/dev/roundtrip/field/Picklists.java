package dev.roundtrip.field;

import dev.roundtrip.store.Revision;
import dev.roundtrip.store.Store;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The desk's picklists. */
public final class Picklists {
    private final Store store;
    private final Revision.Cached<Map<PicklistName, List<PicklistValue>>> all;

    public Picklists(Store store) {
        this.store = store;
        this.all = store.revision().cached(this::load);
    }

    /** All values of a list in their order, inactive ones too. */
    public List<PicklistValue> values(PicklistName list) {
        return all.get().getOrDefault(list, List.of());
    }

    /** The list that a field's numbers come from, inactive values too: its own, or one of the desk; empty when it has none. */
    public Optional<List<PicklistValue>> of(EntityField field) {
        var fixed = field.spec().fixed();
        return fixed.isEmpty() ? field.picklist().map(this::values) : Optional.of(fixed);
    }

    public Optional<PicklistValue> value(PicklistName list, long number) {
        return values(list).stream().filter(v -> v.number() == number).findFirst();
    }

    /** By label without case, or by number; a label before a number, should they collide. */
    public Optional<PicklistValue> named(PicklistName list, String labelOrNumber) {
        var text = labelOrNumber.strip();
        return values(list).stream()
                .filter(v -> v.label().strip().equalsIgnoreCase(text))
                .findFirst()
                .or(() -> values(list).stream()
                        .filter(v -> Long.toString(v.number()).equals(text))
                        .findFirst());
    }

    /** The label of a number; the number itself where the list does not hold it. */
    public String label(PicklistName list, long number) {
        return value(list, number).map(PicklistValue::label).orElse(Long.toString(number));
    }

    /** What a new ticket gets that names none. */
    public Optional<PicklistValue> defaultOf(PicklistName list) {
        return values(list).stream()
                .filter(v -> v.isDefault() && v.active())
                .findFirst()
                .or(() -> values(list).stream().filter(PicklistValue::active).findFirst());
    }

    /** Adds the value or changes the one of that number. A system value stays one. */
    public void keep(PicklistName list, PicklistValue value) {
        store.write(() -> {
            store.jdbc()
                    .sql("""
                            insert into picklist_value (picklist, number, label, sort_order, active, is_system, is_default)
                            values (:list, :number, :label, :order, :active, :system, :default)
                            on conflict (picklist, number) do update
                            set label = excluded.label, sort_order = excluded.sort_order, active = excluded.active""")
                    .param("list", list.word())
                    .param("number", value.number())
                    .param("label", value.label())
                    .param("order", value.order())
                    .param("active", value.active())
                    .param("system", value.system())
                    .param("default", value.isDefault())
                    .update();
            store.revision().bump();
            return null;
        });
    }

    private Map<PicklistName, List<PicklistValue>> load() {
        var lists = new EnumMap<PicklistName, List<PicklistValue>>(PicklistName.class);
        store.jdbc()
                .sql("""
                        select picklist, number, label, sort_order, active, is_system, is_default
                        from picklist_value
                        union all
                        select :levels, id, name, id, active, false, is_default
                        from service_level
                        order by picklist, sort_order, number""")
                .param("levels", PicklistName.SERVICE_LEVEL_AGREEMENT.word())
                .query(rs -> {
                    var value = new PicklistValue(
                            rs.getLong("number"),
                            rs.getString("label"),
                            rs.getInt("sort_order"),
                            rs.getBoolean("active"),
                            rs.getBoolean("is_system"),
                            rs.getBoolean("is_default"));
                    PicklistName.named(rs.getString("picklist"))
                            .ifPresent(name -> lists.computeIfAbsent(name, n -> new ArrayList<>())
                                    .add(value));
                });
        return lists;
    }
}
