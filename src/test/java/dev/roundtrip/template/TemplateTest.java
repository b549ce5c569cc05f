package dev.roundtrip.template;

import static dev.roundtrip.template.TemplateKind.FORM;
import static dev.roundtrip.template.TemplateKind.HEADER;
import static dev.roundtrip.template.TemplateKind.JSON;
import static dev.roundtrip.template.TemplateKind.PLAIN;
import static dev.roundtrip.template.TemplateKind.URL;
import static dev.roundtrip.template.TemplateKind.XML;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    @Test
    void sendsTextWithoutTagsAsItStands() {
        String text = "a } }} { b { c }\r\n \"${7*7}\" #{x} <% y %>";

        assertThat(new Sample().rendered(PLAIN, text)).isEqualTo(text);
        assertThat(new Sample().rendered(PLAIN, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ticket.title}}", "{{ ticket.title }}", "{{TICKET.Title}}", "{{\n\tticket.title\n}}"})
    void findsNamesWithoutCaseAndBlanksAround(String tag) {
        assertThat(Sample.title("disk full").rendered(PLAIN, tag)).isEqualTo("disk full");
    }

    @Test
    void findsNamesWithBlanksDigitsUmlautsAndParentheses() {
        var ticket = new Sample()
                .with("udf.cf_rand319577", "one")
                .with("udf.alert id 2", "two")
                .with("udf.größe (gb)", new BigDecimal("3"));

        assertThat(
                        ticket.rendered(
                                JSON,
                                "{\"a\":\"{{udf.cf_rand319577}}\",\"b\":\"{{udf.Alert ID 2}}\",\"c\":\"{{udf.Größe (GB)}}\",\"d\":\"{{udf.alert id 2}}\"}"))
                .isEqualTo("{\"a\":\"one\",\"b\":\"two\",\"c\":\"3\",\"d\":\"two\"}");
    }

    @Test
    void neverReadsAValueAsATemplate() {
        var ticket = Sample.title("{{company.name}} {{#x}} }} {{secret.key}}").with("company.name", "Acme");

        assertThat(ticket.rendered(PLAIN, "{{ticket.title}}/{{company.name}}"))
                .isEqualTo("{{company.name}} {{#x}} }} {{secret.key}}/Acme");
    }

    @Test
    void rendersASectionIfThereIsAValue() {
        String template =
                "{{#company.name}}at {{company.name}}{{/Company.Name}}{{^company.name}}nowhere{{/company.name}}";

        assertThat(new Sample().with("company.name", "Acme").rendered(PLAIN, template))
                .isEqualTo("at Acme");
        assertThat(new Sample().with("company.name", false).rendered(PLAIN, template))
                .isEqualTo("at false");
        assertThat(new Sample().with("company.name", 0).rendered(PLAIN, template))
                .isEqualTo("at 0");
        assertThat(new Sample().rendered(PLAIN, template)).isEqualTo("nowhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\r\n", "\u00a0\u2007\u202f", "\u3000\u2028\u0085"})
    void takesWhiteSpaceOfAnyKindForNoValue(String blank) {
        var ticket = Sample.title(blank);

        assertThat(ticket.rendered(PLAIN, "{{#ticket.title}}yes{{/ticket.title}}{{^ticket.title}}no{{/ticket.title}}"))
                .isEqualTo("no");
        assertThat(ticket.rendered(JSON, "{\"t\":{{ticket.title}}}")).isEqualTo("{\"t\":null}");
        assertThat(ticket.rendered(PLAIN, "[{{ticket.title}}]")).isEqualTo("[" + blank + "]");
    }

    @Test
    void rendersSectionsInSections() {
        String template =
                "{{#ticket.title}}a{{^company.name}}b{{#ticket.id}}c{{/ticket.id}}d{{/company.name}}e{{/ticket.title}}";

        assertThat(Sample.title("x").with("ticket.id", 7L).rendered(PLAIN, template))
                .isEqualTo("abcde");
        assertThat(Sample.title("x").rendered(PLAIN, template)).isEqualTo("abde");
        assertThat(Sample.title("x").with("company.name", "y").rendered(PLAIN, template))
                .isEqualTo("ae");
    }

    @Test
    void leavesCommentsOut() {
        assertThat(new Sample().rendered(JSON, "{{! {{{what}} }[1{{! \" }},2]")).isEqualTo(" }[1,2]");
    }

    @Test
    void takesTheLineOfATagThatStandsAloneInPlainText() {
        String template =
                "Hello\n  {{#ticket.title}}  \r\n- {{ticket.title}}\n{{/ticket.title}}\n{{! note }}\nBye {{#ticket.title}}\n{{/ticket.title}}";

        assertThat(Sample.title("x").rendered(PLAIN, template)).isEqualTo("Hello\n- x\nBye \n");
        assertThat(new Sample().rendered(PLAIN, template)).isEqualTo("Hello\nBye ");
    }

    @Test
    void keepsTheLinesOfABody() {
        assertThat(Sample.title("x").rendered(JSON, "[\n{{#ticket.title}}\n1\n{{/ticket.title}}\n]"))
                .isEqualTo("[\n\n1\n\n]");
    }

    @ParameterizedTest
    @CsvSource({
        "now, 2019-10-29T14:14:47.643-04:00",
        "NOW, 2019-10-29T14:14:47.643-04:00",
        "now+2h, 2019-10-29T16:14:47.643-04:00",
        "now-1d, 2019-10-28T14:14:47.643-04:00",
        "now + 15m, 2019-10-29T14:29:47.643-04:00",
        "Now -30S, 2019-10-29T14:14:17.643-04:00",
        "now+7d, 2019-11-05T13:14:47.643-05:00",
    })
    void knowsWhatTimeItIs(String tag, String time) {
        assertThat(new Sample().rendered(PLAIN, "{{" + tag + "}}")).isEqualTo(time);
    }

    @Test
    void writesTimesWithOffsetAndMilliseconds() {
        var template = Template.parse("{{ticket.createDate}}", PLAIN, Sample.NAMES);

        var text = template.render(name -> Instant.parse("2026-01-02T03:04:05.006999Z"), Instant.EPOCH, ZoneOffset.UTC);

        assertThat(text).hasToString("2026-01-02T03:04:05.006+00:00");
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "3.50, 3.50", "1E+2, 100", "0.000001, 0.000001", "1E-7, 0.0000001", "-0, 0"})
    void writesNumbersPlainly(String number, String written) {
        assertThat(new Sample().with("udf.größe (gb)", new BigDecimal(number)).rendered(JSON, "{{udf.Größe (GB)}}"))
                .isEqualTo(written);
    }

    /** {@code ticket.estimatedHours} and its like are kept so. */
    @ParameterizedTest
    @CsvSource({"1.5, 1.5", "2.0, 2", "1.0E7, 10000000", "0.25, 0.25"})
    void writesHoursPlainlyToo(double hours, String written) {
        assertThat(new Sample().with("udf.größe (gb)", hours).rendered(JSON, "{{udf.Größe (GB)}}"))
                .isEqualTo(written);
    }

    @Test
    void doesNotWriteANumberOutToAGigabyte() {
        var ticket = new Sample().with("udf.größe (gb)", new BigDecimal("1e999999999"));

        assertThat(ticket.rendered(JSON, "{{udf.Größe (GB)}}")).isEqualTo("1E+999999999");
    }

    @Test
    void quotesInJsonWhatIsNeitherNumberNorTruth() {
        var ticket = Sample.title("say \"5\"")
                .with("ticket.id", 7L)
                .with("ticket.isoverdue", true)
                .with("udf.alertid", "5")
                .with("ticket.createdate", Sample.NOW);

        assertThat(
                        ticket.rendered(
                                JSON,
                                "[{{ticket.title}},{{ticket.id}},{{ticket.isOverdue}},{{udf.AlertID}},{{ticket.createDate}},{{company.name}},{{now}}]"))
                .isEqualTo(
                        "[\"say \\\"5\\\"\",7,true,\"5\",\"2019-10-29T14:14:47.643-04:00\",null,\"2019-10-29T14:14:47.643-04:00\"]");
        assertThat(ticket.rendered(JSON, "[\"{{ticket.id}} {{ticket.isOverdue}} {{company.name}}\"]"))
                .isEqualTo("[\"7 true \"]");
    }

    @Test
    void knowsInsideFromOutsideOfAJsonStringBehindEscapes() {
        assertThat(Sample.title("a\"b")
                        .rendered(JSON, "[\"\\\\\",{{ticket.title}},\"\\\"{{ticket.title}}\\u0041{{ticket.title}}\"]"))
                .isEqualTo("[\"\\\\\",\"a\\\"b\",\"\\\"a\\\"b\\u0041a\\\"b\"]");
    }

    @Test
    void mayEndAnObjectRightBehindATag() {
        assertThat(new Sample().with("ticket.id", 7).rendered(JSON, "{\"a\":{\"b\":{{ticket.id}}}}"))
                .isEqualTo("{\"a\":{\"b\":7}}");
    }

    @Test
    void escapesInXmlTextAndAttributes() {
        assertThat(
                        Sample.title("a<'b'>\n\"&\"")
                                .rendered(
                                        XML,
                                        "<?xml version=\"1.0\"?><!-- \" --><t a=\"{{ticket.title}}\" b='{{ticket.title}}'>&amp;{{ticket.title}}<![CDATA[<]]>{{ticket.title}}</t>"))
                .isEqualTo(
                        "<?xml version=\"1.0\"?><!-- \" --><t a=\"a&lt;&#39;b&#39;&gt;&#10;&quot;&amp;&quot;\" b='a&lt;&#39;b&#39;&gt;&#10;&quot;&amp;&quot;'>&amp;a&lt;&#39;b&#39;&gt;\n&quot;&amp;&quot;<![CDATA[<]]>a&lt;&#39;b&#39;&gt;\n&quot;&amp;&quot;</t>");
    }

    @Test
    void mayLeaveAnXmlAttributeOut() {
        String template = "<t{{#ticket.title}} a=\"{{ticket.title}}\"{{/ticket.title}}/>";

        assertThat(Sample.title("x").rendered(XML, template)).isEqualTo("<t a=\"x\"/>");
        assertThat(new Sample().rendered(XML, template)).isEqualTo("<t/>");
    }

    @Test
    void encodesByThePartOfAnAddress() {
        assertThat(Sample.title("a b/c?d&e+f")
                        .rendered(URL, "https://rmm.acme.example:8443/x/{{ticket.title}}/y?q={{ticket.title}}&r=/"))
                .isEqualTo("https://rmm.acme.example:8443/x/a%20b%2Fc%3Fd%26e%2Bf/y?q=a%20b%2Fc%3Fd%26e%2Bf&r=/");
    }

    @ParameterizedTest
    @CsvSource({
        "https://acme.example, https://acme.example",
        "HTTP://acme.example?x={{ticket.title}}, HTTP://acme.example?x=a%20b",
        "http://[::1]:8080/{{ticket.title}}, http://[::1]:8080/a%20b",
        "https://acme.example/größe x/?f=name==\"{{ticket.title}}\"&p=%2F,"
                + " https://acme.example/gr%C3%B6%C3%9Fe%20x/?f=name==%22a%20b%22&p=%2F",
        "http://acme.example/a.b/...//x, http://acme.example/a.b/...//x",
        "http://acme.example/{{#company.name}}x/{{/company.name}}y, http://acme.example/y"
    })
    void takesAnAddressAsAPersonTypesIt(String template, String address) {
        assertThat(Sample.title("a b").rendered(URL, template)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void refusesToLeaveThePath(String title) {
        for (String path : new String[] {"{{ticket.title}}", "a/{{ticket.title}}/b", "a/{{ticket.title}}?x=1"}) {
            assertThatThrownBy(() -> Sample.title(title).rendered(URL, "http://acme.example/" + path))
                    .isInstanceOf(RenderFailed.class)
                    .hasMessageContaining("segment \"" + title + "\"");
        }
        assertThatThrownBy(() -> Sample.title(".").rendered(URL, "http://acme.example/%2e{{ticket.title}}/"))
                .isInstanceOf(RenderFailed.class);
        assertThat(Sample.title(title).rendered(URL, "http://acme.example/v{{ticket.title}}?q=/{{ticket.title}}"))
                .isEqualTo("http://acme.example/v" + title + "?q=/" + title);
    }

    @Test
    void keepsAHeaderOnOneLine() {
        assertThat(Sample.title("a\r\nX-Evil: ü").rendered(HEADER, "Größe {{ticket.title}}"))
                .isEqualTo("Gr%C3%B6%C3%9Fe a  X-Evil: %C3%BC");
    }

    @Test
    void encodesInAForm() {
        assertThat(Sample.title("a&id=999+1 ü").rendered(FORM, "id=1&t={{ticket.title}}"))
                .isEqualTo("id=1&t=a%26id%3D999%2B1%20%C3%BC");
    }

    @Test
    void leavesSecretsAsReferences() {
        var text = Sample.title("x")
                .render(JSON, "{\"t\":\"{{ticket.title}}\",\"k\":\"{{secret.KEY}}\",\"v\":{{secret.key}}}");

        assertThat(text.shown()).isEqualTo("{\"t\":\"x\",\"k\":\"••••••••\",\"v\":••••••••}");
        assertThat(text.secrets()).containsExactly("key");
        assertThat(text.fill(name -> name.equals("key") ? "s\"1" : null))
                .isEqualTo("{\"t\":\"x\",\"k\":\"s\\\"1\",\"v\":\"s\\\"1\"}");
    }

    @Test
    void tellsWhichNamesItUses() {
        var template = Template.parse(
                "{{Ticket.Title}}{{#company.name}}{{udf.ALERTID}}{{now}}{{secret.key}}{{/company.name}}",
                PLAIN,
                Sample.NAMES);

        assertThat(template.names()).containsExactly("ticket.title", "company.name", "udf.alertid");
    }

    @ParameterizedTest
    @CsvSource({
        "URL, http://acme.example/?q=, the address, '16,384'",
        "HEADER, '', the header value, '8,192'",
        "FORM, t=, the body, '1,048,576'",
        "PLAIN, '', the text, '1,048,576'"
    })
    void refusesToRenderBeyondTheCap(TemplateKind kind, String start, String words, String cap) {
        String fits = "x".repeat(kind.cap() - start.length());

        assertThat(Sample.title(fits).rendered(kind, start + "{{ticket.title}}"))
                .hasSize(kind.cap());
        assertThatThrownBy(() -> Sample.title(fits + "x").rendered(kind, start + "{{ticket.title}}"))
                .isInstanceOf(RenderFailed.class)
                .hasMessage(
                        "%s would have %,d bytes or more; at most %s are sent".formatted(words, kind.cap() + 1, cap));
    }

    @Test
    void countsBytesNotCharacters() {
        assertThat(Sample.title("ü€😀".repeat(100)).rendered(PLAIN, "{{ticket.title}}"))
                .hasSize(400);
        assertThatThrownBy(() -> Sample.title("€".repeat(349_526)).rendered(PLAIN, "{{ticket.title}}"))
                .hasMessageContaining("1,048,578 bytes");
    }
}
