package dev.roundtrip.ticket;

import dev.roundtrip.store.Store;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of table service_level. */
final class ServiceLevelTable {
    private static final Logger log = LoggerFactory.getLogger(ServiceLevelTable.class);

    private final JdbcClient jdbc;

    ServiceLevelTable(Store store) {
        this.jdbc = store.jdbc();
    }

    List<ServiceLevel> all() {
        return jdbc
                .sql("""
                        select id, name, active, is_default, settings
                        from service_level
                        order by id""")
                .query((rs, n) -> new Row(
                        rs.getLong("id"),
                        rs.getString("name"),
                        rs.getBoolean("active"),
                        rs.getBoolean("is_default"),
                        rs.getString("settings")))
                .list()
                .stream()
                .map(ServiceLevelTable::read)
                .filter(Objects::nonNull)
                .toList();
    }

    private record Row(long id, String name, boolean active, boolean byDefault, String settings) {}

    /** Null for a row that makes no level: it must not block the tickets of this desk. */
    private static @Nullable ServiceLevel read(Row row) {
        try {
            return ServiceLevelJson.read(row.id(), row.name(), row.active(), row.byDefault(), row.settings());
        } catch (RuntimeException e) {
            log.error(
                    "service level {} \"{}\" cannot be read and is left out; its settings: {}",
                    row.id(),
                    row.name(),
                    row.settings(),
                    e);
            return null;
        }
    }

    void noDefault() {
        jdbc.sql("update service_level set is_default = :no where is_default = :yes")
                .param("no", false)
                .param("yes", true)
                .update();
    }

    /** By its id. */
    void change(ServiceLevel level) {
        written(level, """
                        update service_level
                        set name = :name, name_key = :key, active = :active, is_default = :default, settings = :settings
                        where id = :id""").param("id", level.id()).update();
    }

    /** By its name. */
    void keep(ServiceLevel level) {
        written(level, """
                        insert into service_level (name, name_key, active, is_default, settings)
                        values (:name, :key, :active, :default, :settings)
                        on conflict (name_key) do update
                        set name = excluded.name, active = excluded.active, is_default = excluded.is_default,
                            settings = excluded.settings""").update();
    }

    private JdbcClient.StatementSpec written(ServiceLevel level, String sql) {
        return jdbc.sql(sql)
                .param("name", level.name())
                .param("key", level.key())
                .param("active", level.active())
                .param("default", level.byDefault())
                .param("settings", ServiceLevelJson.written(level));
    }
}
