package dev.roundtrip.api;

import dev.roundtrip.store.Store;
import org.jspecify.annotations.Nullable;

/** Rows of table alert: what a monitoring system said last about each of its alerts. */
final class AlertTable {
    private final Store store;

    AlertTable(Store store) {
        this.store = store;
    }

    /** What makes an alert one and the same: two customers' systems can come to the same fingerprint. */
    record Key(long fieldId, long companyId, String fingerprint) {}

    /**
     * @param ticketId the last ticket that was made for it; null before the first
     * @param said what it said when it was last fired, as a digest
     */
    record Row(@Nullable Long ticketId, boolean firing, String said) {}

    /**
     * The row, made if missing. Within a write: nobody else gets it until that ends, so senders of one alert take turns, on all
     * nodes.
     */
    Row take(Key key) {
        return store.jdbc()
                .sql("""
                        insert into alert (field_id, company_id, fingerprint, ticket_id, firing, said)
                        values (:field, :company, :fingerprint, null, false, '')
                        on conflict (field_id, company_id, fingerprint) do update set said = alert.said
                        returning ticket_id, firing, said""")
                .param("field", key.fieldId())
                .param("company", key.companyId())
                .param("fingerprint", key.fingerprint())
                .query((rs, n) -> {
                    var ticket = rs.getLong("ticket_id");
                    return new Row(rs.wasNull() ? null : ticket, rs.getBoolean("firing"), rs.getString("said"));
                })
                .single();
    }

    void keep(Key key, Row row) {
        // The ticket may be one that this very write makes.
        (row.ticketId() == null ? store.jdbc() : store.about(row.ticketId()))
                .sql("""
                        update alert
                        set ticket_id = :ticket, firing = :firing, said = :said
                        where field_id = :field and company_id = :company and fingerprint = :fingerprint""")
                .param("ticket", row.ticketId())
                .param("firing", row.firing())
                .param("said", row.said())
                .param("field", key.fieldId())
                .param("company", key.companyId())
                .param("fingerprint", key.fingerprint())
                .update();
    }

    /** Whether it was ever heard of. */
    boolean knows(Key key) {
        return store.jdbc()
                        .sql("""
                                select count(*) from alert
                                where field_id = :field and company_id = :company and fingerprint = :fingerprint""")
                        .param("field", key.fieldId())
                        .param("company", key.companyId())
                        .param("fingerprint", key.fingerprint())
                        .query(Long.class)
                        .single()
                > 0;
    }
}
