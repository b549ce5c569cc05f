package dev.roundtrip.notify;

import dev.roundtrip.template.Place;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Date;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * A notice as a mail. The same at each attempt, its Message-ID included, so that whoever gets it twice can tell.
 *
 * @param id of the delivery
 * @param toName of the person it is for; null for an address alone
 * @param from the address of the desk
 * @param language of what the desk itself adds: {@code en} or {@code de}
 * @param domain what the desk calls itself
 */
record Letter(
        String id,
        MailAddress to,
        @Nullable String toName,
        MailAddress from,
        Notice notice,
        String language,
        String domain) {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final String SENDER = "Roundtrip";

    /** What a message may not change: it makes up a Message-ID of its own when it is sent. */
    private static final class Written extends MimeMessage {
        private final String id;

        Written(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    MimeMessage written(Session session) throws MessagingException {
        var message = new Written(session, "<" + id + "@" + from.domain() + ">");
        message.setFrom(address(from, SENDER));
        message.setRecipient(RecipientType.TO, address(to, toName));
        message.setSubject(notice.subject(), UTF_8);
        message.setSentDate(Date.from(notice.createdAt()));
        // Nobody's machine answers to it, and filters can tell it from what a person wrote.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("List-Id", "Roundtrip <notices.roundtrip." + from.domain() + ">");
        message.setHeader("Content-Language", language);
        var plain = new MimeBodyPart();
        plain.setText(text(), UTF_8);
        var html = new MimeBodyPart();
        html.setText(html(), UTF_8, "html");
        // The last is what a reader likes best.
        message.setContent(new MimeMultipart("alternative", plain, html));
        message.saveChanges();
        return message;
    }

    /** A name on one line: a line break in it would begin another header. */
    private static InternetAddress address(MailAddress address, @Nullable String name) throws MessagingException {
        try {
            return name == null
                    ? new InternetAddress(address.text())
                    : new InternetAddress(address.text(), Message.line(name), UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every Java has UTF-8", e);
        }
    }

    String text() {
        return notice.text() + "\n\n-- \n" + footer() + "\n";
    }

    /** Whatever the text says, it stays text. */
    String html() {
        return """
                <!doctype html>
                <html lang="%s">
                <head><meta charset="utf-8"><title>%s</title></head>
                <body>
                <div style="white-space: pre-wrap">%s</div>
                <hr>
                <p>%s</p>
                </body>
                </html>
                """.formatted(
                        language,
                        Place.XML.escape(notice.subject()),
                        Place.XML.escape(notice.text().replace("\r\n", "\n")),
                        Place.XML.escape(footer()));
    }

    private String footer() {
        var words = ResourceBundle.getBundle("dev.roundtrip.notify.mail", Locale.of(language));
        return MessageFormat.format(
                words.getString(notice.isAboutATicket() ? "footer" : "test.footer"),
                notice.ticketNumber(),
                Message.line(notice.toldBy()),
                Message.line(domain));
    }
}
