package dev.roundtrip.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.outbound.AddressPolicy.Verdict.Allowed;
import dev.roundtrip.outbound.AddressPolicy.Verdict.Refused;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
    private static final AddressPolicy CLOSED = AddressPolicy.parse("");
    private static final AddressPolicy WIDE_OPEN = AddressPolicy.parse("0.0.0.0/0,::/0");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "0.255.255.255",
                "10.0.0.0",
                "10.0.0.5",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.7",
                "192.88.99.1",
                "192.168.0.1",
                "192.168.255.255",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.9",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.254",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::808:808",
                "64:ff9b::7f00:1",
                "64:ff9b::808:808",
                "64:ff9b:1::a00:1",
                "100::1",
                "2001::1",
                "2001:1ff::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:808:808::1",
                "3fff::1",
                "3fff:fff::1",
                "5f00::1",
                "fc00::1",
                "fd12:3456::1",
                "fd00:ec2::254",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "feff::1",
                "ff02::1",
                "4000::1",
                "8000::1",
                "1::1"
            })
    void isShutUntilOpened(String address) {
        assertThat(check(CLOSED, address)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:200::1",
                "2606:4700::1111",
                "2a00:1450::1",
                "2003::1",
                "3ffe::1"
            })
    void isOpenToAll(String address) {
        assertThat(check(CLOSED, address)).isInstanceOf(Allowed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254", "169.254.170.2", "169.254.169.123", "100.100.100.200", "192.0.0.192",
                        "fd00:ec2::254", "0.0.0.0",
                "255.255.255.255", "224.0.0.251", "::", "ff02::fb", "::ffff:169.254.169.254", "::a9fe:a9fe",
                        "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::a9fe:a9fe", "2002:a9fe:a9fe::", "2001:0:a9fe:a9fe::", "2001:0:808:808::5601:5601"
            })
    void staysShutWhateverTheOperatorSays(String address) {
        var refused = (Refused) check(WIDE_OPEN, address);

        assertThat(refused.message()).endsWith("it is never called, whatever --outbound-allow says");
    }

    @Test
    void opensAllElseWhenTheOperatorOpensAll() {
        assertThat(check(WIDE_OPEN, "10.0.0.5")).isInstanceOf(Allowed.class);
        assertThat(check(WIDE_OPEN, "::1")).isInstanceOf(Allowed.class);
        assertThat(check(WIDE_OPEN, "2002:a00:5::1")).isInstanceOf(Allowed.class);
    }

    @Test
    void opensOneAddressAndOnePortAndNothingBeside() {
        var policy = AddressPolicy.parse("10.0.0.5/32:5665");

        assertThat(check(policy, "10.0.0.5", 5665)).isInstanceOf(Allowed.class);
        assertThat(check(policy, "10.0.0.5", 5666)).isInstanceOf(Refused.class);
        assertThat(check(policy, "10.0.0.4", 5665)).isInstanceOf(Refused.class);
        assertThat(check(policy, "10.0.0.6", 5665)).isInstanceOf(Refused.class);
    }

    @Test
    void readsTheWholeGrammar() {
        var policy = AddressPolicy.parse(
                " 127.0.0.1/32:5665, 10.0.0.0/8 ,[fd00::]/8:443,fe80::/10,192.168.7.0/24:8000-8999,172.16.0.9,[::1]:80,fd00::7,,");

        assertThat(check(policy, "127.0.0.1", 5665)).isInstanceOf(Allowed.class);
        assertThat(check(policy, "10.200.1.1", 1)).isInstanceOf(Allowed.class);
        assertThat(check(policy, "fdff::1", 443)).isInstanceOf(Allowed.class);
        assertThat(check(policy, "fdff::1", 444)).isInstanceOf(Refused.class);
        assertThat(check(policy, "febf::1", 65535)).isInstanceOf(Allowed.class);
        assertThat(check(policy, "192.168.7.255", 8999)).isInstanceOf(Allowed.class);
        assertThat(check(policy, "192.168.7.255", 9000)).isInstanceOf(Refused.class);
        assertThat(check(policy, "172.16.0.9", 22)).isInstanceOf(Allowed.class);
        assertThat(check(policy, "::1", 80)).isInstanceOf(Allowed.class);
        assertThat(check(policy, "::1", 81)).isInstanceOf(Refused.class);
        assertThat(check(policy, "fd00::7", 81)).isInstanceOf(Allowed.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost | not an address",
                "10.0.0.0/33 | 0 to 32, not 33",
                "10.0.0.5/8 | write 10.0.0.0/8 for the block or 10.0.0.5/32 for the one address",
                "010.0.0.0/8 | not an address",
                "10.0/8 | not an address",
                "10.0.0.0/8:0 | ports are 1 to 65535",
                "10.0.0.0/8:65536 | ports are 1 to 65535",
                "10.0.0.0/8:90-80 | the lower first",
                "10.0.0.0/8:http | not an address block",
                "[10.0.0.0]/8 | not an address",
                "[fd00::/8]:443 | not an address",
                "fe80::1%eth0/64 | not an address",
                "/8 | not an address"
            })
    void namesTheEntryItCannotReadAndARightOne(String entry, String why) {
        assertThatThrownBy(() -> AddressPolicy.parse("127.0.0.1/32," + entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--outbound-allow: \"" + entry + "\" cannot be read")
                .hasMessageContaining(why)
                .hasMessageContaining("Right is, for example, 127.0.0.1/32:5665,10.0.0.0/8,[fd00::]/8:8000-8999");
    }

    @Test
    void saysWhyAndWhichLineWouldOpenIt() {
        assertThat(CLOSED.check("icinga.acme.example", at("10.0.0.5"), 5665))
                .isEqualTo(
                        new Refused(
                                "address 10.0.0.5 (of icinga.acme.example) is private; to allow it: --outbound-allow 10.0.0.5/32:5665"));
        assertThat(CLOSED.check("::1", at("::1"), 443))
                .isEqualTo(new Refused("address ::1 is loopback; to allow it: --outbound-allow [::1]/128:443"));
        assertThat(CLOSED.check("64:ff9b::a00:5", at("64:ff9b::a00:5"), 80))
                .isEqualTo(new Refused(
                        "address 64:ff9b::a00:5 is a NAT64 address and carries 10.0.0.5 in it, which is private;"
                                + " to allow it: --outbound-allow [64:ff9b::a00:5]/128:80,10.0.0.5/32:80"));
    }

    @Property(tries = 200)
    void theLineItNamesOpensIt(@ForAll @Size(4) byte[] four, @ForAll @Size(16) byte[] six) throws UnknownHostException {
        for (var address : new InetAddress[] {InetAddress.getByAddress(four), InetAddress.getByAddress(six)}) {
            if (CLOSED.check("x.example", address, 80) instanceof Refused(var message)
                    && message.contains("to allow it")) {
                var line = message.substring(message.lastIndexOf(' ') + 1);

                assertThat(AddressPolicy.parse(line).check("x.example", address, 80))
                        .isInstanceOf(Allowed.class);
            }
        }
    }

    @Property(tries = 200)
    void aShutAddressIsShutInsideEveryOther(@ForAll @Size(4) byte[] four) throws UnknownHostException {
        four[0] = 10;
        var gateways = AddressPolicy.parse("::/0");
        var mapped = new byte[][] {
            sixteen(new int[] {0, 0, 0, 0, 0, 0xffff}, four, 0),
            sixteen(new int[] {0x64, 0xff9b, 0, 0, 0, 0}, four, 0),
            sixteen(new int[] {0x64, 0xff9b, 1, 0, 0, 0}, four, 0),
            sixteen(new int[] {0, 0, 0, 0, 0, 0}, four, 0),
            sixteen(new int[] {0x2001, 0, 0x808, 0x808, 0, 0}, four, 0xff),
            sixToFour(four)
        };

        for (var bytes : mapped) {
            assertThat(gateways.check("x.example", InetAddress.getByAddress(bytes), 80))
                    .isInstanceOf(Refused.class);
        }
    }

    @Test
    void theMetadataNameIsRefusedWithoutAskingAnybody() {
        assertThat(WIDE_OPEN.saveCheck(OutboundUrl.parse("http://Metadata.Google.internal/")))
                .isEqualTo(
                        new Refused(
                                "host metadata.google.internal is a cloud metadata service; it is never called, whatever --outbound-allow says"));
    }

    @Test
    void whatIsSavedMayNameAnybodyButNoShutAddress() {
        assertThat(CLOSED.saveCheck(OutboundUrl.parse("https://icinga.acme.example:5665/v1")))
                .isInstanceOf(Allowed.class);
        assertThat(CLOSED.saveCheck(OutboundUrl.parse("https://127.0.0.1:5665/v1")))
                .isInstanceOf(Refused.class);
        assertThat(CLOSED.saveCheck(OutboundUrl.parse("https://[::ffff:127.0.0.1]:5665/v1")))
                .isInstanceOf(Refused.class);
        assertThat(AddressPolicy.parse("127.0.0.1/32:5665").saveCheck(OutboundUrl.parse("https://127.0.0.1:5665/v1")))
                .isInstanceOf(Allowed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080/practice/icinga",
                "http://localhost:8080/practice/a/b?x=../y",
                "http://127.0.0.1:8080/practice/two%20words",
                "http://127.0.0.1:8080/practice/"
            })
    void theDesksOwnPracticeReceiverIsOpen(String url) {
        assertThat(desk().saveCheck(OutboundUrl.parse(url))).isInstanceOf(Allowed.class);
        assertThat(desk().ownPractice(OutboundUrl.parse(url))).contains(new InetSocketAddress(at("127.0.0.1"), 8080));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1:8080/practice/icinga",
                "http://127.0.0.1:8081/practice/icinga",
                "http://127.0.0.2:8080/practice/icinga",
                "http://[::1]:8080/practice/icinga",
                "http://127.0.0.1:8080/practice",
                "http://127.0.0.1:8080/api/v1",
                "http://127.0.0.1:8080//practice/x",
                "http://127.0.0.1:8080/practice//x",
                "http://127.0.0.1:8080/practice/../api/v1",
                "http://127.0.0.1:8080/practice/./x",
                "http://127.0.0.1:8080/practice/%2e%2e/api/v1",
                "http://127.0.0.1:8080/practice/.%2E/api/v1",
                "http://127.0.0.1:8080/practice/..%2fapi",
                "http://127.0.0.1:8080/practice/..%5capi",
                "http://127.0.0.1:8080/practice/%252e%252e/api",
                "http://127.0.0.1:8080/practice/..;/api",
                "http://127.0.0.1:8080/%70ractice/x",
                "http://127.0.0.1:8080/PRACTICE/x"
            })
    void nothingElseOfTheDeskIs(String url) {
        assertThat(desk().ownPractice(OutboundUrl.parse(url))).isEmpty();
    }

    @Test
    void aDeskOnAPublicAddressMakesNoException() {
        var policy = AddressPolicy.parse("", () -> Optional.of(new InetSocketAddress(at("192.0.2.1"), 8080)));

        assertThat(policy.ownPractice(OutboundUrl.parse("http://192.0.2.1:8080/practice/x")))
                .isEmpty();
        assertThat(policy.ownPractice(OutboundUrl.parse("http://localhost:8080/practice/x")))
                .isEmpty();
    }

    private static AddressPolicy desk() {
        return AddressPolicy.parse("", () -> Optional.of(new InetSocketAddress(at("127.0.0.1"), 8080)));
    }

    private static AddressPolicy.Verdict check(AddressPolicy policy, String address) {
        return check(policy, address, 443);
    }

    private static AddressPolicy.Verdict check(AddressPolicy policy, String address, int port) {
        return policy.check("x.example", at(address), port);
    }

    private static InetAddress at(String address) {
        return InetAddress.ofLiteral(address);
    }

    private static byte[] sixteen(int[] groups, byte[] four, int turned) {
        var bytes = new byte[16];
        for (int i = 0; i < 6; i++) {
            bytes[2 * i] = (byte) (groups[i] >> 8);
            bytes[2 * i + 1] = (byte) groups[i];
        }
        for (int i = 0; i < 4; i++) {
            bytes[12 + i] = (byte) (four[i] ^ turned);
        }
        return bytes;
    }

    private static byte[] sixToFour(byte[] four) {
        var bytes = new byte[16];
        bytes[0] = 0x20;
        bytes[1] = 0x02;
        System.arraycopy(four, 0, bytes, 2, 4);
        return bytes;
    }
}
