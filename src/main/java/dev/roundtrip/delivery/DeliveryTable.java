package dev.roundtrip.delivery;

import dev.roundtrip.store.GroupedSql;
import dev.roundtrip.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of table delivery. */
final class DeliveryTable {
    static final String COLUMNS =
            "d.id, d.lane, d.lane_name, d.subject_id, d.subject_name, d.order_key, d.state, d.attempts, d.created_at, d.due_at, d.ended_at, d.held_for, d.error, d.load";

    /** For lists: what is carried can be large, and nobody looks at it there. */
    static final String LISTED = COLUMNS.replace("d.load", "'' as load");

    static final Duration HELD_AGAIN = Duration.ofHours(1);

    private static final Duration BEHIND_AGAIN = Duration.ofSeconds(10);

    /** More than most lanes have room for, so that those that follow others seldom keep one from filling it. */
    private static final int LOOKED_OVER = 500;

    private final Store store;
    private final JdbcClient jdbc;
    private final String skipLocked;
    private final String whenSettled;

    /** A lane in which something waits or runs, and when the first is due: a retry, or the end of a lease. */
    record LaneDue(String lane, Instant dueAt) {}

    DeliveryTable(Store store) {
        this.store = store;
        this.jdbc = store.jdbc();
        this.skipLocked = store.dialect().skipLocked();
        this.whenSettled = store.dialect().whenSettled();
    }

    /** How many of a lane wait, and when the first of them is due. */
    record Waiting(String lane, int deliveries, Instant next) {}

    List<Waiting> waiting(Collection<String> lanes) {
        return jdbc.sql("""
                        select lane, count(*) as deliveries, min(due_at) as next
                        from delivery
                        where lane in (:lanes) and due_at is not null and state = 'waiting'
                        group by lane""")
                .param("lanes", lanes)
                .query((rs, n) -> new Waiting(
                        rs.getString("lane"), rs.getInt("deliveries"), Instant.ofEpochMilli(rs.getLong("next"))))
                .list();
    }

    /** How many of each lane are held. */
    Map<String, Integer> held(Collection<String> lanes) {
        var held = new HashMap<String, Integer>();
        jdbc.sql("""
                        select lane, count(*) as deliveries
                        from delivery
                        where lane in (:lanes) and state = 'held'
                        group by lane""").param("lanes", lanes).query(rs -> {
            held.put(rs.getString("lane"), rs.getInt("deliveries"));
        });
        return held;
    }

    void insert(
            NewDelivery delivery,
            DeliveryState state,
            int attempts,
            Instant now,
            @Nullable Instant dueAt,
            @Nullable Instant endedAt,
            @Nullable String node) {
        var binds = new HashMap<String, @Nullable Object>();
        binds.put("id", delivery.id());
        binds.put("lane", delivery.lane());
        binds.put("laneName", delivery.laneName());
        binds.put("subject", delivery.subjectId());
        binds.put("subjectName", delivery.subjectName());
        binds.put("orderKey", delivery.orderKey());
        binds.put("place", delivery.place());
        binds.put("state", state.word());
        binds.put("attempts", attempts);
        binds.put("now", now.toEpochMilli());
        binds.put("dueAt", millis(dueAt));
        binds.put("endedAt", millis(endedAt));
        binds.put("node", node);
        binds.put("heldFor", heldFor(state, HeldFor.LANE));
        binds.put("error", delivery.givenUp());
        binds.put("load", delivery.load());
        binds.put("replayOf", delivery.replayOf());
        store.later(delivery.orderKey(), """
                insert into delivery (id, lane, lane_name, subject_id, subject_name, order_key, place,
                                      state, attempts, created_at, due_at, ended_at, node, held_for, error, load,
                                      replay_of)
                values (:id, :lane, :laneName, :subject, :subjectName, :orderKey, :place,
                        :state, :attempts, :now, :dueAt, :endedAt, :node, :heldFor, :error, :load,
                        :replayOf)""", binds);
    }

    /** A place behind all that is open of an order key, and not before that delivery's own. */
    long placeBehind(Delivery delivery) {
        return store.about(delivery.orderKey())
                .sql("""
                        select max(p.place) as place
                        from (select place from delivery where id = :id
                              union all
                              select place from delivery where order_key = :key and ended_at is null) p""")
                .param("id", delivery.id())
                .param("key", delivery.orderKey())
                .query(Long.class)
                .single();
    }

