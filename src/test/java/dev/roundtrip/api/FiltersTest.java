package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.field.FilterOperator;
import dev.roundtrip.field.UserField;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Every operator on every field finds what it means, no more and no less. */
@OnBothDatabases
@SuppressWarnings("NullAway.Init") // the desk is there before the first test
class FiltersTest {
    private static MixedTickets desk;

    FiltersTest(TestDatabase database) {}

    @BeforeParameterizedClassInvocation
    static void open(TestDatabase database) {
        desk = MixedTickets.on(database);
    }

    @AfterParameterizedClassInvocation
    static void close() {
        desk.close();
    }

    @ParameterizedTest
    @EnumSource
    void onEveryField(FilterOperator operator) {
        for (var field : TicketField.values()) {
            if (field.isQueryable() && MixedTickets.makesSense(operator, field.type())) {
                values(operator, desk.wanted(field))
                        .forEach(value -> findsWhatItMeans(List.of(leaf(operator, field.apiName(), value))));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void onEveryUserDefinedField(FilterOperator operator) {
        for (var field : desk.userFields()) {
            if (MixedTickets.makesSense(operator, field.type().compared())) {
                values(operator, MixedTickets.wanted(field)).forEach(value -> {
                    var leaf = leaf(operator, field.name(), value);
                    leaf.put("udf", true);
                    findsWhatItMeans(List.of(leaf));
                });
            }
        }
    }

    /** What the operator takes: nothing, each of them, or lists of some. */
    private static Stream<?> values(FilterOperator operator, List<?> wanted) {
        if (operator.isAboutPresence()) {
            return Stream.of("");
        }
        return operator.takesList()
                ? Stream.of(wanted, wanted.subList(0, 1), wanted.subList(wanted.size() / 2, wanted.size()))
                : wanted.stream();
    }

    private static Map<String, Object> leaf(FilterOperator operator, String field, Object value) {
        var leaf = new LinkedHashMap<String, Object>();
        leaf.put("op", operator.word());
        leaf.put("field", field);
        leaf.put("value", value);
        return leaf;
    }

    private static void findsWhatItMeans(List<Map<String, Object>> filter) {
        JsonNode json = ApiServer.JSON.valueToTree(filter);
        var meant = desk.tickets().stream()
                .filter(ticket -> Meaning.holds(json, ticket, desk.userFields()))
                .map(Ticket::id)
                .toList();

        var read = desk.read(json);

        assertThat(desk.find(read, 500)).as(json.toString()).isEqualTo(meant);
        assertThat(desk.count(read)).as(json.toString()).isEqualTo(meant.size());
    }

    /** As {@link #onEveryField} would be empty words if nothing were ever found. */
    @Test
    void theTicketsDifferInEveryFieldThatCanBeWritten() {
        var alike = new ArrayList<String>();
        for (var field : TicketField.values()) {
            var values = desk.tickets().stream()
                    .map(ticket -> String.valueOf(ticket.value(field)))
                    .distinct()
                    .count();
            if (!field.isReadOnly() && values < 2) {
                alike.add(field.apiName());
            }
        }

        assertThat(alike).isEmpty();
        assertThat(Arrays.stream(UserField.Type.values()))
                .allMatch(type -> desk.userFields().stream().anyMatch(field -> field.type() == type));
    }

    @Test
    void theLargestFiltersAreAnswered() {
        var title = leaf(FilterOperator.NOT_EQUAL, "title", "nowhere");
        var text = leaf(FilterOperator.CONTAINS, "A text", "%".repeat(4000));
        text.put("udf", true);
        var numbers = IntStream.range(-499, 1).boxed().toList();

        findsWhatItMeans(Collections.nCopies(600, title));
        findsWhatItMeans(List.of(Map.of("op", "or", "items", Collections.nCopies(500, text))));
        findsWhatItMeans(Collections.nCopies(20, leaf(FilterOperator.NOT_IN, "monitorID", numbers)));
        findsWhatItMeans(List.of(inGroups(19, title)));
    }

    private static Map<String, Object> inGroups(int deep, Map<String, Object> leaf) {
        return deep == 0
                ? leaf
                : Map.of("op", deep % 2 == 0 ? "and" : "or", "items", List.of(inGroups(deep - 1, leaf)));
    }
}
