package dev.roundtrip.callout;

import dev.roundtrip.store.SealedRows;
import dev.roundtrip.store.Store;
import dev.roundtrip.store.StoreRefused;
import dev.roundtrip.store.Vault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of table callout. Secrets lie in it sealed, each bound to its callout and its name. */
final class CalloutTable implements SealedRows {
    private static final Logger log = LoggerFactory.getLogger(CalloutTable.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final Vault vault;

    CalloutTable(Store store, Vault vault) {
        this.jdbc = store.jdbc();
        this.vault = vault;
    }

    /**
     * A callout, and its secrets as they lie in the store.
     *
     * @param since when each was set, as far as that is known
     */
    record Kept(Callout callout, Map<String, String> locked, Map<String, Instant> since) {}

    List<Kept> all() {
        var rows = new ArrayList<Kept>();
        jdbc.sql("select id, name, active, settings, secrets, secrets_at from callout order by name_key")
                .query(rs -> {
                    rows.add(new Kept(
                            CalloutJson.read(
                                    rs.getLong("id"),
                                    rs.getString("name"),
                                    rs.getBoolean("active"),
                                    rs.getString("settings")),
                            locked(rs.getString("secrets")),
                            times(rs.getString("secrets_at"))));
                });
        return List.copyOf(rows);
    }

    long insert(Callout callout) {
        return jdbc.sql("""
                        insert into callout (name, name_key, active, settings, secrets)
                        values (:name, :key, :active, :settings, '{}')
                        returning id""")
                .param("name", callout.name())
                .param("key", callout.key())
                .param("active", callout.active())
                .param("settings", CalloutJson.write(callout))
                .query(Long.class)
                .single();
    }

    void update(Callout callout) {
        jdbc.sql("""
                        update callout
                        set name = :name, name_key = :key, active = :active, settings = :settings
                        where id = :id""")
                .param("id", callout.id())
                .param("name", callout.name())
                .param("key", callout.key())
                .param("active", callout.active())
                .param("settings", CalloutJson.write(callout))
                .update();
    }

    void delete(long id) {
        jdbc.sql("delete from callout where id = :id").param("id", id).update();
    }

    private static Map<String, Instant> times(String json) {
        var times = new TreeMap<String, Instant>();
        JSON.readValue(json, new TypeReference<Map<String, Long>>() {})
                .forEach((name, millis) -> times.put(name, Instant.ofEpochMilli(millis)));
        return times;
    }

    /** @param since when each was set */
    void keepSecrets(long id, Secrets secrets, Map<String, Instant> since) {
        var locked = new TreeMap<String, String>();
        secrets.byName().forEach((name, secret) -> locked.put(name, vault.seal(secret, record(id, name))));
        var times = new TreeMap<String, Long>();
        since.forEach((name, time) -> times.put(name, time.toEpochMilli()));
        jdbc.sql("update callout set secrets = :secrets, secrets_at = :times where id = :id")
                .param("secrets", JSON.writeValueAsString(locked))
                .param("times", JSON.writeValueAsString(times))
                .param("id", id)
                .update();
    }

    /** @throws StoreRefused when one of them does not open */
    Secrets open(Kept row) {
        var open = new TreeMap<String, String>();
        row.locked().forEach((name, locked) -> open.put(name, opened(row, name, locked)));
        return Secrets.of(open);
    }

    /** Without those that do not open; the log names each. */
    Secrets openable(Kept row) {
        var open = new TreeMap<String, String>();
        row.locked().forEach((name, locked) -> {
            try {
                open.put(name, opened(row, name, locked));
            } catch (StoreRefused e) {
                log.error(
                        "callout \"{}\" goes without one of its secrets: {}",
                        row.callout().name(),
                        e.getMessage());
            }
        });
        return Secrets.of(open);
    }

    private String opened(Kept row, String name, String locked) {
        return vault.open(locked, record(row.callout().id(), name));
    }

    @Override
    public List<Row> after(long id, int limit) {
        return jdbc.sql("select id, secrets from callout where id > :after order by id limit :limit")
                .param("after", id)
                .param("limit", limit)
                .query((rs, n) -> {
                    var byRecord = new TreeMap<String, String>();
                    var text = rs.getString("secrets");
                    var callout = rs.getLong("id");
                    locked(text).forEach((name, locked) -> byRecord.put(record(callout, name), locked));
                    return new Row(callout, text, byRecord);
                })
                .list();
    }

    @Override
    public boolean replace(Row row, Map<String, String> anew) {
        var byName = new TreeMap<String, String>();
        locked(row.text()).keySet().forEach(name -> byName.put(name, anew.get(record(row.id(), name))));
        return jdbc.sql("update callout set secrets = :anew where id = :id and secrets = :before")
                        .param("anew", JSON.writeValueAsString(byName))
                        .param("id", row.id())
                        .param("before", row.text())
                        .update()
                == 1;
    }

    private static Map<String, String> locked(String json) {
        return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
    }

    private static String record(long id, String name) {
        return "callout:" + id + ":" + name;
    }
}
