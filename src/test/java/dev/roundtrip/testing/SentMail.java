package dev.roundtrip.testing;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Properties;

/** A mail as whoever got it reads it. */
public record SentMail(String to, String id, String thread, String subject, String plain, String html, Instant date) {
    private static final Session SESSION = Session.getInstance(new Properties());

    /** @param wire as it came over the wire */
    public static SentMail of(String wire) {
        try {
            return of(new MimeMessage(SESSION, new ByteArrayInputStream(wire.getBytes(StandardCharsets.ISO_8859_1))));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static SentMail of(MimeMessage message) {
        try {
            var parts = (MimeMultipart) message.getContent();
            return new SentMail(
                    ((InternetAddress) message.getAllRecipients()[0]).getAddress(),
                    message.getMessageID(),
                    String.join("", header(message, "References")),
                    message.getSubject(),
                    ((String) parts.getBodyPart(0).getContent()).replace("\r\n", "\n"),
                    ((String) parts.getBodyPart(1).getContent()).replace("\r\n", "\n"),
                    message.getSentDate().toInstant());
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String[] header(MimeMessage message, String name) throws MessagingException {
        var found = message.getHeader(name);
        return found == null ? new String[0] : found;
    }

    /** Writes it where a person can look at it: target/mails/NAME.html and .txt. */
    public void shoot(String name) {
        try {
            var folder = Files.createDirectories(Path.of("target/mails"));
            Files.writeString(folder.resolve(name + ".html"), html);
            Files.writeString(folder.resolve(name + ".txt"), "Subject: " + subject + "\nTo: " + to + "\n\n" + plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Subject and text. */
    public String all() {
        return subject + "\n" + plain;
    }
}
