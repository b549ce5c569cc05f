package dev.roundtrip.notify;

import dev.roundtrip.delivery.Outcome;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/** Reads what a mail server said, or that it said nothing: whether another try is worth it. Pure. */
final class SmtpAnswer {
    private static final int OK = 250;
    /** The server goes down, whatever it was told. */
    private static final int CLOSING = 421;

    private SmtpAnswer() {}

    static Outcome taken(String server) {
        return new Outcome.Delivered(new Outcome.Report(OK, null, server, null));
    }

    static Outcome noAnswer(String server, String why) {
        return again(null, "mail server %s %s".formatted(server, why), server);
    }

    /** @param password never repeated, should the server do so */
    static Outcome of(MessagingException failure, String server, String password) {
        var chain = chain(failure);
        for (var one : chain) {
            if (one instanceof SMTPAddressFailedException refused) {
                return judged(
                        refused.getReturnCode(),
                        "mail server %s refuses %s: %s"
                                .formatted(server, refused.getAddress(), plain(refused.getMessage(), password)),
                        server,
                        refused.getReturnCode() == CLOSING);
            }
        }
        for (var one : chain) {
            if (one instanceof SMTPSendFailedException refused && refused.getReturnCode() >= 400) {
                var error =
                        "mail server %s refuses the mail: %s".formatted(server, plain(refused.getMessage(), password));
                // Whom it takes mails from is a matter of its settings, or ours: a person can mend it.
                return isAboutTheSender(refused)
                        ? again(refused.getReturnCode(), error, server)
                        : judged(refused.getReturnCode(), error, server, refused.getReturnCode() < 500);
            }
        }
        if (failure instanceof AuthenticationFailedException) {
            return noAnswer(server, "does not let the desk sign in: " + plain(failure.getMessage(), password));
        }
        if (chain.stream().anyMatch(InterruptedIOException.class::isInstance)) {
            return noAnswer(server, "does not answer in time: " + plain(last(chain), password));
        }
        return noAnswer(server, "cannot be used: " + plain(last(chain), password));
    }

    private static boolean isAboutTheSender(SMTPSendFailedException refused) {
        var command = refused.getCommand();
        return command != null && command.toUpperCase(Locale.ROOT).startsWith("MAIL FROM");
    }

    /** 5xx is for ever, and 4xx is not, as the protocol has it. */
    private static Outcome judged(int code, String error, String server, boolean ofTheServer) {
        var report = new Outcome.Report(code, error, server, null, ofTheServer);
        return code >= 500 ? new Outcome.Refused(report) : new Outcome.TryAgain(report, Optional.empty());
    }

    private static Outcome again(@Nullable Integer code, String error, String server) {
        return new Outcome.TryAgain(new Outcome.Report(code, error, server, null, true), Optional.empty());
    }

    /** With all that stand behind it; both ways of naming a cause are in use. */
    private static List<Throwable> chain(MessagingException failure) {
        var chain = new ArrayList<Throwable>();
        Throwable next = failure;
        while (next != null && !chain.contains(next)) {
            chain.add(next);
            next = next instanceof MessagingException one && one.getNextException() != null
                    ? one.getNextException()
                    : next.getCause();
        }
        return chain;
    }

    private static @Nullable String last(List<Throwable> chain) {
        var last = chain.getLast();
        return last.getMessage() == null ? last.toString() : last.getMessage();
    }

    private static String plain(@Nullable String said, String password) {
        var text = said == null ? "" : said;
        // Before anything is cut or folded: half a password is one too.
        return Message.line(password.isEmpty() ? text : text.replace(password, "••••••••"));
    }
}
