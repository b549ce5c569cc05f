package dev.roundtrip.outbound;

import dev.roundtrip.outbound.Answer.Answered;
import dev.roundtrip.outbound.Answer.Kind;
import dev.roundtrip.outbound.Answer.Timing;
import dev.roundtrip.outbound.Answer.Unanswered;
import dev.roundtrip.outbound.Trouble.Progress;
import dev.roundtrip.outbound.Trouble.Stage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * The one way out of the house: nothing else in the product opens a connection to where a callout points.
 *
 * <p>A request is resolved once, all its addresses are judged by the {@link AddressPolicy}, and a judged address is dialled as such, so
 * that there is no second look-up for an attacker's name server to answer differently. Redirects are not followed, proxies not asked.
 *
 * <p>Built on HttpCore's connection rather than on HttpClient: of HttpClient, redirects, cookies, retries, authentication, compression,
 * its own look-ups and the draining of answers would all have to be switched off, and the stage at which a call failed, which a person
 * wants to be told, cannot be seen from outside of it.
 *
 * <p>Blocks the calling thread, which may be a virtual one and then holds no thread of the system, whatever the far end does.
 */
public final class OutboundClient implements AutoCloseable {
    /** So much of an answer's body is read, in bytes; what lies beyond is not waited for. */
    static final int BODY_CAP = 1024 * 1024;

    private static final int MOST_INTERIM_ANSWERS = 10;
    private static final int MOST_CONTEXTS = 1000;
    private static final int MOST_LOOKS = 16;
    private static final String[] TLS_VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final AddressPolicy policy;
    private final Lookup lookup;
    private final WirePool pool;
    private final ScheduledThreadPoolExecutor timer;
    private final DefaultHostnameVerifier names = new DefaultHostnameVerifier();

