package dev.roundtrip.outbound;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
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
            // Three of them a connection; by itself HttpCore takes 32 KB each, and a few thousand silent far ends
            // filled the heap.
            .setBufferSize(2048)
            .build();

    private static final Timeout A_GOODBYES_TIME = Timeout.ofMilliseconds(2);

    private final Socket socket;
    private final SocketChannel channel;
    private final boolean secure;
    private final boolean asked;
    private final long openedAt = System.nanoTime();
    private long keptAt = openedAt;
    private boolean glancing;
    private boolean provedItself;
    private boolean ended;
    private long firstByteAt;

    /**
     * @param socket of a channel
     * @param tls    the encrypted side of it, or null if it is plain
     * @param asked  whether the far end has asked for a certificate of ours
     */
    Wire(Socket socket, @Nullable SSLSocket tls, boolean asked) throws IOException {
        super(LIMITS);
        this.asked = asked;
        this.socket = socket;
        this.channel = Objects.requireNonNull(socket.getChannel(), "a socket of a channel");
        this.secure = tls != null;
        bind(tls == null ? new WatchedHolder(socket) : new WatchedHolder(tls, socket));
    }

    /** The socket that closes it, whatever hangs. */
    Socket socket() {
        return socket;
    }

    boolean isAskedForCertificate() {
        return asked;
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

    /** Reads a status line and headers; a status that no answer can have is a fault of the far end and not of ours. */
    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
        try {
            var head = super.receiveResponseHeader();
            if (head.getCode() > 999) {
                throw new ProtocolException("a status of four digits");
            }
            return head;
        } catch (IllegalArgumentException e) { // thrown for status 000
            throw new ProtocolException("not a status", e);
        }
    }

    void kept() {
        keptAt = System.nanoTime();
    }

    boolean olderThan(Duration idle, Duration age) {
        long now = System.nanoTime();
        return now - keptAt >= idle.toNanos() || now - openedAt >= age.toNanos();
    }

    /**
     * Whether a request can be sent on it after it was kept: whether nothing has come since, neither the end nor a byte. Bytes that
     * nobody asked for (a 408 on the way out, the tail of an answer longer than announced) would be taken for the next answer.
     *
     * <p>HttpCore asks by reading for a millisecond, which on a busy lane is most of the time a request takes. This asks without waiting,
     * but for a connection's first time: some servers close after every answer without saying so, and theirs is then on its way.
     */
    boolean isUsable() {
        boolean first = !provedItself;
        provedItself = true;
        return nothingCame(true, Timeout.ONE_MILLISECOND) && (!first || nothingCame(false, A_GOODBYES_TIME));
    }

    private boolean nothingCame(boolean atAGlance, Timeout wait) {
        glancing = atAGlance;
        try {
            return !isDataAvailable(wait) && !ended;
        } catch (IOException e) {
            return false; // reset, which is an answer to the question
        } finally {
            glancing = false;
        }
    }

    /** @return what a read would have returned, without waiting and without keeping a byte; 0 if it would have waited */
    private int glance(InputStream decrypted) throws IOException {
        if (secure && decrypted.available() > 0) {
            return 1;
        }
        channel.configureBlocking(false);
        try {
            // Under TLS it is enough to see that something came, be it a goodbye or a rare message between the two ends
            // of it.
            return channel.read(ByteBuffer.allocate(1));
        } finally {
            channel.configureBlocking(true);
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
            int count = glancing ? glance(in) : super.read(into, from, most);
            if (glancing && count == 0) {
                throw new SocketTimeoutException("nothing has come");
            }
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
