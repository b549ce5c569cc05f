package dev.roundtrip.people;

import dev.roundtrip.store.SealedRows;
import dev.roundtrip.store.Store;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What makes people's codes, to whoever seals it anew. */
final class SecondFactorRows implements SealedRows {
    private final JdbcClient jdbc;

    SecondFactorRows(Store store) {
        this.jdbc = store.jdbc();
    }

    /** Which record the secret of that person is bound to. */
    static String record(long personId) {
        return "person:" + personId + ":second-factor";
    }

    @Override
    public List<Row> after(long id, int limit) {
        return jdbc.sql("""
                        select person_id, secret from second_factor
                        where person_id > :after
                        order by person_id limit :limit""")
                .param("after", id)
                .param("limit", limit)
                .query((rs, n) -> new Row(
                        rs.getLong("person_id"),
                        rs.getString("secret"),
                        Map.of(record(rs.getLong("person_id")), rs.getString("secret"))))
                .list();
    }

    @Override
    public boolean replace(Row row, Map<String, String> anew) {
        return jdbc.sql("update second_factor set secret = :anew where person_id = :person and secret = :before")
                        .param("anew", anew.get(record(row.id())))
                        .param("person", row.id())
                        .param("before", row.text())
                        .update()
                == 1;
    }
}
