package dev.roundtrip.outbound;

import dev.roundtrip.outbound.Answer.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Asks a proxy for a way through it (CONNECT, RFC 9110 section 9.3.6). What it answers beyond a status is not read, told or kept: the far
 * end, which has to prove who it is, speaks only after that.
 */
final class Tunnel {
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)( .*)?");

    private Tunnel() {}

    /**
     * On a socket that is connected to the proxy; what is written to it afterwards arrives at the target.
     *
     * @throws NoAnswer if the proxy opens no way
     */
    static void open(Course course, OutboundProxy proxy, Socket socket) throws IOException {
        course.tunnels();
        var authorization = proxy.authorization();
        var asked = "CONNECT %s HTTP/1.1\r\nHost: %1$s\r\n%s\r\n"
                .formatted(
                        course.target(), authorization == null ? "" : "Proxy-Authorization: " + authorization + "\r\n");
        socket.getOutputStream().write(asked.getBytes(StandardCharsets.US_ASCII));
        int status = status(course, socket.getInputStream());
        if (status / 100 != 2) {
            throw refused(course, proxy, status);
        }
    }

    /** Why a proxy lets nothing through. */
    static NoAnswer refused(Course course, OutboundProxy proxy, int status) {
        var where = course.proxyWhere();
        return new NoAnswer(
                Kind.PROXY,
                status != 407
                        ? "%s opens no way to %s: it answers %d".formatted(where, course.target(), status)
                        : proxy.login() == null
                                ? "%s asks for a user and a password (407); put them into %s"
                                        .formatted(where, OutboundProxy.OPTION)
                                : "%s does not accept the user and password of %s (407)"
                                        .formatted(where, OutboundProxy.OPTION));
    }

    private static int status(Course course, InputStream from) throws IOException {
        while (true) {
            var line = STATUS.matcher(statusLine(course, from));
            if (!line.matches()) {
                throw new NoAnswer(Kind.PROXY, "what " + course.proxyWhere() + " answers is not valid HTTP/1.1");
            }
            int status = Integer.parseInt(line.group(1));
            if (status >= 200) {
                return status;
            }
        }
    }

    /** Reads a head to its end, and not a byte of what comes behind it. */
    private static String statusLine(Course course, InputStream from) throws IOException {
        var head = new ByteArrayOutputStream(256);
        for (int lastFour = 0; lastFour != 0x0d0a0d0a; ) { // CR LF CR LF
            int next = from.read();
            if (next < 0) {
                throw new NoAnswer(Kind.RESET, course.proxyWhere() + " closed the connection without an answer");
            }
            if (head.size() == LONGEST_HEAD) {
                throw new NoAnswer(
                        Kind.PROXY,
                        "the head of the answer of %s is too long; at most %,d bytes are read"
                                .formatted(course.proxyWhere(), LONGEST_HEAD));
            }
            head.write(next);
            lastFour = lastFour << 8 | next;
        }
        return head.toString(StandardCharsets.ISO_8859_1).split("\r\n", 2)[0];
    }
}
