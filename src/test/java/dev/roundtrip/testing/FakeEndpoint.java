package dev.roundtrip.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The far end of the wire: a real server on a loopback port of its own, which keeps every request byte for byte and answers by a script.
 *
 * <pre>{@code
 * try (var endpoint = FakeEndpoint.start()) {
 *     endpoint.answers(503, 200);            // in order; the last one goes on
 *     desk.calls(endpoint.url("/close"));
 *     endpoint.awaitRequests(2);
 * }
 * }</pre>
 *
 * <p>Written on sockets, because what it has to do badly no server library will do.
 */
public final class FakeEndpoint implements AutoCloseable {
    /** Far more than a test waits; reached only where it would else hang. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ServerSocket listener;
    private final @Nullable SSLContext tls;
    private final Asks asks;
    private final boolean mute;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Reply> script = new ArrayDeque<>(List.of(Reply.status(200)));
    private final List<Received> requests = new ArrayList<>();
    private int connections;
    private int unanswered;
    private int mostAtOnce;
    private CountDownLatch gate = new CountDownLatch(1);

    /** Whether clients are to show a certificate. */
    private enum Asks {
        NOT,
        AND_TAKES_NONE_FOR_AN_ANSWER,
        AND_INSISTS
    }

    private FakeEndpoint(@Nullable SSLContext tls, Asks asks, boolean mute) {
        this.tls = tls;
        this.asks = asks;
        this.mute = mute;
        try {
            listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("fake-endpoint").start(this::accept);
    }

    /** Plain HTTP on 127.0.0.1. Answers 200 until told otherwise. */
    public static FakeEndpoint start() {
        return new FakeEndpoint(null, Asks.NOT, false);
    }

    /** HTTPS with this certificate. */
    public static FakeEndpoint startTls(TestCa.Identity identity) {
        return new FakeEndpoint(context(identity, null), Asks.NOT, false);
    }

    /** HTTPS that hears only clients with a certificate of that authority. */
    public static FakeEndpoint startTls(TestCa.Identity identity, TestCa clients) {
        return new FakeEndpoint(context(identity, clients), Asks.AND_INSISTS, false);
    }

    /** The same, but who has none is let in as well, to be told so in HTTP. */
    public static FakeEndpoint startTlsThatOnlyAsks(TestCa.Identity identity, TestCa clients) {
        return new FakeEndpoint(context(identity, clients), Asks.AND_TAKES_NONE_FOR_AN_ANSWER, false);
    }

    /** Takes connections and never says a word: not even TLS begins. */
    public static FakeEndpoint startMute() {
        return new FakeEndpoint(null, Asks.NOT, true);
    }

    /** The address of a path on it; {@code url("/close")} is {@code http://127.0.0.1:PORT/close}. */
    public String url(String path) {
        return url("127.0.0.1", path);
    }

    /** The same under another name, which the test's resolver has to know. */
    public String url(String host, String path) {
        return (tls == null ? "http" : "https") + "://" + host + ":" + port() + path;
    }

    public int port() {
        return listener.getLocalPort();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), port());
    }

    /** Answers with these status codes in order, from the next request on; the last one goes on for ever. */
    public FakeEndpoint answers(int... codes) {
        return answers(IntStream.of(codes).mapToObj(Reply::status).toArray(Reply[]::new));
    }

    /** Answers with these replies in order, from the next request on; the last one goes on for ever. */
    public FakeEndpoint answers(Reply... replies) {
        lock.lock();
        try {
            script.clear();
            script.addAll(List.of(replies));
        } finally {
            lock.unlock();
        }
        return this;
    }

    /** Lets the held replies to all requests that have come so far go out. */
    public void release() {
        lock.lock();
        try {
            gate.countDown();
            gate = new CountDownLatch(1);
        } finally {
            lock.unlock();
        }
    }

    /** What has come so far, in the order it came. A request is here as soon as it was read, before it is answered. */
    public List<Received> requests() {
        lock.lock();
        try {
            return List.copyOf(requests);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until at least so many requests have come, and returns all. */
    public List<Received> awaitRequests(int count) {
        return await("requests", count, () -> requests.size());
    }

    /** The most requests that were there at the same time and not answered yet. */
    public int mostAtOnce() {
        lock.lock();
        try {
            return mostAtOnce;
        } finally {
            lock.unlock();
        }
    }

    /** How many connections were opened to it. */
    public int connections() {
        lock.lock();
        try {
            return connections;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until at least so many connections were opened to it. */
    public void awaitConnections(int count) {
        await("connections", count, () -> connections);
    }

    /** Waits until no connection to it is open any more. */
    public void awaitAllClosed() {
        await("connections open, negated,", 0, () -> -open.size());
    }

    /** Closes the connections that clients have kept, as a server does that goes down or tidies up. Goes on listening. */
    public void closeConnections() {
        open.forEach(FakeEndpoint::close);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        release();
        closeConnections();
    }

    private List<Received> await(String what, int count, IntSupplier current) {
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            while (current.getAsInt() < count) {
                if (left <= 0) {
                    throw new AssertionError("waited %d s for %d %s and saw %d"
                            .formatted(PATIENCE.toSeconds(), count, what, current.getAsInt()));
                }
                left = changed.awaitNanos(left);
            }
            return List.copyOf(requests);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, e);
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                open.add(socket);
                int number = counted();
                Thread.ofVirtual().start(() -> serve(socket, number));
            } catch (IOException e) {
                // The listener was closed, which ends the loop.
            }
        }
    }

    private int counted() {
        lock.lock();
        try {
            changed.signalAll();
            return ++connections;
        } finally {
            lock.unlock();
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            socket.setTcpNoDelay(true);
            if (mute) {
                untilGone(socket.getInputStream());
                return;
            }
            var line = tls == null ? socket : secured(socket, tls);
            var in = new BufferedInputStream(line.getInputStream());
            if (tls == null && speaksTls(in)) {
                line.getOutputStream()
                        .write("HTTP/1.1 400 This is plain HTTP\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                return;
            }
            while (more(in) && answered(socket, line, in, number)) {
                // the next request on the same connection
            }
        } catch (IOException e) {
            // The client went away, or the test closed us: both are what the test wanted.
        } finally {
            closed(socket);
        }
    }

    private void closed(Socket socket) {
        lock.lock();
        try {
            open.remove(socket);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private SSLSocket secured(Socket socket, SSLContext context) throws IOException {
        var secure = (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        secure.setUseClientMode(false);
        if (asks != Asks.NOT) { // the later of the two calls counts
            secure.setWantClientAuth(true);
        }
        if (asks == Asks.AND_INSISTS) {
            secure.setNeedClientAuth(true);
        }
        secure.startHandshake();
        return secure;
    }

    /** A TLS client's first word begins with this byte, which no method of HTTP does. */
    private static boolean speaksTls(InputStream in) throws IOException {
        in.mark(1);
        int first = in.read();
        in.reset();
        return first == 0x16;
    }

    private static boolean more(InputStream in) throws IOException {
        in.mark(1);
        boolean more = in.read() >= 0;
        in.reset();
        return more;
    }

    /** @return whether the connection goes on */
    private boolean answered(Socket socket, Socket line, InputStream in, int connection) throws IOException {
        if (next() instanceof Reply.Reset(var afterReading) && !afterReading) {
            taken();
            socket.setSoLinger(true, 0);
            return false;
        }
        var request = read(in, connection, clientOf(line));
        Reply reply;
        CountDownLatch release;
        lock.lock();
        try { // together, so that a test that saw the request can release its reply
            requests.add(request);
            mostAtOnce = Math.max(mostAtOnce, ++unanswered);
            reply = taken();
            release = gate;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (reply instanceof Reply.Held(var held)) {
                wait(release);
                reply = held;
            }
        } finally {
            answering();
        }
        if (reply instanceof Reply.Considered(var answer)) {
            reply = answer.apply(request);
        }
        return played(reply, socket, line.getOutputStream(), in);
    }

    /** Before the reply goes out: the client may send its next request as soon as it has it. */
    private void answering() {
        lock.lock();
        try {
            unanswered--;
        } finally {
            lock.unlock();
        }
    }

    private boolean played(Reply reply, Socket socket, OutputStream out, InputStream in) throws IOException {
        switch (reply) {
            case Reply.Plain plain -> {
                out.write(plain.bytes());
                out.flush();
                return !plain.closes();
            }
            case Reply.Raw(var bytes) -> {
                out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                return false;
            }
            case Reply.Reset _ -> {
                socket.setSoLinger(true, 0);
                return false;
            }
            case Reply.Silence _ -> {
                untilGone(in);
                return false;
            }
            case Reply.Endless endless -> {
                out.write(endless.first().getBytes(StandardCharsets.US_ASCII));
                while (true) { // until the client or the test closes the connection
                    out.write(endless.again().getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    pause(endless.every());
                }
            }
            case Reply.Held(var held) -> {
                return played(held, socket, out, in);
            }
            case Reply.Considered _ -> throw new IllegalStateException("a reply that considers gives another one");
        }
    }

    private Reply next() {
        lock.lock();
        try {
            return script.getFirst();
        } finally {
            lock.unlock();
        }
    }

    private Reply taken() {
        lock.lock();
        try {
            return script.size() > 1 ? script.removeFirst() : script.getFirst();
        } finally {
            lock.unlock();
        }
    }

    /** A request up to the empty line behind its headers, that included, and not a byte beyond. */
    static byte[] head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        for (int lastFour = 0; lastFour != 0x0d0a0d0a; ) { // CR LF CR LF
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the request ends amid its headers");
            }
            head.write(next);
            lastFour = lastFour << 8 | next;
        }
        return head.toByteArray();
    }

    private static Received read(InputStream in, int connection, @Nullable String client) throws IOException {
        var head = new String(head(in), StandardCharsets.ISO_8859_1);
        var lines = head.split("\r\n", -1);
        var headers = new ArrayList<Map.Entry<String, String>>();
        int length = 0;
        for (int i = 1; !lines[i].isEmpty(); i++) {
            int colon = lines[i].indexOf(':');
            var header = Map.entry(
                    lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
            headers.add(header);
            if (header.getKey().equalsIgnoreCase("Content-Length")) {
                length = Integer.parseInt(header.getValue());
            }
        }
        var body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the request ends amid its body");
        }
        return new Received(
                lines[0],
                List.copyOf(headers),
                head + new String(body, StandardCharsets.ISO_8859_1),
                new String(body, StandardCharsets.UTF_8),
                connection,
                client);
    }

    private static @Nullable String clientOf(Socket line) {
        try {
            return line instanceof SSLSocket secure
                    ? ((X509Certificate) secure.getSession().getPeerCertificates()[0])
                            .getSubjectX500Principal()
                            .getName()
                    : null;
        } catch (SSLPeerUnverifiedException e) {
            return null; // it showed none
        }
    }

    static SSLContext context(TestCa.Identity identity, @Nullable TestCa clients) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", identity.key(), new char[0], new X509Certificate[] {identity.certificate()});
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            TrustManager @Nullable [] trust = null;
            if (clients != null) {
                var anchors = KeyStore.getInstance("PKCS12");
                anchors.load(null, null);
                anchors.setCertificateEntry("clients", clients.certificate());
                var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(anchors);
                trust = factory.getTrustManagers();
            }
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java cannot serve TLS", e);
        }
    }

    private static void untilGone(InputStream in) throws IOException {
        while (in.read() >= 0) {
            // what it says does not matter
        }
    }

    private static void wait(CountDownLatch release) throws IOException {
        try {
            if (!release.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("held for " + PATIENCE.toSeconds() + " s; does the test call release()?");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while holding a reply", e);
        }
    }

    private static void pause(Duration length) throws IOException {
        try {
            Thread.sleep(length); // the one place that may: to be slow is what it is asked for
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while dripping", e);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
