package dev.roundtrip.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One thing a {@link FakeEndpoint} does with a request. */
public sealed interface Reply {
    /** An ordinary answer, to be given headers and a body: {@code Reply.status(200).header("A", "b").body("ok")}. */
    static Plain status(int code) {
        return new Plain(code, List.of(), "", -1, false, false);
    }

    static Plain redirect(int code, String location) {
        return status(code).header("Location", location);
    }

    /** Reads the request and says nothing for as long as the endpoint lives. */
    static Reply silence() {
        return new Silence();
    }

    /** Reads the request and resets the connection. */
    static Reply reset() {
        return new Reset(true);
    }

    /** Resets the connection as soon as the first byte of the request is there. */
    static Reply resetUnread() {
        return new Reset(false);
    }

    /** Reads the request and closes the connection in good order. */
    static Reply hangUp() {
        return raw("");
    }

    /** Sends these characters, each a byte (Latin-1), and closes the connection. */
    static Reply raw(String bytes) {
        return new Raw(bytes);
    }

    static Reply garbage() {
        return raw("\u0000\u0001nothing like HTTP\n\n");
    }

    /** Status 200 at once, then a byte of the body every so often, for ever. */
    static Reply dripping(Duration every) {
        return new Endless("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", "x", every);
    }

    /** A byte of the headers every so often, for ever. */
    static Reply drippingHeaders(Duration every) {
        return new Endless("HTTP/1.1 200 OK\r\nX-Slow: ", "x", every);
    }

    /** Headers for ever, as fast as they are read. */
    static Reply endlessHeaders() {
        return new Endless("HTTP/1.1 200 OK\r\n", "X-More: and more\r\n", Duration.ZERO);
    }

    /** A body for ever, as fast as it is read. */
    static Reply endlessBody() {
        return new Endless("HTTP/1.1 200 OK\r\n\r\n", "more ".repeat(1000), Duration.ZERO);
    }

    /** Looks at the request first: {@code Reply.to(request -> Reply.status(200).body(request.target()))}. */
    static Reply to(Function<Received, Reply> answer) {
        return new Considered(answer);
    }

    /** The same reply, given only when the test calls {@link FakeEndpoint#release}. */
    default Reply held() {
        return new Held(this);
    }

    /**
     * An answer with status, headers and body.
     *
     * @param claimed what Content-Length says, or -1 for the truth
     * @param chunked without a Content-Length, in chunks
     * @param closes the connection is closed after it, without a word about that in the headers
     */
    record Plain(int code, List<String> headers, String body, int claimed, boolean chunked, boolean closes)
            implements Reply {
        public Plain header(String name, String value) {
            var more = new ArrayList<>(headers);
            more.add(name + ": " + value);
            return new Plain(code, List.copyOf(more), body, claimed, chunked, closes);
        }

        public Plain body(String text) {
            return new Plain(code, headers, text, claimed, chunked, closes);
        }

        public Plain json(String text) {
            return header("Content-Type", "application/json").body(text);
        }

        /** Lies about the length of its body. More than there is: the connection is closed instead of the rest. */
        public Plain claiming(int length) {
            return new Plain(code, headers, body, length, chunked, length > body.length());
        }

        public Plain inChunks() {
            return new Plain(code, headers, body, claimed, true, closes);
        }

        public Plain closing() {
            return new Plain(code, headers, body, claimed, chunked, true);
        }

        byte[] bytes() {
            var content = body.getBytes(StandardCharsets.UTF_8);
            var head = new StringBuilder("HTTP/1.1 " + code + " Scripted\r\n");
            headers.forEach(header -> head.append(header).append("\r\n"));
            if (chunked) {
                head.append("Transfer-Encoding: chunked\r\n\r\n");
                var chunk = content.length == 0 ? "" : Integer.toHexString(content.length) + "\r\n" + body + "\r\n";
                return (head + chunk + "0\r\n\r\n").getBytes(StandardCharsets.UTF_8);
            }
            if (code != 204 && code != 304) {
                head.append("Content-Length: ")
                        .append(claimed < 0 ? content.length : claimed)
                        .append("\r\n");
            }
            return (head + "\r\n" + body).getBytes(StandardCharsets.UTF_8);
        }
    }

    record Silence() implements Reply {}

    record Reset(boolean afterReading) implements Reply {}

    record Raw(String bytes) implements Reply {}

    record Endless(String first, String again, Duration every) implements Reply {}

    record Held(Reply reply) implements Reply {}

    record Considered(Function<Received, Reply> answer) implements Reply {}
}
