package dev.roundtrip.outbound;

import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What came of one request: a whole answer, or the reason why there is none. Whether the answer is a success is not its business. */
public sealed interface Answer {
    Timing timing();

    /** The address that was dialled last, or null if it did not come to that. */
    @Nullable
    InetSocketAddress address();

    /**
     * The far end answered, whatever it said.
     *
     * @param headers as received, in order
     * @param body    at most {@link OutboundClient#BODY_CAP} bytes
     * @param cut     whether there was more
     */
    record Answered(
            int status,
            List<OutboundRequest.Header> headers,
            Bytes body,
            boolean cut,
            Timing timing,
            InetSocketAddress address)
            implements Answer {
        private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\\s;\"]+)");

        public Answered {
            headers = List.copyOf(headers);
        }

        /** The value of the first header of that name, case aside. */
        public Optional<String> header(String name) {
            return headers.stream()
                    .filter(header -> header.name().equalsIgnoreCase(name))
                    .map(OutboundRequest.Header::value)
                    .findFirst();
        }

        /** The body as text in the character set it claims, else UTF-8; what does not decode becomes U+FFFD. */
        public String text() {
            return body.text(charset());
        }

        private Charset charset() {
            var named = CHARSET.matcher(header("Content-Type").orElse(""));
            try {
                return named.find() ? Charset.forName(named.group(1).toUpperCase(Locale.ROOT)) : StandardCharsets.UTF_8;
            } catch (IllegalArgumentException e) {
                return StandardCharsets.UTF_8; // a name nobody knows says nothing
            }
        }
    }

    /** @param message in words a person can act on; holds neither header values nor URL query nor any body */
    record Unanswered(
            Kind kind,
            String message,
            Timing timing,
            @Nullable InetSocketAddress address) implements Answer {}

    enum Kind {
        /** The name could not be resolved. */
        DNS,
        /** The guard does not let us call that address. Nothing was dialled. */
        REFUSED_ADDRESS,
        /** No connection came about. */
        CONNECT,
        /** The proxy did not let us through. The far end was not asked. */
        PROXY,
        /** The far end hung up. It may have acted on the request. */
        RESET,
        /** No trust, wrong name, or no common TLS. The request was not sent, unless the far end found fault with our certificate late. */
        TLS,
        /** The deadline came first. The far end may have acted on the request. */
        TIMEOUT,
        /** What is to be sent, or what came back, is not HTTP. */
        PROTOCOL
    }

    /**
     * How long each part took; null if it was not reached or not needed (a kept connection needs no connect, plain http no TLS).
     *
     * @param firstByte from the moment the request began to be sent to the first byte of the answer
     * @param total     from the call to its end
     */
    record Timing(
            @Nullable Duration dns,
            @Nullable Duration connect,
            @Nullable Duration tls,
            @Nullable Duration firstByte,
            Duration total) {}
}
