package dev.roundtrip.outbound;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a request goes, taken apart once. What is sent and what is checked are both built from these parts and never from the
 * text again: two readers of one text may disagree about the host in it, and the guard would look at one and the socket at the other.
 *
 * @param scheme {@code http} or {@code https}
 * @param host   a name in lower case or a literal address, IPv6 without its brackets
 * @param port   1 to 65535, the scheme's own where the text had none
 * @param target path and query as they stand on the request line: ASCII, begins with a slash
 */
public record OutboundUrl(String scheme, String host, int port, String target) {
    private static final int LONGEST = 32 * 1024;

    /**
     * Takes a URL apart.
     *
     * @throws IllegalArgumentException saying in words what is wrong, never repeating path or query: they may hold a secret
     */
    public static OutboundUrl parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "the URL is %,d characters long; at most %,d are sent".formatted(text.length(), LONGEST));
        }
        var uri = uri(text);
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException(
                    scheme.isEmpty()
                            ? "the URL has no scheme; it has to begin with http:// or https://"
                            : "the URL's scheme is " + scheme + "; only http and https are called");
        }
        // Before the host: in http://a.example@127.0.0.1/ it is the user-info that misleads.
        var authority = uri.getRawAuthority();
        if (uri.getRawUserInfo() != null || (authority != null && authority.contains("@"))) {
            throw new IllegalArgumentException(
                    "the URL holds a user name before an @; set it as the callout's authentication instead");
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException("the URL has a fragment (#); it is never sent, so leave it out");
        }
        if (uri.getHost() == null) { // http:host/, http:///host/, host_name, non-ASCII letters, a port of twenty digits
            throw new IllegalArgumentException(
                    "the URL has no readable host; write http://name/ or http://name:port/, the name in letters a-z, digits, - and .");
        }
        int port = uri.getPort() == -1 ? (scheme.equals("https") ? 443 : 80) : uri.getPort();
        return new OutboundUrl(scheme, unbracketed(uri.getHost()).toLowerCase(Locale.ROOT), port, target(uri));
    }

    public OutboundUrl {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("the URL's port is " + port + "; a port is 1 to 65535");
        }
        if (!target.startsWith("/") || !target.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "the URL's path and query have to be printable ASCII and to begin with /");
        }
    }

    boolean secure() {
        return scheme.equals("https");
    }

    /** The path alone, still percent-encoded. */
    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Host and port as the Host header has them: the port only where it is not the scheme's own. */
    public String hostHeader() {
        var name = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return port == (secure() ? 443 : 80) ? name : name + ":" + port;
    }

    /** Scheme, host and port; never a user name, for a URL with one is not called. */
    public String origin() {
        return scheme + "://" + hostHeader();
    }

    /** Without path and query, which may hold a secret. */
    @Override
    public String toString() {
        return origin() + "/…";
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            int at = e.getIndex();
            if (at < 0 || at >= text.length()) {
                throw new IllegalArgumentException("the URL is incomplete; it has to read http://name/path", e);
            }
            int found = text.codePointAt(at);
            throw new IllegalArgumentException(
                    "the URL is not valid at character %d (%s)".formatted(at + 1, describe(found)), e);
        }
    }

    private static String describe(int character) {
        return switch (character) {
            case ' ' -> "a blank; write %20";
            case '%' -> "a % that is not followed by two hex digits; write %25";
            default ->
                character > 0x20 && character < 0x7f
                        ? "%c; write %%%02X".formatted(character, character)
                        : "U+%04X".formatted(character);
        };
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static String target(URI uri) {
        // toASCIIString encodes what was typed outside ASCII as percent-encoded UTF-8 and leaves all else as it is.
        var ascii = uri.toASCIIString();
        int slash = ascii.indexOf('/', ascii.indexOf("//") + 2);
        int query = ascii.indexOf('?');
        if (slash < 0 || (query >= 0 && query < slash)) {
            return query < 0 ? "/" : "/" + ascii.substring(query);
        }
        return ascii.substring(slash);
    }
}
