package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** In which order, and in how few batches, what was put off goes out. */
class DeferredTest {
    private static final GroupedSql INSERT = GroupedSql.single("insert into guest (name) values (:name)");
    private static final GroupedSql UPDATE = GroupedSql.single("update guest set name = :name");
    private static final GroupedSql DELETE = new GroupedSql(
            "delete from room where name = :name",
            "delete from room r using unnest(:name) with ordinality as v (name, n) where r.name = v.name returning v.n");

    private final Deferred deferred = new Deferred();

    private void put(Object about, GroupedSql sql) {
        deferred.add(new Deferred.Statement(about, sql, Map.of("name", about), rows -> {}));
    }

    private List<String> batches() {
        return deferred.batches().stream()
                .map(batch -> batch.sql().one().substring(0, 6)
                        + batch.statements().stream()
                                .map(Deferred.Statement::about)
                                .toList())
                .toList();
    }

    @Test
    void theSameStatementOfManyIsOneBatch() {
        for (var about : List.of("a", "b", "c")) {
            put(about, INSERT);
            put(about, UPDATE);
        }

        assertThat(batches()).containsExactly("insert[a, b, c]", "update[a, b, c]");
    }

    /** One statement for all of them can change a row once. */
    @Test
    void whatGoesOutAsOneHoldsAThingOnce() {
        put("a", DELETE);
        put("b", DELETE);
        put("a", DELETE);
        put("a", INSERT);
        put("a", INSERT);

        assertThat(batches()).containsExactly("delete[a, b]", "delete[a]", "insert[a, a]");
    }

    @Test
    void oneThingsStatementsKeepTheirOrder() {
        put("a", UPDATE);
        put("b", INSERT);
        put("b", UPDATE);
        put("a", INSERT);

        assertThat(batches()).containsExactly("update[a]", "insert[b, a]", "update[b]");
    }

    /** Against the plainest order, that in which they came. */
    @RepeatedTest(200)
    void oneThingsStatementsKeepTheirOrderWhateverComes(RepetitionInfo run) {
        var random = new Random(run.getCurrentRepetition());
        var came = new ArrayList<Deferred.Statement>();
        for (int i = 0; i < random.nextInt(40); i++) {
            var statement = new Deferred.Statement(
                    random.nextInt(5), List.of(INSERT, UPDATE, DELETE).get(random.nextInt(3)), Map.of(), rows -> {});
            came.add(statement);
            deferred.add(statement);
        }

        var sent = deferred.batches().stream()
                .flatMap(batch -> batch.statements().stream())
                .toList();

        assertThat(sent).hasSameSizeAs(came);
        for (var about :
                new HashSet<>(came.stream().map(Deferred.Statement::about).toList())) {
            assertThat(sent.stream().filter(s -> s.about().equals(about)).map(Deferred.Statement::sql))
                    .isEqualTo(came.stream()
                            .filter(s -> s.about().equals(about))
                            .map(Deferred.Statement::sql)
                            .toList());
        }
    }

    @Test
    void whatIsTakenBackIsForgotten() {
        put("a", INSERT);
        int mark = deferred.mark();
        put("b", DELETE);
        put("a", DELETE);

        deferred.undoTo(mark);

        assertThat(batches()).containsExactly("insert[a]");
        assertThat(deferred.concerns("a")).isTrue();
        assertThat(deferred.concerns("b")).isFalse();
        assertThat(deferred.concernsTablesOf("select * from room")).isFalse();
    }

    @Test
    void knowsWhichTablesItWouldChange() {
        put("a", INSERT);

        assertThat(deferred.concernsTablesOf("select guest_id from guests")).isFalse();
        assertThat(deferred.concernsTablesOf("select count(*) from guest")).isTrue();
        assertThat(deferred.concernsTablesOf("select count(*) from room")).isFalse();
    }

    @Test
    void aQueryCannotBePutOff() {
        put("a", GroupedSql.single("select 1"));

        assertThatThrownBy(() -> deferred.concernsTablesOf("select 2"))
                .hasMessage("only insert, update and delete can be put off, not: select 1");
    }
}
