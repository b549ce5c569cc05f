package dev.roundtrip.people;

import dev.roundtrip.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Keeps what people choose for themselves. It is read at every page, and by one key. */
public final class PersonalChoices {
    private final Store store;

    public PersonalChoices(Store store) {
        this.store = store;
    }

    public Choices of(long personId) {
        return store.jdbc()
                .sql("select language, theme, quiet, signed_out_at from person_choice where person_id = :person")
                .param("person", personId)
                .query((rs, n) -> new Choices(
                        rs.getString("language"),
                        Choices.Theme.of(rs.getString("theme")).orElse(null),
                        quiet(rs.getString("quiet")),
                        moment(rs, "signed_out_at")))
                .optional()
                .orElse(Choices.NONE);
    }

    private static @Nullable QuietHours quiet(@Nullable String written) {
        return written == null ? null : QuietHours.parse(written);
    }

    private static @Nullable Instant moment(ResultSet rs, String column) throws SQLException {
        var millis = rs.getLong(column);
        return rs.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /** The language to speak to that person in; null for the desk's. */
    public @Nullable String language(Person person) {
        var chosen = of(person.id()).language();
        return chosen == null ? person.language() : chosen;
    }

    /** @param language null to go by the desk's record again */
    public void speak(long personId, @Nullable String language) {
        keep("""
                insert into person_choice (person_id, language) values (:person, :value)
                on conflict (person_id) do update set language = excluded.language""", personId, language);
    }

    /** @param theme null to go by the browser */
    public void show(long personId, Choices.@Nullable Theme theme) {
        keep("""
                insert into person_choice (person_id, theme) values (:person, :value)
                on conflict (person_id) do update set theme = excluded.theme""", personId, theme == null ? null : theme.word());
    }

    /** @param quiet null for never */
    public void beQuiet(long personId, @Nullable QuietHours quiet) {
        keep("""
                insert into person_choice (person_id, quiet) values (:person, :value)
                on conflict (person_id) do update set quiet = excluded.quiet""", personId, quiet == null ? null : quiet.written());
    }

    /** Ends all sessions that began before then, at all nodes; one that is just beginning too. */
    public void signOut(long personId, Instant before) {
        store.write(() -> {
            store.jdbc()
                    .sql("delete from person_session where person_id = :person and began < :before")
                    .param("person", personId)
                    .param("before", before.toEpochMilli())
                    .update();
            keepSignedOut(personId, before);
            return null;
        });
    }

    private void keepSignedOut(long personId, Instant before) {
        keep("""
                insert into person_choice (person_id, signed_out_at) values (:person, :value)
                on conflict (person_id) do update set signed_out_at = excluded.signed_out_at""", personId, before.toEpochMilli());
    }

    private void keep(String sql, long personId, @Nullable Object value) {
        store.write(() -> store.jdbc()
                .sql(sql)
                .param("person", personId)
                .param("value", value)
                .update());
    }
}
