package dev.roundtrip.bench;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Another engine: it keeps its tickets and attempts at a desk that is the same for all of them. */
abstract class PeerEngine implements Engine {
    final PeerDesk desk;

    /** How many callouts have their outcome stored. */
    final AtomicLong settled = new AtomicLong();

    PeerEngine(Job job) {
        desk = new PeerDesk(job);
    }

    @Override
    public final long settled() {
        return settled.get();
    }

    @Override
    public final long open() {
        return desk.made() - settled.get();
    }

    @Override
    public final List<Long> answered() {
        return desk.answered();
    }

    /** Starts nothing more. */
    abstract void stop();

    @Override
    public final void close() {
        stop();
        desk.close();
    }
}
