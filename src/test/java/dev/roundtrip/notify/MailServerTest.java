package dev.roundtrip.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.delivery.Outcome;
import dev.roundtrip.settings.Mail;
import dev.roundtrip.settings.Mail.Tls;
import dev.roundtrip.testing.DeadAddresses;
import dev.roundtrip.testing.FakeMailServer;
import dev.roundtrip.testing.TestCa;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes of a mail, whatever the server says. */
class MailServerTest {
    private static final TestCa CA = TestCa.named("north");

    private static MailServer server(int port, Tls tls, @Nullable SSLSocketFactory trust) {
        return new MailServer(
                new Mail("127.0.0.1", port, "", "", tls, "desk@acme.example"), trust, Duration.ofSeconds(10));
    }

    private static Outcome sent(FakeMailServer far) throws InterruptedException {
        return server(far.port(), Tls.NONE, null).send(Letters.to("noc@acme.example"));
    }

    @Test
    void aMailThatIsTakenIsDelivered() throws Exception {
        try (var far = FakeMailServer.start()) {
            var outcome = sent(far);

            assertThat(outcome)
                    .isEqualTo(new Outcome.Delivered(new Outcome.Report(250, null, "127.0.0.1:" + far.port(), null)));
            assertThat(far.commands())
                    .contains(
                            "EHLO acme.example", "MAIL FROM:<desk@acme.example>", "RCPT TO:<noc@acme.example>", "QUIT");
            assertThat(far.mails()).singleElement().asString().contains("Subject: disk full");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT TO, 550 5.1.1 no such user, refuses noc@acme.example: 550 5.1.1 no such user",
        "DATA, 554 5.7.1 looks like spam, refuses the mail: 554 5.7.1 looks like spam",
        "., 552 5.3.4 too large, refuses the mail: 552 5.3.4 too large",
    })
    void whatIsRefusedForEverIsNotTriedAgain(String command, String answer, String words) throws Exception {
        try (var far = FakeMailServer.start()) {
            far.answers(command, answer);

            assertThat(sent(far)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                assertThat(refused.report().error()).isEqualTo("mail server 127.0.0.1:%d %s", far.port(), words);
                assertThat(refused.report().status()).isEqualTo(Integer.parseInt(answer.substring(0, 3)));
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT TO, 450 4.2.0 greylisted, refuses noc@acme.example: 450 4.2.0 greylisted",
        "., 451 4.3.0 later, refuses the mail: 451 4.3.0 later",
        "MAIL FROM, 553 5.7.1 not yours, refuses the mail: 553 5.7.1 not yours",
        "EHLO, 421 4.3.2 closing, cannot be used: ",
    })
    void whatMayGoBetterLaterIsTriedAgain(String command, String answer, String words) throws Exception {
        try (var far = FakeMailServer.start()) {
            far.answers(command, answer);
            far.answers("HELO", answer);

            assertThat(sent(far))
                    .isInstanceOfSatisfying(
                            Outcome.TryAgain.class,
                            again -> assertThat(again.report().error())
                                    .startsWith("mail server 127.0.0.1:%d %s".formatted(far.port(), words)));
        }
    }

    @Test
    void aServerThatIsAwayIsTriedAgain() throws Exception {
        try (var nobody = new DeadAddresses()) {
            int port = nobody.refusing();

            assertThat(server(port, Tls.NONE, null).send(Letters.to("noc@acme.example")))
                    .isInstanceOfSatisfying(Outcome.TryAgain.class, again -> {
                        assertThat(again.report().status()).isNull();
                        assertThat(again.report().error())
                                .contains("127.0.0.1:" + port)
                                .contains("refused");
                    });
        }
    }

    @Test
    void aServerThatNeverComesToAnEndIsLeft() throws Exception {
        try (var far = FakeMailServer.start()) {
            far.dribbles();
            var impatient = new MailServer(
                    new Mail("127.0.0.1", far.port(), "", "", Tls.NONE, "desk@acme.example"),
                    null,
                    Duration.ofSeconds(1));

            assertThat(impatient.send(Letters.to("noc@acme.example")))
                    .isInstanceOfSatisfying(
                            Outcome.TryAgain.class,
                            again -> assertThat(again.report().error()).endsWith("has not taken the mail within 1 s"));
        }
    }

    @Test
    void goesOnInTlsWhereTheServerIsWhoItSays() throws Exception {
        try (var far = FakeMailServer.as(CA.issues("127.0.0.1"))) {
            assertThat(server(far.port(), Tls.STARTTLS, CA.trust().getSocketFactory())
                            .send(Letters.to("noc@acme.example")))
                    .isInstanceOf(Outcome.Delivered.class);
            assertThat(far.commands()).containsSequence("STARTTLS", "EHLO acme.example");
        }
    }

    @Test
    void saysNothingToAServerThatIsSomebodyElse() throws Exception {
        try (var far = FakeMailServer.as(CA.issues("mail.other.example"))) {
            assertThat(server(far.port(), Tls.STARTTLS, CA.trust().getSocketFactory())
                            .send(Letters.to("noc@acme.example")))
                    .isInstanceOf(Outcome.TryAgain.class);
            assertThat(server(far.port(), Tls.STARTTLS, null).send(Letters.to("noc@acme.example")))
                    .isInstanceOf(Outcome.TryAgain.class);
            assertThat(far.commands()).noneMatch(command -> command.startsWith("MAIL FROM"));
        }
    }

    @Test
    void saysNothingInClearWhereTlsIsAskedFor() throws Exception {
        try (var far = FakeMailServer.start()) {
            assertThat(server(far.port(), Tls.STARTTLS, null).send(Letters.to("noc@acme.example")))
                    .isInstanceOfSatisfying(
                            Outcome.TryAgain.class,
                            again -> assertThat(again.report().error()).contains("STARTTLS"));
            assertThat(far.commands()).noneMatch(command -> command.startsWith("MAIL FROM"));
        }
    }

    @Test
    void aPasswordThatTheServerRepeatsIsMasked() throws Exception {
        try (var far = FakeMailServer.start()) {
            far.answers("EHLO", "250-mail.acme.example\r\n250 AUTH PLAIN");
            far.answers("AUTH PLAIN", "535 5.7.8 s3cr3t is wrong");
            var server =
                    new MailServer(new Mail("127.0.0.1", far.port(), "desk", "s3cr3t", Tls.NONE, "desk@acme.example"));

            assertThat(server.send(Letters.to("noc@acme.example")))
                    .isInstanceOfSatisfying(
                            Outcome.TryAgain.class,
                            again -> assertThat(again.report().error())
                                    .contains("does not let the desk sign in: 535 5.7.8 •••••••• is wrong")
                                    .doesNotContain("s3cr3t"));
        }
    }
}