    /** The least recently used goes first. A profile has a context of its own, so that no TLS session outlives a change of trust. */
    private final Map<TlsProfile, SSLContext> contexts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TlsProfile, SSLContext> eldest) {
            return size() > MOST_CONTEXTS;
        }
    };

    public OutboundClient(AddressPolicy policy) {
        this(policy, Resolver.SYSTEM);
    }

    public OutboundClient(AddressPolicy policy, Resolver resolver) {
        this(policy, resolver, WirePool.Limits.DEFAULT);
    }

    OutboundClient(AddressPolicy policy, Resolver resolver, WirePool.Limits limits) {
        this.policy = policy;
        this.lookup = new Lookup(resolver);
        this.pool = new WirePool(limits);
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("outbound-deadlines").factory());
        timer.setRemoveOnCancelPolicy(true);
        // Closing can wait for the network, which the one thread of all deadlines must not.
        var _ = timer.scheduleWithFixedDelay(() -> Thread.ofVirtual().start(pool::sweep), 5, 5, TimeUnit.SECONDS);
    }

    /**
     * Sends a request and waits for its answer, at most for the request's time-out.
     *
     * @throws InterruptedException  if the calling thread was; whether the far end got the request is then not known
     * @throws IllegalStateException after {@link #close}
     */
    public Answer send(OutboundRequest request) throws InterruptedException {
        return send(request, Deadline.within(request.timeout()));
    }

    /**
     * The same for a request that is a part of something longer, which may have begun before: at most until then.
     *
     * @param deadline takes the place of the request's own time-out
     */
    public Answer send(OutboundRequest request, Deadline deadline) throws InterruptedException {
        var exchange = new Exchange(request, deadline);
        var alarm = alarm(exchange);
        try {
            return exchange.run();
        } finally {
            alarm.cancel(false);
        }
    }

    /** What can be said of an address when it is saved; a name is not looked up. */
    public AddressPolicy.Verdict saveCheck(OutboundUrl url) {
        return policy.saveCheck(url);
    }

    /**
     * What keeps these from being called as things stand: their names are looked up, side by side, for so long at most. A name that nobody
     * knows, or that takes longer, is no objection: it may be there when it is needed.
     */
    public Map<OutboundUrl, String> objections(Collection<OutboundUrl> urls, Duration most) {
        var found = new ConcurrentHashMap<OutboundUrl, String>();
        var looks = new LinkedHashSet<>(urls)
                .stream()
                        .<Callable<Object>>map(url -> () -> {
                            objection(url, most).ifPresent(objection -> found.put(url, objection));
                            return url;
                        })
                        .toList();
        // A file may name hundreds of hosts, and each look-up holds a thread of the system.
        try (var threads = Executors.newFixedThreadPool(
                MOST_LOOKS, Thread.ofVirtual().name("outbound-look-", 1).factory())) {
            threads.invokeAll(looks, most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // what was found so far is no less true
        }
        return Map.copyOf(found);
    }

    private Optional<String> objection(OutboundUrl url, Duration most) throws InterruptedException {
        try {
            vetted(url, name -> lookup.resolve(name, most.toNanos()));
            return Optional.empty();
        } catch (NoAnswer shut) {
            return Optional.of(shut.trouble().words());
        } catch (IOException | TimeoutException e) {
            return Optional.empty();
        }
    }

    /** Looks a name up as long as whoever asks has time. */
    private interface Looking {
        List<InetAddress> resolve(String name) throws IOException, TimeoutException, InterruptedException;
    }

    /** All addresses that a URL stands for, each of which may be called. */
    private List<InetAddress> vetted(OutboundUrl url, Looking names)
            throws IOException, TimeoutException, InterruptedException {
        var practice = policy.ownPractice(url);
        if (practice.isPresent()) {
            return List.of(practice.get().getAddress());
        }
        var candidates = switch (AddressPolicy.literal(url.host())) {
            case AddressPolicy.Reading.Refused(var message) -> throw new NoAnswer(Kind.REFUSED_ADDRESS, message);
            case AddressPolicy.Reading.Literal(var literal) -> List.of(literal);
            case AddressPolicy.Reading.Name(var name) -> names.resolve(name);
        };
        var vetted = new LinkedHashSet<InetAddress>();
        for (var candidate : candidates) {
            // One bad address refuses the name: whoever mixes them hopes that we try them in turn.
            if (policy.check(url.host(), candidate, url.port()) instanceof AddressPolicy.Verdict.Refused(var message)) {
                throw new NoAnswer(Kind.REFUSED_ADDRESS, message);
            }
            vetted.add(AddressRange.address(candidate.getAddress()));
        }
        return List.copyOf(vetted);
    }

    private Future<?> alarm(Exchange exchange) {
        try {
            return timer.schedule(exchange::expire, exchange.nanosLeft(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the outbound client is closed", e);
        }
    }

    /** Takes no more requests. Those under way keep their deadlines. */
    @Override
    public void close() {
        timer.shutdown();
        pool.close();
        lookup.close();
    }

    private SSLContext context(TlsProfile profile) {
        synchronized (contexts) {
            return contexts.computeIfAbsent(profile, TlsProfile::context);
        }
    }

    /** Ends an exchange with a reason that is known on the spot. */
    private static final class NoAnswer extends IOException {
        private final Kind kind;

        NoAnswer(Kind kind, String words) {
            super(words);
            this.kind = kind;
        }

        Trouble trouble() {
            return new Trouble(kind, String.valueOf(getMessage()));
        }
    }

    /** One request on its way. All on the caller's thread but {@link #expire}, which is the timer's. */
    private final class Exchange {
        private final OutboundRequest request;
        private final OutboundUrl url;
        private final Deadline deadline;
        private final long startedAt = System.nanoTime();

        private Stage stage = Stage.RESOLVING;
        private @Nullable InetSocketAddress address;
        private @Nullable Wire wire;
        private int status;
        private int received; // bytes of the body
        private long sentAt;

        private @Nullable Duration dns;
        private @Nullable Duration connect;
        private @Nullable Duration tls;
        private @Nullable Duration firstByte;

        private @Nullable Socket open; // guarded by this
        private boolean expired; // guarded by this

        Exchange(OutboundRequest request, Deadline deadline) {
            this.request = request;
            this.url = request.url();
            this.deadline = deadline;
        }

        Answer run() throws InterruptedException {
            try {
                var fault = request.fault();
                if (fault.isPresent()) {
                    throw new NoAnswer(Kind.PROTOCOL, "not sent: " + fault.get());
                }
                return call(vetted(url, this::resolved));
            } catch (TimeoutException e) {
                return unanswered(Trouble.late(deadline, progress()));
            } catch (IOException | HttpException e) {
                // The socket of a thread that is interrupted while it waits for it is closed.
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (hasExpired()) {
                    return unanswered(Trouble.late(deadline, progress()));
                }
                return unanswered(e instanceof NoAnswer known ? known.trouble() : Trouble.of(e, progress()));
            }
        }

        // ---- the deadline

        /** Whatever the exchange waits for, closing its socket ends the waiting at once. */
        synchronized void expire() {
            expired = true;
            if (open != null) {
                slam(open);
            }
        }

        private synchronized boolean hasExpired() {
            return expired;
        }

        private synchronized void watch(Socket socket) {
            open = socket;
            if (expired) {
                slam(socket);
            }
        }

        /** @return whether the socket is still good: its deadline will not come any more */
        private synchronized boolean letGo() {
            open = null;
            return !expired;
        }

        private long nanosLeft() {
            return deadline.nanosLeft();
        }

        // ---- whom to call

        private List<InetAddress> resolved(String name) throws NoAnswer, TimeoutException, InterruptedException {
            long before = System.nanoTime();
            try {
                return lookup.resolve(name, nanosLeft());
            } catch (UnknownHostException e) {
                throw new NoAnswer(
                        Kind.DNS,
                        "the name " + name
                                + " could not be resolved: no address is known for it, or no name server answered");
            } finally {
                dns = since(before);
            }
        }

        // ---- the call

        private Answer call(List<InetAddress> addresses) throws IOException, HttpException {
            try {
                for (var one : addresses) {
                    var kept = pool.take(target(one));
                    if (kept != null) {
                        watch(kept.socket());
                        try {
                            return talk(kept, one);
                        } catch (IOException e) {
                            if (!hasExpired()) {
                                pool.lost(target(one), kept);
                            }
                            if (!unsent()) {
                                throw e;
                            }
                            slam(kept.socket());
                            wire = null;
                        }
                        break;
                    }
                }
                return connectAndTalk(addresses);
            } finally {
                if (wire != null && wire.isOpen()) {
                    wire.close(CloseMode.IMMEDIATE); // still open here means that it failed
                }
                letGo();
            }
        }

        /**
         * Whether a failure on a kept connection may be made good at once on a new one. Only while the request was not yet out as a
         * whole: its length is announced before it, so nobody has acted on it. After that a silent second try might be a second
         * request, which no attempt in the log would account for. At least once is promised all the same: the failure is reported, and
         * the callout's own retry follows. That it is seldom is owed to {@link Wire#isUsable}, which finds what the far end closed
         * before we began.
         */
        private boolean unsent() {
            return stage == Stage.SENDING
                    && !hasExpired()
                    && !Thread.currentThread().isInterrupted();
        }

        private Answer connectAndTalk(List<InetAddress> addresses) throws IOException, HttpException {
            var failures = new ArrayList<String>();
            for (int i = 0; i < addresses.size(); i++) {
                var socket = connected(addresses.get(i), nanosLeft() / (addresses.size() - i), failures);
                if (socket != null) {
                    return talk(url.secure() ? encrypted(socket) : new Wire(socket, null), addresses.get(i));
                }
                if (hasExpired()) {
                    break;
                }
            }
            throw new NoAnswer(Kind.CONNECT, String.join("; ", failures));
        }

        /** @return null if nobody is there, with the reason added to the failures */
        private @Nullable Socket connected(InetAddress to, long nanos, List<String> failures) throws IOException {
            stage = Stage.CONNECTING;
            var where = new InetSocketAddress(to, url.port());
            address = where;
            long before = System.nanoTime();
            // The socket of a channel: it knows no SOCKS proxy, and a Wire can glance at it.
            var socket = SocketChannel.open().socket();
            watch(socket);
            try {
                socket.setTcpNoDelay(true);
                // A little longer than there is: the last address is cut off by the deadline, which says more.
                socket.connect(where, (int) TimeUnit.NANOSECONDS.toMillis(nanos) + 100);
                connect = since(before);
                return socket;
            } catch (IOException e) {
                slam(socket);
                failures.add(Trouble.connecting(e, progress()));
                return null;
            }
        }

        private Wire encrypted(Socket socket) throws IOException {
            stage = Stage.SHAKING_HANDS;
            long before = System.nanoTime();
            try {
                var secure = (SSLSocket)
                        context(request.tls()).getSocketFactory().createSocket(socket, url.host(), url.port(), true);
                secure.setEnabledProtocols(TLS_VERSIONS);
                secure.startHandshake();
                var shown = (X509Certificate) secure.getSession().getPeerCertificates()[0];
                try {
                    names.verify(url.host(), shown);
                } catch (SSLException e) {
                    throw new NoAnswer(Kind.TLS, Trouble.wrongName(shown, progress()));
                }
                tls = since(before);
                return new Wire(socket, secure);
            } catch (IOException e) {
                slam(socket);
                throw e;
            }
        }

        private Answer talk(Wire on, InetAddress to) throws IOException, HttpException {
            var at = new InetSocketAddress(to, url.port());
            wire = on;
            address = at;
            stage = Stage.SENDING;
            sentAt = System.nanoTime();
            on.begin();
            var message = message();
            on.sendRequestHeader(message);
            if (message.getEntity() != null) {
                on.sendRequestEntity(message);
            }
            on.flush();
            stage = Stage.WAITING;
            var answer = answerHead(on);
            status = answer.getCode();
            stage = Stage.READING;
            // 101 is somebody else's protocol from here on, which we never asked for.
            boolean framed = status != 101;
            var body = framed && MessageSupport.canResponseHaveBody(request.method(), answer)
                    ? body(on, answer)
                    : new byte[0];
            boolean cut = body.length > BODY_CAP;
            noteFirstByte(on);
            wire = null;
            boolean again = framed
                    && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(message, answer, HttpCoreContext.create());
            if (cut) {
                on.close(CloseMode.IMMEDIATE); // never drained: it may have no end
            } else if (again && letGo()) {
                pool.keep(target(to), on);
            } else {
                on.close(CloseMode.GRACEFUL);
            }
            return new Answered(status, headers(answer), Bytes.of(body).first(BODY_CAP), cut, timing(), at);
        }

        private ClassicHttpRequest message() {
            var message = new BasicClassicHttpRequest(request.method(), url.target());
            message.addHeader("Host", url.hostHeader());
            request.sentHeaders().forEach(header -> message.addHeader(header.name(), header.value()));
            var body = request.body();
            if (body != null || !List.of("GET", "HEAD", "DELETE", "OPTIONS").contains(request.method())) {
                message.addHeader("Content-Length", body == null ? 0 : body.length());
            }
            if (body != null && body.length() > 0) {
                message.setEntity(new ByteArrayEntity(body.toArray(), null));
            }
            return message;
        }

        private ClassicHttpResponse answerHead(Wire on) throws IOException, HttpException {
            for (int i = 0; i <= MOST_INTERIM_ANSWERS; i++) {
                var head = on.receiveResponseHeader();
                if (on.ended()) {
                    // HttpCore takes this for the end of the headers, and half an answer would read as a whole 200.
                    throw new NoAnswer(
                            Kind.RESET, progress().where() + " closed the connection amid the headers of its answer");
                }
                if (head.getCode() >= 200 || head.getCode() == 101) {
                    return head;
                }
            }
            throw new NoAnswer(
                    Kind.PROTOCOL,
                    progress().where() + " sent one interim answer (1xx) after the other, and no final one");
        }

        /** @return at most one byte more than the cap */
        private byte[] body(Wire on, ClassicHttpResponse answer) throws IOException, HttpException {
            on.receiveResponseEntity(answer);
            var from = answer.getEntity().getContent(); // not closed: closing would drain it
            var body = new ByteArrayOutputStream(256);
            var buffer = new byte[8192];
            while (received <= BODY_CAP) {
                int count = from.read(buffer, 0, Math.min(buffer.length, BODY_CAP + 1 - received));
                if (count < 0) {
                    break;
                }
                body.write(buffer, 0, count);
                received += count;
            }
            return body.toByteArray();
        }

        private List<OutboundRequest.Header> headers(ClassicHttpResponse answer) {
            return Stream.of(answer.getHeaders())
                    .map(header -> new OutboundRequest.Header(
                            header.getName(), header.getValue() == null ? "" : header.getValue()))
                    .toList();
        }

        private WirePool.Target target(InetAddress at) {
            return new WirePool.Target(
                    url.scheme(),
                    url.host(),
                    new InetSocketAddress(at, url.port()),
                    url.secure() ? request.tls() : TlsProfile.SYSTEM);
        }

        // ---- what came of it

        private Answer unanswered(Trouble trouble) {
            if (wire != null) {
                noteFirstByte(wire);
            }
            return new Unanswered(trouble.kind(), trouble.words(), timing(), address);
        }

        private void noteFirstByte(Wire on) {
            firstByte = on.firstByteAt() == 0 ? null : Duration.ofNanos(on.firstByteAt() - sentAt);
        }

        private Timing timing() {
            return new Timing(dns, connect, tls, firstByte, since(startedAt));
        }

        private Progress progress() {
            return new Progress(stage, request, address, status, received, wire != null && wire.ended());
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    /** Closes with a reset, without a word to the far end and without waiting for anything. */
    private static void slam(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already, which is what is wanted.
        }
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is lost with it.
        }
    }
}
