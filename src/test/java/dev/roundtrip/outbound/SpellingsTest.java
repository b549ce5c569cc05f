package dev.roundtrip.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.FakeEndpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every way we know of to write "this machine" or a neighbour that nobody should reach, against a listener that counts its callers. */
class SpellingsTest {
    /** Hosts, put into a URL as they stand. */
    private static final String HOSTS = """
            127.0.0.1 127.0.0.2 127.1.2.3 127.255.255.254 127.1 127.0.1 127.1.1 0 0.0 0.0.0 0.0.0.0 0.0.0.1 00 000.000.000.000
            2130706433 2130706434 4294967295 02130706433 0x7f000001 0X7F000001 0x7f.1 0x7f.0.1 0x7f.0.0.1 0x7f.0x0.0x0.0x1 127.0.0.0x1
            0x7F.0.0x00.1 0x0 0x 0xa9fea9fe 0xa9.0xfe.0xa9.0xfe 0xa9fe.43518 017700000001 0177.1 0177.0.1 0177.0.0.1 0177.0.0.01
            0177.0x0.0.1 00177.0.0.1 000177.0.0.1 127.000.000.001 127.00.0.1 127.0.0.01 127.0.0.001 0127.0.0.1 127.0.0.08 10.0.0.010
            127.0.0.1. 127.1. 2130706433. 0x7f000001. 0. 127.0.0.1.. 127..0.1 .127.0.0.1 127.0.0.1.1 256.0.0.1 127.0.0.256 1.2.3 1.2 1
            127.0.0.1%00 127.0.0.1%20 127.0.0.1%0a 127.0.0%2e1 %31%32%37.0.0.1 %6c%6f%63%61%6c%68%6f%73%74
            １２７.０.０.１ ①②⑦.⓪.⓪.① 127。0。0。1 127．0．0．1 127｡0｡0｡1 ⓛⓞⓒⓐⓛⓗⓞⓢⓣ ｌｏｃａｌｈｏｓｔ loc\u0430lhost ١٢٧.٠.٠.١ 127.0.0.1\u200b
            localhost LOCALHOST LocalHost localhost. localhost.. sub.localhost localhost.localdomain localhost6 ip6-localhost ip6-loopback
            localtest.me lvh.me 127.0.0.1.nip.io 127-0-0-1.nip.io 7f000001.nip.io 10.0.0.5.sslip.io rebind.acme.example www.127.0.0.1 a.0x7f
            [::1] [::] [::0] [0::1] [0:0:0:0:0:0:0:1] [0000:0000:0000:0000:0000:0000:0000:0001] [0:0::1] [::0001] [::127.0.0.1] [::7f00:1]
            [::ffff:127.0.0.1] [::FFFF:127.0.0.1] [::ffff:7f00:1] [::ffff:7f00:0001] [0:0:0:0:0:ffff:127.0.0.1] [0:0:0:0:0:FFFF:7F00:1]
            [::ffff:0:127.0.0.1] [::ffff:0:7f00:1] [::ffff:127.1] [::ffff:0177.0.0.1] [::ffff:0x7f.0.0.1] [::ffff:2130706433] [::127.0.0.01]
            [::ffff:0.0.0.0] [::ffff:10.0.0.5] [::ffff:a00:5] [::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [::a9fe:a9fe] [::10.0.0.5]
            [64:ff9b::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b::10.0.0.5] [64:ff9b::a9fe:a9fe] [64:ff9b:1::7f00:1] [64:ff9b:1::a9fe:a9fe]
            [2002:7f00:1::] [2002:7f00:0001::1] [2002:a00:5::] [2002:a9fe:a9fe::] [2002:c0a8:1::1]
            [2001:0:7f00:1::] [2001:0:808:808::80ff:fffe] [2001:0:808:808:0:0:5601:5601] [2001:0:0:0:0:0:0:1]
            [::1%25lo] [::1%lo] [::1%250] [fe80::1%25eth0] [fe80::1%eth0] [fe80::1] [febf::1] [fec0::1] [fc00::1] [fd00::1] [fd00:ec2::254]
            [ff02::1] [ff02::fb] [100::1] [2001:db8::1] [3fff::1] [5f00::1] [4000::1] [::1]. [[::1]] [::1 ::1 [127.0.0.1] [localhost] [] [:::1] [::1:]
            10.0.0.1 10.0.0.5 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1 192.168.1.254 100.64.0.1 100.127.255.254 169.254.0.1
            169.254.169.254 169.254.170.2 169.254.169.123 169.254.170.23 100.100.100.200 192.0.0.192 192.0.0.1 192.0.2.1 192.88.99.1
            198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
            2852039166 0251.0376.0251.0376 169.16689662 169.254.43518 0xa9fea9fe. 169.254.169.254. 025177524776 167772165 10.5 10.0.5 012.0.0.5
            metadata.google.internal METADATA.google.internal metadata.google.internal. 169.254.169.254.nip.io
            a.example@127.0.0.1 a.example:80@127.0.0.1 @127.0.0.1 127.0.0.1@a.example 127.0.0.1:80%23@a.example a.example%40127.0.0.1
            127.0.0.1\\@a.example a.example\\127.0.0.1 127.0.0.1\\.a.example a.example#@127.0.0.1 a.example?@127.0.0.1#
            127.0.0.1\t 127.0.0.1, 127.0.0.1;a.example 127.0.0.1|a.example 127.0.0.1^ "127.0.0.1" <127.0.0.1> {127.0.0.1} `127.0.0.1`
            """;

