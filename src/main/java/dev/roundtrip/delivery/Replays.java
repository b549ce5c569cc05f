package dev.roundtrip.delivery;

import dev.roundtrip.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Ended deliveries, promised anew: one, or all that a filter finds, counted first.
 *
 * <p>Each is replayed once, which the store sees to. Whoever wants one again replays its replay, and an order that is sent twice finds
 * the second time that nothing is left to do.
 */
public final class Replays {
    /** So many at once: more are asked for by a narrower filter. */
    public static final int MOST = 10_000;

    /** Of these each write is, so that nothing else waits long behind it. */
    private static final int STEP = 100;

    private final Store store;
    private final DeliveryQueue queue;
    private final Predicate<String> goesOut;
    private final DeliveryTable deliveries;
    private final DeliveryId ids;

    /** @param goesOut whether anything goes out of that lane now */
    public Replays(Store store, Clock clock, DeliveryQueue queue, Predicate<String> goesOut) {
        this.store = store;
        this.goesOut = goesOut;
        this.queue = queue;
        this.deliveries = new DeliveryTable(store);
        this.ids = new DeliveryId(clock);
    }

    /**
     * What a filter finds, of all that has ended; delivered ones only where it asks for them.
     *
     * @param able how many can be replayed
     * @param gone out of the lane of so many nothing goes any more
     * @param unsent so many could not be written, so there is nothing to send again
     * @param done so many were replayed already
     * @param tooMany whether it finds more than {@link #MOST}; what is beyond is not counted
     */
    public record Count(int able, int gone, int unsent, int done, boolean tooMany) {}

    private record Candidate(String id, String lane, boolean sendable, boolean done) {
        boolean isAble(Predicate<String> goesOut) {
            return goesOut.test(lane) && sendable && !done;
        }
    }

    public Count count(DeliveryLog.Filter filter) {
        return counted(candidates(filter));
    }

    private Count counted(List<Candidate> found) {
        int able = 0;
        int gone = 0;
        int unsent = 0;
        int done = 0;
        for (var one : found.subList(0, Math.min(found.size(), MOST))) {
            if (one.done()) {
                done++;
            } else if (!one.sendable()) {
                unsent++;
            } else if (goesOut.test(one.lane())) {
                able++;
            } else {
                gone++;
            }
        }
        return new Count(able, gone, unsent, done, found.size() > MOST);
    }

    /**
     * @param expected how many were counted
     * @param witness is told that so many are to be, within the first write that promises any
     * @return how many were promised; empty when as many no longer fit, and then none is
     */
    public OptionalInt replay(DeliveryLog.Filter filter, int expected, String by, Runnable witness) {
        var found = candidates(filter);
        var count = counted(found);
        if (count.tooMany() || count.able() != expected) {
            return OptionalInt.empty();
        }
        var able = found.stream()
                .filter(one -> one.isAble(goesOut))
                .map(Candidate::id)
                .toList();
        int promised = 0;
        for (int from = 0; from < able.size(); from += STEP) {
            promised +=
                    step(able.subList(from, Math.min(from + STEP, able.size())), by, from == 0 ? witness : () -> {});
        }
        return OptionalInt.of(promised);
    }

    private int step(List<String> originals, String by, Runnable witness) {
        return store.write(() -> {
            witness.run();
            return (int) originals.stream()
                    .filter(one -> queue.replay(one, ids.next(), by))
                    .count();
        });
    }

    /** @return the new one's id; empty when it cannot be replayed, or was already */
    public Optional<String> replay(String id, String by) {
        return store.write(() -> {
            var replay = ids.next();
            return deliveries.find(id).filter(this::canGoOut).isPresent() && queue.replay(id, replay, by)
                    ? Optional.of(replay)
                    : Optional.<String>empty();
        });
    }

    /** Whether anything goes out of its lane now. */
    public boolean canGoOut(Delivery delivery) {
        return goesOut.test(delivery.lane());
    }

    /** One that was given up without an attempt has no request that could be sent. */
    public static boolean isReplayable(Delivery delivery) {
        return delivery.state().isEnd() && !(delivery.state() == DeliveryState.GIVEN_UP && delivery.attempts() == 0);
    }

    /** The oldest first: so they go out again. */
    private List<Candidate> candidates(DeliveryLog.Filter filter) {
        var wanted = Wanted.of(filter, store.dialect());
        wanted.asks().add("d.ended_at is not null");
        @Nullable DeliveryState state = filter.state();
        if (state == null) {
            wanted.asks().add("d.state in ('given-up', 'cancelled')");
        }
        var sql = """
                select d.id, d.lane, not (d.state = 'given-up' and d.attempts = 0) as sendable,
                       exists (select 1 from delivery r where r.replay_of = d.id) as done
                from delivery d""" + wanted.where() + " order by d.id limit :most";
        return store.search(jdbc -> jdbc.sql(sql)
                .params(wanted.binds())
                .param("most", MOST + 1)
                .query((rs, n) -> new Candidate(
                        rs.getString("id"), rs.getString("lane"), rs.getBoolean("sendable"), rs.getBoolean("done")))
                .list());
    }
}
