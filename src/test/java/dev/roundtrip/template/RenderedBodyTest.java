package dev.roundtrip.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenderedBodyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[1, -2.5e400]",
                "\"x\"",
                "null",
                " 1 \n",
                "{\"a\":1,\"a\":2}",
                "{\"a\":\"\\u0000\\ud800\"}"
            })
    void hasNothingToSayAboutJson(String body) {
        assertThat(RenderedBody.complaint("application/json", body)).isNull();
        assertThat(RenderedBody.complaint("application/vnd.acme+json; charset=utf-8", body))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", ignoreLeadingAndTrailingWhitespace = true, textBlock = """
                    ''                     => line 1: the body is empty, which is not JSON
                    ' | '                  => line 1: the body is empty, which is not JSON
                    '{|"a":|}'             => line 3, column 1: "}" does not belong there
                    '{|"a":1|'             => line 3, column 1: it ends too early
                    '[1,|2 3]'             => line 2, column 3: "3" does not belong there
                    '{}|{}'                => line 2: the JSON value is complete, and something follows it
                    '1|x'                  => line 2, column 1: "x" does not belong there
                    '["a|b"]'              => line 1, column 4: a line break or control character stands in a text; write it as an escape, such as \\n
                    '{''a'':1}'            => line 1, column 2: "'" does not belong there
                    '[1,]'                 => line 1, column 4: "]" does not belong there
                    '[01]'                 => line 1, column 3: "1" does not belong there
                    '[NaN]'                => line 1, column 5: NaN and Infinity are no numbers in JSON
                    '["\\x"]'              => line 1, column 4: "x" does not belong there
                    '// no'                => line 1, column 1: "/" does not belong there
                    """)
    void namesTheLineOfWrongJson(String body, String complaint) {
        assertThat(RenderedBody.complaint("application/json", body.replace('|', '\n')))
                .startsWith(complaint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<t/>",
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a:t xmlns:a=\"urn:a\">&amp;&#13;<![CDATA[<]]></a:t>",
                "<!DOCTYPE t SYSTEM \"http://127.0.0.1:1/t.dtd\"><t/>"
            })
    void hasNothingToSayAboutXml(String body) {
        assertThat(RenderedBody.complaint("application/xml", body)).isNull();
        assertThat(RenderedBody.complaint("application/soap+xml", body)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    ''                            => line 1:
                    'text'                        => line 1:
                    '<a>|<b>|</a>'                => line 3:
                    '<a/>|<b/>'                   => line 2:
                    '<a>|&'                       => line 2:
                    '<a>|&nbsp;</a>'              => line 2:
                    '<a>|&#0;</a>'                => line 2:
                    '<a b="1" b="2"/>'            => line 1:
                    '<?xml version="1.0" encoding="ISO-8859-1"?><a/>' => line 1: the XML declaration says encoding ISO-8859-1, but a body is sent as UTF-8
                    """)
    void namesTheLineOfWrongXml(String body, String complaint) {
        assertThat(RenderedBody.complaint("text/xml", body.replace('|', '\n'))).startsWith(complaint);
    }

    @Test
    void readsNothingFromOutside() {
        String xxe = "<!DOCTYPE t [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><t>&x;</t>";

        assertThat(RenderedBody.complaint("application/xml", xxe)).startsWith("line 1:");
    }

    @Test
    void putsSomethingHarmlessForSecrets() {
        Text body = new Sample().render(TemplateKind.JSON, "{\"a\":\"{{secret.key}}\",\"b\":{{secret.key}}}");

        assertThat(RenderedBody.complaint("application/json", body)).isNull();
    }

    @Test
    void doesNotJudgeWhatHasNoGrammar() {
        assertThat(RenderedBody.complaint("text/plain", "{")).isNull();
        assertThat(RenderedBody.complaint("application/x-www-form-urlencoded", "%"))
                .isNull();
    }

    @Test
    void judgesTheLongestBodies() {
        String ampersands = "&".repeat(180_000);

        assertThat(RenderedBody.complaint("application/xml", "<t>" + Place.XML.escape(ampersands) + "</t>"))
                .isNull();
        assertThat(RenderedBody.complaint("application/xml", "<t>" + Place.XML.escape("\r".repeat(180_000)) + "</t>"))
                .isNull();
        assertThat(RenderedBody.complaint(
                        "application/xml", "<t a='" + Place.XML_ATTRIBUTE.escape("\n".repeat(180_000)) + "'/>"))
                .isNull();
        assertThat(RenderedBody.complaint(
                        "application/json", "[" + Place.JSON_VALUE.escape(ampersands.repeat(5)) + "]"))
                .isNull();
    }
}
