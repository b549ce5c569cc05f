package dev.roundtrip.delivery;

import dev.roundtrip.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How deliveries have done of late, in numbers. What has ended is read from an index alone; what is open is read whole: a caller that shows it
 * to many asks now and then.
 */
public final class DeliveryFigures {
    /** Lengths of time are told apart by so much, up to {@link #FINE_UP_TO}; beyond by {@link #COARSE}. */
    private static final long FINE = 100;

    private static final long FINE_UP_TO = 60_000;
    private static final long COARSE = 10_000;

    private final Store store;

    public DeliveryFigures(Store store) {
        this.store = store;
    }

    /** When something of a lane was delivered last, within that time. It reads what ended in it. */
    public Optional<Instant> lastDelivered(String lane, Instant from, Instant until) {
        return store.jdbc()
                .sql("""
                        select max(ended_at)
                        from delivery
                        where ended_at >= :from and ended_at <= :until and state = 'delivered' and lane = :lane""")
                .param("lane", lane)
                .param("from", from.toEpochMilli())
                .param("until", until.toEpochMilli())
                .query((rs, n) -> {
                    var at = rs.getLong(1);
                    return rs.wasNull() ? Optional.<Instant>empty() : Optional.of(Instant.ofEpochMilli(at));
                })
                .single();
    }

    /**
     * What ended in a part of the time.
     *
     * @param nth of the parts, from 0
     * @param first delivered at the first attempt; {@code later} after a retry
     */
    public record Slot(int nth, int first, int later, int givenUp, int cancelled) {
        Slot plus(DeliveryState state, boolean again, int deliveries) {
            return switch (state) {
                case DELIVERED ->
                    again
                            ? new Slot(nth, first, later + deliveries, givenUp, cancelled)
                            : new Slot(nth, first + deliveries, later, givenUp, cancelled);
                case GIVEN_UP -> new Slot(nth, first, later, givenUp + deliveries, cancelled);
                case CANCELLED -> new Slot(nth, first, later, givenUp, cancelled + deliveries);
                case HELD, WAITING, RUNNING -> this;
            };
        }
    }

    /**
     * Only parts in which something ended, in their order.
     *
     * @param without lanes that are left out
     */
    public List<Slot> ended(Instant since, Duration part, Collection<String> without) {
        var slots = new TreeMap<Integer, Slot>();
        store.jdbc()
                .sql("""
                        select (ended_at - :since) / :part as nth, state, case when attempts > 1 then 1 else 0 end as again,
                               count(*) as deliveries
                        from delivery
                        where ended_at >= :since and lane not in (:without)
                        group by nth, state, again""")
                .param("since", since.toEpochMilli())
                .param("part", part.toMillis())
                .param("without", without)
                .query(rs -> {
                    var nth = rs.getInt("nth");
                    slots.put(
                            nth,
                            slots.getOrDefault(nth, new Slot(nth, 0, 0, 0, 0))
                                    .plus(
                                            DeliveryState.of(rs.getString("state")),
                                            rs.getInt("again") == 1,
                                            rs.getInt("deliveries")));
                });
        return List.copyOf(slots.values());
    }

    /**
     * How long those took that were delivered since then, from the promise to the answer; without replays, whose promise tells nothing.
     *
     * @param without lanes that are left out
     */
    public Lengths lengths(Instant since, Collection<String> without) {
        var steps = new TreeMap<Long, Integer>();
        store.jdbc()
                .sql("""
                        select case when ended_at - created_at < :fineUpTo then (ended_at - created_at) / :fine
                                    else :fineUpTo / :fine + (ended_at - created_at - :fineUpTo) / :coarse end as nth,
                               count(*) as deliveries
                        from delivery
                        where ended_at >= :since and state = 'delivered' and lane not in (:without)
                        group by nth""")
                .param("since", since.toEpochMilli())
                .param("without", without)
                .param("fine", FINE)
                .param("fineUpTo", FINE_UP_TO)
                .param("coarse", COARSE)
                .query(rs -> {
                    steps.merge(rs.getLong("nth"), rs.getInt("deliveries"), Integer::sum);
                });
        replayed(since, without).forEach(took -> steps.merge(nth(took), -1, Integer::sum));
        return new Lengths(steps.entrySet().stream()
                .filter(step -> step.getValue() > 0)
                .map(step -> new Lengths.Step(atMost(step.getKey()), step.getValue()))
                .toList());
    }

