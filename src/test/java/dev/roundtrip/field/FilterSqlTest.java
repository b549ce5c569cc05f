package dev.roundtrip.field;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.store.Dialect;
import dev.roundtrip.ticket.NoteField;
import dev.roundtrip.ticket.TicketField;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FilterSqlTest {
    private static final UserField FIELD =
            new UserField(7, "A'; drop table ticket", UserField.Type.TEXT, List.of(), null, null, true);

    private record Written(String sql, Map<String, Object> binds) {}

    /** Whatever is asked for, the statement is the one for "x". */
    @Property(tries = 500)
    void noWordOfAFilterIsWrittenIntoTheStatement(
            @ForAll Dialect dialect, @ForAll FilterOperator operator, @ForAll("texts") String text) {
        var written = written(dialect, operator, text);
        var usual = written(dialect, operator, "x");

        assertThat(written.sql()).isEqualTo(usual.sql()).doesNotContain(FIELD.name());
        assertThat(written.binds().keySet()).isEqualTo(usual.binds().keySet());
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> hostile = Arbitraries.of(
                "'", "''", "\\", "' or '1'='1", "x'); drop table ticket; --", "/*", "?", ":c0", "$1", "{d}", "%", "_");
        return Arbitraries.oneOf(hostile, Arbitraries.strings().ofMinLength(1).ofMaxLength(20));
    }

    private static Written written(Dialect dialect, FilterOperator operator, String text) {
        List<String> values = operator.isAboutPresence() ? List.of() : List.of(text);
        var filter = new Filter.Any(List.of(
                new Filter.OnField(TicketField.TITLE, operator, List.copyOf(values)),
                new Filter.OnField(NoteField.DESCRIPTION, operator, List.copyOf(values)),
                new Filter.OnUserField(FIELD, operator, values)));
        var sql = new FilterSql(dialect);
        var statement = sql.of(filter);
        return new Written(statement, sql.binds());
    }
}
