package dev.roundtrip.bench;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** No engine at all: every ticket is posted at once and forgotten. What the others are measured against. */
final class BareClient implements Engine {
    private final Poster poster;
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong settled = new AtomicLong();
    private final Queue<Long> answered = new ConcurrentLinkedQueue<>();

    BareClient(Job job) {
        this.poster = new Poster(job);
    }

    @Override
    public Made make(int target) throws InterruptedException {
        var id = ids.incrementAndGet();
        poster.post(id, target, Poster.body(id));
        answered.add(id);
        settled.incrementAndGet();
        return new Made(id, 0);
    }

    @Override
    public long settled() {
        return settled.get();
    }

    @Override
    public long open() {
        return 0;
    }

    @Override
    public List<Long> answered() {
        return List.copyOf(answered);
    }

    @Override
    public void close() {
        poster.close();
    }
}
