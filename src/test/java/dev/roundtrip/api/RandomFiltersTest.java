package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.field.FieldType;
import dev.roundtrip.field.FilterOperator;
import dev.roundtrip.field.UserField;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tools.jackson.databind.JsonNode;

/** Any filter finds on both databases what it means, in pages of any size. */
@SuppressWarnings("NullAway.Init") // the desks are there before the first try
class RandomFiltersTest {
    private static List<MixedTickets> desks;

    @BeforeContainer
    static void open() {
        desks = Arrays.stream(TestDatabase.values()).map(MixedTickets::on).toList();
    }

    @AfterContainer
    static void close() {
        desks.forEach(MixedTickets::close);
    }

    @Property(tries = 1_000)
    void findWhatTheyMean(@ForAll("filters") List<Map<String, Object>> filter, @ForAll("pageSizes") int pageSize) {
        JsonNode json = ApiServer.JSON.valueToTree(filter);
        for (var desk : desks) {
            var meant = desk.tickets().stream()
                    .filter(ticket -> Meaning.holds(json, ticket, desk.userFields()))
                    .map(Ticket::id)
                    .toList();

            var read = desk.read(json);

            assertThat(desk.find(read, pageSize)).as(json.toString()).isEqualTo(meant);
            assertThat(desk.count(read)).as(json.toString()).isEqualTo(meant.size());
        }
    }

    @Provide
    Arbitrary<Integer> pageSizes() {
        return Arbitraries.of(1, 7, 500);
    }

    /** A query may name one user-defined field: each filter has its own. */
    @Provide
    Arbitrary<List<Map<String, Object>>> filters() {
        return Arbitraries.of(desks.getFirst().userFields())
                .flatMap(
                        userField -> condition(userField, 3).list().ofMinSize(1).ofMaxSize(3));
    }

    private static Arbitrary<Map<String, Object>> condition(UserField userField, int depth) {
        var leaf = Arbitraries.frequencyOf(Tuple.of(3, onField()), Tuple.of(1, on(userField)));
        if (depth == 0) {
            return leaf;
        }
        var items = Arbitraries.lazy(() -> condition(userField, depth - 1))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
        var group = Combinators.combine(Arbitraries.of("and", "or", "OR"), items)
                .as((op, of) -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("op", op);
                    json.put("items", of);
                    return json;
                });
        return Arbitraries.oneOf(leaf, group);
    }

    private static Arbitrary<Map<String, Object>> onField() {
        var fields = Arrays.stream(TicketField.values())
                .filter(TicketField::isQueryable)
                .toList();
        return Arbitraries.of(fields)
                .flatMap(field ->
                        leaf(field.apiName(), field.type(), desks.getFirst().wanted(field)));
    }

    private static Arbitrary<Map<String, Object>> on(UserField field) {
        return leaf(field.name(), field.type().compared(), MixedTickets.wanted(field))
                .map(leaf -> {
                    leaf.put("udf", true);
                    return leaf;
                });
    }

    private static Arbitrary<Map<String, Object>> leaf(String name, FieldType type, List<?> wanted) {
        var operators = Arrays.stream(FilterOperator.values())
                .filter(operator -> MixedTickets.makesSense(operator, type))
                .toList();
        return Combinators.combine(
                        Arbitraries.of(operators),
                        Arbitraries.of(new ArrayList<Object>(wanted))
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3),
                        Arbitraries.of(true, false))
                .as((operator, values, lower) -> {
                    Map<String, Object> leaf = new LinkedHashMap<>();
                    leaf.put("op", lower ? operator.word().toLowerCase(Locale.ROOT) : operator.word());
                    leaf.put("field", lower ? name.toUpperCase(Locale.ROOT) : name);
                    leaf.put("value", operator.takesList() ? values : values.getFirst());
                    return leaf;
                });
    }
}
