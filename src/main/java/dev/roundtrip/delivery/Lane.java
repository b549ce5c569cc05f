package dev.roundtrip.delivery;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One target's share of this process: what is leased to it, and how much of that is under way.
 *
 * <p>More is leased than may run, so that a freed place finds its next delivery at hand; what is not settled yet still counts. After a
 * crash all of it reads "unknown", so it is not much more: four for each place, or what was carried within a second of late.
 *
 * <p>A target that keeps failing has one place, whatever its limit: one delivery at a time finds out whether it is back.
 */
final class Lane {
    static final int LEASED_PER_PLACE = 4;

    /** Not less than this many times what it may have: no pace is steady, and giving back costs. */
    private static final int TOO_MANY = 2;

    /** Of one lane, however quick it is. */
    static final int MOST_LEASED = 1000;

    private final ArrayDeque<Delivery> queue = new ArrayDeque<>();
    private final Health health = new Health();
    private final Pace pace = new Pace();
    private int lastLimit = 1;
    private int leased;
    private int running;
    private boolean backlog;

    /** A place for a fresh delivery, unless the lane is full or older ones wait in the store. */
    synchronized boolean reserve(int limit, Instant now) {
        if (backlog || leased >= most(limit, now)) {
            return false;
        }
        leased++;
        return true;
    }

    /** The places that are free, for a claim; no more than it may take. */
    synchronized int reserveFree(int atMost, int limit, Instant now) {
        int room = Math.clamp(most(limit, now) - leased, 0, atMost);
        leased += room;
        return room;
    }

    synchronized boolean hasRoom(int limit, Instant now) {
        return leased < most(limit, now);
    }

    /** A lane that carries many a second would else run dry while the next are being claimed. */
    private int most(int limit, Instant now) {
        int usual = LEASED_PER_PLACE * places(limit);
        return health.isSick() ? usual : Math.max(usual, Math.min(pace.perSecond(now), MOST_LEASED));
    }

    private int places(int limit) {
        return health.isSick() ? 1 : limit;
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

    /** Whether the one that has waited longest has such a lease; those behind it were leased later. */
    synchronized boolean hasLeasedUntil(Instant end) {
        var first = queue.peek();
        return first != null && !first.leaseEnd().isAfter(end);
    }

    /** Takes out what has not begun and has a lease that ends by then. */
    synchronized List<Delivery> drainLeasedUntil(Instant end) {
        var late = queue.stream().filter(one -> !one.leaseEnd().isAfter(end)).toList();
        queue.removeAll(late);
        leased -= late.size();
        return late;
    }

    synchronized boolean hasNext() {
        return !queue.isEmpty();
    }

    /** The next to carry, if one is leased and the limit allows; its place counts as running from then on. */
    synchronized @Nullable Delivery next(int limit) {
        lastLimit = limit;
        if (running >= places(limit)) {
            return null;
        }
        var next = queue.poll();
        if (next != null) {
            running++;
        }
        return next;
    }

    /** What was to run has not begun, and is back among those that are leased. */
    synchronized void notBegun(Delivery delivery) {
        running--;
        queue.add(delivery);
    }

    /**
     * The far end is done with one: another may start, though this one is not settled yet.
     *
     * @return what is leased beyond what such a lane may have, to be given back: it has failed once too often, or has become slow, and
     *     their leases were meant for more at once, or for quicker ones
     */
    synchronized List<Delivery> carried(Outcome outcome, Instant now) {
        running--;
        pace.carried(now);
        health.heard(outcome, now);
        if (queue.size() <= (health.isSick() ? 1 : TOO_MANY) * most(lastLimit, now)) {
            return List.of();
        }
        backlog = true;
        return drain();
    }

    /** One that has a place does not use it, or nobody knows what came of it. */
    synchronized void notCarried() {
        running--;
    }

    /** Whether, and since when, its target keeps failing. */
    synchronized Optional<Probed> probed() {
        return health.probed();
    }
}
