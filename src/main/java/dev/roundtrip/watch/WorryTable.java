package dev.roundtrip.watch;

import dev.roundtrip.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of table worry. */
final class WorryTable {
    private final JdbcClient jdbc;

    /**
     * What is known of a worry.
     *
     * @param found when it was there last
     * @param told when administrators were told last; null when they were not
     * @param ended null while it lasts
     */
    record Row(
            String key,
            String what,
            String facts,
            Instant found,
            @Nullable Instant told,
            @Nullable Instant ended) {
        boolean isOpen() {
            return ended == null;
        }

        Worry worry() {
            return WorryJson.read(what, facts);
        }
    }

    WorryTable(Store store) {
        this.jdbc = store.jdbc();
    }

    /** In the order they began. */
    List<Row> all() {
        return jdbc.sql("""
                        select key, what, facts, found_at, told_at, ended_at
                        from worry
                        order by began_at, key""").query((rs, n) -> row(rs)).list();
    }

    private static Row row(ResultSet rs) throws SQLException {
        return new Row(
                rs.getString("key"),
                rs.getString("what"),
                rs.getString("facts"),
                Objects.requireNonNull(instant(rs, "found_at"), "not null in the schema"),
                instant(rs, "told_at"),
                instant(rs, "ended_at"));
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        var millis = rs.getLong(column);
        return rs.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /** False where another has put it there in this very moment. */
    boolean begins(Worry worry, Instant now, @Nullable Instant told) {
        return jdbc.sql("""
                        insert into worry (key, what, facts, began_at, found_at, told_at, ended_at)
                        values (:key, :what, :facts, :now, :now, :told, null)
                        on conflict (key) do nothing""")
                        .param("key", worry.key())
                        .param("what", WorryJson.what(worry))
                        .param("facts", WorryJson.facts(worry))
                        .param("now", now.toEpochMilli())
                        .param("told", told == null ? null : told.toEpochMilli())
                        .update()
                == 1;
    }

    /** It is there, still or again. False where another has changed the row since it was read. */
    boolean goesOn(Row seen, Worry worry, Instant now, @Nullable Instant told) {
        return jdbc.sql("""
                        update worry
                        set facts = :facts, found_at = :now, told_at = :told, ended_at = null
                        where key = :key and found_at = :seen""")
                        .param("key", seen.key())
                        .param("seen", seen.found().toEpochMilli())
                        .param("facts", WorryJson.facts(worry))
                        .param("now", now.toEpochMilli())
                        .param("told", told == null ? null : told.toEpochMilli())
                        .update()
                == 1;
    }

    void ends(Row seen, Instant now) {
        jdbc.sql("update worry set ended_at = :now where key = :key and found_at = :seen and ended_at is null")
                .param("key", seen.key())
                .param("seen", seen.found().toEpochMilli())
                .param("now", now.toEpochMilli())
                .update();
    }

    /** Of those that ended before then nothing is known any more. */
    void forget(Instant endedBefore) {
        jdbc.sql("delete from worry where ended_at < :before")
                .param("before", endedBefore.toEpochMilli())
                .update();
    }
}
