package dev.roundtrip.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a resolver with a deadline.
 *
 * <p>The system's resolver blocks in native code, where nothing can interrupt it and a virtual thread would keep its carrier: two names
 * with a dead name server would stop every call of a two-core desk. So each name is asked on a platform thread, and once at a time:
 * however many calls wait for a dead name, it holds one thread.
 */
final class Lookup implements AutoCloseable {
    private final Resolver resolver;
    private final Map<String, CompletableFuture<List<InetAddress>>> underWay = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("outbound-lookup-", 1).factory());

    Lookup(Resolver resolver) {
        this.resolver = resolver;
    }

    /**
     * @return at least one address
     * @throws UnknownHostException if there is none, for whatever reason
     * @throws TimeoutException     if nobody could say in time
     */
    List<InetAddress> resolve(String host, long nanos)
            throws UnknownHostException, TimeoutException, InterruptedException {
        try {
            var addresses = underWay.computeIfAbsent(host, this::ask).get(nanos, TimeUnit.NANOSECONDS);
            if (addresses.isEmpty()) {
                throw new UnknownHostException(host);
            }
            return addresses;
        } catch (ExecutionException e) {
            var unknown = new UnknownHostException(host);
            unknown.initCause(e.getCause());
            throw unknown;
        }
    }

    private CompletableFuture<List<InetAddress>> ask(String host) {
        var answer = new CompletableFuture<List<InetAddress>>();
        threads.execute(() -> {
            try {
                var addresses = List.copyOf(resolver.resolve(host));
                // Gone before it is told: who asks after that is not to be given an answer from before.
                underWay.remove(host, answer);
                answer.complete(addresses);
            } catch (UnknownHostException | RuntimeException e) {
                underWay.remove(host, answer);
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