    /** How long those took that replay another, in milliseconds: few, and found by an index of their own. */
    private List<Long> replayed(Instant since, Collection<String> without) {
        return store.jdbc()
                .sql("""
                        select ended_at - created_at
                        from delivery
                        where replay_of is not null and ended_at >= :since and state = 'delivered' and lane not in (:without)""")
                .param("since", since.toEpochMilli())
                .param("without", without)
                .query(Long.class)
                .list();
    }

    private static long nth(long millis) {
        return millis < FINE_UP_TO ? millis / FINE : FINE_UP_TO / FINE + (millis - FINE_UP_TO) / COARSE;
    }

    private static Duration atMost(long nth) {
        long fine = FINE_UP_TO / FINE;
        return Duration.ofMillis(nth < fine ? (nth + 1) * FINE : FINE_UP_TO + (nth - fine + 1) * COARSE);
    }

    /**
     * What is open in a lane, of one kind.
     *
     * @param tried whether an attempt was begun
     * @param since when the oldest was promised
     * @param next when the first is due; null where none is
     */
    public record Open(
            String lane,
            String laneName,
            DeliveryState state,
            @Nullable HeldFor heldFor,
            boolean tried,
            int deliveries,
            Instant since,
            @Nullable Instant next) {}

    /** @param without lanes that are left out */
    public List<Open> open(Collection<String> without) {
        return store.jdbc()
                .sql("""
                        select lane, max(lane_name) as lane_name, state, held_for, case when attempts > 0 then 1 else 0 end as tried,
                               count(*) as deliveries, min(created_at) as since, min(due_at) as next
                        from delivery
                        where ended_at is null and lane not in (:without)
                        group by lane, state, held_for, tried
                        order by since, lane, state""")
                .param("without", without)
                .query((rs, n) -> open(rs))
                .list();
    }

    private static Open open(ResultSet rs) throws SQLException {
        var heldFor = rs.getString("held_for");
        var next = rs.getLong("next");
        var due = rs.wasNull() ? null : Instant.ofEpochMilli(next);
        return new Open(
                rs.getString("lane"),
                rs.getString("lane_name"),
                DeliveryState.of(rs.getString("state")),
                heldFor == null ? null : HeldFor.of(heldFor),
                rs.getInt("tried") == 1,
                rs.getInt("deliveries"),
                Instant.ofEpochMilli(rs.getLong("since")),
                due);
    }

    /** Those that a lane gave up and nobody replayed; the first and the last time. */
    public record GivenUp(String lane, String laneName, int deliveries, Instant first, Instant last) {}

    /**
     * The lane that gave up last comes first.
     *
     * @param without lanes that are left out
     */
    public List<GivenUp> givenUp(Instant since, Collection<String> without) {
        return store.jdbc()
                .sql("""
                        select lane, max(lane_name) as lane_name, count(*) as deliveries, min(ended_at) as first, max(ended_at) as last
                        from delivery d
                        where d.ended_at >= :since and d.state = 'given-up' and d.lane not in (:without)
                          and not exists (select 1 from delivery r where r.replay_of = d.id)
                        group by lane
                        order by last desc""")
                .param("since", since.toEpochMilli())
                .param("without", without)
                .query((rs, n) -> new GivenUp(
                        rs.getString("lane"),
                        rs.getString("lane_name"),
                        rs.getInt("deliveries"),
                        Instant.ofEpochMilli(rs.getLong("first")),
                        Instant.ofEpochMilli(rs.getLong("last"))))
                .list();
    }
}
