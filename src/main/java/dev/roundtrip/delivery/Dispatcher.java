package dev.roundtrip.delivery;

import dev.roundtrip.store.Store;
import dev.roundtrip.store.StoreUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends every delivery on its way when its time has come and its lane has room.
 *
 * <p>Fresh ones arrive from {@link DeliveryQueue} after their commit; due retries, and what found no room, are claimed here. A courier
 * runs on a virtual thread of its own; it frees its place as soon as the far end has answered, and settles after that.
 *
 * <p>Without {@link #start} nothing runs by itself, and {@link #runDue} does all that is due on the calling thread: so a test
 * steps it by hand.
 */
public final class Dispatcher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration LOOK_AT_LEAST_EVERY = Duration.ofSeconds(1);
    private static final Duration LEASE_BEYOND_TIMEOUT = Duration.ofSeconds(30);
    /** A call is over so long before its lease, or does not begin: what comes of it has to be written down as well. */
    private static final Duration OVER_BEFORE_LEASE = Duration.ofSeconds(10);

    /** A desk whose thousand lanes are all due must not keep a fresh ticket waiting until all are claimed. */
    private static final int LANES_A_WRITE = 10;

    /** Nor until each of ten lanes has got a second's worth of work. */
    private static final int CLAIMED_A_WRITE = 1000;

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Store store;
    private final Clock clock;
    private final Courier courier;
    private final String node;
    private final DeliveryTable deliveries;
    private final AttemptTable attempts;
    private final Duration grace;
    private final Settler settler;
    private final Rescuer rescuer;
    private final Heartbeat heartbeat;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Set<String> carried = ConcurrentHashMap.newKeySet();
    private final Semaphore nudges = new Semaphore(0);
    private final ExecutorService couriers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("courier-", 0).factory());
    private volatile DeliveryListener listener = DeliveryListener.DEAF;
    private volatile Instant lastBegan;
    private volatile boolean closing;
    private volatile @Nullable Thread thread;

    /** @param node this process's name; the same after a restart, so that it knows its own rows again */
    public Dispatcher(Store store, Clock clock, Courier courier, String node) {
        this(store, clock, courier, node, GRACE);
    }

    /** @param grace how long what is under way at the end may take to come back */
    Dispatcher(Store store, Clock clock, Courier courier, String node, Duration grace) {
        this.grace = grace;
        this.store = store;
        this.clock = clock;
        this.lastBegan = clock.instant();
        this.courier = courier;
        this.node = node;
        this.deliveries = new DeliveryTable(store);
        this.attempts = new AttemptTable(store);
        this.settler = new Settler(store, clock, node, this::listener, () -> closing);
        this.heartbeat = new Heartbeat(store, clock, node, () -> lastBegan);
        this.rescuer =
                new Rescuer(store, clock, settler, node, courier::policy, carried, heartbeat::deadIfNotHeardSince);
    }

    /** Before anything runs: who hears from then on what comes of deliveries. */
    public void tell(DeliveryListener who) {
        listener = who;
    }

    DeliveryListener listener() {
        return listener;
    }

    /** Dispatches until closed, beginning with what was handed over before. */
    public void start() {
        heartbeat.start();
        store.bell().whenRung(this::nudge);
        thread = Thread.ofPlatform().name("dispatcher").daemon().start(this::run);
        lanes.forEach(this::startNext);
    }

    /**
     * What an earlier life of this node had under way has an unknown outcome. Before anything new can be promised: a fresh delivery is
     * this node's and running too.
     */
    public void rescueOwn() {
        rescuer.runOnce(true);
    }

    /**
     * Carries all that is due now, one after the other, on this thread, until nothing is.
     *
     * @return how many attempts were made
     */
    public int runDue() {
        if (thread != null) {
            throw new IllegalStateException("the dispatcher runs by itself");
        }
        int made = 0;
        while (true) {
            int before = made;
            for (var entry : lanes.entrySet()) {
                Delivery next;
                while ((next = entry.getValue().next(policy(entry.getKey()).concurrency())) != null) {
                    carry(entry.getValue(), next, policy(entry.getKey()).timeout());
                    made++;
                }
            }
            if (look().claimed() == 0 && made == before) {
                return made;
            }
        }
    }

    /**
     * The lanes whose targets keep failing, as this process sees it: one delivery at a time goes there until one succeeds.
     *
     * @return since when, and after how many failures in a row, by lane
     */
    public Map<String, Probed> probed() {
        var probed = new HashMap<String, Probed>();
        lanes.forEach((key, lane) -> lane.probed().ifPresent(told -> probed.put(key, told)));
        return Map.copyOf(probed);
    }

    /** How many deliveries are leased to this process and not settled: calls under way, and those that wait for a place. */
    public int inFlight() {
        return carried.size();
    }

    /**
     * How far behind the desk is.
     *
     * @param dueBefore what was due later is no delay yet
     */
    public Pulse pulse(Instant dueBefore) {
        var late = deliveries.lanes().stream()
                .filter(lane ->
                        !lane.dueAt().isAfter(dueBefore) && policy(lane.lane()).open())
                .toList();
        var began = lastBegan;
        if (late.isEmpty()) {
            return new Pulse(List.of(), began);
        }
        var carried = deliveries.carried(clock.instant());
        var elsewhere = new NodeTable(store).began().orElse(began);
        return new Pulse(
                late.stream()
                        .map(lane -> new Pulse.Late(lane.lane(), lane.dueAt(), carried.contains(lane.lane())))
                        .toList(),
                elsewhere.isAfter(began) ? elsewhere : began);
    }

    Lane lane(String key) {
        return lanes.computeIfAbsent(key, k -> new Lane());
    }

    LanePolicy policy(String lane) {
        return courier.policy(lane);
    }

    String node() {
        return node;
    }

    /** It outlives the wait for a place in the lane and the call itself. */
    Instant leaseEnd(Instant now, LanePolicy policy) {
        return now.plus(policy.timeout().multipliedBy(Lane.LEASED_PER_PLACE)).plus(LEASE_BEYOND_TIMEOUT);
    }

    /** After its commit: a delivery that is leased to this process. */
    void handOver(Delivery delivery) {
        carried.add(delivery.id());
        var lane = lane(delivery.lane());
        lane.add(delivery);
        startNext(delivery.lane(), lane);
    }

    /** Something may be due sooner than thought. */
    void nudge() {
        nudges.release();
    }

    /** Something is due that this node has no place for: others may have one. */
    private void leaveToOthers() {
        store.bell().ring();
    }

    /** After the commit of a delivery that found no place in its lane. */
    void foundNoPlace(Lane lane) {
        lane.backlog(true);
        nudge();
        leaveToOthers();
    }

    private void startNext(String key, Lane lane) {
        if (thread == null || !lane.hasNext() || heartbeat.isDoubtful()) {
            return;
        }
        try {
            var policy = policy(key);
            if (!policy.open()) {
                couriers.execute(() -> giveBack(lane.drain())); // not here: this may be the thread of a commit
                return;
            }
            var end = endsBy(policy.timeout());
            if (lane.hasLeasedUntil(end)) {
                couriers.execute(() -> giveBack(lane.drainLeasedUntil(end)));
            }
            Delivery next;
            while (!closing && (next = lane.next(policy.concurrency())) != null) {
                start(lane, next, policy.timeout());
            }
        } catch (RejectedExecutionException e) {
            log.debug("{}: closed in this very moment, which gives back all that has not begun", key);
        } catch (RuntimeException e) {
            // A database that is away, perhaps. They stay in the lane, and every round of dispatching looks again.
            log.warn("{}: how it is run cannot be told now, what is next in it waits: {}", key, e.getMessage());
        }
    }

    /** When a call that begins now is over at the latest, and what came of it kept. */
    private Instant endsBy(Duration timeout) {
        return clock.instant().plus(timeout).plus(OVER_BEFORE_LEASE);
    }

    private void start(Lane lane, Delivery delivery, Duration timeout) {
        try {
            couriers.execute(() -> carry(lane, delivery, timeout));
        } catch (RejectedExecutionException e) {
            lane.notBegun(delivery); // closed in this very moment
        }
    }

    private void carry(Lane lane, Delivery delivery, Duration timeout) {
        var sooner = false;
        var began = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (!courier.isForPeople(delivery.lane())) {
            lastBegan = began;
        }
        List<Delivery> tooMany = List.of();
        try {
            var outcome = outcome(lane, delivery, timeout);
            if (outcome == null) {
                tooMany = List.of(delivery);
                return;
            }
            tooMany = lane.carried(outcome, clock.instant());
            startNext(delivery.lane(), lane);
            sooner = settler.settle(delivery, began, outcome, () -> policy(delivery.lane()));
        } catch (InterruptedException e) {
            // The process ends amid the call: nobody knows whether it arrived, and the next start finds it so.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Its lease will end, and what came of it is unknown. The others of its lane need its place.
            log.error("delivery {}: its outcome could not be kept; it will read \"unknown\"", delivery.id(), e);
        } finally {
            lane.free(1);
            carried.remove(delivery.id());
            giveBack(tooMany);
            if (sooner || lane.hasBacklog()) {
                nudge();
            }
        }
    }

    /** @return null if it was not to begin any more */
    private @Nullable Outcome outcome(Lane lane, Delivery delivery, Duration timeout) throws InterruptedException {
        try {
            var outcome = carriedWhenTheStoreIsThere(delivery, timeout);
            if (outcome == null) {
                lane.notCarried();
            }
            return outcome;
        } catch (InterruptedException e) {
            lane.notCarried();
            throw e;
        } catch (RuntimeException | Error e) {
            // A fault of ours fails this one alone, and is told in the log that people read.
            log.error("delivery {}: attempt {} failed inside the desk", delivery.id(), delivery.attempts(), e);
            return new Outcome.TryAgain(
                    new Outcome.Report(null, "fault inside the desk: " + e, null, null), Optional.empty());
        }
    }

    /** A courier asks the store how to call, before a byte leaves: a store that is away makes no attempt fail. */
    private @Nullable Outcome carriedWhenTheStoreIsThere(Delivery delivery, Duration timeout)
            throws InterruptedException {
        while (true) {
            // Others may have it by now, or will before it is over.
            if (heartbeat.isDoubtful() || !endsBy(timeout).isBefore(delivery.leaseEnd())) {
                return null;
            }
            try {
                return courier.carry(delivery, delivery.attempts());
            } catch (RuntimeException e) {
                if (closing || !Store.isAway(e)) {
                    throw e;
                }
                log.warn("delivery {}: waits for the store: {}", delivery.id(), e.getMessage());
                Thread.sleep(LOOK_AT_LEAST_EVERY);
            }
        }
    }

    private void run() {
        var nextRescue = clock.instant();
        while (!closing) {
            try {
                if (!clock.instant().isBefore(nextRescue)) {
                    rescuer.runOnce(false);
                    nextRescue = clock.instant().plus(LOOK_AT_LEAST_EVERY.multipliedBy(5));
                }
                if (heartbeat.hasLapsed()) {
                    giveBack(); // others may have them by now: what is still this node's is claimed anew
                    heartbeat.goesOn();
                }
                if (heartbeat.isDoubtful()) {
                    await(null);
                    continue;
                }
                lanes.forEach(this::startNext);
                var look = look();
                if (look.claimed() == 0) {
                    await(look.next());
                }
            } catch (StoreUnavailable e) {
                log.warn("the store is away, dispatching waits: {}", e.getMessage());
                await(null);
            } catch (RuntimeException | Error e) {
                // Whatever it was (memory that ran out, perhaps): without this thread nothing would ever go out again.
                log.error("a round of dispatching failed", e);
                await(null);
            }
        }
    }

    private void await(@Nullable Instant next) {
        var wait = LOOK_AT_LEAST_EVERY;
        if (next != null) {
            var until = Duration.between(clock.instant(), next);
            wait = until.compareTo(wait) < 0 ? until : wait;
        }
        try {
            if (nudges.tryAcquire(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS)) {
                nudges.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing = true;
        }
    }

    /** @param next when something is due that was not yet */
    private record Look(int claimed, @Nullable Instant next) {}

    /** Claims what is due in every lane that has room, and starts it. */
    private Look look() {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var open = deliveries.lanes();
        var due = open.stream()
                .filter(lane -> !lane.dueAt().isAfter(now) && hasRoom(lane.lane(), now))
                .toList();
        var next = open.stream()
                .map(DeliveryTable.LaneDue::dueAt)
                .filter(at -> at.isAfter(now))
                .min(Instant::compareTo)
                .orElse(null);
        if (due.isEmpty()) {
            return new Look(0, next);
        }
        int claimed = 0;
        for (int from = 0; from < due.size(); from += LANES_A_WRITE) {
            var some = due.subList(from, Math.min(due.size(), from + LANES_A_WRITE));
            var taken = store.write(() -> claim(some, now));
            taken.forEach(this::handOver);
            claimed += taken.size();
        }
        return new Look(claimed, next);
    }

    private boolean hasRoom(String lane, Instant now) {
        var policy = policy(lane);
        return policy.open() && lane(lane).hasRoom(policy.concurrency(), now);
    }

    /** What one lane leaves of the share of a write, the next may have. */
    private List<Delivery> claim(List<DeliveryTable.LaneDue> due, Instant now) {
        var all = new ArrayList<Delivery>();
        int left = due.size();
        for (var entry : due) {
            var lane = lane(entry.lane());
            var policy = policy(entry.lane());
            int share = (CLAIMED_A_WRITE - all.size()) / left--;
            int room = policy.open() ? lane.reserveFree(share, policy.concurrency(), now) : 0;
            if (room == 0) {
                continue;
            }
            store.afterRollback(() -> lane.free(room));
            var claimed = deliveries.claim(entry.lane(), room, now, leaseEnd(now, policy), node);
            claimed.forEach(delivery -> attempts.begin(delivery.orderKey(), delivery.id(), delivery.attempts(), now));
            store.afterCommit(() -> {
                lane.free(room - claimed.size());
                lane.backlog(claimed.size() == room);
                if (claimed.size() == room && room < share) {
                    leaveToOthers();
                }
            });
            all.addAll(claimed);
        }
        return all;
    }

    /** Whether it is about to end, so that nothing more is to be leased to it. */
    boolean isClosing() {
        return closing;
    }

    /** What is leased to this process and has not begun: it never will, so its attempt is as if it had never been. */
    private void giveBack() {
        var unbegun = new ArrayList<Delivery>();
        lanes.values().forEach(lane -> unbegun.addAll(lane.drain()));
        giveBack(unbegun);
    }

    private void giveBack(List<Delivery> unbegun) {
        if (unbegun.isEmpty()) {
            return;
        }
        try {
            settler.giveBack(unbegun, this::policy, () -> forget(unbegun));
            leaveToOthers();
        } catch (RuntimeException e) {
            log.error(
                    "{} deliveries had not begun and could not be given back; they will read \"unknown\"",
                    unbegun.size(),
                    e);
            forget(unbegun);
        }
    }

    private void forget(List<Delivery> deliveries) {
        deliveries.forEach(delivery -> carried.remove(delivery.id()));
    }

    /**
     * Starts nothing more, gives back what has not begun, and waits a little for what is under way; what is not settled by then reads
     * "unknown" after the next start.
     */
    @Override
    public void close() {
        closing = true;
        nudge();
        try {
            var running = thread;
            if (running != null) {
                running.join(grace);
            }
            couriers.shutdown();
            giveBack();
            if (!couriers.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("{} calls were still under way at the end; their outcome will read \"unknown\"", inFlight());
                couriers.shutdownNow();
            }
            giveBack(); // what was being promised while the first ones went back
            heartbeat.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            couriers.shutdownNow();
        }
    }
}