    /** Whole URLs; %d is the listener's port. */
    private static final List<String> URLS = List.of(
            "http:127.0.0.1:%d/",
            "http:/127.0.0.1:%d/",
            "http:///127.0.0.1:%d/",
            "http:////127.0.0.1:%d/",
            "http:\\\\127.0.0.1:%d/",
            "http://\t127.0.0.1:%d/",
            " http://127.0.0.1:%d/",
            "http://127.0.0.1:%d",
            "HTTP://127.0.0.1:%d/",
            "//127.0.0.1:%d/",
            "127.0.0.1:%d/",
            "url:http://127.0.0.1:%d/",
            "jar:http://127.0.0.1:%d/!/",
            "file:///etc/passwd",
            "gopher://127.0.0.1:%d/_x",
            "ftp://127.0.0.1:%d/",
            "http://127.0.0.1:0%d/",
            "http://127.0.0.1:+%d/",
            "http://127.0.0.1:%d0000/",
            "http://a.example:80:%d/",
            "http://127.0.0.1:%d\\@a.example/",
            "http://[::ffff:127.0.0.1]:%d/",
            "http://127.0.0.1:%d/practice/x",
            "http://localhost:%d/practice/x");

    /** What the world's name servers say when an attacker owns one; and what the JDK makes of odd numbers if it is ever asked. */
    private static final Resolver LURE = host -> {
        if (host.equals("www.127.0.0.1") || host.chars().noneMatch(Character::isLetter)) {
            throw new UnknownHostException(host);
        }
        return List.of(InetAddress.getLoopbackAddress());
    };

    @Test
    void noneReachesTheListener() throws Exception {
        try (var listener = FakeEndpoint.start();
                var client = new OutboundClient(AddressPolicy.parse(""), LURE, WirePool.Limits.DEFAULT)) {
            var spellings = spellings(listener.port()).toList();

            for (var url : spellings) {
                assertThat(isTurnedAway(client, url)).as(url).isTrue();
            }

            assertThat(spellings).hasSizeGreaterThan(240);
            assertThat(listener.connections()).isZero();
        }
    }

    @Test
    void openingTheMachineItselfOpensNoneOfItsOtherSpellings() throws Exception {
        var policy = AddressPolicy.parse("127.0.0.1/32");
        try (var listener = FakeEndpoint.start();
                var client = new OutboundClient(policy, LURE, WirePool.Limits.DEFAULT)) {
            var odd = Stream.of(
                    "2130706433",
                    "127.1",
                    "0x7f.1",
                    "0177.0.0.1",
                    "127.0.0.1.",
                    "127.000.000.001",
                    "0",
                    "[::1]",
                    "[::127.0.0.1]",
                    "[64:ff9b::7f00:1]",
                    "[2002:7f00:1::]",
                    "１２７.0.0.1");

            odd.forEach(host -> assertThat(isTurnedAway(client, "http://" + host + ":" + listener.port() + "/"))
                    .as(host)
                    .isTrue());

            assertThat(listener.connections()).isZero();
            assertThat(isTurnedAway(client, listener.url("/"))).isFalse();
        }
    }

    private static Stream<String> spellings(int port) {
        var hosts = Stream.of(HOSTS.split("[ \n]+", -1))
                .filter(host -> !host.isEmpty())
                .flatMap(host -> Stream.of("http://" + host + ":" + port + "/"));
        return Stream.concat(hosts, URLS.stream().map(url -> url.replace("%d", String.valueOf(port))));
    }

    private static boolean isTurnedAway(OutboundClient client, String text) {
        OutboundUrl url;
        try {
            url = OutboundUrl.parse(text);
        } catch (IllegalArgumentException e) {
            return true;
        }
        try {
            var answer = client.send(
                    new OutboundRequest("GET", url, List.of(), null, null, Duration.ofMillis(500), TlsProfile.SYSTEM));
            return answer instanceof Answer.Unanswered refused && refused.kind() == Answer.Kind.REFUSED_ADDRESS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
