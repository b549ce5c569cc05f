package dev.roundtrip.delivery;

import dev.roundtrip.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what came of an attempt, and what comes next. Many settles share a commit. */
final class Settler {
    private static final Logger log = LoggerFactory.getLogger(Settler.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Store store;
    private final Clock clock;
    private final String node;
    private final DeliveryTable deliveries;
    private final AttemptTable attempts;
    private final Supplier<DeliveryListener> listener;
    private final BooleanSupplier closing;

    /** @param closing whether the process is about to end, so that waiting for the store is no use */
    Settler(Store store, Clock clock, String node, Supplier<DeliveryListener> listener, BooleanSupplier closing) {
        this.store = store;
        this.clock = clock;
        this.node = node;
        this.deliveries = new DeliveryTable(store);
        this.attempts = new AttemptTable(store);
        this.listener = listener;
        this.closing = closing;
    }

    /**
     * Returns when it is durable. A store that is away is waited for: the answer must not be lost.
     *
     * @param began  when the call began; it was leased some time before
     * @param policy asked within the write: as the lane is run when the outcome is kept
     * @return whether something may be due sooner than thought: a retry, or a follower that can go now
     */
    boolean settle(Delivery delivery, Instant began, Outcome outcome, Supplier<LanePolicy> policy) {
        var ended = now();
        var sooner = new AtomicBoolean();
        whenTheStoreIsThere(
                delivery.subjectId(),
                "delivery " + delivery.id() + ": its outcome cannot be kept yet",
                () -> write(delivery, began, ended, outcome, policy.get(), sooner));
        return sooner.get();
    }

    private void whenTheStoreIsThere(long route, String what, Runnable work) {
        while (true) {
            try {
                store.write(route, () -> {
                    work.run();
                    return null;
                });
                return;
            } catch (RuntimeException e) {
                if (closing.getAsBoolean() || !Store.isAway(e)) {
                    throw e;
                }
                log.warn("{}: {}", what, e.getMessage());
                pause();
            }
        }
    }

    private void write(
            Delivery delivery, Instant began, Instant now, Outcome outcome, LanePolicy policy, AtomicBoolean sooner) {
        var next = NextStep.after(delivery.attempts(), outcome, policy.retry(), now);
        var success = outcome instanceof Outcome.Delivered;
        attempts.end(
                delivery.orderKey(),
                delivery.id(),
                delivery.attempts(),
                began,
                success ? Attempt.Result.SUCCESS : Attempt.Result.FAILURE,
                outcome.report(),
                now);
        var dueAt = dueAt(next, policy);
        var kept = new AtomicBoolean();
        deliveries.settle(
                delivery,
                node,
                state(next, policy),
                dueAt,
                now,
                error(next, outcome.report().error()),
                rows -> {
                    kept.set(rows == 1);
                    if (rows == 0) {
                        // Its lease had run out and somebody else has it now: the attempt reads "unknown", another
                        // follows.
                        log.warn(
                                "delivery {}: attempt {} came back after it was taken over",
                                delivery.id(),
                                delivery.attempts());
                    }
                });
        var failed = error(next, outcome.report().error());
        var news = new DeliveryListener.News(
                delivery, state(next, policy), success ? "" : failed == null ? "failed" : failed, now);
        // Of what another has taken over that one tells; whether it was, is known when all is written.
        store.beforeCommit(() -> {
            if (kept.get()) {
                listener.get().heard(news);
            }
        });
        sooner.set(dueAt != null);
        deliveries.followers(delivery, followersDue(next, dueAt, now), rows -> {
            if (rows > 0) {
                sooner.set(true);
            }
        });
    }

    /**
     * The same for a row whose process died: whether it arrived, and whether a byte left at all, is unknown, and the log says so. It is
     * sent again, though this was the last attempt: giving up would lose what was only leased.
     */
    void settleOrphan(Delivery delivery, LanePolicy policy) {
        var now = now();
        var unknown = "the process ended before this attempt had; whether it arrived is unknown";
        var next = new NextStep.RetryAt(now);
        var hold = policy.afterCrash() == AfterCrash.HOLD;
        var dueAt = hold ? null : dueAt(next, policy);
        var taken = deliveries.takeOver(
                delivery,
                hold ? DeliveryState.HELD : state(next, policy),
                hold ? HeldFor.PERSON : HeldFor.LANE,
                dueAt,
                now,
                unknown);
        if (taken) {
            if (hold) {
                listener.get().heard(new DeliveryListener.News(delivery, DeliveryState.HELD, unknown, now));
            }
            deliveries.followers(delivery, followersDue(next, dueAt, now), rows -> {});
            attempts.end(
                    delivery.orderKey(),
                    delivery.id(),
                    delivery.attempts(),
                    null,
                    Attempt.Result.UNKNOWN,
                    new Outcome.Report(null, unknown, null, null),
                    now);
        }
    }

    /**
     * For what is leased and has not begun: it waits again, and no attempt was made. What another has taken over is left to that one. A
     * store that is away is waited for.
     *
     * @param done runs with the commit
     */
    void giveBack(List<Delivery> unbegun, Function<String, LanePolicy> policy, Runnable done) {
        whenTheStoreIsThere(0, unbegun.size() + " deliveries that have not begun cannot be given back yet", () -> {
            unbegun.forEach(delivery -> giveBack(delivery, policy.apply(delivery.lane())));
            store.afterCommit(done);
        });
    }

    private void giveBack(Delivery delivery, LanePolicy policy) {
        var state = policy.open() ? DeliveryState.WAITING : DeliveryState.HELD;
        deliveries.giveBack(delivery, node, state, policy.open() ? now() : null);
        attempts.forget(delivery.orderKey(), delivery.id(), delivery.attempts());
    }

    private static DeliveryState state(NextStep next, LanePolicy policy) {
        return switch (next) {
            case NextStep.Done d -> DeliveryState.DELIVERED;
            case NextStep.GiveUp g -> DeliveryState.GIVEN_UP;
            case NextStep.RetryAt r -> policy.open() ? DeliveryState.WAITING : DeliveryState.HELD;
        };
    }

    private static @Nullable Instant dueAt(NextStep next, LanePolicy policy) {
        return next instanceof NextStep.RetryAt retry && policy.open() ? retry.at() : null;
    }

    private static Instant followersDue(NextStep next, @Nullable Instant dueAt, Instant now) {
        if (!(next instanceof NextStep.RetryAt)) {
            return now;
        }
        return dueAt == null ? now.plus(DeliveryTable.HELD_AGAIN) : dueAt;
    }

    private static @Nullable String error(NextStep next, @Nullable String error) {
        return switch (next) {
            case NextStep.Done d -> null;
            case NextStep.GiveUp g -> g.reason();
            case NextStep.RetryAt r -> error;
        };
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static void pause() {
        try {
            Thread.sleep(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the store", e);
        }
    }
}
