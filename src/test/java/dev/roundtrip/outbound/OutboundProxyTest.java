package dev.roundtrip.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator writes about the proxy. */
class OutboundProxyTest {
    @ParameterizedTest
    @CsvSource({
        "http://proxy.acme.example:3128, proxy.acme.example, 3128, , ",
        "' HTTP://Proxy.acme.example:80/ ', proxy.acme.example, 80, , ",
        "http://desk:s3cr3t@10.0.0.9:3128, 10.0.0.9, 3128, desk, s3cr3t",
        "http://desk@10.0.0.9:3128, 10.0.0.9, 3128, desk, ''",
        "http://d%40sk:p%3Aa@s%2Fs+w%C3%B6rd:x@[fd00::9]:3128, fd00::9, 3128, d@sk, p:a@s/s+wörd:x"
    })
    void isTakenApart(String setting, String host, int port, @Nullable String user, @Nullable String password) {
        var proxy = OutboundProxy.parse(setting, "").orElseThrow();

        assertThat(proxy.host()).isEqualTo(host);
        assertThat(proxy.port()).isEqualTo(port);
        assertThat(proxy.login())
                .isEqualTo(user == null || password == null ? null : new OutboundProxy.Login(user, password));
        assertThat(proxy.toString()).doesNotContain("s3cr3t").doesNotContain("wörd");
    }

    @Test
    void isNoneWhereNothingIsSaid() {
        assertThat(OutboundProxy.parse("  ", ".lan")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "proxy.acme.example:3128 | it has to begin with http://",
                "https://desk:s3cr3t@proxy.acme.example:3128 | it is spoken to over plain http",
                "socks5://desk:s3cr3t@proxy.acme.example:3128 | it has to begin with http://",
                "http://desk:s3cr3t@proxy.acme.example | host and port are needed",
                "http://desk:s3cr3t@proxy.acme.example:3128/path | host and port are needed",
                "http://desk:s3cr3t@proxy.acme.example:99999 | a port is 1 to 65535",
                "http://desk:s3cr3t@127.1:3128 | no readable host",
                "http://desk:s3cr3t@:3128 | no readable host",
                "http://:s3cr3t@proxy.acme.example:3128 | the user before the @ is empty",
                "http://desk:s3cr3t%zz@proxy.acme.example:3128 | write %25"
            })
    void isRefusedWithoutShowingThePassword(String setting, String why) {
        assertThatThrownBy(() -> OutboundProxy.parse(setting, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--outbound-proxy cannot be read: ")
                .hasMessageContaining(why)
                .hasMessageEndingWith("Right is, for example, http://proxy.acme.example:3128")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("s3cr3t"));
    }

    @Test
    void atAnAddressThatIsShutIsRefusedAtTheStart() {
        var shut = OutboundProxy.parse("http://desk:s3cr3t@10.0.0.9:3128", "").orElseThrow();

        assertThatThrownBy(() -> new OutboundClient(AddressPolicy.parse(""), shut, Resolver.SYSTEM))
                .hasMessage(
                        "--outbound-proxy: address 10.0.0.9 is private; to allow it: --outbound-allow 10.0.0.9/32:3128");
        new OutboundClient(AddressPolicy.parse("10.0.0.9/32:3128"), shut, Resolver.SYSTEM).close();
    }

    @ParameterizedTest
    @CsvSource({
        "icinga.acme.example, true",
        "x.icinga.acme.example, false",
        "acme.example, false",
        "a.lan, true",
        "a.b.lan, true",
        "lan, false",
        "plan, false"
    })
    void isNotAskedForNamesThatAreListed(String host, boolean excepted) {
        assertThat(NoProxy.parse("ICINGA.acme.example, .LAN ,,10.0.0.0/8").covers(host))
                .isEqualTo(excepted);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, true",
        "11.1.2.3, false",
        "192.0.2.7, true",
        "192.0.2.8, false",
        "fd00::1, true",
        "2001:db8::1, false",
        "10.1.2.3 fd00::1, true",
        "10.1.2.3 11.1.2.3, false",
        "'', false"
    })
    void isNotAskedWhereAllAddressesLieInABlockThatIsListed(String addresses, boolean excepted) {
        List<InetAddress> known = addresses.isEmpty()
                ? List.of()
                : Arrays.stream(addresses.split(" ", -1))
                        .map(InetAddress::ofLiteral)
                        .toList();

        assertThat(NoProxy.parse("10.0.0.0/8,192.0.2.7,fd00::/8,.lan").covers(known))
                .isEqualTo(excepted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "a b",
                "10.0.0.1/8",
                "10.0.0.0/x",
                "10.0.0.0/33",
                "host:8080",
                "a.lan/8",
                ".10.0.0.1",
                "a.lan."
            })
    void anExceptionThatCannotBeReadIsNamed(String entry) {
        assertThatThrownBy(() -> OutboundProxy.parse("", ".fine," + entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--outbound-no-proxy: \"" + entry + "\" cannot be read: ");
    }

    /** The settings of the two are easily swapped. */
    @Test
    void anExceptionThatMayHoldAPasswordIsNotRepeated() {
        assertThatThrownBy(() -> OutboundProxy.parse("", ".fine,http://desk:s3cr3t@proxy.acme.example:3128"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "--outbound-no-proxy: an entry has an @ in it, and is not repeated here, for it may hold a password."
                                + " Right is, for example, icinga.acme.example,.lan,10.0.0.0/8");
    }
}
