package dev.roundtrip.ticket;

import dev.roundtrip.field.Columns;
import dev.roundtrip.field.ValueKey;
import dev.roundtrip.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of table ticket and of the user-defined values beside it.
 *
 * <p>The columns follow from {@link TicketField}. An insert or update names only the fields that have, or change, a value: most of
 * a ticket's seventy columns are empty, and binding them would cost more than all else.
 */
final class TicketTable {
    static final String COLUMNS = "t.version, " + Columns.of(TicketField.values());

    private final Store store;
    private final JdbcClient jdbc;

    TicketTable(Store store) {
        this.store = store;
        this.jdbc = store.jdbc();
    }

    /** Inserts version 1 and returns the new id. */
    long insert(Map<TicketField, Object> fields, Map<Long, String> userFields) {
        long id = store.next("ticket id");
        var binds = binds(fields);
        binds.put("id", id);
        var names = fields.keySet().stream().map(TicketField::column).collect(Collectors.joining(", "));
        var values = fields.keySet().stream().map(f -> ":" + f.column()).collect(Collectors.joining(", "));
        store.later(
                id,
                "insert into ticket (version, id, status_since, idle_since, " + names
                        + ") values (1, :id, :create_date, :create_date, " + values + ")",
                binds);
        userFields.forEach((field, value) -> keepUserValue(id, field, value));
        return id;
    }

    /**
     * Writes the changed fields and the new version, and with another status since when it has it. An empty value clears.
     *
     * @param byRule whether it is as idle as before
     */
    void update(
            long id,
            int newVersion,
            Instant at,
            boolean byRule,
            Map<TicketField, Optional<Object>> changed,
            Map<Long, Optional<String>> changedUser) {
        var binds = new LinkedHashMap<String, @Nullable Object>();
        changed.forEach((field, value) -> binds.put(field.column(), Columns.bind(value)));
        var sets = changed.keySet().stream()
                .map(f -> ", " + f.column() + " = :" + f.column())
                .collect(Collectors.joining());
        if (changed.containsKey(TicketField.STATUS)) {
            sets += ", status_since = :status_since";
            binds.put("status_since", at.toEpochMilli());
        }
        if (!byRule) {
            sets += ", idle_since = :idle_since";
            binds.put("idle_since", at.toEpochMilli());
        }
        binds.put("version", newVersion);
        binds.put("id", id);
        store.later(id, "update ticket set version = :version" + sets + " where id = :id", binds);
        changedUser.forEach((field, value) ->
                value.ifPresentOrElse(v -> keepUserValue(id, field, v), () -> dropUserValue(id, field)));
    }

    private void keepUserValue(long ticketId, long fieldId, String value) {
        store.later(
                ticketId, """
                insert into ticket_user_value (ticket_id, field_id, value, value_key)
                values (:ticket, :field, :value, :key)
                on conflict (ticket_id, field_id) do update
                set value = excluded.value, value_key = excluded.value_key""", Map.of("ticket", ticketId, "field", fieldId, "value", value, "key", ValueKey.of(value)));
    }

    private void dropUserValue(long ticketId, long fieldId) {
        store.later(
                ticketId,
                "delete from ticket_user_value where ticket_id = :ticket and field_id = :field",
                Map.of("ticket", ticketId, "field", fieldId));
    }

    long lastId() {
        return jdbc.sql("select coalesce(max(id), 0) from ticket")
                .query(Long.class)
                .single();
    }

    Optional<Ticket> find(long id) {
        return load(List.of(id)).stream().findFirst();
    }

    Optional<Ticket> numbered(String number) {
        return jdbc.sql("select id from ticket where ticket_number = :number")
                .param("number", number)
                .query(Long.class)
                .optional()
                .flatMap(this::find);
    }

    /** Within a write; and on PostgreSQL nobody else writes it until this transaction ends: versions must not meet. */
    Optional<Ticket> findToChange(long id, boolean lock) {
        if (lock) {
            store.about(id)
                    .sql("select id from ticket where id = :id for update")
                    .param("id", id)
                    .query(Long.class)
                    .optional();
        }
        return load(store.about(id), List.of(id)).stream().findFirst();
    }

    /** Who these are assigned to; none of one that is gone or assigned to nobody. */
    Map<Long, Long> assigned(Collection<Long> ids) {
        var assigned = new HashMap<Long, Long>();
        if (!ids.isEmpty()) {
            jdbc.sql("""
                            select id, assigned_resource_id
                            from ticket
                            where id in (:ids) and assigned_resource_id is not null""").param("ids", ids).query(rs -> {
                assigned.put(rs.getLong("id"), rs.getLong("assigned_resource_id"));
            });
        }
        return assigned;
    }

    /** In the order of the ids given; ids without a ticket are left out. */
    List<Ticket> load(Collection<Long> ids) {
        return load(jdbc, ids);
    }

    private static List<Ticket> load(JdbcClient jdbc, Collection<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var userValues = new HashMap<Long, Map<Long, String>>();
        jdbc.sql("""
                        select ticket_id, field_id, value
                        from ticket_user_value
                        where ticket_id in (:ids)""").param("ids", ids).query(rs -> {
            userValues
                    .computeIfAbsent(rs.getLong("ticket_id"), t -> new HashMap<>())
                    .put(rs.getLong("field_id"), rs.getString("value"));
        });
        var found = new HashMap<Long, Ticket>();
        jdbc.sql("select " + COLUMNS + " from ticket t where t.id in (:ids)")
                .param("ids", ids)
                .query(rs -> {
                    var ticket = read(rs, userValues);
                    found.put(ticket.id(), ticket);
                });
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }

    /** The id of the company's newest ticket that is not complete and whose user-defined field holds exactly {@code value}. */
    Optional<Long> newestOpen(long companyId, long fieldId, String value) {
        return jdbc.sql("""
                        select t.id
                        from ticket_user_value v
                            join ticket t on t.id = v.ticket_id
                        where v.field_id = :field and v.value_key = :key and v.value = :value
                            and t.company_id = :company and t.status <> :complete
                        order by t.id desc
                        limit 1""")
                .param("field", fieldId)
                .param("key", ValueKey.of(value))
                .param("value", value)
                .param("company", companyId)
                .param("complete", Status.COMPLETE)
                .query(Long.class)
                .optional();
    }

    private static Ticket read(ResultSet rs, Map<Long, Map<Long, String>> userValues) throws SQLException {
        // COLUMNS names the version first.
        var fields = Columns.read(rs, TicketField.class, 2);
        var id = rs.getLong("id");
        return new Ticket(id, rs.getInt("version"), fields, userValues.getOrDefault(id, Map.of()));
    }

    private static Map<String, Object> binds(Map<TicketField, Object> fields) {
        var binds = new LinkedHashMap<String, Object>();
        fields.forEach((field, value) -> binds.put(field.column(), Columns.bind(value)));
        return binds;
    }
}
