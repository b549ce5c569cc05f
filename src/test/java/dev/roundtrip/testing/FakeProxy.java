package dev.roundtrip.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A forward proxy on a loopback port of its own, which takes everything to one {@link FakeEndpoint}, whatever it is asked for, and keeps
 * the head of each request byte for byte.
 */
public final class FakeProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final FakeEndpoint behind;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private volatile @Nullable String answer;
    private volatile boolean drips;

    private FakeProxy(FakeEndpoint behind) {
        this.behind = behind;
        try {
            listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("fake-proxy").start(this::accept);
    }

    /** Lets everybody through. */
    public static FakeProxy before(FakeEndpoint endpoint) {
        return new FakeProxy(endpoint);
    }

    /** From now on gives this answer, each character a byte, and closes the connection. */
    public FakeProxy answers(String bytes) {
        answer = bytes;
        return this;
    }

    /** From now on sends a byte of a head every so often, for ever. */
    public FakeProxy drips() {
        drips = true;
        return this;
    }

    public int port() {
        return listener.getLocalPort();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), port());
    }

    /** As {@code --outbound-proxy} takes it; {@code login} is {@code ""} or {@code "user:password@"}. */
    public String setting(String login) {
        return "http://" + login + "127.0.0.1:" + port();
    }

    /** What came so far on each connection, up to the empty line. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(FakeProxy::closed);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // The listener was closed, which ends the loop.
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                var far = new Socket()) {
            client.setTcpNoDelay(true);
            var head = FakeEndpoint.head(client.getInputStream());
            heads.add(new String(head, StandardCharsets.ISO_8859_1));
            var out = client.getOutputStream();
            if (drips) {
                out.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
                while (true) { // until the client or the test closes the connection
                    out.write('x');
                    out.flush();
                    Thread.sleep(Duration.ofMillis(20)); // to be slow is what it is asked for
                }
            }
            var told = answer;
            if (told != null) {
                out.write(told.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                client.shutdownOutput();
                client.getInputStream().readAllBytes();
                return;
            }
            open.add(far);
            far.connect(behind.address());
            far.setTcpNoDelay(true);
            if (new String(head, StandardCharsets.ISO_8859_1).startsWith("CONNECT ")) {
                out.write(
                        "HTTP/1.1 200 Connection established\r\nVia: fake\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            } else {
                far.getOutputStream().write(head);
            }
            var back = Thread.ofVirtual().start(() -> pump(far, client));
            pump(client, far);
            back.join();
        } catch (IOException e) {
            // The client went away, or the test closed us: both are what the test wanted.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            var buffer = new byte[8192];
            int count;
            while ((count = from.getInputStream().read(buffer)) >= 0) {
                to.getOutputStream().write(Arrays.copyOf(buffer, count));
                to.getOutputStream().flush();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            closed(to);
        }
    }

    private static void closed(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
