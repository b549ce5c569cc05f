package dev.roundtrip.callout;

import dev.roundtrip.store.Store;
import dev.roundtrip.store.StoreRefused;
import dev.roundtrip.store.Vault;
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
final class CalloutTable {
    private static final Logger log = LoggerFactory.getLogger(CalloutTable.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final Vault vault;

    CalloutTable(Store store, Vault vault) {
        this.jdbc = store.jdbc();
        this.vault = vault;
    }

    /** A callout, and its secrets as they lie in the store. */
    record Row(Callout callout, Map<String, String> locked) {}

    List<Row> all() {
        var rows = new ArrayList<Row>();
        jdbc.sql("select id, name, active, settings, secrets from callout order by name_key")
                .query(rs -> {
                    rows.add(new Row(
                            CalloutJson.read(
                                    rs.getLong("id"),
                                    rs.getString("name"),
                                    rs.getBoolean("active"),
                                    rs.getString("settings")),
                            JSON.readValue(rs.getString("secrets"), new TypeReference<Map<String, String>>() {})));
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

    void keepSecrets(long id, Secrets secrets) {
        var locked = new TreeMap<String, String>();
        secrets.byName().forEach((name, secret) -> locked.put(name, vault.seal(secret, record(id, name))));
        jdbc.sql("update callout set secrets = :secrets where id = :id")
                .param("secrets", JSON.writeValueAsString(locked))
                .param("id", id)
                .update();
    }

    /** @throws StoreRefused when one of them does not open */
    Secrets open(Row row) {
        var open = new TreeMap<String, String>();
        row.locked().forEach((name, locked) -> open.put(name, opened(row, name, locked)));
        return Secrets.of(open);
    }

    /** Without those that do not open; the log names each. */
    Secrets openable(Row row) {
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

    private String opened(Row row, String name, String locked) {
        return vault.open(locked, record(row.callout().id(), name));
    }

    private static String record(long id, String name) {
        return "callout:" + id + ":" + name;
    }
}
