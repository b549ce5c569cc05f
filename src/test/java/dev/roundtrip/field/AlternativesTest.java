package dev.roundtrip.field;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.field.Filter.OnField;
import dev.roundtrip.field.Filter.OnUserField;
import dev.roundtrip.ticket.TicketField;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlternativesTest {
    private static final UserField FIELD =
            new UserField(7, "AlertID", UserField.Type.TEXT, List.of(), null, null, true);

    private static Filter title(FilterOperator operator, Object... values) {
        return new OnField(TicketField.TITLE, operator, List.of(values));
    }

    @Test
    void equalityOfOneFieldBecomesOneQuestionAndTheRestStays() {
        var contains = title(FilterOperator.CONTAINS, "x");
        var not = title(FilterOperator.NOT_EQUAL, "y");
        var status = new OnField(TicketField.STATUS, FilterOperator.EQUAL, List.of(1L));
        var one = new OnUserField(FIELD, FilterOperator.EQUAL, List.of("a"));
        var other = new OnUserField(FIELD, FilterOperator.EQUAL, List.of("b"));

        assertThat(Alternatives.of(List.of(
                        title(FilterOperator.EQUAL, "a"),
                        contains,
                        title(FilterOperator.IN, "b", "c"),
                        one,
                        not,
                        status,
                        other)))
                .containsExactly(
                        contains,
                        not,
                        title(FilterOperator.IN, "a", "b", "c"),
                        new OnField(TicketField.STATUS, FilterOperator.IN, List.of(1L)),
                        new OnUserField(FIELD, FilterOperator.IN, List.of("a", "b")));
    }

    @Test
    void noQuestionHasMoreValuesThanItMay() {
        var many = IntStream.range(0, 3)
                .mapToObj(_ -> title(
                        FilterOperator.IN,
                        IntStream.range(0, 400).mapToObj(Integer::toString).toArray()))
                .toList();

        assertThat(Alternatives.of(many))
                .extracting(filter -> ((OnField) filter).values().size())
                .containsExactly(500, 500, 200);
    }
}
