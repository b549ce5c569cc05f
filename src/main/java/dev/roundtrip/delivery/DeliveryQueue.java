package dev.roundtrip.delivery;

import dev.roundtrip.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where promises are made, and what a person may do to them.
 *
 * <p>The shortest durable path: a fresh delivery whose lane has room is leased by birth. Its row and its first attempt are written in
 * the transaction of whoever promises it, and after the commit it goes to its lane in memory; no claim.
 */
public final class DeliveryQueue {
    private final Store store;
    private final Clock clock;
    private final DeliveryTable deliveries;
    private final AttemptTable attempts;
    private final ByHandTable byHand;
    private final Dispatcher dispatcher;

    public DeliveryQueue(Store store, Clock clock, Dispatcher dispatcher) {
        this.store = store;
        this.clock = clock;
        this.deliveries = new DeliveryTable(store);
        this.attempts = new AttemptTable(store);
        this.byHand = new ByHandTable(store);
        this.dispatcher = dispatcher;
    }

    /** Within the write that promises it: kept and carried if that commits, never heard of if not. */
    public void enqueue(NewDelivery wanted) {
        var now = now();
        if (wanted.givenUp() != null) {
            deliveries.insert(wanted, DeliveryState.GIVEN_UP, 0, now, null, now, null);
            heard(wanted.as(DeliveryState.GIVEN_UP, 0, now, null), DeliveryState.GIVEN_UP, wanted.givenUp(), now);
            return;
        }
        var lane = dispatcher.lane(wanted.lane());
        var policy = dispatcher.policy(wanted.lane());
        if (!policy.open()) {
            deliveries.insert(wanted, DeliveryState.HELD, 0, now, null, null, null);
            return;
        }
        var before = wanted.first() ? Optional.<Instant>empty() : deliveries.openUntil(wanted.orderKey(), now);
        if (before.isPresent()) {
            // It follows when the one before it has ended; settling that one makes it due.
            deliveries.insert(wanted, DeliveryState.WAITING, 0, now, before.get(), null, null);
        } else if (!dispatcher.isClosing() && lane.reserve(policy.concurrency(), now)) {
            store.afterRollback(() -> lane.free(1));
            var leaseEnd = dispatcher.leaseEnd(now, policy);
            deliveries.insert(wanted, DeliveryState.RUNNING, 1, now, leaseEnd, null, dispatcher.node());
            attempts.begin(wanted.orderKey(), wanted.id(), 1, now);
            var leased = wanted.as(DeliveryState.RUNNING, 1, now, leaseEnd);
            store.afterCommit(() -> dispatcher.handOver(leased));
        } else {
            deliveries.insert(wanted, DeliveryState.WAITING, 0, now, now, null, null);
            store.afterCommit(() -> dispatcher.foundNoPlace(lane));
        }
    }

    /**
     * Within a write: gives another load to the last of a line, if it waits and has not begun. Where it was tried before, the next attempt
     * carries that.
     *
     * @param load what it is to carry, by what it carries; empty to leave it
     * @return which one that is; empty where there is none, or it is to be left
     */
    public Optional<String> join(String orderKey, Function<String, Optional<String>> load) {
        return deliveries
                .lastOpen(orderKey)
                .filter(last -> last.state() == DeliveryState.WAITING)
                .filter(last -> load.apply(last.load())
                        .filter(other -> deliveries.reload(last.id(), other))
                        .isPresent())
                .map(Delivery::id);
    }

    /** Within the write that shuts a lane: what waits in it is held, and keeps its order. */
    public void hold(String lane) {
        deliveries.hold(lane);
    }

    /**
     * Within the write that opens a lane: what was held until then goes on, spread by the lane's limit. What a person is to decide about
     * stays held.
     */
    public void release(String lane) {
        deliveries.release(lane, now());
        store.afterCommit(() -> {
            dispatcher.lane(lane).backlog(true);
            dispatcher.nudge();
        });
    }

    /**
     * Brings the pending attempt forward to now; it counts on. In a shut lane the decision stands, and the attempt comes when that is
     * opened. False when it is neither waiting nor held.
     */
    public boolean retryNow(String id, String by) {
        return store.write(() -> {
            var wanted = deliveries.find(id);
            if (wanted.isEmpty()) {
                return false;
            }
            store.afterCommit(dispatcher::nudge);
            var changed = dispatcher.policy(wanted.get().lane()).open()
                    ? deliveries.dueNow(id, now())
                    : deliveries.dueWhenOpen(id);
            if (changed) {
                byHand.add(id, now(), ByHand.What.RETRY, by);
            }
            return changed;
        });
    }

    /** Ends a waiting or held one for good. False when it is neither. */
    public boolean cancel(String id, String by) {
        return store.write(() -> {
            var reason = "cancelled by " + by;
            var cancelled = deliveries.cancel(id, now(), reason);
            if (cancelled) {
                byHand.add(id, now(), ByHand.What.CANCEL, by);
            }
            deliveries.find(id).filter(d -> cancelled).ifPresent(d -> {
                heard(d, DeliveryState.CANCELLED, reason, now());
                deliveries.followers(d, now(), rows -> {});
            });
            store.afterCommit(dispatcher::nudge);
            return cancelled;
        });
    }

    /**
     * Within a write: promises an ended one anew, behind what is open of its lane and subject. The original stays as it was.
     *
     * @param id of the new one
     * @return false when it is not one that {@link Replays#isReplayable} lets go, or was replayed already
     */
    boolean replay(String original, String id, String by) {
        var ended = deliveries.find(original).filter(Replays::isReplayable).orElse(null);
        if (ended == null || deliveries.replayOf(original).isPresent()) {
            return false;
        }
        enqueue(new NewDelivery(
                id,
                ended.lane(),
                ended.laneName(),
                ended.subjectId(),
                ended.subjectName(),
                ended.orderKey(),
                deliveries.placeBehind(ended),
                false,
                ended.load(),
                null,
                original));
        byHand.add(original, now(), ByHand.What.REPLAY, by);
        return true;
    }

    /** Within the write that ends a lane: what waits in it or is held comes to an end too. */
    public void cancelAll(String lane, String why) {
        deliveries.cancelAll(lane, now(), "cancelled, for " + why);
    }

    private void heard(Delivery delivery, DeliveryState state, String error, Instant at) {
        dispatcher.listener().heard(new DeliveryListener.News(delivery, state, error, at));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
