package dev.roundtrip.delivery;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One target's share of this process: what is leased to it, and how much of that is under way.
 *
 * <p>More is leased than may run, so that a freed place finds its next delivery at hand; what is not settled yet still counts. After a
 * crash all of it reads "unknown", so it is not much more.
 */
final class Lane {
    static final int LEASED_PER_PLACE = 4;

    private final ArrayDeque<Delivery> queue = new ArrayDeque<>();
    private int leased;
    private int running;
    private boolean backlog;

    /** A place for a fresh delivery, unless the lane is full or older ones wait in the store. */
    synchronized boolean reserve(int limit) {
        if (backlog || leased >= LEASED_PER_PLACE * limit) {
            return false;
        }
        leased++;
        return true;
    }

    /** All places that are free, for a claim. */
    synchronized int reserveAll(int limit) {
        int room = Math.max(0, LEASED_PER_PLACE * limit - leased);
        leased += room;
        return room;
    }

    synchronized void free(int places) {
        leased -= places;
    }

    /** Rows may wait in the store for this lane; a claim that comes back with less than asked has them all. */
    synchronized void backlog(boolean rowsWait) {
        backlog = rowsWait;
    }

    synchronized boolean hasBacklog() {
        return backlog;
    }

    synchronized void add(Delivery delivery) {
        queue.add(delivery);
    }

    /** Takes out all that is leased and not under way. */
    synchronized List<Delivery> drain() {
        var all = List.copyOf(queue);
        queue.clear();
        leased -= all.size();
        return all;
    }

    synchronized boolean hasNext() {
        return !queue.isEmpty();
    }

    /** The next to carry, if one is leased and the limit allows; its place counts as running from then on. */
    synchronized @Nullable Delivery next(int limit) {
        if (running >= limit) {
            return null;
        }
        var next = queue.poll();
        if (next != null) {
            running++;
        }
        return next;
    }

    /** The far end is done with one: another may start, though this one is not settled yet. */
    synchronized void carried() {
        running--;
    }
}
