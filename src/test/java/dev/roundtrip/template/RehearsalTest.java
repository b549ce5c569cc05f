package dev.roundtrip.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a body before there is a ticket. */
class RehearsalTest {

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    {"a": tru}                                          => line 1, column 1: "t" does not belong there
                    {|"a": {{ticket.id}},|"b": tru|}                    => line 3, column 1: "t" does not belong there
                    {"a": "{{ticket.title}}",}                          => line 1, column 1: "}" does not belong there
                    {"a": {{ticket.id}} {{ticket.id}}}                  => line 1, column 1: \""" does not belong there
                    {"a": tru{{ticket.id}}}                             => line 1, column 1: "t" does not belong there
                    {"a": 0{{ticket.id}}}                               => line 1, column 1:
                    [{{#udf.AlertID}}"a",{{/udf.AlertID}}{{^udf.AlertID}}"b",{{/udf.AlertID}}] => line 1, column 1:
                    {{#udf.AlertID}}{{#ticket.title}}{{/ticket.title}}{{/udf.AlertID}} => line 1, column 1: the body is empty
                    {"a": {{secret.key}}}}                              => line 1, column 1:
                    {'a': 1}                                            => line 1, column 1:
                    """)
    void jsonThatCanNeverBeIsToldWhereItBreaks(String body, String fault) {
        assertThat(fault(TemplateKind.JSON, body))
                .hasValueSatisfying(told -> assertThat(told).startsWith(fault));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ticket.id}}",
                "{\"a\": {{ticket.id}}, \"b\": \"{{ticket.title}}\", \"c\": {{now}}, \"d\": {{secret.key}}}",
                "{ {{ticket.title}}: {{ticket.title}} }",
                "[-{{ticket.id}}, {{ticket.id}}.5, 1{{ticket.id}}, {{ticket.id}}{{ticket.id}}, 1e{{ticket.id}}, -{{ticket.id}}.5e{{ticket.id}}0]",
                "{ {{ticket.title}}: 1{{ticket.id}} }",
                "{ {{#udf.AlertID}}\"a\": 1,{{/udf.AlertID}} \"b\": 2 }",
                "{ \"b\": 2 {{#udf.AlertID}}, \"a\": 1{{/udf.AlertID}} }",
                "{{#udf.AlertID}}tru{{/udf.AlertID}}{{^udf.AlertID}}true{{/udf.AlertID}}",
                "{{^udf.AlertID}}{}{{/udf.AlertID}}{{^ticket.title}}{}{{/ticket.title}}",
            })
    void jsonThatSomeTicketMakesRightIsTakenAsItIs(String body) {
        assertThat(fault(TemplateKind.JSON, body)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    <a>{{ticket.title}}</b>                             => line 1, column 1: The element type "a"
                    <a>|<b>{{ticket.title}}</b>|                        => line 3, column 1:
                    <a/><b/>                                            => line 1, column 1:
                    <a b="{{ticket.id}}" b="{{ticket.id}}"/>            => line 1, column 1:
                    <a>&nbsp;</a>                                       => line 1, column 1:
                    <?xml version="1.0" encoding="latin1"?><a/>         => line 1, column 1: the XML declaration says encoding
                    {{#udf.AlertID}}<a>{{/udf.AlertID}}{{^udf.AlertID}}<b>{{/udf.AlertID}}</c> => line 1, column 1:
                    text only                                           => line 1, column 1:
                    """)
    void xmlThatCanNeverBeIsToldWhereItBreaks(String body, String fault) {
        assertThat(fault(TemplateKind.XML, body))
                .hasValueSatisfying(told -> assertThat(told).startsWith(fault));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a>{{ticket.title}}</a>",
                "{{ticket.title}}<a/>{{secret.key}}",
                "<a>]]{{ticket.title}}></a>",
                "<a xmlns:b='{{ticket.title}}'><b:c/></a>",
                "{{ticket.title}}<a xmlns:b='{{ticket.title}}' xmlns:c='{{ticket.status}}' b:x='' c:x=''/>",
                "<a>{{#udf.AlertID}}<b>{{/udf.AlertID}}{{^udf.AlertID}}<b>{{/udf.AlertID}}</b></a>",
                "{{#udf.AlertID}}<a>{{/udf.AlertID}}{{^udf.AlertID}}<b>{{/udf.AlertID}}</b>",
            })
    void xmlThatSomeTicketMakesRightIsTakenAsItIs(String body) {
        assertThat(fault(TemplateKind.XML, body)).isEmpty();
    }

    @Test
    void otherTextsAreWhateverTheyAre() {
        assertThat(fault(TemplateKind.PLAIN, "{\"a\": tru}")).isEmpty();
        assertThat(fault(TemplateKind.FORM, "a=<")).isEmpty();
    }

    @Test
    void choicesThatAreTooManyToTryAreNotJudged() {
        var many = new StringBuilder("{\"a\": tru");
        for (int i = 0; i < 40; i++) {
            many.append("{{#udf.f").append(i).append("}}x{{/udf.f").append(i).append("}}");
        }
        var names = Names.of(IntStream.range(0, 40).mapToObj(i -> "udf.f" + i).toList());

        assertThat(Template.parse(many + "}", TemplateKind.JSON, names).certainFault())
                .isEmpty();
    }

    /** Nothing that one ticket makes parse is ever refused. */
    @Property(tries = 500)
    void neverRefusesWhatATicketMakesRight(
            @ForAll @IntRange(max = 8) int before,
            @ForAll @IntRange(max = 8) int between,
            @ForAll @IntRange(max = 8) int behind,
            @ForAll @IntRange(max = 5) int title,
            @ForAll @IntRange(max = 5) int status) {
        var pieces = new String[] {"", "-", "1", ".5", "[", ",", "]", "\"a\":", "{ "};
        var values = new Object[] {"x", 7L, -7L, new BigDecimal("1.5"), "", true};
        var body = pieces[before] + "{{ticket.title}}" + pieces[between] + "{{ticket.status}}" + pieces[behind];

        var rendered = Sample.title("")
                .with("ticket.title", values[title])
                .with("ticket.status", values[status])
                .rendered(TemplateKind.JSON, body);

        if (RenderedBody.complaint("application/json", rendered) == null) {
            assertThat(fault(TemplateKind.JSON, body)).as(rendered).isEmpty();
        }
    }

    private static Optional<String> fault(TemplateKind kind, String body) {
        return Template.parse(body.replace('|', '\n'), kind, Sample.NAMES)
                .certainFault()
                .map(TemplateRefused.Problem::toString);
    }
}
