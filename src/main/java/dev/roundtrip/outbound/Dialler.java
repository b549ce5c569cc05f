package dev.roundtrip.outbound;

import dev.roundtrip.outbound.Answer.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.jspecify.annotations.Nullable;

/** Opens connections: to the target or its proxy, through the proxy, and encrypted from end to end. */
final class Dialler {
    private static final String[] TLS_VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final TlsContexts contexts = new TlsContexts();
    private final DefaultHostnameVerifier names = new DefaultHostnameVerifier();
    private final ShownCertificates certificates;

    Dialler(ShownCertificates certificates) {
        this.certificates = certificates;
    }

    /** A connection that is ready for a request. */
    record Dialled(Wire wire, InetSocketAddress address) {}

    /**
     * Tries the addresses of the route in turn, each with its share of the time there is.
     *
     * @throws NoAnswer if nobody is there, the proxy opens no way, or the far end is not who it ought to be
     */
    Dialled dial(Course course, Route route) throws IOException {
        var failures = new ArrayList<String>();
        var addresses = route.addresses();
        for (int i = 0; i < addresses.size(); i++) {
            var address = addresses.get(i);
            var socket = connected(course, address, course.deadline().nanosLeft() / (addresses.size() - i), failures);
            if (socket != null) {
                return new Dialled(wire(course, route, socket), address);
            }
            if (course.alarm().hasRung()) {
                break;
            }
        }
        throw new NoAnswer(Kind.CONNECT, String.join("; ", failures));
    }

    /** @return null if nobody is there, with the reason added to the failures */
    private static @Nullable Socket connected(Course course, InetSocketAddress to, long nanos, List<String> failures)
            throws IOException {
        course.dials(to);
        long before = System.nanoTime();
        // The socket of a channel: it knows no SOCKS proxy, and a Wire can glance at it.
        var socket = SocketChannel.open().socket();
        course.alarm().watch(socket);
        try {
            socket.setTcpNoDelay(true);
            // A little longer than there is: the last address is cut off by the deadline, which says more.
            socket.connect(to, (int) TimeUnit.NANOSECONDS.toMillis(nanos) + 100);
            course.connected(Course.since(before));
            return socket;
        } catch (IOException e) {
            Alarm.slam(socket);
            failures.add(Trouble.connecting(e, course));
            return null;
        }
    }

    private Wire wire(Course course, Route route, Socket socket) throws IOException {
        try {
            if (!course.url().secure()) {
                return new Wire(socket, null, false);
            }
            if (route.proxy() != null) {
                long before = System.nanoTime();
                Tunnel.open(course, route.proxy(), socket);
                course.tunnelled(Course.since(before));
            }
            return new Wire(socket, encrypted(course, socket), course.isAskedForCertificate());
        } catch (IOException e) {
            Alarm.slam(socket);
            throw e;
        }
    }

    private SSLSocket encrypted(Course course, Socket socket) throws IOException {
        course.shakesHands();
        long before = System.nanoTime();
        var url = course.url();
        var context = contexts.of(course.request().tls());
        var secure = context.over(socket, url.host(), url.port());
        secure.setEnabledProtocols(TLS_VERSIONS);
        try {
            secure.startHandshake();
        } finally {
            course.asksForCertificate(context.own().wasAskedOn(secure));
        }
        var shown = (X509Certificate) secure.getSession().getPeerCertificates()[0];
        try {
            names.verify(url.host(), shown);
        } catch (SSLException e) {
            throw new NoAnswer(Kind.TLS, Trouble.wrongName(shown, course));
        }
        certificates.shown(url, shown);
        course.encrypted(Course.since(before));
        return secure;
    }
}
