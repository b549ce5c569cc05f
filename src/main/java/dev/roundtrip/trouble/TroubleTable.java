package dev.roundtrip.trouble;

import dev.roundtrip.store.Store;
import dev.roundtrip.trouble.Trouble.Heard;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of table trouble. */
final class TroubleTable {
    private static final String COLUMNS =
            "id, lane, lane_name, thread, began_at, heard, told_at, told, unsteady, failed_at, well_at, looked_until, ended_at";

    private final JdbcClient jdbc;

    TroubleTable(Store store) {
        this.jdbc = store.jdbc();
    }

    List<String> openLanes() {
        return jdbc.sql("select lane from trouble where ended_at is null")
                .query(String.class)
                .list();
    }

    /** The one that lasts; else the last one that ended after {@code since}. */
    Optional<Trouble> last(String lane, Instant since) {
        return jdbc.sql("select " + COLUMNS + """

                         from trouble
                        where lane = :lane and (ended_at is null or ended_at > :since)
                        order by id desc
                        limit 1""")
                .param("lane", lane)
                .param("since", since.toEpochMilli())
                .query(TroubleTable::read)
                .optional();
    }

    Trouble insert(Trouble trouble) {
        var id = jdbc.sql("""
                        insert into trouble (lane, lane_name, thread, began_at, heard, told, unsteady, failed_at,
                                             looked_until)
                        values (:lane, :name, :thread, :began, 'nothing', '', false, :began, :looked)
                        returning id""")
                .param("lane", trouble.lane())
                .param("name", trouble.name())
                .param("thread", trouble.thread())
                .param("began", trouble.beganAt().toEpochMilli())
                .param("looked", trouble.lookedUntil().toEpochMilli())
                .query(Long.class)
                .single();
        return trouble.once(id);
    }

    void update(Trouble trouble) {
        jdbc.sql("""
                        update trouble
                        set heard = :heard, told_at = :toldAt, told = :told, unsteady = :unsteady, failed_at = :failed,
                            well_at = :well, looked_until = :looked, ended_at = :ended
                        where id = :id""")
                .param("id", trouble.id())
                .param("heard", trouble.heard().name().toLowerCase(Locale.ROOT))
                .param("toldAt", millis(trouble.toldAt()))
                .param("told", String.join("\n", trouble.told()))
                .param("unsteady", trouble.unsteady())
                .param("failed", trouble.failedAt().toEpochMilli())
                .param("well", millis(trouble.wellAt()))
                .param("looked", trouble.lookedUntil().toEpochMilli())
                .param("ended", millis(trouble.endedAt()))
                .update();
    }

    /** Those that are over for so long that they cannot come back. */
    void forgetEndedBefore(Instant moment) {
        jdbc.sql("delete from trouble where ended_at < :moment")
                .param("moment", moment.toEpochMilli())
                .update();
    }

    private static @Nullable Long millis(@Nullable Instant at) {
        return at == null ? null : at.toEpochMilli();
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        var millis = rs.getLong(column);
        return rs.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static Trouble read(ResultSet rs, int n) throws SQLException {
        return new Trouble(
                rs.getLong("id"),
                rs.getString("lane"),
                rs.getString("lane_name"),
                rs.getString("thread"),
                Instant.ofEpochMilli(rs.getLong("began_at")),
                Heard.valueOf(rs.getString("heard").toUpperCase(Locale.ROOT)),
                instant(rs, "told_at"),
                rs.getString("told").lines().collect(Collectors.toSet()),
                rs.getBoolean("unsteady"),
                Instant.ofEpochMilli(rs.getLong("failed_at")),
                instant(rs, "well_at"),
                Instant.ofEpochMilli(rs.getLong("looked_until")),
                instant(rs, "ended_at"));
    }
}
