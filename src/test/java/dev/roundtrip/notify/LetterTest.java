package dev.roundtrip.notify;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Header;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What a mail says, as whoever gets it reads it. */
class LetterTest {
    private static final Session SESSION = Session.getInstance(new Properties());

    /** Over the wire and back. */
    private static MimeMessage read(Letter letter) throws Exception {
        return new MimeMessage(SESSION, new ByteArrayInputStream(wire(letter)));
    }

    private static byte[] wire(Letter letter) throws Exception {
        var out = new ByteArrayOutputStream();
        letter.written(SESSION).writeTo(out);
        return out.toByteArray();
    }

    private static String part(MimeMessage message, int number) throws Exception {
        return (String)
                ((MimeMultipart) message.getContent()).getBodyPart(number).getContent();
    }

    @Test
    void saysWhoWhenAndThatNobodyWroteIt() throws Exception {
        var message = read(Letters.letter("tech@acme.example", "A. Technician", "disk full", "It is full.", "en"));

        assertThat(message.getHeader("Message-ID")).containsExactly("<" + Letters.ID + "@acme.example>");
        assertThat(message.getHeader("From")).containsExactly("Roundtrip <desk@acme.example>");
        assertThat(message.getHeader("To")).containsExactly("\"A. Technician\" <tech@acme.example>");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getHeader("List-Id")).containsExactly("Roundtrip <notices.roundtrip.acme.example>");
        assertThat(message.getHeader("Content-Language")).containsExactly("en");
        assertThat(message.getSentDate()).isEqualTo("2026-11-25T12:00:00Z");
        assertThat(message.getSubject()).isEqualTo("disk full");
        assertThat(message.getContentType()).startsWith("multipart/alternative");
        assertThat(part(message, 0)).isEqualToNormalizingNewlines("""
                It is full.

                https://desk.acme.example/tickets/12

                --\s
                Ticket T20261125.0001 at ACME.EXAMPLE. You get this mail because of the rule “Tell "the" team”. Nobody reads the answers to it.
                """);
        assertThat(part(message, 1))
                .contains("<html lang=\"en\">")
                .contains(">It is full.</p>")
                .contains("<a href=\"https://desk.acme.example/tickets/12\">");
    }

    @Test
    void whatTheDeskAddsIsInTheReadersLanguage() throws Exception {
        var message = read(Letters.letter("tech@acme.example", "A. Technician", "s", "t", "de"));

        assertThat(part(message, 0)).contains("Sie erhalten diese Mail wegen der Regel „Tell \"the\" team“");
        assertThat(part(message, 1)).contains("<html lang=\"de\">").contains("Antworten darauf liest niemand");
    }

    @Test
    void noTextGetsOutOfItsPlace() throws Exception {
        var subject = Message.of("Tell", "x\r\nBcc: thief@evil.example\r\n\r\n<script>alert('ä')</script> 🔥", "")
                .subject();
        var text = "</div><script>alert(1)</script> & ü\r\n.\r\nQUIT\r\nFrom x\u0007";

        var letter = Letters.letter("tech@acme.example", "A\r\nBcc: thief@evil.example", subject, text, "en");
        var message = read(letter);

        assertThat(message.getSubject())
                .isEqualTo(subject)
                .contains("Bcc: thief")
                .contains("ä")
                .contains("🔥");
        assertThat(Collections.list(message.getAllHeaders()))
                .extracting(Header::getName)
                .doesNotContain("Bcc")
                .doesNotHaveDuplicates();
        assertThat(message.getAllRecipients()).hasSize(1);
        assertThat(part(message, 0)).startsWith(text.replace("\u0007", "\u0007"));
        assertThat(part(message, 1))
                .doesNotContain("<script")
                .contains("&lt;/div&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; ü")
                .contains("\ufffd");
    }

    @Test
    void isTheSameAtEachAttemptButForTheMarkBetweenItsParts() throws Exception {
        var letter = Letters.to("noc@acme.example");

        assertThat(withoutBoundary(wire(letter))).isEqualTo(withoutBoundary(wire(letter)));
    }

    private static Notice notice(Message.Kind kind, String subject, String text, String thread) {
        return new Notice(
                7,
                3L,
                new Message(kind, "Close", subject, text, "/deliveries?callout=Close&view=look", thread),
                About.NO_TICKET,
                Instant.parse("2026-11-25T12:00:00Z"),
                null);
    }

    private static Letter letter(boolean perhapsAgain, Notice... notices) {
        return Letters.letter("tech@acme.example", "A. Technician", List.of(notices), "en", perhapsAgain);
    }

    @Test
    void mailsOfOneThreadAnswerToTheSame() throws Exception {
        var message = read(letter(false, notice(Message.Kind.TROUBLE, "s", "t", "trouble-x")));

        assertThat(message.getHeader("References")).containsExactly("<trouble-x@acme.example>");
        assertThat(message.getHeader("In-Reply-To")).containsExactly("<trouble-x@acme.example>");
        assertThat(read(Letters.to("noc@acme.example")).getHeader("References")).isNull();
    }

    @Test
    void whatCouldNotBeSentBeforeIsOneMailOfItsThread() throws Exception {
        var notices = List.of(
                notice(Message.Kind.TROUBLE, "„Close“ schlägt fehl: T1", "Seit Mittag.", "trouble-x"),
                notice(Message.Kind.TROUBLE, "„Close“ funktioniert wieder", "Seit eins.", "trouble-x"));
        var message = read(Letters.letter("tech@acme.example", null, notices, false, "de", false));
        var alone = read(Letters.letter("tech@acme.example", null, notices.subList(0, 1), false, "de", false));

        assertThat(message.getSubject()).isEqualTo("„Close“ funktioniert wieder (und eine frühere Meldung)");
        assertThat(message.getHeader("References")).containsExactly("<trouble-x@acme.example>");
        assertThat(message.getMessageID()).isNotEqualTo(alone.getMessageID());
        assertThat(part(message, 0)).isEqualToNormalizingNewlines("""
                Diese 2 Meldungen kommen zusammen, denn die früheren ließen sich nicht senden.

                * „Close“ schlägt fehl: T1

                Seit Mittag.

                https://desk.acme.example/deliveries?callout=Close&view=look

                * „Close“ funktioniert wieder

                Seit eins.

                https://desk.acme.example/deliveries?callout=Close&view=look

                --\s
                ACME.EXAMPLE. Sie erhalten diese Mail, weil das Erweiterungs-Callout „Close“ Ihnen meldet, wenn es fehlschlägt. Antworten darauf liest niemand.
                """);
    }

    @Test
    void whatQuietHoursKeptIsOneMail() throws Exception {
        var message = read(letter(
                false,
                notice(Message.Kind.TROUBLE, "Close fails", "Since noon.\n\nFailed:\n- T1: 503", "trouble-x"),
                notice(Message.Kind.HEALTH, "Disk <full>", "Soon.", "")));

        assertThat(message.getSubject()).isEqualTo("Roundtrip: 2 notices of your quiet hours");
        assertThat(message.getHeader("References")).isNull();
        assertThat(part(message, 0)).isEqualToNormalizingNewlines("""
                While you were not to be disturbed there were 2 notices.

                * Close fails

                Since noon.

                Failed:
                - T1: 503

                https://desk.acme.example/deliveries?callout=Close&view=look

                * Disk <full>

                Soon.

                https://desk.acme.example/deliveries?callout=Close&view=look

                --\s
                ACME.EXAMPLE. You get this mail because your quiet hours are over. Nobody reads the answers to it.
                """);
        assertThat(part(message, 1))
                .contains("<h2>Close fails</h2>", "<ul><li>T1: 503</li></ul>", "<h2>Disk &lt;full&gt;</h2>");
    }

    @Test
    void oneThatMayBeThereAlreadySaysSoAndIsTheSameMail() throws Exception {
        var first = read(letter(false, notice(Message.Kind.TROUBLE, "s", "t", "")));
        var again = read(letter(true, notice(Message.Kind.TROUBLE, "s", "t", "")));

        assertThat(again.getMessageID()).isEqualTo(first.getMessageID());
        assertThat(part(again, 0)).contains("You may have this mail already");
        assertThat(part(again, 1)).contains("You may have this mail already");
        assertThat(part(first, 0)).doesNotContain("You may have");
    }

    private static String withoutBoundary(byte[] wire) {
        return new String(wire, java.nio.charset.StandardCharsets.US_ASCII).replaceAll("----=_Part_[0-9_.]+", "PART");
    }
}