    /** The one that replays it. */
    Optional<String> replayOf(String id) {
        return jdbc.sql("select id from delivery where replay_of = :id")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** The one that it replays. */
    Optional<String> replays(String id) {
        return jdbc.sql("select replay_of from delivery where id = :id and replay_of is not null")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** When the last open one of that order key is due next; empty when none is open. A held one is looked at again in an hour. */
    Optional<Instant> openUntil(String orderKey, Instant now) {
        return store.about(orderKey)
                .sql("""
                        select coalesce(due_at, :hour) as due_at
                        from delivery
                        where order_key = :key and ended_at is null
                        order by place desc
                        limit 1
                        """ + whenSettled)
                .param("key", orderKey)
                .param("hour", now.plus(HELD_AGAIN).toEpochMilli())
                .query((rs, n) -> Instant.ofEpochMilli(rs.getLong("due_at")))
                .optional();
    }

    /** The one that is the last to go of an order key. */
    Optional<Delivery> lastOpen(String orderKey) {
        return store.about(orderKey)
                .sql("select " + COLUMNS + """

                         from delivery d
                        where d.order_key = :key and d.ended_at is null
                        order by d.place desc, d.id desc
                        limit 1""")
                .param("key", orderKey)
                .query(DeliveryTable::read)
                .optional();
    }

    /** False when it does not wait any more: it carries what it has. */
    boolean reload(String id, String load) {
        return jdbc.sql("update delivery set load = :load where id = :id and state = 'waiting'")
                        .param("id", id)
                        .param("load", load)
                        .update()
                == 1;
    }

    /** The offset keeps PostgreSQL from reading all that is open, which it takes for few, and comparing it with each. */
    static final GroupedSql FOLLOWERS = new GroupedSql("""
            update delivery
            set due_at = :dueAt
            where order_key = :key and ended_at is null and state = 'waiting'
              and (place, id) > (select f.place, f.id from delivery f where f.id = :id)""", """
            update delivery d
            set due_at = cast(v.due_at as bigint)
            from unnest(:key, :id, :dueAt) with ordinality as v (order_key, id, due_at, n)
                 join delivery f on f.id = v.id
                 cross join lateral (
                     select w.id
                     from delivery w
                     where w.order_key = v.order_key and w.ended_at is null and w.state = 'waiting'
                       and (w.place, w.id) > (f.place, f.id)
                     offset 0) as later
            where d.id = later.id and d.state = 'waiting'
            returning v.n""");

    /**
     * Those that wait behind one of their order key are due when it is, and at once when it has ended.
     *
     * @param rows is told how many there are
     */
    void followers(Delivery first, Instant dueAt, IntConsumer rows) {
        store.later(
                first.orderKey(),
                FOLLOWERS,
                Map.of("key", first.orderKey(), "id", first.id(), "dueAt", dueAt.toEpochMilli()),
                rows);
    }

    static final String LANES = """
            with recursive hop (lane) as (
                select min(lane) from delivery where due_at is not null
                union all
                select (select min(d.lane) from delivery d where d.due_at is not null and d.lane > hop.lane)
                from hop
                where hop.lane is not null
            )
            select hop.lane,
                   (select min(d.due_at) from delivery d
                    where d.due_at is not null and d.lane = hop.lane) as due_at
            from hop
            where hop.lane is not null""";

    /**
     * The lanes in which something waits or runs, found by hopping from lane to lane through the index, whatever their backlog: grouping
     * would read every open row at every look.
     */
    List<LaneDue> lanes() {
        return jdbc.sql(LANES)
                .query((rs, n) -> new LaneDue(rs.getString("lane"), Instant.ofEpochMilli(rs.getLong("due_at"))))
                .list();
    }

    /** The lanes of which something is leased, and its lease goes on. */
    Set<String> carried(Instant now) {
        return Set.copyOf(jdbc.sql("select distinct lane from delivery where state = 'running' and due_at > :now")
                .param("now", now.toEpochMilli())
                .query(String.class)
                .list());
    }

    /**
     * Takes due rows of one lane for {@code node}, the longest due first: they are running and leased from then on, and count one
     * attempt more. A row waits while an earlier one of its order key is open.
     *
     * <p>It looks at the first {@link #LOOKED_OVER} that are due, or as many as there is room for, however many follow them. What of
     * these cannot go yet, where there was room for more, is looked at again later: so the next look gets further, and a lane all of
     * whose due rows are behind others does not look due all the time.
     */
    List<Delivery> claim(String lane, int room, Instant now, Instant leaseEnd, String node) {
        var last = lastLookedOver(lane, Math.max(room, LOOKED_OVER), now);
        if (last.isEmpty()) {
            return List.of();
        }
        var due = jdbc.sql(claimable())
                .param("lane", lane)
                .param("lastDue", last.get().dueAt())
                .param("lastId", last.get().id())
                .param("room", room)
                .query(String.class)
                .list();
        if (due.size() < room) {
            stillBehind(lane, now, last.get());
        }
        if (due.isEmpty()) {
            return List.of();
        }
        // Apart from the update, which gives its rows back in any order.
        return jdbc
                .sql("""
                        update delivery as d
                        set state = 'running', attempts = attempts + 1, due_at = :leaseEnd, node = :node
                        where d.id in (:due)
                        returning\s""" + COLUMNS.replace("d.", ""))
                .param("due", due)
                .param("leaseEnd", leaseEnd.toEpochMilli())
                .param("node", node)
                .query(DeliveryTable::read)
                .list()
                .stream()
                .sorted(Comparator.comparingInt(delivery -> due.indexOf(delivery.id())))
                .toList();
    }

    /** The last of those of a lane that a claim looks at, in the order they are due. */
    private record Last(long dueAt, String id) {}

    static final String HOW_FAR = """
            select c.due_at, c.id
            from (select w.due_at, w.id
                  from delivery w
                  where w.lane = :lane and w.due_at <= :now
                  order by w.due_at, w.id
                  limit :most) c
            order by c.due_at desc, c.id desc
            limit 1""";

    private Optional<Last> lastLookedOver(String lane, int most, Instant now) {
        return jdbc.sql(HOW_FAR)
                .param("lane", lane)
                .param("now", now.toEpochMilli())
                .param("most", most)
                .query((rs, n) -> new Last(rs.getLong("due_at"), rs.getString("id")))
                .optional();
    }

    /** That nothing is before one is asked as a value: of a "not exists" PostgreSQL makes a join, and reads all that is open for each row. */
    String claimable() {
        return """
                select w.id
                from delivery w
                where w.lane = :lane and w.due_at is not null and w.state = 'waiting'
                  and (w.due_at, w.id) <= (:lastDue, :lastId)
                  and (select 1 from delivery e
                       where e.order_key = w.order_key and e.ended_at is null and (e.place, e.id) < (w.place, w.id)
                       limit 1) is null
                order by w.due_at, w.id
                limit :room
                """ + skipLocked;
    }

    /**
     * Not much later, and not what has become due in the last second or is being changed: on PostgreSQL the one before it may be ending
     * in this very moment.
     */
    private void stillBehind(String lane, Instant now, Last last) {
        jdbc.sql("""
                        update delivery
                        set due_at = :later
                        where id in (select w.id
                                     from delivery w
                                     where w.lane = :lane and w.state = 'waiting'
                                       and w.due_at <= :aSecondAgo and (w.due_at, w.id) <= (:lastDue, :lastId)
                                       and (select 1 from delivery e
                                            where e.order_key = w.order_key and e.ended_at is null
                                              and (e.place, e.id) < (w.place, w.id)
                                            limit 1) is not null
                                     %s)""".formatted(skipLocked))
                .param("lane", lane)
                .param("aSecondAgo", now.minusSeconds(1).toEpochMilli())
                .param("lastDue", last.dueAt())
                .param("lastId", last.id())
                .param("later", now.plus(BEHIND_AGAIN).toEpochMilli())
                .update();
    }

    /**
     * That it is running goes without saying, for it has a node; said, it would make PostgreSQL read all that are running. So with all that
     * change a row by its id: nothing is said that another index could be chosen for.
     */
    static final GroupedSql SETTLE = new GroupedSql("""
            update delivery
            set state = :state, held_for = :heldFor, due_at = :dueAt, ended_at = :endedAt, error = :error, node = null
            where id = :id and node = :node and attempts = :attempts""", """
            update delivery d
            set state = v.state, held_for = v.held_for, due_at = cast(v.due_at as bigint),
                ended_at = cast(v.ended_at as bigint), error = v.error, node = null
            from unnest(:id, :state, :heldFor, :dueAt, :endedAt, :error, :node, :attempts)
                with ordinality as v (id, state, held_for, due_at, ended_at, error, node, attempts, n)
            where d.id = v.id and d.node = v.node and d.attempts = cast(v.attempts as integer)
            returning v.n""");

    /** @param rows is told 0 when the row is no longer this node's, at this attempt: another has taken it over, nothing is written */
    void settle(
            Delivery delivery,
            String node,
            DeliveryState state,
            @Nullable Instant dueAt,
            Instant now,
            @Nullable String error,
            IntConsumer rows) {
        var binds = new HashMap<String, @Nullable Object>();
        binds.put("id", delivery.id());
        binds.put("node", node);
        binds.put("attempts", delivery.attempts());
        binds.put("state", state.word());
        binds.put("heldFor", heldFor(state, HeldFor.LANE));
        binds.put("dueAt", millis(dueAt));
        binds.put("endedAt", state.isEnd() ? now.toEpochMilli() : null);
        binds.put("error", error);
        store.later(delivery.orderKey(), SETTLE, binds, rows);
    }

    /** A row that is leased to {@code node} and has not begun is as it was before; one that another has taken over stays. */
    void giveBack(Delivery delivery, String node, DeliveryState state, @Nullable Instant dueAt) {
        var binds = new HashMap<String, @Nullable Object>();
        binds.put("id", delivery.id());
        binds.put("node", node);
        binds.put("attempts", delivery.attempts());
        binds.put("state", state.word());
        binds.put("heldFor", heldFor(state, HeldFor.LANE));
        binds.put("dueAt", millis(dueAt));
        store.later(delivery.orderKey(), """
                update delivery
                set state = :state, held_for = :heldFor, attempts = attempts - 1, due_at = :dueAt, node = null
                where id = :id and node = :node and attempts = :attempts""", binds);
    }

    /**
     * Running rows whose lease ran out, whose node has fallen silent, or that are {@code own} from an earlier life.
     *
     * @param self   this node, which does not take itself for dead
     * @param silent nodes that were not heard since then are
     * @param own    whether {@code self}'s rows are wanted too
     */
    List<Delivery> orphans(Instant now, String self, Instant silent, boolean own, int most) {
        return jdbc.sql("select " + COLUMNS + """

                         from delivery d
                        where d.state = 'running'
                          and (d.due_at <= :now
                               or (:own = 1 and d.node = :self)
                               or d.node in (select n.name from node n where n.seen_at <= :silent and n.name <> :self))
                        order by d.due_at
                        limit :most""")
                .param("now", now.toEpochMilli())
                .param("self", self)
                .param("silent", silent.toEpochMilli())
                .param("own", own ? 1 : 0)
                .param("most", most)
                .query(DeliveryTable::read)
                .list();
    }

    /**
     * Takes a running row away from whoever had it.
     *
     * @param heldFor what it waits for if it is held
     */
    boolean takeOver(
            Delivery delivery,
            DeliveryState state,
            HeldFor heldFor,
            @Nullable Instant dueAt,
            Instant now,
            @Nullable String error) {
        return jdbc.sql("""
                        update delivery
                        set state = :state, held_for = :heldFor, due_at = :dueAt, ended_at = :endedAt, error = :error,
                            node = null
                        where id = :id and node is not null and attempts = :attempts""")
                        .param("id", delivery.id())
                        .param("attempts", delivery.attempts())
                        .param("state", state.word())
                        .param("heldFor", heldFor(state, heldFor))
                        .param("dueAt", millis(dueAt))
                        .param("endedAt", state.isEnd() ? now.toEpochMilli() : null)
                        .param("error", error)
                        .update()
                == 1;
    }

    /** What waits in a lane is held until it is opened; it keeps its place. */
    int hold(String lane) {
        return jdbc.sql("""
                        update delivery
                        set state = 'held', held_for = 'lane', due_at = null
                        where lane = :lane and due_at is not null and state = 'waiting'""").param("lane", lane).update();
    }

    /** What was held until the lane is opened waits again; what a person is to decide about does not. */
    int release(String lane, Instant now) {
        return jdbc.sql("""
                        update delivery
                        set state = 'waiting', held_for = null, due_at = :now
                        where lane = :lane and state = 'held' and held_for = 'lane'""")
                .param("lane", lane)
                .param("now", now.toEpochMilli())
                .update();
    }

    /** A waiting or held one becomes due now. */
    boolean dueNow(String id, Instant now) {
        return jdbc.sql("""
                        update delivery
                        set state = 'waiting', held_for = null, due_at = :now
                        where id = :id and state in ('waiting', 'held')""").param("id", id).param("now", now.toEpochMilli()).update() == 1;
    }

    /** A waiting or held one becomes due when its lane is opened. */
    boolean dueWhenOpen(String id) {
        return jdbc.sql("""
                        update delivery
                        set state = 'held', held_for = 'lane', due_at = null
                        where id = :id and state in ('waiting', 'held')""").param("id", id).update() == 1;
    }

    boolean cancel(String id, Instant now, String reason) {
        return jdbc.sql("""
                        update delivery
                        set state = 'cancelled', held_for = null, due_at = null, ended_at = :now, error = :reason
                        where id = :id and state in ('waiting', 'held')""")
                        .param("id", id)
                        .param("now", now.toEpochMilli())
                        .param("reason", reason)
                        .update()
                == 1;
    }

    void cancelAll(String lane, Instant now, String reason) {
        jdbc.sql("""
                        update delivery
                        set state = 'cancelled', held_for = null, due_at = null, ended_at = :now, error = :reason
                        where lane = :lane and ended_at is null and state in ('waiting', 'held')""")
                .param("lane", lane)
                .param("now", now.toEpochMilli())
                .param("reason", reason)
                .update();
    }

    Optional<Delivery> find(String id) {
        return jdbc.sql("select " + COLUMNS + " from delivery d where d.id = :id")
                .param("id", id)
                .query(DeliveryTable::read)
                .optional();
    }

    /** Without what is carried. */
    List<Delivery> listed(Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql("select " + LISTED + " from delivery d where d.id in (:ids)")
                        .param("ids", ids)
                        .query(DeliveryTable::read)
                        .list();
    }

    List<DeliveryLog.Tally> tallies(Collection<Long> subjectIds) {
        return jdbc.sql("""
                        select subject_id, state, held_for, attempts > 0 as tried, count(*) as number
                        from delivery
                        where subject_id in (:subjects)
                        group by subject_id, state, held_for, attempts > 0""")
                .param("subjects", subjectIds)
                .query((rs, n) -> new DeliveryLog.Tally(
                        rs.getLong("subject_id"),
                        DeliveryState.of(rs.getString("state")),
                        heldFor(rs),
                        rs.getBoolean("tried"),
                        rs.getInt("number")))
                .list();
    }

    static Delivery read(ResultSet rs, int n) throws SQLException {
        return new Delivery(
                rs.getString("id"),
                rs.getString("lane"),
                rs.getString("lane_name"),
                rs.getLong("subject_id"),
                rs.getString("subject_name"),
                rs.getString("order_key"),
                DeliveryState.of(rs.getString("state")),
                rs.getInt("attempts"),
                Instant.ofEpochMilli(rs.getLong("created_at")),
                instant(rs, "due_at"),
                instant(rs, "ended_at"),
                heldFor(rs),
                rs.getString("error"),
                rs.getString("load"));
    }

    private static @Nullable HeldFor heldFor(ResultSet rs) throws SQLException {
        var word = rs.getString("held_for");
        return word == null ? null : HeldFor.of(word);
    }

    private static @Nullable String heldFor(DeliveryState state, HeldFor what) {
        return state == DeliveryState.HELD ? what.word() : null;
    }

    static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        var millis = rs.getLong(column);
        return rs.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
