package dev.roundtrip.outbound;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The forward proxy that an operator has calls go through.
 *
 * @param host   a name in lower case or a literal address, IPv6 without its brackets
 * @param login  what it is shown; null for nothing
 * @param except what is called without it
 */
public record OutboundProxy(String host, int port, @Nullable Login login, NoProxy except) {
    static final String OPTION = "--outbound-proxy";

    /** User and password, which travel together in Base64. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return user + ":…";
        }
    }

    /**
     * Reads the operator's settings.
     *
     * @param proxy   {@code http://proxy.acme.example:3128} or {@code http://user:password@proxy.acme.example:3128}, user and password
     *                percent-encoded where they hold one of {@code : @ / ? # %}; blank for none
     * @param noProxy see {@link NoProxy#parse}; read in any case, so that its mistakes are told
     * @throws IllegalArgumentException saying what is wrong, never repeating what may be a password
     */
    public static Optional<OutboundProxy> parse(String proxy, String noProxy) {
        var except = NoProxy.parse(noProxy);
        var text = proxy.strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.regionMatches(true, 0, "http://", 0, 7)) {
            throw bad(
                    text.regionMatches(true, 0, "https://", 0, 8)
                            ? "it is spoken to over plain http; what goes to an https target is encrypted from end to end all the same"
                            : "it has to begin with http://");
        }
        var authority = text.substring(7).replaceFirst("/$", "");
        int at = authority.lastIndexOf('@');
        var login = at < 0 ? null : login(authority.substring(0, at));
        var place = authority.substring(at + 1);
        if (!place.matches("(\\[[^\\]]*\\]|[^:\\[\\]]*):\\d{1,5}")) {
            throw bad("host and port are needed, and nothing behind them");
        }
        try {
            var url = OutboundUrl.parse("http://" + place + "/");
            if (AddressPolicy.literal(url.host()) instanceof AddressPolicy.Reading.Refused(var message)) {
                throw bad(message);
            }
            return Optional.of(new OutboundProxy(url.host(), url.port(), login, except));
        } catch (IllegalArgumentException e) {
            throw e instanceof Bad ? e : bad(String.valueOf(e.getMessage()));
        }
    }

    OutboundUrl url() {
        return new OutboundUrl("http", host, port, "/");
    }

    /** The value of its header {@code Proxy-Authorization}; null where it is shown nothing. */
    @Nullable
    String authorization() {
        if (login == null) {
            return null;
        }
        var pair = login.user() + ":" + login.password();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static Login login(String userInfo) {
        int colon = userInfo.indexOf(':');
        var user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
        if (user.isEmpty() || user.indexOf(':') >= 0) {
            throw bad("the user before the @ is empty or holds a colon");
        }
        return new Login(user, colon < 0 ? "" : decoded(userInfo.substring(colon + 1)));
    }

    private static String decoded(String text) {
        try {
            // A plus is a plus here; the decoder is made for forms.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw bad("user or password hold a % that is not followed by two hex digits; write %25");
        }
    }

    private static IllegalArgumentException bad(String why) {
        return new Bad(
                "%s cannot be read: %s. Right is, for example, http://proxy.acme.example:3128".formatted(OPTION, why));
    }

    private static final class Bad extends IllegalArgumentException {
        Bad(String message) {
            super(message);
        }
    }
}
