package dev.roundtrip.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {
    @ParameterizedTest
    @CsvSource({
        "noc@acme.example, noc@acme.example",
        "' a.b+c@ACME.example ', a.b+c@ACME.example",
        "root@localhost, root@localhost",
        "o'neil@acme.example, o'neil@acme.example",
        "noc@müller.example, noc@xn--mller-kva.example",
    })
    void isWhatAnyServerTakes(String typed, String address) {
        assertThat(MailAddress.of(typed)).contains(new MailAddress(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "noc",
                "noc@",
                "@acme.example",
                "a b@acme.example",
                "a@b@acme.example",
                "noc@acme..example",
                "noc@-acme.example",
                ".noc@acme.example",
                "<noc@acme.example>",
                "noc@acme.example, x@y.example",
                "noc@acme.example\r\nBcc: x@y.example",
                "\"a\"@acme.example",
                "nöc@acme.example",
                "noc@[10.0.0.1]"
            })
    void isNothingThatWouldNeedQuotingOrBeTwo(String typed) {
        assertThat(MailAddress.of(typed)).isEmpty();
    }

    @Test
    void isNotLongerThanTheProtocolAllows() {
        assertThat(MailAddress.of("a".repeat(64) + "@acme.example")).isPresent();
        assertThat(MailAddress.of("a".repeat(65) + "@acme.example")).isEmpty();
        assertThat(MailAddress.of("a@" + "b.".repeat(130) + "example")).isEmpty();
        assertThatThrownBy(() -> new MailAddress("noc"))
                .hasMessage("\"noc\" is no mail address, such as noc@acme.example");
    }
}
