package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.field.Filter;
import dev.roundtrip.field.FilterOperator;
import dev.roundtrip.field.UserField;
import dev.roundtrip.ticket.TicketField;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterReaderTest {
    private static final List<UserField> USER_FIELDS = List.of(
            field(1, "AlertID", UserField.Type.TEXT, true),
            field(2, "Size", UserField.Type.NUMBER, true),
            field(3, "Since", UserField.Type.DATE, true),
            field(4, "Tier", UserField.Type.LIST, true),
            field(5, "Lines", UserField.Type.MULTI_LINE_TEXT, true),
            field(6, "Old", UserField.Type.TEXT, false));

    private static UserField field(long id, String name, UserField.Type type, boolean active) {
        var choices = type == UserField.Type.LIST ? List.of("gold", "silver") : List.<String>of();
        return new UserField(id, name, type, choices, null, null, active);
    }

    private static Filter read(String json) {
        return new FilterReader(Entities.TICKET, USER_FIELDS).read(Json.read("filter", json));
    }

    private static void refused(String json, String... named) {
        assertThatThrownBy(() -> read(json))
                .as(json)
                .isInstanceOfSatisfying(
                        ApiProblem.class,
                        problem -> assertThat(problem.status()).isEqualTo(400))
                .hasMessageContainingAll(named);
    }

    @Test
    void readsLeavesAndGroupsInAnyCase() {
        assertThat(read("""
                [{"OP":" BeginsWith ","Field":" TITLE","VALUE":"x"},
                 {"op":"Or","ITEMS":[{"op":"NOTEXIST","field":"queueid","value":null},{"op":"in","field":"status","value":[1,"5"]}]},
                 {"op":"gte","field":"alertid","udf":"TRUE","value":5}]"""))
                .isEqualTo(new Filter.All(List.of(
                        new Filter.OnField(TicketField.TITLE, FilterOperator.BEGINS_WITH, List.of("x")),
                        new Filter.Any(List.of(
                                new Filter.OnField(TicketField.QUEUE_ID, FilterOperator.NOT_EXIST, List.of()),
                                new Filter.OnField(TicketField.STATUS, FilterOperator.IN, List.of(1L, 5L)))),
                        new Filter.OnUserField(
                                USER_FIELDS.getFirst(), FilterOperator.GREATER_OR_EQUAL, List.of("5")))));
    }

    @Test
    void aSingleConditionNeedsNoList() {
        assertThat(read("{\"op\":\"eq\",\"field\":\"id\",\"value\":\"+7.0\",\"udf\":false,\"more\":1}"))
                .isEqualTo(new Filter.OnField(TicketField.ID, FilterOperator.EQUAL, List.of(7L)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2026-11-25                    | 2026-11-25T00:00:00Z
                    2026-11-25T14:00              | 2026-11-25T14:00:00Z
                    2026-11-25T14:00:00           | 2026-11-25T14:00:00Z
                    2026-11-25 14:00:00           | 2026-11-25T14:00:00Z
                    2026-11-25T14:00:00.5Z        | 2026-11-25T14:00:00.500Z
                    2026-11-25T14:00:00.1239999Z  | 2026-11-25T14:00:00.123Z
                    2026-11-25T14:00:00z          | 2026-11-25T14:00:00Z
                    2026-11-25T14:00:00+01:00     | 2026-11-25T13:00:00Z
                    2026-11-25T14:00:00-11:30     | 2026-11-26T01:30:00Z
                    2026-11-25T14:00:00+0200      | 2026-11-25T12:00:00Z
                    """)
    void aTimeIsUtcUnlessItSaysOtherwise(String written, Instant meant) {
        assertThat(read("{\"op\":\"gt\",\"field\":\"dueDateTime\",\"value\":\"%s\"}".formatted(written)))
                .isEqualTo(new Filter.OnField(TicketField.DUE_DATE_TIME, FilterOperator.GREATER, List.of(meant)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "x"                                                            | filter
                    7                                                              | filter
                    []                                                             | at least one condition
                    {}                                                             | op
                    [[]]                                                           | object
                    [null]                                                         | object
                    [{"op":"eq","field":"title","value":"x"},7]                    | object
                    [{"field":"title","value":"x"}]                                | has no op
                    [{"op":null,"field":"title","value":"x"}]                      | has no op
                    [{"op":7,"field":"title","value":"x"}]                         | op
                    [{"op":"equals","field":"title","value":"x"}]                  | "equals" is not known
                    [{"op":"beginWith","field":"title","value":"x"}]               | did you mean beginsWith?
                    [{"op":"eq","Op":"eq","field":"title","value":"x"}]            | given twice
                    [{"op":"eq","value":"x"}]                                      | eq needs a field
                    [{"op":"eq","field":7,"value":"x"}]                            | field
                    [{"op":"eq","field":"titel","value":"x"}]                      | titel.*did you mean title?
                    [{"op":"eq","field":"t.title or 1=1","value":"x"}]             | t.title or 1=1
                    [{"op":"eq","field":"creatorType","value":1}]                  | creatorType: cannot be searched by
                    [{"op":"eq","field":"AlertID","value":"x"}]                    | AlertID: a user-defined field; add "udf":true
                    [{"op":"eq","field":"AlertIdd","udf":true,"value":"x"}]        | AlertIdd.*did you mean AlertID?
                    [{"op":"eq","field":"Old","udf":true,"value":"x"}]             | Old: this user-defined field is inactive
                    [{"op":"eq","field":"title","udf":true,"value":"x"}]           | title: there is no such user-defined field
                    [{"op":"eq","field":"AlertID","udf":"yes","value":"x"}]        | udf: true or false
                    [{"op":"eq","field":"AlertID","udf":{},"value":"x"}]           | udf
                    [{"op":"eq","field":"AlertID","udf":true,"value":"x"},{"op":"exist","field":"Size","udf":true}]| Size: a query may name one
                    [{"op":"eq","field":"title"}]                                  | title: eq needs a value
                    [{"op":"noteq","field":"title","value":null}]                  | title: noteq needs a value
                    [{"op":"eq","field":"title","value":["x"]}]                    | title: eq takes single values
                    [{"op":"eq","field":"title","value":{"a":1}}]                  | title: eq takes single values
                    [{"op":"contains","field":"title","value":""}]                 | title: contains needs a value
                    [{"op":"gt","field":"title","value":"  "}]                     | title: gt needs a value
                    [{"op":"in","field":"status","value":1}]                       | status: in needs a list
                    [{"op":"in","field":"status","value":[]}]                      | status: in takes 1 to 500 values, not 0
                    [{"op":"in","field":"status","value":[[1]]}]                   | status: in takes single values
                    [{"op":"notIn","field":"status","value":[1,null]}]             | status: notIn takes single values
                    [{"op":"in","field":"status","value":[1,"x"]}]                 | status: "x" is not a whole number
                    [{"op":"contains","field":"status","value":1}]                 | status: contains looks into a text
                    [{"op":"beginsWith","field":"dueDateTime","value":"2026"}]     | dueDateTime: beginsWith looks into a text
                    [{"op":"endsWith","field":"Size","udf":true,"value":"1"}]      | Size: endsWith looks into a text
                    [{"op":"gt","field":"isVisibleToComanaged","value":true}]      | isVisibleToComanaged: gt has no meaning
                    [{"op":"eq","field":"isVisibleToComanaged","value":1}]         | isVisibleToComanaged: "1" is neither true nor false
                    [{"op":"eq","field":"isVisibleToComanaged","value":""}]        | isVisibleToComanaged
                    [{"op":"eq","field":"status","value":"New"}]                   | status: "New" is not a whole number
                    [{"op":"eq","field":"status","value":""}]                      | status: "" is not a whole number
                    [{"op":"eq","field":"status","value":true}]                    | status: "true" is not a whole number
                    [{"op":"eq","field":"status","value":1.5}]                     | status: "1.5" is not a whole number
                    [{"op":"gt","field":"id","value":1000000000000000000}]         | id: "1000000000000000000" is not a whole number
                    [{"op":"gt","field":"id","value":99999999999999999999999999}]  | id: "99999999999999999999999999" is not
                    [{"op":"gt","field":"id","value":1e999999999}]                 | id: "1E+999999999" is not a whole number
                    [{"op":"gt","field":"id","value":"٣"}]                         | id: "٣" is not a whole number
                    [{"op":"gt","field":"estimatedHours","value":"1e400"}]         | estimatedHours: "1e400" has more digits
                    [{"op":"gt","field":"estimatedHours","value":"NaN"}]           | estimatedHours: "NaN" is not a number
                    [{"op":"gt","field":"estimatedHours","value":"1,5"}]           | estimatedHours: "1,5" is not a number
                    [{"op":"gt","field":"Size","udf":true,"value":"big"}]          | Size: "big" is not a number
                    [{"op":"in","field":"Size","udf":true,"value":[1,""]}]         | Size: in takes no empty value
                    [{"op":"notIn","field":"Since","udf":true,"value":["2026-11-25"," "]}]| Since: notIn takes no empty value
                    [{"op":"in","field":"title","value":["x",""]}]                 | title: in takes no empty value
                    [{"op":"eq","field":"dueDateTime","value":"soon"}]             | dueDateTime: "soon" is not a time
                    [{"op":"eq","field":"dueDateTime","value":20261125}]           | dueDateTime: "20261125" is not a time
                    [{"op":"eq","field":"dueDateTime","value":"2026-02-30"}]       | dueDateTime: "2026-02-30" is not a time
                    [{"op":"eq","field":"dueDateTime","value":"2026-11-25T25:00:00"}]| dueDateTime
                    [{"op":"eq","field":"dueDateTime","value":"+99999-01-01T00:00:00Z"}]| dueDateTime
                    [{"op":"eq","field":"Since","udf":true,"value":"2026-13-01"}]  | Since: "2026-13-01" is not a date
                    [{"op":"eq","field":"Since","udf":true,"value":"-0044-03-15T00:00:00Z"}]| Since
                    [{"op":"eq","field":"title","value":"a\\u0000"}]               | title: holds a zero character
                    [{"op":"eq","field":"title","value":"a\\ud800"}]               | title: holds half of a surrogate pair
                    [{"op":"contains","field":"AlertID","udf":true,"value":"\\u0000"}]| AlertID: holds a zero character
                    [{"op":"and"}]                                                 | the group "and" needs items
                    [{"op":"or","items":[]}]                                       | the group "or" needs items
                    [{"op":"or","items":{"op":"exist","field":"id"}}]              | the group "or" needs items
                    [{"op":"or","items":null}]                                     | the group "or" needs items
                    """)
    void whatIsWrongIsNamed(String json, String named) {
        refused(json, named.split("\\.\\*", -1));
    }

    @Test
    void anEmptyTextAsksForNoValue() {
        assertThat(read("{\"op\":\"eq\",\"field\":\"title\",\"value\":\" \"}"))
                .isEqualTo(new Filter.OnField(TicketField.TITLE, FilterOperator.NOT_EXIST, List.of()));
        assertThat(read("{\"op\":\"noteq\",\"field\":\"Size\",\"udf\":true,\"value\":\"\"}"))
                .isEqualTo(new Filter.OnUserField(USER_FIELDS.get(1), FilterOperator.EXIST, List.of()));
    }

    @Test
    void hasLimitsAndNamesThem() {
        var leaf = "{\"op\":\"exist\",\"field\":\"id\"}";
        var leaves500 = String.join(",", Collections.nCopies(500, leaf));
        var leaves101 = String.join(",", Collections.nCopies(101, leaf));
        var values500 = String.join(",", Collections.nCopies(500, "1"));
        var in500 = "{\"op\":\"in\",\"field\":\"id\",\"value\":[" + values500 + "]}";

        read("[{\"op\":\"or\",\"items\":[" + leaves500 + "]}]");
        refused(
                "[{\"op\":\"or\",\"items\":[" + leaves500 + "," + leaf + "]}]",
                "more than 500 conditions in or groups");
        refused("[" + leaves500 + "," + leaves101 + "]", "more than 600 conditions");
        read(in500);
        refused(in500.replace("[1,", "[1,1,"), "id: in takes 1 to 500 values, not 501");
        refused("[" + String.join(",", Collections.nCopies(21, in500)) + "]", "more than 10,000 values in all");
        read("[" + group(19, leaf) + "]");
        refused("[" + group(20, leaf) + "]", "more than 20 deep");
        read("{\"op\":\"contains\",\"field\":\"title\",\"value\":\"" + "x".repeat(4000) + "\"}");
        refused(
                "{\"op\":\"contains\",\"field\":\"title\",\"value\":\"" + "x".repeat(4001) + "\"}",
                "title: contains looks for at most 4,000 characters, not 4,001");
    }

    private static String group(int deep, String leaf) {
        return "{\"op\":\"and\",\"items\":[".repeat(deep) + leaf + "]}".repeat(deep);
    }
}
