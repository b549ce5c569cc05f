package dev.roundtrip.notify;

import dev.roundtrip.delivery.Outcome;
import dev.roundtrip.settings.Mail;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's mail server: takes one mail at a time, each over a connection of its own. */
public final class MailServer {
    /** The whole of it: connecting, signing in, the mail, the answer. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    /** A server may look through a mail for minutes before it says that it has taken it; whoever does not wait sends it again. */
    private static final Duration TO_ANSWER = LONGEST;

    private static final Logger log = LoggerFactory.getLogger(MailServer.class);

    private final Mail settings;
    private final MailAddress from;
    private final Session session;
    private final Duration longest;

    /** @throws IllegalArgumentException when mails cannot come from the address of the settings */
    public MailServer(Mail settings) {
        this(settings, null, LONGEST);
    }

    /** @param trust who vouches for its certificate; null for those whom the system trusts */
    MailServer(Mail settings, @Nullable SSLSocketFactory trust, Duration longest) {
        this.settings = settings;
        this.from = MailAddress.of(settings.from())
                .orElseThrow(() -> new IllegalArgumentException(
                        "--mail-from \"%s\" is no mail address, such as desk@acme.example".formatted(settings.from())));
        this.session = Session.getInstance(properties(trust));
        this.longest = longest;
    }

    /** Where mails come from. */
    MailAddress from() {
        return from;
    }

    private Properties properties(@Nullable SSLSocketFactory trust) {
        var all = new Properties();
        all.put("mail.smtp.connectiontimeout", Long.toString(TO_CONNECT.toMillis()));
        all.put("mail.smtp.timeout", Long.toString(TO_ANSWER.toMillis()));
        all.put("mail.smtp.writetimeout", Long.toString(TO_ANSWER.toMillis()));
        // Of this machine's own name nothing is asked, nor told: it may have none that anybody knows.
        all.put("mail.smtp.localhost", from.domain());
        all.put("mail.smtp.from", from.text());
        all.put("mail.smtp.auth", Boolean.toString(!settings.username().isEmpty()));
        all.put("mail.smtp.ssl.checkserveridentity", "true");
        switch (settings.tls()) {
            case NONE -> all.put("mail.smtp.starttls.enable", "false");
            case STARTTLS -> {
                all.put("mail.smtp.starttls.enable", "true");
                all.put("mail.smtp.starttls.required", "true");
            }
            case TLS -> all.put("mail.smtp.ssl.enable", "true");
        }
        if (trust != null) {
            all.put("mail.smtp.ssl.socketFactory", trust);
        }
        return all;
    }

    /**
     * Sends it, or says why not.
     *
     * @throws InterruptedException when the process ends amid it
     */
    Outcome send(Letter letter) throws InterruptedException {
        return send(letter, longest);
    }

    /** @param longest that somebody waits for the answer */
    Outcome send(Letter letter, Duration longest) throws InterruptedException {
        // A virtual thread's socket is shut when it is interrupted: so a server that says a byte now and then, and is
        // never silent for long, comes to an end too.
        var exchange = new FutureTask<>(() -> exchanged(letter));
        Thread.ofVirtual().name("smtp").start(exchange);
        try {
            return exchange.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            return SmtpAnswer.noAnswer(address(), "has not taken the mail within %d s".formatted(longest.toSeconds()));
        } catch (InterruptedException e) {
            exchange.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the mail could not be sent: " + e.getCause(), e.getCause());
        }
    }

    private Outcome exchanged(Letter letter) {
        try {
            send(letter.written(session));
            return SmtpAnswer.taken(address());
        } catch (MessagingException e) {
            return SmtpAnswer.of(e, address(), settings.password());
        }
    }

    private void send(MimeMessage message) throws MessagingException {
        var transport = session.getTransport("smtp");
        try {
            transport.connect(
                    settings.host(), settings.port(), orNull(settings.username()), orNull(settings.password()));
            transport.sendMessage(message, message.getAllRecipients());
        } finally {
            try {
                transport.close();
            } catch (MessagingException e) {
                // What came of the mail is known by now, and a farewell that fails alters nothing of it.
                log.debug("mail server {}: the connection did not end in good order", address(), e);
            }
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private String address() {
        return settings.host() + ":" + settings.port();
    }
}
