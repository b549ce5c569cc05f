package dev.roundtrip.directory;

import dev.roundtrip.store.Revision;
import dev.roundtrip.store.Store;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps what the desk says of itself. */
public final class Desk {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String PRACTICE = "practice";

    private final Store store;
    private final Revision.Cached<DeskSettings> settings;
    private final Revision.Cached<Boolean> practises;

    public Desk(Store store) {
        this.store = store;
        this.settings = store.revision().cached(this::load);
        this.practises = store.revision()
                .cached(() -> store.jdbc()
                        .sql("select value from desk_setting where name = :name")
                        .param("name", PRACTICE)
                        .query(String.class)
                        .optional()
                        .filter("true"::equals)
                        .isPresent());
    }

    public DeskSettings settings() {
        return settings.get();
    }

    /** Within or outside a write; durable when that is. */
    public void change(DeskSettings to) {
        store.write(() -> {
            keep("domain", to.domain());
            keep("time-zone", to.zone().getId());
            keep("language", to.language());
            keep("business-hours", JSON.writeValueAsString(to.businessHours().words()));
            keep("holidays", to.holidays().stream().map(LocalDate::toString).collect(Collectors.joining(" ")));
            store.revision().bump();
            return null;
        });
    }

    /** Whether an administrator has switched the practice receiver on. A setup file says nothing of it. */
    public boolean practises() {
        return practises.get();
    }

    public void practise(boolean on) {
        store.write(() -> {
            keep(PRACTICE, Boolean.toString(on));
            store.revision().bump();
            return null;
        });
    }

    private void keep(String name, String value) {
        store.jdbc().sql("""
                        insert into desk_setting (name, value) values (:name, :value)
                        on conflict (name) do update set value = excluded.value""").param("name", name).param("value", value).update();
    }

    private DeskSettings load() {
        Map<String, String> rows = new HashMap<>();
        store.jdbc().sql("select name, value from desk_setting").query(rs -> {
            rows.put(rs.getString("name"), rs.getString("value"));
        });
        var fresh = DeskSettings.FRESH;
        return new DeskSettings(
                rows.getOrDefault("domain", fresh.domain()),
                zone(rows.getOrDefault("time-zone", fresh.zone().getId())),
                rows.getOrDefault("language", fresh.language()),
                hours(rows.get("business-hours")),
                days(rows.getOrDefault("holidays", "")));
    }

    private static OpenHours hours(@Nullable String kept) {
        return kept == null
                ? OpenHours.USUAL
                : OpenHours.of(JSON.readValue(kept, new TypeReference<Map<String, String>>() {}));
    }

    private static SortedSet<LocalDate> days(String kept) {
        return kept.isEmpty()
                ? Collections.emptySortedSet()
                : Arrays.stream(kept.split(" ")).map(LocalDate::parse).collect(Collectors.toCollection(TreeSet::new));
    }

    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw new IllegalStateException("the desk's time zone \"" + id + "\" is not known to this Java", e);
        }
    }
}
