package dev.roundtrip.callout;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** An open connection that speaks HTTP/1.1. One request at a time; used by one thread at a time. */
final class Wire extends DefaultBHttpClientConnection {
    static final int MOST_HEADERS = 200;
    static final int LONGEST_LINE = 16 * 1024;

    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxHeaderCount(MOST_HEADERS + 1)
            .setMaxLineLength(LONGEST_LINE)
            .build();
    private static final Timeout A_MOMENT = Timeout.ofMilliseconds(1);

    private final Socket socket;
    private final long openedAt = System.nanoTime();
    private long keptAt = openedAt;
    private boolean ended;
    private long firstByteAt;

    /** @param tls the encrypted side of the socket, or null if it is plain */
    Wire(Socket socket, @Nullable SSLSocket tls) throws IOException {
        super(LIMITS);
        this.socket = socket;
        bind(tls == null ? new WatchedHolder(socket) : new WatchedHolder(tls, socket));
    }

    /** The socket that closes it, whatever hangs. */
    Socket socket() {
        return socket;
    }

    /** Whether the far end has said that nothing more comes. */
    boolean ended() {
        return ended;
    }

    /** A new request begins: its answer's first byte has not been seen. */
    void begin() {
        firstByteAt = 0;
    }

    /** As {@link System#nanoTime} had it; 0 if nothing has come. */
    long firstByteAt() {
        return firstByteAt;
    }

    void kept() {
        keptAt = System.nanoTime();
    }

    boolean olderThan(Duration idle, Duration age) {
        long now = System.nanoTime();
        return now - keptAt >= idle.toNanos() || now - openedAt >= age.toNanos();
    }

    /**
     * Whether a request can be sent on it after it was kept. Costs a millisecond of waiting: Java has no other way to hear that the far
     * end hung up. Bytes that nobody asked for (a 408 on the way out, the tail of an answer longer than announced) would be taken
     * for the next answer, so they end it as well.
     */
    boolean isUsable() {
        try {
            return !isDataAvailable(A_MOMENT) && !ended;
        } catch (IOException e) {
            return false; // reset, which is an answer to the question
        }
    }

    private final class WatchedHolder extends SocketHolder {
        WatchedHolder(Socket plain) {
            super(plain);
        }

        WatchedHolder(SSLSocket tls, Socket base) {
            super(tls, base);
        }

        @Override
        protected InputStream getInputStream(Socket from) throws IOException {
            return new Watched(from.getInputStream());
        }
    }

    private final class Watched extends FilterInputStream {
        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            noted(value < 0 ? -1 : 1);
            return value;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int count = super.read(into, from, most);
            noted(count);
            return count;
        }

        private void noted(int count) {
            if (count < 0) {
                ended = true;
            } else if (count > 0 && firstByteAt == 0) {
                firstByteAt = System.nanoTime();
            }
        }
    }
}
