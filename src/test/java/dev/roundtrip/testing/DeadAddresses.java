package dev.roundtrip.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** Places on loopback where nobody answers, each in its own way. Closing gives the ports back. */
public final class DeadAddresses implements AutoCloseable {
    private final List<AutoCloseable> held = new ArrayList<>();

    /** A port that refuses connections. It is bound and never listened on, so that nobody else can take it meanwhile. */
    public int refusing() {
        try {
            var bound = new Socket();
            held.add(bound);
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return bound.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port where connecting hangs: its queue of connections not yet accepted is full. */
    public int hanging() {
        try {
            var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            held.add(listener);
            while (true) {
                var filler = new Socket();
                held.add(filler);
                try {
                    filler.connect(listener.getLocalSocketAddress(), 50);
                } catch (SocketTimeoutException e) {
                    return listener.getLocalPort(); // this one hung, and so will the next
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (var one : held) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException("a socket of the test cannot be closed", e);
            }
        }
    }
}
