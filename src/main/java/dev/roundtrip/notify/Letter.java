package dev.roundtrip.notify;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Notices as a mail: one, or those that go together. The same at each attempt, its Message-ID included, so that whoever gets
 * it twice can tell, unless it has taken more along since.
 *
 * @param id of the delivery
 * @param toName of the person it is for; null for an address alone
 * @param from the address of the desk
 * @param notices in the order they were told; at least one
 * @param quiet whether quiet hours have kept them together; else, where they are several, they are of one trouble, and could not be sent before
 * @param language of what the desk itself adds: {@code en} or {@code de}
 * @param desk who sends it
 * @param perhapsAgain whether an earlier attempt may have arrived, and nobody knows: then the mail says so, and is no copy of the first
 */
record Letter(
        String id,
        MailAddress to,
        @Nullable String toName,
        MailAddress from,
        List<Notice> notices,
        boolean quiet,
        String language,
        Sender desk,
        boolean perhapsAgain) {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final String SENDER = "Roundtrip";

    /**
     * @param domain what the desk calls itself
     * @param url where its pages are; no slash at the end
     */
    record Sender(String domain, String url) {}

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

    Letter {
        notices = List.copyOf(notices);
    }

    MimeMessage written(Session session) throws MessagingException {
        var message = new Written(session, headerId(id + joined()));
        message.setFrom(address(from, SENDER));
        message.setRecipient(RecipientType.TO, address(to, toName));
        message.setSubject(text().subject(), UTF_8);
        message.setSentDate(Date.from(notices.getLast().createdAt()));
        var thread = thread();
        if (!thread.isEmpty()) {
            // Nobody has sent what they answer to; that they all do holds them together.
            message.setHeader("In-Reply-To", headerId(thread));
            message.setHeader("References", headerId(thread));
        }
        // Nobody's machine answers to it, and filters can tell it from what a person wrote.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("List-Id", "Roundtrip <notices.roundtrip." + from.domain() + ">");
        message.setHeader("Content-Language", language);
        var plain = new MimeBodyPart();
        plain.setText(text().plain(), UTF_8);
        var html = new MimeBodyPart();
        html.setText(text().html(), UTF_8, "html");
        // The last is what a reader likes best.
        message.setContent(new MimeMultipart("alternative", plain, html));
        message.saveChanges();
        return message;
    }

    /** What was tried before with less in it may have arrived, and whoever gets two mails of one Message-ID may throw the second away. */
    private String joined() {
        return quiet || notices.size() == 1 ? "" : "." + notices.size();
    }

    private String headerId(String local) {
        return "<" + local + "@" + from.domain() + ">";
    }

    private String thread() {
        return quiet && notices.size() > 1 ? "" : notices.getFirst().message().thread();
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

    LetterText text() {
        return new LetterText(notices, quiet, Locale.of(language), desk, perhapsAgain);
    }
}
