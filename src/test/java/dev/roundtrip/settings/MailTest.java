package dev.roundtrip.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailTest {
    @Test
    void withoutAHostThereIsNone() {
        assertThat(Mail.of("", null, "", "", "starttls", "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"none, 25", "starttls, 587", "tls, 465"})
    void theUsualPortGoesWithTheWay(String tls, int port) {
        assertThat(Mail.of("mail.acme.example", null, "", "", tls, "desk@acme.example"))
                .hasValueSatisfying(mail -> assertThat(mail.port()).isEqualTo(port));
        assertThat(Mail.of("mail.acme.example", 2525, "", "", tls, "desk@acme.example"))
                .hasValueSatisfying(mail -> assertThat(mail.port()).isEqualTo(2525));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "mail.acme.example | 0 | '' | '' | tls | a@b.example | --mail-port 0: 1 to 65535",
                "mail.acme.example | 25 | u | '' | tls | a@b.example | --mail-username is set without --mail-password; set both, or neither",
                "mail.acme.example | 25 | '' | p | tls | a@b.example | --mail-password is set without --mail-username; set both, or neither",
                "mail.acme.example | 25 | '' | '' | ssl | a@b.example | --mail-tls \"ssl\": use none, starttls or tls",
                "mail.acme.example | 25 | '' | '' | tls | '' | --mail-host is set without --mail-from, the address that mails come from, such as desk@acme.example",
                "'' | 25 | '' | '' | tls | a@b.example | a setting of mails is set without --mail-host, the mail server; set that too, or none of them",
                "a b | 25 | '' | '' | tls | a@b.example | --mail-host \"a b\": the name or address of a mail server, such as mail.acme.example",
            })
    void saysWhatIsWrong(
            String host, int port, String username, String password, String tls, String from, String told) {
        assertThatThrownBy(() -> Mail.of(host, port, username, password, tls, from))
                .hasMessage(told);
    }

    @Test
    void neverShowsThePassword() {
        assertThat(Mail.of("mail.acme.example", 25, "desk", "s3cr3t", "tls", "a@b.example"))
                .hasValueSatisfying(mail -> assertThat(mail.toString()).doesNotContain("s3cr3t"));
    }
}
