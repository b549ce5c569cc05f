package dev.roundtrip.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator with every kind of value it makes sense for, with and without values. The desk is in Berlin. */
class ComparisonTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** Kind, before, after ({@code -} is no value), operator, wanted (parted by semicolons), whether it holds. */
    private static final String TABLE = """
            CHOICE_NUMBER | 1 | 5 | equal-to     | 5   | yes
            CHOICE_NUMBER | 5 | 1 | equal-to     | 5   | no
            CHOICE_NUMBER | 5 | - | equal-to     | 5   | no
            CHOICE_NUMBER | 5 | 1 | not-equal-to | 5   | yes
            CHOICE_NUMBER | 1 | 5 | not-equal-to | 5   | no
            CHOICE_NUMBER | 1 | - | not-equal-to | 5   | yes
            CHOICE_NUMBER | 1 | 5 | in-list      | 4;5 | yes
            CHOICE_NUMBER | 1 | 6 | in-list      | 4;5 | no
            CHOICE_NUMBER | 1 | - | in-list      | 4;5 | no
            CHOICE_NUMBER | 1 | 5 | not-in-list  | 4;5 | no
            CHOICE_NUMBER | 1 | 6 | not-in-list  | 4;5 | yes
            CHOICE_NUMBER | 1 | - | not-in-list  | 4;5 | yes
            CHOICE_NUMBER | 1 | - | is-empty     |     | yes
            CHOICE_NUMBER | - | 0 | is-empty     |     | no
            CHOICE_NUMBER | - | 0 | is-not-empty |     | yes
            CHOICE_NUMBER | 1 | - | is-not-empty |     | no
            CHOICE_NUMBER | 1 | 5 | changed      |     | yes
            CHOICE_NUMBER | 5 | 5 | changed      |     | no
            CHOICE_NUMBER | - | 5 | changed      |     | yes
            CHOICE_NUMBER | 5 | - | changed      |     | yes
            CHOICE_NUMBER | - | - | changed      |     | no
            CHOICE_NUMBER | 1 | 5 | changed-to   | 5   | yes
            CHOICE_NUMBER | 5 | 5 | changed-to   | 5   | no
            CHOICE_NUMBER | - | 5 | changed-to   | 5   | yes
            CHOICE_NUMBER | 1 | 8 | changed-to   | 5   | no
            CHOICE_NUMBER | 5 | - | changed-to   | 5   | no
            CHOICE_NUMBER | 5 | 1 | changed-from | 5   | yes
            CHOICE_NUMBER | 5 | - | changed-from | 5   | yes
            CHOICE_NUMBER | 5 | 5 | changed-from | 5   | no
            CHOICE_NUMBER | - | 5 | changed-from | 5   | no
            CHOICE_NUMBER | 8 | 1 | changed-from | 5   | no

            CHOICE_WORD | - | Critical | equal-to     | critical         | yes
            CHOICE_WORD | - | warning  | equal-to     | critical         | no
            CHOICE_WORD | - | -        | equal-to     | critical         | no
            CHOICE_WORD | - | -        | not-equal-to | critical         | yes
            CHOICE_WORD | - | CRITICAL | not-equal-to | critical         | no
            CHOICE_WORD | - | warning  | in-list      | critical;Warning | yes
            CHOICE_WORD | - | -        | in-list      | critical;warning | no
            CHOICE_WORD | - | ok       | not-in-list  | critical;warning | yes
            CHOICE_WORD | - | -        | not-in-list  | critical;warning | yes
            CHOICE_WORD | - | -        | is-empty     |                  | yes
            CHOICE_WORD | - | -        | is-not-empty |                  | no
            CHOICE_WORD | ok | OK      | changed      |                  | no
            CHOICE_WORD | ok | warning | changed      |                  | yes
            CHOICE_WORD | ok | warning | changed-to   | Warning          | yes
            CHOICE_WORD | Warning | warning | changed-to | warning       | no
            CHOICE_WORD | ok | warning | changed-from | OK               | yes
            CHOICE_WORD | -  | warning | changed-from | ok               | no

            NUMBER | -    | 2.50 | equal-to     | 2.5    | yes
            NUMBER | -    | 10   | equal-to     | 1e1    | yes
            NUMBER | -    | -    | equal-to     | 0      | no
            NUMBER | -    | 2    | not-equal-to | 2.0    | no
            NUMBER | -    | -    | not-equal-to | 0      | yes
            NUMBER | -    | 3    | in-list      | 1;3.0  | yes
            NUMBER | -    | 4    | not-in-list  | 1;3    | yes
            NUMBER | -    | -    | not-in-list  | 1;3    | yes
            NUMBER | -    | -    | is-empty     |        | yes
            NUMBER | -    | 0    | is-not-empty |        | yes
            NUMBER | 2    | 2.0  | changed      |        | no
            NUMBER | 2    | 2.1  | changed      |        | yes
            NUMBER | 2    | 10   | changed-to   | 10.0   | yes
            NUMBER | 10.0 | 10   | changed-to   | 10     | no
            NUMBER | 10.0 | 11   | changed-from | 10     | yes
            NUMBER | -    | 10   | greater-than | 9      | yes
            NUMBER | -    | 9    | greater-than | 9      | no
            NUMBER | -    | -3   | greater-than | -4     | yes
            NUMBER | 10   | -    | greater-than | 9      | no
            NUMBER | -    | 9    | less-than    | 10     | yes
            NUMBER | -    | 10   | less-than    | 10.0   | no
            NUMBER | -    | -    | less-than    | 10     | no
            NUMBER | -    | seven | equal-to    | 7      | no
            NUMBER | -    | seven | less-than   | 8      | no

            TEXT | -     | Straße frei | equal-to     | STRAßE FREI  | yes
            TEXT | -     | Übung       | equal-to     | übung        | yes
            TEXT | -     | disk        | equal-to     | disk full    | no
            TEXT | -     | -           | equal-to     | disk         | no
            TEXT | -     | disk        | not-equal-to | Disk         | no
            TEXT | -     | -           | not-equal-to | disk         | yes
            TEXT | -     | Two         | in-list      | one;two      | yes
            TEXT | -     | -           | in-list      | one;two      | no
            TEXT | -     | three       | not-in-list  | one;two      | yes
            TEXT | -     | -           | not-in-list  | one;two      | yes
            TEXT | -     | -           | is-empty     |              | yes
            TEXT | -     | 0           | is-empty     |              | no
            TEXT | -     | 0           | is-not-empty |              | yes
            TEXT | Disk  | disk        | changed      |              | no
            TEXT | disk  | disk full   | changed      |              | yes
            TEXT | disk  | -           | changed      |              | yes
            TEXT | disk  | Full        | changed-to   | full         | yes
            TEXT | FULL  | full        | changed-to   | full         | no
            TEXT | Full  | empty       | changed-from | full         | yes
            TEXT | -     | Disk is FULL| contains     | is full      | yes
            TEXT | -     | Disk is FULL| contains     | empty        | no
            TEXT | full  | -           | contains     | full         | no
            TEXT | -     | Disk is FULL| starts-with  | dISK         | yes
            TEXT | -     | Disk is FULL| starts-with  | is           | no
            TEXT | -     | -           | starts-with  | disk         | no
            TEXT | -     | 10          | equal-to     | 10.0         | no

            FLAG | -     | true  | equal-to     | true  | yes
            FLAG | -     | false | equal-to     | true  | no
            FLAG | -     | -     | equal-to     | false | no
            FLAG | -     | -     | not-equal-to | false | yes
            FLAG | -     | -     | is-empty     |       | yes
            FLAG | -     | false | is-not-empty |       | yes
            FLAG | false | true  | changed      |       | yes
            FLAG | -     | false | changed      |       | yes
            FLAG | false | true  | changed-to   | true  | yes
            FLAG | true  | true  | changed-to   | true  | no
            FLAG | true  | false | changed-from | true  | yes

            TIME | - | 2026-11-25T14:00:00Z     | equal-to     | 2026-11-25T15:00:00+01:00 | yes
            TIME | - | 2026-11-25T14:00:00Z     | equal-to     | 2026-11-25T14:00:00+01:00 | no
            TIME | - | -                        | equal-to     | 2026-11-25                | no
            TIME | - | 2026-11-24T23:30:00Z     | equal-to     | 2026-11-25                | yes
            TIME | - | 2026-11-25T23:00:00Z     | equal-to     | 2026-11-25                | no
            TIME | - | 2026-11-25               | equal-to     | 2026-11-25                | yes
            TIME | - | 2026-11-25               | equal-to     | 2026-11-24T23:00:00Z      | yes
            TIME | - | 2026-11-25               | not-equal-to | 2026-11-26                | yes
            TIME | - | -                        | not-equal-to | 2026-11-26                | yes
            TIME | - | 2026-11-25               | in-list      | 2026-11-24;2026-11-25     | yes
            TIME | - | -                        | not-in-list  | 2026-11-24;2026-11-25     | yes
            TIME | - | -                        | is-empty     |                           | yes
            TIME | - | 2026-11-25               | is-not-empty |                           | yes
            TIME | 2026-11-25T14:00:00Z | 2026-11-25T14:00:00.000Z | changed |            | no
            TIME | 2026-11-25T14:00:00Z | 2026-11-25T14:00:00.001Z | changed |            | yes
            TIME | 2026-11-25           | 2026-11-24T23:00:00Z     | changed |            | no
            TIME | 2026-11-25           | 2026-11-25T10:00:00Z     | changed |            | yes
            TIME | 2026-11-24           | 2026-11-25T10:00:00Z     | changed-to   | 2026-11-25 | yes
            TIME | 2026-11-25T09:00:00Z | 2026-11-25T10:00:00Z     | changed-to   | 2026-11-25 | no
            TIME | 2026-11-25T09:00:00Z | 2026-11-26T10:00:00Z     | changed-from | 2026-11-25 | yes
            TIME | - | 2026-11-24T23:30:00Z     | greater-than | 2026-11-25                | yes
            TIME | - | 2026-11-24T22:30:00Z     | greater-than | 2026-11-25                | no
            TIME | - | 2026-11-25               | greater-than | 2026-11-25                | no
            TIME | - | 2026-11-26               | greater-than | 2026-11-25                | yes
            TIME | - | -                        | greater-than | 2026-11-25                | no
            TIME | - | 2026-11-24T22:30:00Z     | less-than    | 2026-11-25                | yes
            TIME | - | 2026-11-24T23:30:00Z     | less-than    | 2026-11-25                | no
            TIME | - | 2026-11-25T14:59:59+01:00| less-than    | 2026-11-25T14:00:00Z      | yes
            TIME | - | -                        | less-than    | 2026-11-25                | no
            """;

    record Row(
            ValueKind kind,
            @Nullable String before,
            @Nullable String after,
            Operator operator,
            List<String> wanted,
            boolean holds) {
        static Row of(String line) {
            var cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            return new Row(
                    ValueKind.valueOf(cells.get(0)),
                    held(cells.get(1)),
                    held(cells.get(2)),
                    Operator.of(cells.get(3)),
                    cells.get(4).isEmpty() ? List.of() : List.of(cells.get(4).split(";")),
                    cells.get(5).equals("yes"));
        }

        private static @Nullable String held(String cell) {
            return cell.equals("-") ? null : cell;
        }
    }

    static Stream<Row> rows() {
        return TABLE.lines().filter(line -> !line.isBlank()).map(Row::of);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void holdsAsTheTableSays(Row row) {
        var wanted = row.wanted().stream()
                .map(text -> Value.read(row.kind(), text).orElseThrow())
                .toList();

        var holds = Comparison.holds(
                row.operator(),
                Value.held(row.kind(), row.before()),
                Value.held(row.kind(), row.after()),
                wanted,
                BERLIN);

        assertThat(holds).isEqualTo(row.holds());
    }

    @Test
    void theTableLeavesNoOperatorOfAnyKindOut() {
        for (var kind : ValueKind.values()) {
            assertThat(rows().filter(row -> row.kind() == kind).map(Row::operator))
                    .as(kind.name())
                    .containsAll(kind.operators());
            assertThat(kind.operators())
                    .as(kind.name())
                    .containsAll(rows().filter(row -> row.kind() == kind)
                            .map(Row::operator)
                            .toList());
        }
    }

    @Test
    void whiteSpaceAloneIsNoValue() {
        assertThat(Value.held(ValueKind.TEXT, " \t\n")).isNull();
        assertThat(Value.of("\u2003 ")).isNull();
    }
}
