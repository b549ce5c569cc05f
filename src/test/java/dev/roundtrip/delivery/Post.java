package dev.roundtrip.delivery;

import dev.roundtrip.store.Store;
import dev.roundtrip.testing.Patience;
import dev.roundtrip.testing.TestClock;
import dev.roundtrip.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.util.FileSystemUtils;

/** A queue and its dispatcher over a real store, with a courier that a test plays. The clock stands still. */
final class Post implements AutoCloseable, Patience.Doer {
    private static final Duration SOON = Duration.ofSeconds(20);

    final TestClock clock = TestClock.atNoon();
    final Store store;
    final Dispatcher dispatcher;
    final DeliveryQueue queue;
    final DeliveryLog log;
    private final Path folder;
    private final DeliveryId ids = new DeliveryId(clock);
    private int promised;

    /** @param grace how long the dispatcher waits at its end for what is under way */
    Post(TestDatabase database, Courier courier, Duration grace) {
        try {
            folder = Files.createTempDirectory("post");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store = Store.open(database.fresh(folder));
        dispatcher = new Dispatcher(store, clock, courier, "here", grace);
        queue = new DeliveryQueue(store, clock, dispatcher);
        log = new DeliveryLog(store);
    }

    static LanePolicy policy(int concurrency) {
        return new LanePolicy(
                new RetryPolicy(Duration.ofSeconds(60), 1),
                concurrency,
                Duration.ofSeconds(30),
                AfterCrash.RESEND,
                true);
    }

    static Outcome delivered() {
        return new Outcome.Delivered(new Outcome.Report(200, null, null, null));
    }

    static Outcome failed(String error) {
        return new Outcome.TryAgain(new Outcome.Report(null, error, null, null), Optional.empty());
    }

    /** One that nothing goes before. */
    String promise() {
        var id = ids.next();
        int number = ++promised;
        store.write(() -> {
            queue.enqueue(new NewDelivery(
                    id, "lane:1", "Close", number, "T" + number, "lane:1/" + number, number, false, "{}", null));
            return null;
        });
        return id;
    }

    DeliveryState state(String id) {
        return log.find(id).orElseThrow().delivery().state();
    }

    List<Attempt> attempts(String id) {
        return log.find(id).orElseThrow().attempts();
    }

    /** Waits until it stands there. */
    void until(String id, DeliveryState state) {
        Patience.until(id + " is " + state.word(), SOON, () -> state(id) == state, this);
    }

    @Override
    public boolean isRunning() {
        return true;
    }

    @Override
    public String news() {
        return log.page(DeliveryLog.Filter.ALL, null, 500).entries().toString();
    }

    @Override
    public void close() {
        dispatcher.close();
        store.close();
        FileSystemUtils.deleteRecursively(folder.toFile());
    }
}
