package dev.roundtrip.notify;

import java.net.IDN;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address that mail can be sent to, whatever server takes it: nothing in it needs quoting, in a header or in a command.
 *
 * @param text with its domain as name servers know it: {@code noc@xn--mller-kva.example}
 */
public record MailAddress(String text) {
    private static final int LONGEST = 254;
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@"
                    + "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");

    public MailAddress {
        if (text.length() > LONGEST
                || text.indexOf('@') > 64
                || !ADDRESS.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no mail address, such as noc@acme.example");
        }
    }

    /** Empty when it is none. Of a domain with umlauts it is the one that stands for it. */
    public static Optional<MailAddress> of(String text) {
        var typed = text.strip();
        int at = typed.lastIndexOf('@');
        if (at < 1 || typed.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MailAddress(typed.substring(0, at + 1) + IDN.toASCII(typed.substring(at + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    String domain() {
        return text.substring(text.indexOf('@') + 1);
    }

    /** Two of one key are one mailbox to nearly every server. */
    String key() {
        return text.toLowerCase(java.util.Locale.ROOT);
    }
}
