package dev.roundtrip.directory;

import dev.roundtrip.field.EntityRow;
import dev.roundtrip.field.EntityRows;
import dev.roundtrip.field.EntityTable;
import dev.roundtrip.field.FieldCheck;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.FieldsRefused;
import dev.roundtrip.field.Filter;
import dev.roundtrip.field.Page;
import dev.roundtrip.field.Query;
import dev.roundtrip.field.Search;
import dev.roundtrip.field.StoredField;
import dev.roundtrip.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Companies, contacts, or devices, with all their fields as programs know them. The one way by which they are written.
 *
 * <p>A write that changes nothing is none.
 */
public final class Records<F extends Enum<F> & StoredField> {
    private final Kind<F> kind;
    private final Store store;
    private final Clock clock;
    private final EntityRows<F> rows;
    private final EntityTable<F> table;
    private final FieldCheck check;

    /**
     * What they are.
     *
     * @param noun {@code company}
     * @param rows where they are searched for
     * @param cached whether the desk remembers them, as it does its configuration
     * @param given what a new one gets that names nothing else
     */
    record Kind<F extends Enum<F> & StoredField>(
            String noun,
            Class<F> fields,
            String table,
            Search.Rows rows,
            F created,
            F changed,
            boolean cached,
            Map<F, Object> given,
            More<F> more) {}

    /** What is peculiar to one kind. */
    @FunctionalInterface
    interface More<F> {
        /**
         * Asked within the write, before it is done.
         *
         * @param id of the record; null for a new one
         * @param values what it will hold of what is written; an empty one clears
         * @param problems gets what speaks against it
         * @return columns to be written that are no fields, by name
         */
        Map<String, ?> of(@Nullable Long id, Map<F, Optional<Object>> values, List<String> problems);
    }

    Records(Store store, Clock clock, Kind<F> kind, FieldCheck.Known known) {
        this.kind = kind;
        this.store = store;
        this.clock = clock;
        this.rows = new EntityRows<>(store, kind.fields(), kind.rows());
        this.table = new EntityTable<>(store, kind.table());
        this.check = new FieldCheck("a " + kind.noun(), known);
    }

    public Optional<EntityRow<F>> find(long id) {
        return rows.find(id);
    }

    public Page<EntityRow<F>> find(Query query) {
        return rows.find(query);
    }

    /** @param companies only of these; empty means of all */
    public long count(Filter where, Set<Long> companies) {
        return rows.count(where, companies);
    }

    /**
     * @param wanted values as they came, by field; read-only ones are passed over
     * @return the id
     * @throws FieldsRefused with everything that is wrong
     */
    public long create(Map<F, Optional<Object>> wanted) {
        return store.write(() -> {
            var all = new EnumMap<F, Optional<Object>>(kind.fields());
            kind.given().forEach((field, value) -> all.put(field, Optional.of(value)));
            for (var field : kind.fields().getEnumConstants()) {
                if (field.isRequired() && !field.isReadOnly()) {
                    all.putIfAbsent(field, Optional.empty());
                }
            }
            wanted.forEach((field, value) -> {
                // An empty value says nothing: what is given by itself stays.
                if (!FieldValues.saysNothing(value) || !kind.given().containsKey(field)) {
                    all.put(field, value);
                }
            });
            var problems = new ArrayList<String>();
            var typed = check.check(kind.fields(), all, field -> null, problems);
            var besides = kind.more().of(null, typed, problems);
            refuse(problems);
            var values = new EnumMap<F, Object>(kind.fields());
            typed.forEach((field, value) -> value.ifPresent(v -> values.put(field, v)));
            values.put(kind.created(), now());
            values.put(kind.changed(), now());
            long id = table.insert(values, besides);
            forgetCached();
            return id;
        });
    }

    /** The same, however it stands then. */
    public boolean change(long id, Map<F, Optional<Object>> wanted) {
        return change(id, row -> true, wanted);
    }

    /**
     * @param which whether it is the one that is meant, as it stands then: nobody else changes it until this is done
     * @param wanted values as they came, by field; an empty one clears, what is not named stays
     * @return false when there is none of that id
     * @throws FieldsRefused with everything that is wrong
     */
    public boolean change(long id, Predicate<EntityRow<F>> which, Map<F, Optional<Object>> wanted) {
        return store.write(() -> {
            table.hold(id);
            var before = rows.find(id).filter(which);
            if (before.isEmpty()) {
                return false;
            }
            var problems = new ArrayList<String>();
            var typed = new EnumMap<>(check.check(kind.fields(), wanted, before.get()::value, problems));
            typed.entrySet()
                    .removeIf(one -> Objects.equals(
                            one.getValue().orElse(null), before.get().value(one.getKey())));
            var besides = kind.more().of(id, typed, problems);
            refuse(problems);
            if (!typed.isEmpty()) {
                typed.put(kind.changed(), Optional.of(now()));
                table.update(id, typed, besides);
                forgetCached();
            }
            return true;
        });
    }

    private void forgetCached() {
        if (kind.cached()) {
            store.revision().bump();
        }
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new FieldsRefused(problems);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
