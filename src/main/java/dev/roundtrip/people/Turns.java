package dev.roundtrip.people;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Lets so many do something at a time; the others wait, and who came first is first. */
final class Turns {
    private final Semaphore free;

    Turns(int atOnce) {
        this.free = new Semaphore(atOnce, true);
    }

    <T> T take(Supplier<T> work) {
        free.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            free.release();
        }
    }
}
