package dev.roundtrip.story;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import tools.jackson.databind.json.JsonMapper;

/**
 * The far end of the callouts, with a book of its own that outlives the desk's processes. Takes a little time for each answer, and can keep
 * the answers back from a certain request on, so that a process can be ended with calls under way.
 */
final class Ledger implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final int slowestMillis;
    private final int failsOneOf;
    private final Random random;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Arrival> book = new ArrayList<>();
    private int heldFrom = Integer.MAX_VALUE;
    private int holds;

    /**
     * What came in.
     *
     * @param path that it came in at
     * @param attempt as the request said
     * @param ticketStatus as the request said
     * @param answer the status that was given, though perhaps nobody was left to read it
     * @param at as {@link System#nanoTime} had it
     */
    record Arrival(String path, String webhookId, int attempt, long ticket, String ticketStatus, int answer, long at) {
        boolean isFailure() {
            return answer != 200;
        }
    }

    private Ledger(HttpServer server, int slowestMillis, int failsOneOf, long seed) {
        this.server = server;
        this.slowestMillis = slowestMillis;
        this.failsOneOf = failsOneOf;
        this.random = new Random(seed);
    }

    /**
     * On a port of loopback.
     *
     * @param slowestMillis an answer takes up to so long
     * @param failsOneOf one of so many is answered 503; 0 for none
     * @param seed of times and failures
     */
    static Ledger open(int slowestMillis, int failsOneOf, long seed) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
            var ledger = new Ledger(server, slowestMillis, failsOneOf, seed);
            server.createContext("/", ledger::answer);
            server.setExecutor(ledger.threads);
            server.start();
            return ledger;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return url("close");
    }

    /** The same book, by another path. */
    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    /** All that came in, in order. */
    List<Arrival> book() {
        lock.lock();
        try {
            return List.copyOf(book);
        } finally {
            lock.unlock();
        }
    }

    /** From so many requests after now on, answers are kept back. Returns when the first one is. */
    void keepsBackAfter(int more) {
        lock.lock();
        try {
            heldFrom = book.size() + more;
            long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (book.size() <= heldFrom) {
                if (left <= 0) {
                    throw new AssertionError("waited %d s for request %d and saw %d"
                            .formatted(PATIENCE_SECONDS, heldFrom + 1, book.size()));
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for requests", e);
        } finally {
            lock.unlock();
        }
    }

    /** What was kept back goes out, and so does all that follows. */
    void letsGo() {
        lock.lock();
        try {
            heldFrom = Integer.MAX_VALUE;
            holds++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = JsonMapper.shared().readTree(exchange.getRequestBody());
            var headers = exchange.getRequestHeaders();
            int status = entered(answer -> new Arrival(
                    exchange.getRequestURI().getPath().substring(1),
                    headers.getFirst("webhook-id"),
                    Integer.parseInt(headers.getFirst("X-Roundtrip-Attempt")),
                    body.path("id").longValue(),
                    body.path("status").stringValue(),
                    answer,
                    System.nanoTime()));
            exchange.sendResponseHeaders(status, -1);
        }
    }

    /** Enters a request and returns what it is to be answered, when it is. */
    private int entered(IntFunction<Arrival> arrival) {
        int status;
        long pause;
        lock.lock();
        try {
            status = failsOneOf > 0 && random.nextInt(failsOneOf) == 0 ? 503 : 200;
            pause = TimeUnit.MILLISECONDS.toNanos(random.nextInt(slowestMillis + 1));
            int hold = holds;
            boolean held = book.size() >= heldFrom;
            book.add(arrival.apply(status));
            changed.signalAll();
            while (held && hold == holds) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
        LockSupport.parkNanos(pause); // a far end that works for its answer
        return status;
    }

    @Override
    public void close() {
        letsGo();
        server.stop(0);
        threads.shutdownNow();
    }
}
