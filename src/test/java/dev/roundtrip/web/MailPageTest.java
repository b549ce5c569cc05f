package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.FakeMailServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailPageTest {
    private static final String PAGE = "/settings/mail";
    private static final String TEST = "/settings/mail/test";

    private final FakeMailServer mails = FakeMailServer.start();
    private final PageServer server;

    MailPageTest(@TempDir Path data) {
        server = PageServer.mailing(mails, data);
    }

    @AfterEach
    void close() {
        server.close();
        mails.close();
    }

    @Test
    void showsHowMailsGoOut() {
        assertThat(server.signedIn().get(PAGE).body())
                .contains("127.0.0.1:" + mails.port())
                .contains("desk@acme.example")
                .contains("none, it asks for none")
                .doesNotContain(TEST);
    }

    @Test
    void sendsOneMailAndSaysThatItWasTaken() {
        var answer = server.administrator().submit(PAGE, TEST, Map.of("to", "noc@acme.example"));

        assertThat(answer.body()).contains("The mail server took the mail to noc@acme.example");
        assertThat(mails.mails())
                .singleElement()
                .asString()
                .contains("Subject: Roundtrip: test of the mail server")
                .contains("B. Administrator sent it from the settings of ACME.EXAMPLE");
    }

    @Test
    void saysWhatTheMailServerHasAgainstIt() {
        mails.answers("RCPT TO:", "550 5.1.1 no such <b>user</b>");

        assertThat(server.administrator()
                        .submit(PAGE, TEST, Map.of("to", "noc@acme.example"))
                        .body())
                .contains("The mail to noc@acme.example did not go out")
                .contains("550 5.1.1 no such &lt;b&gt;user&lt;/b&gt;");
    }

    @Test
    void saysThatNobodyIsThere() {
        mails.close();

        assertThat(server.administrator()
                        .submit(PAGE, TEST, Map.of("to", "noc@acme.example"))
                        .body())
                .contains("did not go out")
                .contains("cannot be used");
    }

    @Test
    void refusesWhatIsNoAddressAndKeepsIt() {
        var answer = server.administrator().submit(PAGE, TEST, Map.of("to", "noc at acme"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("This is no mail address").contains("value=\"noc at acme\"");
        assertThat(mails.commands()).isEmpty();
    }

    @Test
    void isTriedByAdministratorsAlone() {
        assertThat(server.signedIn()
                        .submit(PAGE, TEST, Map.of("to", "noc@acme.example"))
                        .statusCode())
                .isEqualTo(403);
    }
}
