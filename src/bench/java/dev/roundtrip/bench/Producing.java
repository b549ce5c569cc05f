package dev.roundtrip.bench;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Makes tickets in the way a load asks for, until it is stopped, and remembers them. */
final class Producing implements AutoCloseable {
    private static final long LOOK_EVERY_NANOS = 50_000_000;

    /** To look is work for the engine that it would not have without us. */
    private static final long BETWEEN_LOOKS = 20;

    private final Engine engine;
    private final Job.Shape shape;
    private final Job.Load load;
    private final int targets;
    private final Queue<Event> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicLong latest = new AtomicLong();
    private final Semaphore open;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopped;

    private Producing(Engine engine, Job.Shape shape, Job.Load load, int targets) {
        this.engine = engine;
        this.shape = shape;
        this.load = load;
        this.targets = targets;
        this.open = new Semaphore(load.mostUnsettled());
    }

    /** As the job says. */
    static Producing of(Engine engine, Job job) {
        var shape = job.shape();
        // Where a ticket fires several callouts it is the group that is drawn.
        int targets = shape.callouts() > shape.targets() ? shape.callouts() / Job.Shape.AT_ONCE : shape.targets();
        return new Producing(engine, shape, job.load(), targets);
    }

    /** As fast as it can, though the job has a rate: that is too slow to warm Java up. A sick target is left in peace. */
    static Producing warming(Engine engine, Job job) {
        var shape = job.shape();
        return new Producing(engine, shape, Job.Load.warming(), shape.targets() - (shape.sick() ? 1 : 0));
    }

    void start() {
        if (load.perSecond() > 0) {
            Thread.ofPlatform().name("pace").daemon().start(this::keepPace);
            return;
        }
        for (int i = 0; i < load.producers(); i++) {
            threads.execute(this::makeOneAfterAnother);
        }
        Thread.ofPlatform().name("backlog").daemon().start(this::letMoreBeMade);
    }

    private void keepPace() {
        long begin = System.nanoTime();
        for (long n = 0; !stopped; n++) {
            long planned = begin + n * 1_000_000_000L / load.perSecond();
            for (long left = planned - System.nanoTime(); left > 0; left = planned - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            latest.accumulateAndGet(System.nanoTime() - planned, Math::max);
            threads.execute(() -> make(planned));
        }
    }

    private void makeOneAfterAnother() {
        try {
            while (!stopped) {
                open.acquire();
                make(System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void letMoreBeMade() {
        long before = engine.settled();
        long pause = LOOK_EVERY_NANOS;
        while (!stopped) {
            LockSupport.parkNanos(pause);
            long looked = System.nanoTime();
            long now = Math.max(before, engine.settled());
            pause = Math.max(LOOK_EVERY_NANOS, BETWEEN_LOOKS * (System.nanoTime() - looked));
            open.release((int) (now - before) / shape.calloutsPerTicket());
            before = now;
        }
    }

    private void make(long asked) {
        int target = next.getAndIncrement() % targets;
        try {
            var made = engine.make(target);
            events.add(new Event(made.ticket(), target, asked, made.committing()));
        } catch (Exception e) {
            if (failures.getAndIncrement() == 0) {
                e.printStackTrace(System.out);
            }
        }
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    int failures() {
        return failures.get();
    }

    /** By how much a ticket at a rate was begun late at most, in milliseconds. */
    double latestMillis() {
        return latest.get() / 1e6;
    }

    /** Returns when nothing more is being made. */
    @Override
    public void close() {
        stopped = true;
        open.release(load.producers());
        threads.close();
    }
}
