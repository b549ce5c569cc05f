package dev.roundtrip.ticket;

import dev.roundtrip.store.Revision;
import dev.roundtrip.store.Store;
import java.util.List;
import java.util.Optional;

/** The desk's service levels. */
public final class ServiceLevels {
    private final Store store;
    private final ServiceLevelTable table;
    private final Revision.Cached<List<ServiceLevel>> all;

    public ServiceLevels(Store store) {
        this.store = store;
        this.table = new ServiceLevelTable(store);
        this.all = store.revision().cached(table::all);
    }

    /** By id, inactive ones too. */
    public List<ServiceLevel> all() {
        return all.get();
    }

    /** Without case. */
    public Optional<ServiceLevel> named(String name) {
        var key = ServiceLevel.keyOf(name);
        return all().stream().filter(level -> level.key().equals(key)).findFirst();
    }

    public Optional<ServiceLevel> withId(long id) {
        return all().stream().filter(level -> level.id() == id).findFirst();
    }

    /** What a new ticket gets that names none. */
    public Optional<ServiceLevel> byDefault() {
        return all().stream().filter(ServiceLevel::byDefault).findFirst();
    }

    /**
     * Changes the level of that id; with id 0, the one of that name, or adds it. Where it is the default, no other is any longer. The due
     * dates of tickets follow when their status, priority or level changes the next time.
     *
     * @throws IllegalArgumentException for a name that is taken
     */
    public void keep(ServiceLevel level) {
        store.write(() -> {
            if (level.byDefault()) {
                table.noDefault();
            }
            if (level.id() == 0) {
                table.keep(level);
            } else {
                named(level.name()).filter(other -> other.id() != level.id()).ifPresent(ServiceLevels::refuseAnother);
                table.change(level);
            }
            store.revision().bump();
            return null;
        });
    }

    private static void refuseAnother(ServiceLevel there) {
        throw new IllegalArgumentException(
                "there is a service level \"%s\" already; choose another name".formatted(there.name()));
    }
}
