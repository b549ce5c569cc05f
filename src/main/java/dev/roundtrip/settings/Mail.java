package dev.roundtrip.settings;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The mail server that the operator's mails go through.
 *
 * @param username and {@code password} are both blank where it asks for neither
 * @param from the address that mails come from
 */
public record Mail(String host, int port, String username, String password, Tls tls, String from) {

    /** How the way to the mail server is kept from others. */
    public enum Tls {
        /** in clear, password included */
        NONE(25),
        /** begun in clear, and not gone on with unless it becomes TLS */
        STARTTLS(587),
        /** from the first byte */
        TLS(465);

        private final int port;

        Tls(int port) {
            this.port = port;
        }

        /** The usual one. */
        int port() {
            return port;
        }

        static Tls of(String word) {
            for (var one : values()) {
                if (one.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return one;
                }
            }
            throw new IllegalArgumentException("--mail-tls \"" + word + "\": use none, starttls or tls");
        }
    }

    public Mail {
        if (host.isBlank() || host.chars().anyMatch(c -> c <= ' ')) {
            throw new IllegalArgumentException(
                    "--mail-host \"" + host + "\": the name or address of a mail server, such as mail.acme.example");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("--mail-port " + port + ": 1 to 65535");
        }
        if (username.isEmpty() != password.isEmpty()) {
            throw new IllegalArgumentException(
                    username.isEmpty()
                            ? "--mail-password is set without --mail-username; set both, or neither"
                            : "--mail-username is set without --mail-password; set both, or neither");
        }
        if (from.isBlank()) {
            throw new IllegalArgumentException(
                    "--mail-host is set without --mail-from, the address that mails come from, such as desk@acme.example");
        }
    }

    /**
     * As options, variables and lines of a file tell it.
     *
     * @param port null takes the usual one of {@code tls}
     * @return empty where no host is named: then there is no mail server
     * @throws IllegalArgumentException naming the option that is wrong, or missing
     */
    public static Optional<Mail> of(
            String host, @Nullable Integer port, String username, String password, String tls, String from) {
        if (host.isBlank()) {
            if (!username.isEmpty() || !password.isEmpty() || !from.isBlank()) {
                throw new IllegalArgumentException(
                        "a setting of mails is set without --mail-host, the mail server; set that too, or none of them");
            }
            return Optional.empty();
        }
        var way = Tls.of(tls.strip());
        return Optional.of(
                new Mail(host.strip(), port == null ? way.port() : port, username, password, way, from.strip()));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Mail[host=%s, port=%d, username=%s, tls=%s, from=%s]".formatted(host, port, username, tls, from);
    }
}
