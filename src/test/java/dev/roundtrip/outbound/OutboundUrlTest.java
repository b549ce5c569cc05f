package dev.roundtrip.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboundUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://Icinga.ACME.example | http | icinga.acme.example | 80 | /",
                "HTTPS://icinga.acme.example:5665/v1?a=b%20c&d | https | icinga.acme.example | 5665 | /v1?a=b%20c&d",
                "https://[2001:DB8::1]:8443/x | https | 2001:db8::1 | 8443 | /x",
                "http://a.example?q=1 | http | a.example | 80 | /?q=1",
                "http://a.example:/a//b/../c;d?x=/y | http | a.example | 80 | /a//b/../c;d?x=/y",
                "http://a.example/ä/ö?ü=ß | http | a.example | 80 | /%C3%A4/%C3%B6?%C3%BC=%C3%9F",
                "http://a.example//evil.example/ | http | a.example | 80 | //evil.example/"
            })
    void isTakenApart(String text, String scheme, String host, int port, String target) {
        assertThat(OutboundUrl.parse(text)).isEqualTo(new OutboundUrl(scheme, host, port, target));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://a.example/ | the URL's scheme is ftp; only http and https are called",
                "//a.example/ | the URL has no scheme",
                "a.example/close | the URL has no scheme",
                "file:///etc/passwd | only http and https",
                "http:a.example/ | no readable host",
                "http:///a.example/ | no readable host",
                "http://my_host/ | no readable host",
                "http://ⓔxample.org/ | no readable host",
                "http://a.example:99999999999/ | no readable host",
                "http://user:pw@a.example/ | a user name before an @",
                "http://@a.example/ | a user name before an @",
                "http://127.0.0.1:80%23@a.example/ | a user name before an @",
                "http://a.example/#top | fragment",
                "http://a.example:0/ | port is 0",
                "http://a.example:65536/ | port is 65536",
                "http://a.example/a b | not valid at character 19 (a blank; write %20)",
                "http://a.example/?a{b} | not valid at character 20 ({; write %7B)",
                "http://a.example/%zz | not valid",
                "http://a.example\\@b.example/ | not valid",
                "http:// | incomplete"
            })
    void isRefusedWithTheReason(String text, String reason) {
        assertThatThrownBy(() -> OutboundUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void cannotSmuggleALineIntoTheRequest() {
        assertThatThrownBy(() -> OutboundUrl.parse("http://a.example/x\r\nHost: b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OutboundUrl("http", "a.example", 80, "/x HTTP/1.1\r\nHost: b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsPathAndQueryToItselfWhenPrinted() {
        var url = OutboundUrl.parse("https://hooks.acme.example/services/T0PS3CRET?key=s3cr3t");

        assertThat(url).hasToString("https://hooks.acme.example/…");
        assertThatThrownBy(() -> OutboundUrl.parse("https://hooks.acme.example/?key=s3cr3t|x"))
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void tooLongIsRefused() {
        assertThatThrownBy(() -> OutboundUrl.parse("http://a.example/" + "x".repeat(40_000)))
                .hasMessageContaining("40,017 characters");
    }
}
