package dev.roundtrip.outbound;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One request, ready to be sent: every value is filled in and escaped for its place.
 *
 * @param method      in capitals
 * @param headers     sent in this order, after Host and before Content-Type and Content-Length, which the client writes
 * @param body        null sends none
 * @param contentType of the body; a Content-Type among the headers is sent in its place
 * @param timeout     for the whole exchange from the look-up of the name to the last byte of the answer; more than zero, at most 300 s
 */
public record OutboundRequest(
        String method,
        OutboundUrl url,
        List<Header> headers,
        @Nullable Bytes body,
        @Nullable String contentType,
        Duration timeout,
        TlsProfile tls) {
    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** What frames a message or belongs to the connection. Set by hand, the two ends would disagree about where a request ends. */
    private static final Set<String> OURS = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authorization",
            "te",
            "trailer",
            "upgrade",
            "http2-settings",
            "expect");

    public OutboundRequest {
        if (!METHOD.matcher(method).matches()) {
            throw new IllegalArgumentException("the method \"" + method + "\" is not a word in capitals, like POST");
        }
        if (!timeout.isPositive() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the time-out " + timeout + " is not between 0 and 300 s");
        }
        headers = List.copyOf(headers);
    }

    /** Whether it can be the name of a header: a token of RFC 9110. */
    public static boolean isHeaderName(String name) {
        return TOKEN.matcher(name).matches();
    }

    /** The headers as they are sent, the body's content type among them: all but Host and Content-Length, which the client counts. */
    public List<Header> sentHeaders() {
        if (body == null
                || contentType == null
                || headers.stream().anyMatch(header -> header.name().equalsIgnoreCase("Content-Type"))) {
            return headers;
        }
        return Stream.concat(headers.stream(), Stream.of(new Header("Content-Type", contentType)))
                .toList();
    }

    /** The same with another header behind those that it has. */
    public OutboundRequest with(Header header) {
        var more = Stream.concat(headers.stream(), Stream.of(header)).toList();
        return new OutboundRequest(method, url, more, body, contentType, timeout, tls);
    }

    /** @param value as it goes over the wire: printable ASCII */
    public record Header(String name, String value) {
        /** Names only: a value may be a credential. */
        @Override
        public String toString() {
            return name + ": …";
        }
    }

    /** Whether a header of that name is written by the client alone, so that no callout can set it. */
    public static boolean isReserved(String headerName) {
        return OURS.contains(headerName.toLowerCase(Locale.ROOT));
    }

    /** What keeps these headers from being sent, in words that do not show a value. */
    Optional<String> fault() {
        for (var header : headers) {
            if (!isHeaderName(header.name())) {
                return Optional.of("the header name \"" + header.name().replaceAll("[^ -~]", "?")
                        + "\" is not valid; a name has letters, digits and -");
            }
            if (isReserved(header.name())) {
                return Optional.of("the header " + header.name() + " cannot be set; the desk writes it itself");
            }
            var fault = valueFault(header.name(), header.value());
            if (fault.isPresent()) {
                return fault;
            }
        }
        return contentType == null ? Optional.empty() : valueFault("Content-Type", contentType);
    }

    private static Optional<String> valueFault(String name, String value) {
        // Refused here, for the library would turn a line break into a blank, and what is not ASCII into a question
        // mark,
        // without a word: the far end would get something else than the callout says.
        return value.chars().allMatch(c -> (c >= 0x20 && c < 0x7f) || c == '\t')
                ? Optional.empty()
                : Optional.of(
                        "the value of the header " + name
                                + " holds a line break, another control character, or a letter outside ASCII that was not percent-encoded");
    }
}
