package dev.roundtrip.api;

import dev.roundtrip.callout.Masking;
import dev.roundtrip.people.LastUse;
import dev.roundtrip.store.Store;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The last requests of each API user and what they got, so that whoever builds an integration sees what went over the wire.
 *
 * <p>A request leaves its record in memory and goes on; once a second one thread makes all of them readable and writes them down, and
 * with them when each was here last. So a request costs the same whether the store is quick, slow or away, and what is lost is the last
 * second before a crash, or what was more than fits in memory: the log of the desk says how many those were.
 */
final class RequestLog implements AutoCloseable {
    static final Duration EVERY = Duration.ofSeconds(1);
    /** Bytes of requests that wait to be written down. 8 MiB. */
    static final int MOST_WEIGHT = 8 << 20;

    /** In one transaction: others wait for its end. */
    private static final int WRITTEN_AT_ONCE = 200;

    private final Store store;
    private final LastUse lastUse;
    private final RequestTable table;
    private final UnwrittenRequests unwritten;
    private final Consumer<String> lacks;
    private final CountDownLatch end = new CountDownLatch(1);
    private boolean troubled;
    private @Nullable Thread thread;

    /**
     * @param mostWeight bytes of requests that may wait
     * @param lacks is told what the log lacks, for an operator to read
     */
    RequestLog(Store store, LastUse lastUse, int mostWeight, Consumer<String> lacks) {
        this.store = store;
        this.lastUse = lastUse;
        this.table = new RequestTable(store);
        this.unwritten = new UnwrittenRequests(mostWeight);
        this.lacks = lacks;
    }

    /** Writes down until closed. */
    void start() {
        thread = Thread.ofPlatform().name("request-log").daemon().start(this::run);
    }

    /** Never waits, and never fails. */
    void add(Recorded request) {
        unwritten.add(request);
    }

    /**
     * The last ones that were written down, the newest first.
     *
     * @param before only those before this one
     * @param status only those whose status begins with these digits; empty for all
     */
    List<LoggedRequest> page(long apiUserId, long before, String status, int most) {
        return table.page(apiUserId, before, status, most);
    }

    /** Writes down what there is. What the store cannot take is lost, and told; it is told once for as long as that lasts. */
    void runOnce() {
        var taken = unwritten.take();
        if (taken.lost() > 0) {
            lacks.accept(
                    "the log of API requests lacks %d: more came than could be written down".formatted(taken.lost()));
        }
        int written = 0;
        try {
            for (; written < taken.requests().size(); written += WRITTEN_AT_ONCE) {
                write(taken.requests()
                        .subList(
                                written,
                                Math.min(
                                        written + WRITTEN_AT_ONCE,
                                        taken.requests().size())));
            }
            lastUse.writeDown();
            troubled = false;
        } catch (RuntimeException e) {
            if (!troubled) {
                lacks.accept("the log of API requests lacks %d, and what follows until it can be written again: %s"
                        .formatted(
                                taken.requests().size()
                                        - Math.min(written, taken.requests().size()),
                                e));
            }
            troubled = true;
        }
    }

    private void write(List<Recorded> requests) {
        // Made readable before: in the write others wait for it.
        var maskings = new HashMap<SentSecrets, Masking>();
        var readable = requests.stream()
                .map(one -> one.readable(maskings.computeIfAbsent(one.secrets(), SentSecrets::masking)))
                .toList();
        var users = requests.stream().map(Recorded::of).collect(Collectors.toSet());
        store.write(() -> {
            readable.forEach(table::insert);
            users.forEach(table::prune);
            return null;
        });
    }

    private void run() {
        try {
            while (!end.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                runOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes down what is left. To be called when no more requests come in. */
    @Override
    public void close() {
        end.countDown();
        var writing = thread;
        if (writing != null) {
            try {
                writing.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        runOnce();
    }
}
