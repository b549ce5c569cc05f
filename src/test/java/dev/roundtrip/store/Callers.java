package dev.roundtrip.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Callers who come to a store at the same time, each on a virtual thread of its own. */
final class Callers {
    /** How it ended for one of them. */
    record Told(@Nullable Object value, @Nullable Throwable failure) {}

    private Callers() {}

    /** Each does what {@code call} says of its number; how it ended for each, in their order. */
    static List<Told> atOnce(int number, IntFunction<Supplier<?>> call) throws InterruptedException {
        var told = new Told[number];
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < number; i++) {
            threads.add(start(i, call.apply(i), told));
        }
        for (var thread : threads) {
            thread.join();
        }
        return List.of(told);
    }

    /**
     * The same, of writes that meet in one group: the writer is kept busy until all of them wait for it, in the order of their numbers.
     */
    static List<Told> inOneGroup(Store store, int number, IntFunction<Supplier<?>> work) throws InterruptedException {
        var busy = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var first = Thread.ofVirtual()
                .start(() -> store.write(() -> {
                    busy.countDown();
                    return awaited(go);
                }));
        busy.await();
        var told = new Told[number];
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < number; i++) {
            var supplier = work.apply(i);
            var thread = start(i, () -> store.write(supplier), told);
            threads.add(thread);
            untilItWaits(thread);
        }
        go.countDown();
        first.join();
        for (var thread : threads) {
            thread.join();
        }
        return List.of(told);
    }

    /** A caller waits for nothing but the writer. */
    static void untilItWaits(Thread caller) {
        while (caller.getState() != Thread.State.WAITING && caller.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    private static Thread start(int i, Supplier<?> call, Told[] told) {
        return Thread.ofVirtual().start(() -> {
            try {
                told[i] = new Told(call.get(), null);
            } catch (RuntimeException | Error e) {
                told[i] = new Told(null, e);
            }
        });
    }

    static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
