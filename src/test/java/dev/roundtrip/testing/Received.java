package dev.roundtrip.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came over the wire.
 *
 * @param requestLine as sent
 * @param headers     names and values in the order they came, doubled ones too
 * @param raw         all of it, byte for byte, each byte a character (Latin-1)
 * @param bodyText    the body as UTF-8
 * @param connection  which connection it came on, from 1 on
 * @param client      the subject of the client's certificate, or null
 */
public record Received(
        String requestLine,
        List<Map.Entry<String, String>> headers,
        String raw,
        String bodyText,
        int connection,
        @Nullable String client) {
    public String method() {
        return requestLine.substring(0, requestLine.indexOf(' '));
    }

    /** Path and query. */
    public String target() {
        return requestLine.substring(requestLine.indexOf(' ') + 1, requestLine.lastIndexOf(' '));
    }

    /** The value of the first header of that name, case aside. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    public List<String> headerNames() {
        return headers.stream().map(Map.Entry::getKey).toList();
    }

    /** The body, byte for byte. */
    public byte[] body() {
        return raw.substring(raw.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
    }
}
