package dev.roundtrip.template;

import static dev.roundtrip.template.TemplateKind.HEADER;
import static dev.roundtrip.template.TemplateKind.JSON;
import static dev.roundtrip.template.TemplateKind.PLAIN;
import static dev.roundtrip.template.TemplateKind.URL;
import static dev.roundtrip.template.TemplateKind.XML;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.roundtrip.template.TemplateRefused.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateMistakesTest {

    private static List<Problem> mistakes(TemplateKind kind, String template) {
        var refused = catchThrowableOfType(TemplateRefused.class, () -> Template.parse(template, kind, Sample.NAMES));
        assertThat(refused).isNotNull();
        return refused.problems();
    }

    private static String mistake(TemplateKind kind, String template) {
        List<Problem> mistakes = mistakes(kind, template);
        assertThat(mistakes).hasSize(1);
        return mistakes.getFirst().message();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    {{{ticket.title}}}    => {{{…}} would leave the value unescaped, which is never done; write {{ticket.title}}
                    {{&ticket.title}}     => {{&…}} would leave the value unescaped, which is never done; write {{ticket.title}}
                    {{> footer }}         => {{>footer}} is a partial, which does not exist here; write its text out
                    {{=<% %>=}}           => the delimiters cannot be changed; a tag is always written {{…}}
                    {{ticket.title        => the tag is not closed; write }} after the name
                    {{! so               => the comment is not closed; write }} at its end
                    {{}}                  => the tag holds no name; write one, for example {{ticket.title}}
                    {{  }}                => the tag holds no name; write one, for example {{ticket.title}}
                    {{#}}{{/}}            => the section has no name; write one, for example {{#ticket.title}}
                    {{#ticket.title}}x    => the section ticket.title is not closed; write {{/ticket.title}} at its end
                    x{{/ticket.title}}    => {{/ticket.title}} closes no section; write {{#ticket.title}} before it, or leave it out
                    {{ticket.titel}}      => ticket.titel is not a value; did you mean ticket.title?
                    {{udf.Alert ID 3}}    => udf.Alert ID 3 is not a value; did you mean udf.Alert ID 2?
                    {{secret.kee}}        => secret.kee is not a value; did you mean secret.key?
                    {{#colour}}{{/colour}} => colour is not a value; values are written like ticket.id, ticket.title, ticket.status
                    {{now+2x}}            => now+2x is not a time; write now, now+2h or now-1d: a whole number and s, m, h or d
                    {{now+}}              => now+ is not a time; write now, now+2h or now-1d: a whole number and s, m, h or d
                    {{now+1h+1h}}         => now+1h+1h is not a time; write now, now+2h or now-1d: a whole number and s, m, h or d
                    {{now-36501d}}        => now-36501d is too far away; at most 36500d
                    {{#now}}x{{/now}}     => a section cannot ask for now, which is always there; leave the section out
                    {{#secret.key}}x{{/secret.key}} => a section cannot ask for a secret, which is not read before the request is sent
                    """)
    void saysWhatWouldBeRight(String template, String message) {
        assertThat(mistake(PLAIN, template)).isEqualTo(message);
    }

    @Test
    void tellsAllMistakesInTheOrderOfTheText() {
        String template = """
                {{#ticket.title}}
                😀 {{ticket.titel}} {{{ticket.title}}}\r
                {{}}
                {{^company.name}}""";

        assertThat(mistakes(PLAIN, template))
                .extracting(Problem::line, Problem::column)
                .containsExactly(tuple(1, 1), tuple(2, 3), tuple(2, 20), tuple(3, 1), tuple(4, 1));
    }

    @Test
    void tellsBothMisspeltNames() {
        var refused = catchThrowableOfType(
                TemplateRefused.class,
                () -> Template.parse("{\"a\":\"{{ticket.titel}}\",\"b\":\"{{udf.Alert ID 3}}\"}", JSON, Sample.NAMES));

        assertThat(refused)
                .hasMessage("line 1, column 7: ticket.titel is not a value; did you mean ticket.title?\n"
                        + "line 1, column 30: udf.Alert ID 3 is not a value; did you mean udf.Alert ID 2?");
    }

    @Test
    void tellsWhichSectionIsStillOpen() {
        assertThat(mistake(PLAIN, "{{#ticket.title}}\n {{#company.name}}\n{{/ticket.title}}"))
                .isEqualTo("{{/ticket.title}} stands where the section company.name (line 2, column 2) is still open;"
                        + " write {{/company.name}} first");
    }

    @Test
    void findsAForgottenClosingBeforeTheNextTag() {
        assertThat(mistakes(PLAIN, "{{ticket.title and {{company.name}}"))
                .containsExactly(new Problem(1, 1, "the tag is not closed; write }} after the name"));
    }

    @Test
    void boundsHowDeepSectionsNest() {
        String open = "{{#ticket.title}}";
        String close = "{{/ticket.title}}";

        assertThat(Sample.title("x").rendered(PLAIN, open.repeat(32) + "{{ticket.title}}" + close.repeat(32)))
                .isEqualTo("x");
        assertThat(mistake(PLAIN, open.repeat(33) + close.repeat(33)))
                .isEqualTo("sections stand in one another at most 32 deep; this one is deeper");
        assertThat(mistakes(PLAIN, open.repeat(50_000)))
                .hasSize(100)
                .first()
                .extracting(Problem::column)
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "{{", "{{{", "{{}}", "{{#", "{{#x}}", "{{/x}}", "{{!", "{{x}", "{{ticket.title", "{{&", "}}"
            })
    void isQuickWithBracesWithoutEnd(String piece) {
        String text = piece.repeat(400_000 / piece.length());
        long start = System.nanoTime();

        try {
            Template.parse(text, PLAIN, Sample.NAMES);
        } catch (TemplateRefused refused) {
            assertThat(refused.problems()).hasSizeLessThanOrEqualTo(100);
        }

        // linear work is a few milliseconds; quadratic work is minutes
        assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
    }

    @Test
    void refusesATextBeyondTheCap() {
        assertThat(mistake(HEADER, "x".repeat(8_193)))
                .isEqualTo("the text has 8,193 characters; the header value has at most 8,192");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    "\\{{ticket.title}}"        => {{ticket.title}} cannot stand after a backslash
                    "\\u00{{ticket.title}}"     => {{ticket.title}} cannot stand inside a \\u escape
                    "\\u{{secret.key}}1234"     => {{secret.key}} cannot stand inside a \\u escape
                    ["{{ticket.title}}]         => the string that begins here is not closed
                    """)
    void refusesInJsonWhatWouldBreakOut(String template, String message) {
        assertThat(mistakes(JSON, template)).extracting(Problem::message).anyMatch(told -> told.startsWith(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{{#ticket.title}}\"x{{/ticket.title}}\"}",
                "{\"a\":\"{{#ticket.title}}\",{{/ticket.title}}\"b\":\"{{company.name}}\"}",
                "{\"a\":\"\\{{#ticket.title}}n{{/ticket.title}}\"}",
            })
    void refusesASectionThatMovesWhatFollowsIntoOrOutOfAString(String template) {
        assertThat(mistakes(JSON, template))
                .first()
                .satisfies(problem -> assertThat(problem.message())
                        .startsWith("the section ticket.title begins ")
                        .contains(" and ends "));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    <!-- {{ticket.title}} --><t/>            => inside a comment
                    <!-- a - -- {{ticket.title}} --><t/>     => inside a comment
                    <t><![CDATA[{{ticket.title}}]]></t>      => inside a CDATA section
                    <t><![CDATA[]]{{ticket.title}}]]></t>    => inside a CDATA section
                    <?php {{ticket.title}} ?><t/>            => inside a processing instruction
                    <!DOCTYPE {{ticket.title}}><t/>          => inside a DOCTYPE
                    <!DOCTYPE t SYSTEM "{{ticket.title}}"><t/> => inside a DOCTYPE
                    <t {{ticket.title}}="x"/>                => inside a tag, outside of its attribute values
                    <t a={{ticket.title}}/>                  => inside a tag, outside of its attribute values
                    <{{ticket.title}}/>                      => right after <
                    <t></{{ticket.title}}>                   => inside a tag, outside of its attribute values
                    <!{{ticket.title}}>                      => right after <!
                    <t>&{{ticket.title}};</t>                => inside a character or entity reference
                    <t a="&#{{ticket.title}};"/>             => inside a character or entity reference
                    """)
    void refusesInXmlWhereNoValueIsSafe(String template, String where) {
        assertThat(mistake(XML, template)).startsWith("{{ticket.title}} cannot stand " + where + ": write it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<t>{{#ticket.title}}<!-- {{/ticket.title}}{{company.name}}--></t>",
                "<{{#ticket.title}}!--{{/ticket.title}}a b=\"{{company.name}}\">--></a>",
                "<t>{{#ticket.title}}<a b=\"{{/ticket.title}}{{company.name}}\"/></t>",
                "<t a=\"{{#ticket.title}}\" b='{{/ticket.title}}\"/>",
                "<!-- -{{#ticket.title}}- {{/ticket.title}}--><t/>",
            })
    void refusesASectionThatChangesWhereXmlStands(String template) {
        assertThat(mistakes(XML, template))
                .extracting(Problem::message)
                .anyMatch(message -> message.startsWith("the section ticket.title begins "));
    }

    @Test
    void refusesADoctypeWithEntities() {
        assertThat(mistake(XML, "<!DOCTYPE t [<!ENTITY x \"y\">]><t/>"))
                .isEqualTo("a DOCTYPE with declarations of its own is not sent; leave out what is in the brackets");
    }

    @Test
    void tellsWhereUnfinishedXmlBegins() {
        assertThat(mistakes(XML, "<t>\n <!-- never ending"))
                .containsExactly(new Problem(2, 2, "what begins here is not closed: the body ends inside a comment"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ticket.title}}",
                "{{ticket.title}}://acme.example/",
                "https://{{ticket.title}}/x",
                "https://{{ticket.title}}.acme.example/x",
                "https://acme.example{{ticket.title}}/x",
                "https://acme.example:{{ticket.title}}/x",
                "https://{{secret.key}}",
                "https{{ticket.title}}://acme.example/",
                "https://acme.example{{now}}?x",
            })
    void neverLetsAValueChooseTheHost(String template) {
        assertThat(mistakes(URL, template))
                .first()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("cannot stand before the first / after the host: a value never chooses the host"));
    }

    @Test
    void neverLetsASectionChooseTheHost() {
        assertThat(mistakes(URL, "https://{{#ticket.title}}evil.example/{{/ticket.title}}acme.example/"))
                .first()
                .satisfies(problem ->
                        assertThat(problem.message()).startsWith("a section cannot begin before the first /"));
        assertThat(mistake(URL, "https://acme.example/{{#ticket.title}}?x={{/ticket.title}}{{company.name}}"))
                .startsWith("the section ticket.title begins in the path and ends in the query");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    ''                            => begins with http:// or https://
                    acme.example/x                => begins with http:// or https://
                    //acme.example/x              => begins with http:// or https://
                    ftp://acme.example/           => begins with http:// or https://
                    javascript:alert(1)           => begins with http:// or https://
                    http:/acme.example            => begins with http:// or https://
                    htt                           => begins with http:// or https://
                    https:///x                    => the host is missing
                    https://                      => the host is missing
                    https://u:p@acme.example/     => no user name and no password
                    https://acme.example@evil.example/ => no user name and no password
                    https://acme example/         => is not a host
                    https://größe.example/        => is not a host
                    https://acme.example\\evil/   => is not a host
                    https://acme.example:/        => is not a host
                    https://%61cme.example/       => is not a host
                    https://acme.example:0/       => port 0 does not exist
                    https://acme.example:65536    => port 65536 does not exist
                    https://acme.example/#top     => the part from # on is never sent
                    https://acme.example#top      => the part from # on is never sent
                    https://acme.example/?a=100%  => % is not followed by two hexadecimal digits
                    https://acme.example/%zz      => % is not followed by two hexadecimal digits
                    https://acme.example/%{{ticket.title}} => % is not followed by two hexadecimal digits
                    https://acme.example/%2{{ticket.title}} => % is not followed by two hexadecimal digits
                    https://acme.example/a/../b   => write the path without . and ..
                    https://acme.example/..       => write the path without . and ..
                    https://acme.example/%2E%2e?x => write the path without . and ..
                    """)
    void refusesAnAddressThatWouldNotBeDialledAsItReads(String template, String message) {
        assertThat(mistake(URL, template)).contains(message);
    }

    @Test
    void refusesLineBreaksInAddressesAndHeaders() {
        assertThat(mistakes(URL, "https://acme.example/\n"))
                .containsExactly(
                        new Problem(1, 22, "an address is one line without control characters; leave this one out"));
        assertThat(mistake(HEADER, "a\r\nX-Evil: 1"))
                .isEqualTo("a header value is one line without control characters; leave this one out");
    }
}
