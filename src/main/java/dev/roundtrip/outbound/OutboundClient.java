package dev.roundtrip.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
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
import org.jspecify.annotations.Nullable;

/**
 * The one way out of the house: nothing else in the product opens a connection to where a callout points.
 *
 * <p>A request is resolved once, all its addresses are judged by the {@link AddressPolicy}, and a judged address is dialled as such, so
 * that there is no second look-up for an attacker's name server to answer differently. Redirects are not followed. A proxy is asked only
 * where the operator has set one; its address is judged like any other.
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

    private static final int MOST_LOOKS = 16;

    private final AddressPolicy policy;
    private final @Nullable OutboundProxy proxy;
    private final Guard guard;
    private final Lookup lookup;
    private final WirePool pool;
    private final ShownCertificates certificates = new ShownCertificates();
    private final Dialler dialler = new Dialler(certificates);
    private final ScheduledThreadPoolExecutor timer;

    public OutboundClient(AddressPolicy policy) {
        this(policy, Resolver.SYSTEM);
    }

    public OutboundClient(AddressPolicy policy, Resolver resolver) {
        this(policy, resolver, WirePool.Limits.DEFAULT);
    }

    /**
     * @param proxy that calls go through; null for none
     * @throws IllegalArgumentException when it is written as an address that is shut
     */
    public OutboundClient(AddressPolicy policy, @Nullable OutboundProxy proxy, Resolver resolver) {
        this(policy, proxy, resolver, WirePool.Limits.DEFAULT);
    }

    OutboundClient(AddressPolicy policy, Resolver resolver, WirePool.Limits limits) {
        this(policy, null, resolver, limits);
    }

    private OutboundClient(
            AddressPolicy policy, @Nullable OutboundProxy proxy, Resolver resolver, WirePool.Limits limits) {
        if (proxy != null && policy.saveCheck(proxy.url()) instanceof AddressPolicy.Verdict.Refused(var message)) {
            throw new IllegalArgumentException(OutboundProxy.OPTION + ": " + message);
        }
        this.policy = policy;
        this.proxy = proxy;
        this.guard = new Guard(policy, proxy);
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
        var course = new Course(request, deadline);
        var alarm = set(course);
        try {
            return new Exchange(course, guard, lookup, pool, dialler).run();
        } finally {
            alarm.cancel(false);
        }
    }

    /** What the proxy is shown, which a far end may echo; empty for most. */
    public Optional<OutboundProxy.Login> proxyLogin() {
        return Optional.ofNullable(proxy).map(OutboundProxy::login);
    }

    /**
     * Until when the certificate of each far end holds, as it showed it at the last handshake of this process, by host and port as
     * {@link OutboundUrl#hostHeader} has them.
     */
    public Map<String, Instant> certificateEnds() {
        return certificates.ends();
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
            guard.judge(url, new Guard.Looking() {
                @Override
                public List<InetAddress> resolve(String name, @Nullable Duration atMost)
                        throws UnknownHostException, TimeoutException, InterruptedException {
                    return lookup.resolve(name, most.toNanos());
                }

                @Override
                public boolean isOutOfTime() {
                    return true;
                }
            });
            return Optional.empty();
        } catch (NoAnswer shut) {
            return Optional.of(shut.trouble().words());
        }
    }

    private Future<?> set(Course course) {
        try {
            return timer.schedule(course.alarm()::ring, course.deadline().nanosLeft(), TimeUnit.NANOSECONDS);
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
}
