package dev.roundtrip.notify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailHtmlTest {
    private static final String URL = "https://desk.acme.example";

    private static String html(String text) {
        return MailHtml.of(text, URL);
    }

    @Test
    void paragraphsAndLists() {
        assertThat(html("One\ntwo\n\nGiven up:\n- a <b>\n- c & d\nafter\r\n\r\n\n\nlast"))
                .isEqualTo("""
                <p style="white-space: pre-wrap">One
                two</p>
                <p style="white-space: pre-wrap">Given up:</p>
                <ul><li>a &lt;b&gt;</li><li>c &amp; d</li></ul>
                <p style="white-space: pre-wrap">after</p>
                <p style="white-space: pre-wrap">last</p>""");
        assertThat(html("")).isEmpty();
    }

    @Test
    void theDesksOwnPagesAreLinks() {
        assertThat(html("See " + URL + "/deliveries?callout=A%20b&view=look."))
                .contains("<a href=\"https://desk.acme.example/deliveries?callout=A%20b&amp;view=look\">"
                        + "https://desk.acme.example/deliveries?callout=A%20b&amp;view=look</a>.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "https://desk.acme.example.evil.example/",
                "https://desk.acme.example@evil.example/",
                "javascript:alert(1)",
                "<a href=\"https://evil.example\">x</a>",
                "<img src=//evil.example/x onerror=alert(1)>"
            })
    void nothingElseLeadsAnywhere(String text) {
        var html = html("- " + text);

        assertThat(html.replace("<a href=\"https://desk.acme.example\">https://desk.acme.example</a>", ""))
                .doesNotContain("<a ", "<img");
    }
}
