package dev.roundtrip.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ticket's text as the attacker: whatever it is, the receiver reads one value, and the value is the text. */
class PlantedTextsTest {
    private static final String JSON = "{\"id\":7,\"t\":\"{{ticket.title}}\",\"v\":{{ticket.title}},\"z\":\"end\"}";
    private static final String XML =
            "<r a=\"{{ticket.title}}\" b='{{ticket.title}}'><t>{{ticket.title}}</t><z>end</z></r>";
    private static final String FORM = "id=7&t={{ticket.title}}&z=end";
    private static final String URL = "https://acme.example/a/-{{ticket.title}}/b?id=7&t={{ticket.title}}&z=end";

    static String[] plantedTexts() {
        return new String[] {
            "{{ticket.title}}",
            "{{{secret.key}}} {{#x}} {{/x}} {{! }} {{=<% %>=}} {{>x}}",
            "${7*7} #{7*7} <%= 7*7 %> @{7*7} {7*7}",
            "]]> --> ?> <!-- <![CDATA[ <!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]> &y; &amp; &#60;",
            "</script><script>alert(1)</script>",
            "\"},{\"x\":[\" \\\" \\u0022 \\",
            "'/><evil a='",
            "&admin=1&id=999;id=998=#?/../",
            "%2e%2e/ %00 %26admin=1 +1 + 2",
            "..",
            "a\r\nX-Evil: 1\r\n\r\nGET / HTTP/1.1",
            "\u560d\u560a\u760d\u760a\u010d\u010a",
            "\u0085\u2028\u2029\u00a0\u202e\u200f\ufeff",
            "😀 👩‍👩‍👧 Größe €",
            "1e400",
            "null",
            "true",
        };
    }

    @ParameterizedTest
    @MethodSource("plantedTexts")
    void staysOneValueInEveryPlace(String planted) throws Exception {
        readsBack(planted);
    }

    @Property(tries = 1_000)
    void readsBackAnyText(@ForAll("anyText") String text) throws Exception {
        readsBack(text);
    }

    @Provide
    Arbitrary<String> anyText() {
        Arbitrary<String> wild = Arbitraries.strings().all().ofMaxLength(40);
        Arbitrary<String> nasty = Arbitraries.strings()
                .withChars("{}#^/!&\"'\\<>]-?.%=;+ \t\r\n\u0000\u0007\u001b\u007f\u0085\u2028\ufffe\ud800\udc00ué€2e")
                .ofMaxLength(40);
        return Arbitraries.oneOf(wild, nasty);
    }

    private static void readsBack(String planted) throws Exception {
        var ticket = Sample.title(planted);
        String whole = withoutHalves(planted);
        String forXml = forXml(whole);

        String json = ticket.rendered(TemplateKind.JSON, JSON);
        assertThat(Read.json(json).size()).isEqualTo(4);
        assertThat(Read.json(json, "t")).isEqualTo(whole);
        assertThat(Read.json(json, "z")).isEqualTo("end");
        if (ValueText.isPresent(planted)) {
            assertThat(Read.json(json, "v")).isEqualTo(whole);
        }
        assertThat(RenderedBody.complaint("application/json", json)).isNull();

        String xml = ticket.rendered(TemplateKind.XML, XML);
        var root = Read.xml(xml);
        assertThat(root.getAttribute("a")).isEqualTo(forXml);
        assertThat(root.getAttribute("b")).isEqualTo(forXml);
        assertThat(root.getElementsByTagName("t").item(0).getTextContent()).isEqualTo(forXml);
        assertThat(root.getElementsByTagName("*").getLength()).isEqualTo(2);
        assertThat(RenderedBody.complaint("application/xml", xml)).isNull();

        var pairs = Read.pairs(ticket.rendered(TemplateKind.FORM, FORM));
        assertThat(pairs).hasSize(3).containsEntry("t", whole).containsEntry("z", "end");

        URI address = URI.create(ticket.rendered(TemplateKind.URL, URL));
        assertThat(address.getAuthority()).isEqualTo("acme.example");
        assertThat(address.getRawFragment()).isNull();
        assertThat(address.getRawPath().split("/", -1)).hasSize(4);
        assertThat(address.normalize()).isEqualTo(address);
        assertThat(address.getPath()).isEqualTo("/a/-" + whole + "/b");
        assertThat(Read.pairs(address.getRawQuery())).hasSize(3).containsEntry("t", whole);

        String header = ticket.rendered(TemplateKind.HEADER, "X {{ticket.title}} Y");
        assertThat(header).matches("X [ -~]* Y");
        if (whole.chars().allMatch(c -> c < 0x7F)) {
            assertThat(header).isEqualTo("X " + whole.replaceAll("\\p{Cntrl}", " ") + " Y");
        }

        assertThat(ticket.rendered(TemplateKind.PLAIN, "{{ticket.title}}")).isEqualTo(whole);
    }

    private static String withoutHalves(String text) {
        return text.codePoints()
                .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String forXml(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }

    static String[] longTexts() {
        return new String[] {
            "{".repeat(100_000),
            "{{#ticket.title}}".repeat(4_000),
            "x".repeat(64 * 1024),
            "\u0000".repeat(64 * 1024),
            "€".repeat(64 * 1024),
            "&<\"'".repeat(16 * 1024),
            "\ud800".repeat(64 * 1024),
            "😀".repeat(32 * 1024),
        };
    }

    @ParameterizedTest
    @MethodSource("longTexts")
    void isQuickWithLongTexts(String text) {
        var ticket = Sample.title(text);
        String[] templates = {
            "\"{{ticket.title}}\"", "<t>{{ticket.title}}</t>", "t={{ticket.title}}", "{{ticket.title}}"
        };
        TemplateKind[] kinds = {TemplateKind.JSON, TemplateKind.XML, TemplateKind.FORM, TemplateKind.PLAIN};

        for (int i = 0; i < kinds.length; i++) {
            var enough = Duration.ofMillis(50);
            Duration quickest = Duration.ofDays(1);
            // Until Java has compiled it: beside other tests that takes its time, and what runs away is never quick.
            for (int round = 0; round < 200 && quickest.compareTo(enough) >= 0; round++) {
                long start = System.nanoTime();
                ticket.rendered(kinds[i], templates[i]);
                Duration taken = Duration.ofNanos(System.nanoTime() - start);
                quickest = taken.compareTo(quickest) < 0 ? taken : quickest;
            }
            assertThat(quickest).as(kinds[i].name()).isLessThan(enough);
        }
    }

    @Test
    void endsASmallTemplateThatWouldBlowALongTextUp() {
        var ticket = Sample.title("x".repeat(64 * 1024));
        String template = "{{ticket.title}}".repeat(60_000);

        assertThatThrownBy(() -> ticket.rendered(TemplateKind.PLAIN, template))
                .isInstanceOf(RenderFailed.class)
                .hasMessage("the text would have 1,114,112 bytes or more; at most 1,048,576 are sent");
    }
}
