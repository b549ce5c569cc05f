package dev.roundtrip.notify;

import dev.roundtrip.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Addresses that mail did not get through to, until it does again: shown where people look for who is told. */
public final class MailRefusals {
    private final Store store;
    private final JdbcClient jdbc;

    /**
     * @param at since when
     * @param error what the mail server, or the way to it, had against it last; always English
     */
    public record Refusal(String address, Instant at, String error) {}

    public MailRefusals(Store store) {
        this.store = store;
        this.jdbc = store.jdbc();
    }

    public Optional<Refusal> of(MailAddress address) {
        return Optional.ofNullable(of(List.of(address)).get(address));
    }

    public Map<MailAddress, Refusal> of(Collection<MailAddress> addresses) {
        var refusals = new HashMap<MailAddress, Refusal>();
        if (addresses.isEmpty()) {
            return refusals;
        }
        var found = new HashMap<String, Refusal>();
        jdbc.sql("select address, refused_at, error from mail_refusal where address in (:addresses)")
                .param("addresses", addresses.stream().map(MailAddress::key).toList())
                .query(MailRefusals::read)
                .list()
                .forEach(refusal -> found.put(refusal.address(), refusal));
        for (var address : addresses) {
            var refusal = found.get(address.key());
            if (refusal != null) {
                refusals.put(address, refusal);
            }
        }
        return refusals;
    }

    void refused(MailAddress address, Instant at, String error) {
        store.write(() -> jdbc.sql("""
                        insert into mail_refusal (address, refused_at, error) values (:address, :at, :error)
                        on conflict (address) do update set error = excluded.error""")
                .param("address", address.key())
                .param("at", at.toEpochMilli())
                .param("error", error)
                .update());
    }

    /** It got through. */
    void taken(MailAddress address) {
        if (of(address).isPresent()) {
            store.write(() -> jdbc.sql("delete from mail_refusal where address = :address")
                    .param("address", address.key())
                    .update());
        }
    }

    private static Refusal read(ResultSet rs, int n) throws SQLException {
        return new Refusal(
                rs.getString("address"), Instant.ofEpochMilli(rs.getLong("refused_at")), rs.getString("error"));
    }
}
